"""What the trail tells of carers: that something was done. What she looks for and avoids can be forgotten."""

from carepost.domain.facts import Text
from carepost.records.audit import define

WEEK_KEPT = define("carer.week_kept", Text("{actor}保存了自己的一周。", "{actor} kept her week."))
WEEK_DROPPED = define("carer.week_dropped", Text("{actor}删除了保存的一周。", "{actor} deleted the kept week."))
PROFILE_CHANGED = define(
    "carer.profile_changed",
    Text("{actor}修改了个人资料（{part}）。", "{actor} changed the profile ({part})."),
    plain=("part",),
)
POST_SAVED = define(
    "carer.post_saved", Text("{actor}收藏了岗位 {post}。", "{actor} saved the post {post}."), personal=("post",)
)
POST_UNSAVED = define(
    "carer.post_unsaved",
    Text("{actor}取消收藏岗位 {post}。", "{actor} no longer saves the post {post}."),
    personal=("post",),
)
EMPLOYER_HIDDEN = define(
    "carer.employer_hidden",
    Text("{actor}对用人单位 {employer} 隐藏自己。", "{actor} hides from the employer {employer}."),
    personal=("employer",),
)
EMPLOYER_SHOWN = define(
    "carer.employer_shown",
    Text("{actor}不再对用人单位 {employer} 隐藏自己。", "{actor} no longer hides from the employer {employer}."),
    personal=("employer",),
)
SEARCH_SAVED = define(
    "carer.search_saved",
    Text("{actor}保存了搜索 {search}（{frequency}）。", "{actor} saved the search {search} ({frequency})."),
    plain=("search", "frequency"),
)
SEARCH_CHANGED = define(
    "carer.search_changed",
    Text(
        "{actor}修改了搜索 {search} 的提醒（{frequency}）。",
        "{actor} changed the alert of the search {search} ({frequency}).",
    ),
    plain=("search", "frequency"),
)
SEARCH_PAUSED = define(
    "carer.search_paused",
    Text("{actor}暂停了搜索 {search} 的提醒。", "{actor} paused the alert of the search {search}."),
    plain=("search",),
)
SEARCH_RESUMED = define(
    "carer.search_resumed",
    Text("{actor}恢复了搜索 {search} 的提醒。", "{actor} resumed the alert of the search {search}."),
    plain=("search",),
)
SEARCH_STOPPED = define(
    "carer.search_stopped",
    Text("搜索 {search} 的提醒经短信中的链接停止。", "The alert of the search {search} was stopped by its link."),
    plain=("search",),
)
SEARCH_DELETED = define(
    "carer.search_deleted",
    Text("{actor}删除了搜索 {search}。", "{actor} deleted the search {search}."),
    plain=("search",),
)
FIT_ALERT_ON = define(
    "carer.fit_alert_on",
    Text("{actor}要求有合适的新岗位时提醒。", "{actor} asked to be told of new posts that fit."),
)
FIT_ALERT_OFF = define(
    "carer.fit_alert_off",
    Text("{actor}关闭了合适岗位的提醒。", "{actor} ended being told of new posts that fit."),
)
