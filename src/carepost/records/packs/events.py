"""The audit events of this room."""

from carepost.domain.facts import Text
from carepost.records.audit import define

VERSION_STAGED = define(
    "pack.staged",
    Text(
        "{actor}上传了「{title}」的版本 {subject}，拟自 {day} 起生效，检查发现 {faults} 处错误。",
        "{actor} uploaded version {subject} of {title_en} to take effect on {day}; faults found: {faults}.",
    ),
    plain=("title", "title_en", "day", "faults", "digest"),
)
VERSION_APPROVED = define(
    "pack.approved",
    Text(
        "{actor}批准了「{title}」的版本 {subject}，自 {day} 起生效。",
        "{actor} approved version {subject} of {title_en}, in force from {day}.",
    ),
    plain=("title", "title_en", "day", "digest"),
)
VERSION_REFUSED = define(
    "pack.refused",
    Text(
        "{actor}未批准「{title}」的版本 {subject}：{reason}",
        "{actor} refused version {subject} of {title_en}: {reason}",
    ),
    plain=("title", "title_en", "reason"),
)
VERSION_WITHDRAWN = define(
    "pack.withdrawn",
    Text(
        "{actor}撤回了「{title}」的版本 {subject}：{reason}",
        "{actor} withdrew version {subject} of {title_en}: {reason}",
    ),
    plain=("title", "title_en", "reason"),
)
VALUE_LAPSES = define(
    "pack.value_lapses",
    Text(
        "{place} 的「{item}」{state}（{until}）。",
        "{item} of {place} {state_en} ({until}).",
    ),
    plain=("place", "item", "state", "state_en", "until"),
)
DECISION_KEPT = define(
    "decision.kept",
    Text(
        "{actor}保存了方案「{scheme}」的一份审核结果 {subject}。",
        "{actor} kept a decision by the scheme {scheme}: {subject}.",
    ),
    plain=("scheme", "pack_hash"),
)
