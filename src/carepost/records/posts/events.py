"""What the audit trail says about posts and imports."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.records.audit import EventKind, define

POST_DRAFTED = define(
    "post.drafted", Text("{actor}起草了岗位「{title}」。", "{actor} drafted the post {title}."), plain=("title",)
)
POST_EDITED = define(
    "post.edited",
    Text("{actor}修改了岗位「{title}」：{fields}。", "{actor} changed the post {title}: {fields}."),
    plain=("title", "fields"),
)
POST_REPORTED = define(
    "post.reported",
    Text("{actor}导入了据报道的岗位「{title}」。", "{actor} imported the reported post {title}."),
    plain=("title", "run"),
)
POST_REPORT_CHANGED = define(
    "post.report_changed",
    Text("{actor}用导入更正了岗位「{title}」：{fields}。", "{actor} corrected the post {title} by import: {fields}."),
    plain=("title", "run", "fields"),
)
LISTINGS_IMPORTED = define(
    "listings.imported",
    Text(
        "{actor}导入了文件「{file_name}」：新增 {taken}，更新 {changed}，未变 {unchanged}，"
        "搁置 {set_aside}，有误 {wrong}。",
        "{actor} imported the file {file_name}: {taken} taken, {changed} changed, {unchanged} unchanged, "
        "{set_aside} set aside, {wrong} wrong.",
    ),
    plain=("file_name", "taken", "changed", "unchanged", "set_aside", "wrong"),
)
POST_PINNED = define(
    "post.pinned",
    Text(
        "{actor}标注了岗位「{title}」的位置（{point}），依据：{source}。",
        "{actor} pinned the post {title} at {point}, by: {source}.",
    ),
    plain=("title", "point", "source"),
)
POST_CORRECTED = define(
    "post.corrected",
    Text("{actor}更正了岗位「{title}」的{fields}。{reason}", "{actor} corrected the {fields_en} of {title}. {reason}"),
    plain=("title", "fields", "fields_en", "reason"),
)
POST_RECERTIFIED = define(
    "post.recertified",
    Text(
        "{actor}为岗位「{title}」换发了证书 {number}。", "{actor} gave the post {title} the new certificate {number}."
    ),
    plain=("title", "number"),
)
LISTINGS_CORRECTED = define(
    "listings.corrected",
    Text(
        "{actor}更正了导入文件「{file_name}」的第 {line} 行。",
        "{actor} corrected row {line} of the import {file_name}.",
    ),
    plain=("file_name", "line"),
)

DEMO_POSTS_ADDED = define(
    "demo.posts_added",
    Text("{actor}为演示生成了 {number} 个岗位。", "{actor} generated {number} posts for the demo."),
    plain=("number",),
)


def _moved(verb: str, zh: str, en: str) -> EventKind:
    return define(
        f"post.{verb}",
        Text(f"{{actor}}{zh}岗位「{{title}}」。{{reason}}", f"{{actor}} {en} the post {{title}}. {{reason}}"),
        plain=("title", "was", "reason"),
    )


# One kind of event for each action of the life of a post.
POST_MOVED: dict[str, EventKind] = {
    "submit": _moved("submitted", "提交了", "submitted"),
    "return": _moved("returned", "退回了", "returned"),
    "certify": _moved("certified", "认定了", "certified"),
    "publish": _moved("published", "发布了", "published"),
    "pause": _moved("paused", "暂停了", "paused"),
    "resume": _moved("resumed", "恢复了", "resumed"),
    "expire": _moved("expired", "到期关闭了", "closed on expiry"),
    "revise": _moved("revised", "重新修改", "reopened for changes"),
    "downgrade": _moved("downgraded", "降级了", "downgraded"),
    "revoke": _moved("revoked", "撤销认定了", "revoked the certificate of"),
    "withdraw": _moved("withdrawn", "撤销了", "withdrew"),
}
