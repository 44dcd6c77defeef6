"""What the trail says of certification; the subject is the post, save for deadlines (a bureau) and batches."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.records.audit import define

CASE_TAKEN = define(
    "case.taken", Text("{actor}开始办理岗位「{title}」。", "{actor} took on the post {title}."), plain=("title",)
)
CASE_RELEASED = define(
    "case.released",
    Text("{actor}放回了岗位「{title}」，由{officer}办理改为待办。", "{actor} gave the post {title} back to the queue."),
    plain=("title", "officer"),
)
CERTIFICATE_ISSUED = define(
    "certificate.issued",
    Text(
        "{actor}发出证书 {number}：等级「{level}」，有效期至 {expires}，标准第 {edition} 版。",
        "{actor} issued certificate {number}: {level_en}, valid until {expires}, by edition {edition}.",
    ),
    plain=("number", "level", "level_en", "expires", "edition"),
)
CERTIFICATE_CONFIRMED = define(
    "certificate.confirmed",
    Text(
        "{actor}复核并维持证书 {number}，有效期至 {expires}。",
        "{actor} checked certificate {number} again and confirmed it until {expires}.",
    ),
    plain=("number", "expires"),
)
CERTIFICATE_CHANGED = define(
    "certificate.findings_changed",
    Text(
        "证书 {number} 发出后，检查结果有 {count} 处变化，待复核。",
        "Since certificate {number} was issued, {count} findings have changed: it is to be checked again.",
    ),
    plain=("number", "count"),
)
PROPOSAL_MADE = define(
    "proposal.made",
    Text("{actor}提出{what}：{reason}", "{actor} proposed a {what_en}: {reason}"),
    plain=("what", "what_en", "reason", "proposal"),
)
PROPOSAL_ANSWERED = define(
    "proposal.answered",
    Text("{actor}代表用人单位陈述申辩：{reply}", "{actor} answered for the employer: {reply}"),
    plain=("reply", "proposal"),
)
PROPOSAL_CONFIRMED = define(
    "proposal.confirmed",
    Text("{actor}复核同意{what}。{decision}", "{actor} confirmed the {what_en}. {decision}"),
    plain=("what", "what_en", "decision", "proposal"),
)
PROPOSAL_REJECTED = define(
    "proposal.rejected",
    Text("{actor}复核不同意{what}：{decision}", "{actor} rejected the {what_en}: {decision}"),
    plain=("what", "what_en", "decision", "proposal"),
)
BATCH_CLOSED = define(
    "batch.closed",
    Text(
        "{actor}公布了{place}名录第 {number} 批，共 {rows} 个岗位。",
        "{actor} published batch {number} of {place_en} ({rows}).",
    ),
    plain=("place", "place_en", "number", "rows"),
)
DEADLINE_SET = define(
    "bureau.deadline_set",
    Text(
        "{actor}将{place}的{what}期限设为 {days} 个工作日，依据：{source}。",
        "{actor} set the time to {what_en} in {place_en} to {days} working days, by: {source}.",
    ),
    plain=("place", "place_en", "what", "what_en", "days", "source"),
)
