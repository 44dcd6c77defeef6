"""What the trail says of meeting; who was approached and who comes to a fair can be forgotten."""

from carepost.domain.facts import Text
from carepost.records.audit import define

SEEKING_BEGUN = define(
    "seeker.begun", Text("{actor}同意被推荐给用人单位。", "{actor} agreed to be suggested to employers.")
)
SEEKING_ENDED = define(
    "seeker.ended", Text("{actor}不再被推荐给用人单位。", "{actor} is no longer suggested to employers.")
)
APPROACH_SENT = define(
    "approach.sent",
    Text("{actor}就岗位「{title}」邀约求职者 {seeker}。", "{actor} approached seeker {seeker} about the post {title}."),
    plain=("title",),
    personal=("seeker",),
)
APPROACH_REVEALED = define(
    "approach.revealed",
    Text("{actor}就岗位「{title}」留下了联系方式。", "{actor} gave her contact for the post {title}."),
    plain=("title",),
)
APPROACH_DECLINED = define(
    "approach.declined",
    Text("{actor}谢绝了岗位「{title}」的邀约。", "{actor} declined the approach about the post {title}."),
    plain=("title",),
)
APPROACH_WITHDRAWN = define(
    "approach.withdrawn",
    Text("{actor}撤回了岗位「{title}」的邀约。", "{actor} took back the approach about the post {title}."),
    plain=("title",),
)
SHARE_WISHED = define(
    "share.wished",
    Text("{actor}愿意与人合岗「{title}」。", "{actor} would share the post {title}."),
    plain=("title",),
)
SHARE_DROPPED = define(
    "share.dropped",
    Text("{actor}不再考虑合岗「{title}」。", "{actor} would no longer share the post {title}."),
    plain=("title",),
)
PAIR_PROPOSED = define(
    "share.paired",
    Text("岗位「{title}」有两人可以合岗。", "Two people together could cover the post {title}."),
    plain=("title",),
)
PAIR_ANSWERED = define(
    "share.answered",
    Text("{actor}答复了合岗「{title}」：{answer}。", "{actor} answered the job share of {title}: {answer_en}."),
    plain=("title", "answer", "answer_en"),
)
FAIR_MADE = define(
    "fair.made", Text("{actor}新建招聘会「{title}」。", "{actor} made the fair {title}."), plain=("title",)
)
FAIR_MOVED = define(
    "fair.moved",
    Text("{actor}将招聘会「{title}」改为「{state}」。", "{actor} moved the fair {title} to {state_en}."),
    plain=("title", "state", "state_en"),
)
DESK_SET = define(
    "fair.desk_set",
    Text(
        "{actor}为「{title}」登记{employer}，{tables} 张桌，{posts} 个岗位。",
        "{actor} entered {employer} for {title}: {tables} tables, {posts} posts.",
    ),
    plain=("title", "employer", "tables", "posts"),
)
DESK_DROPPED = define(
    "fair.desk_dropped",
    Text("{actor}从「{title}」撤下{employer}。", "{actor} took {employer} off {title}."),
    plain=("title", "employer"),
)
GUEST_JOINED = define(
    "fair.joined", Text("{actor}报名招聘会「{title}」。", "{actor} registered for the fair {title}."), plain=("title",)
)
GUEST_LEFT = define(
    "fair.left", Text("{actor}取消报名「{title}」。", "{actor} no longer comes to the fair {title}."), plain=("title",)
)
