"""What the trail tells of employers."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.domain.roles import ROLE_LABELS, Role
from carepost.records.audit import EventKind, define

EMPLOYER_REGISTERED = define(
    "employer.registered",
    Text(
        "{actor}登记了用人单位「{name}」（统一社会信用代码 {credit_code}）。",
        "{actor} registered the employer {name} (unified social credit code {credit_code}).",
    ),
    plain=("name", "credit_code", "employer_kind"),
)
EMPLOYER_REPORTED = define(
    "employer.reported",
    Text("用人单位「{name}」据报道收录。", "The employer {name} was added as named in a report."),
    plain=("name",),
)


def _member_event(role: Role, verb: str, zh: str, en: str) -> EventKind:
    label = ROLE_LABELS[role]
    sentence = Text(zh.format(role=label.zh), en.format(role=label.en.lower()))
    return define(f"{role.value}.{verb}", sentence, plain=("name",), personal=("member",))


_ROLES = (Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER)
MEMBER_ADDED = {
    role: _member_event(
        role,
        "added",
        "{{actor}}将{{member}}设为「{{name}}」的{role}。",
        "{{actor}} made {{member}} {role} of {{name}}.",
    )
    for role in _ROLES
}
MEMBER_ENDED = {
    role: _member_event(
        role,
        "ended",
        "{{actor}}取消了{{member}}在「{{name}}」的{role}身份。",
        "{{actor}} ended the role of {{member}} as {role} of {{name}}.",
    )
    for role in _ROLES
}


def _invitation_event(verb: str, zh: str, en: str) -> EventKind:
    return define(f"invitation.{verb}", Text(zh, en), plain=("name", "role"))


MEMBER_INVITED = _invitation_event(
    "sent", "{actor}邀请一个手机号担任「{name}」的{role}。", "{actor} invited a phone number to {name} as {role}."
)
INVITATION_ACCEPTED = _invitation_event(
    "accepted", "{actor}接受邀请，成为「{name}」的{role}。", "{actor} accepted the invitation to {name} as {role}."
)
INVITATION_DECLINED = _invitation_event(
    "declined", "{actor}谢绝了「{name}」的邀请（{role}）。", "{actor} declined the invitation to {name} as {role}."
)
INVITATION_WITHDRAWN = _invitation_event(
    "withdrawn", "{actor}撤回了「{name}」的一份邀请（{role}）。", "{actor} took back an invitation to {name} as {role}."
)
DEMO_EMPLOYERS_ADDED = define(
    "demo.employers_added",
    Text("{actor}为演示生成了 {number} 个用人单位。", "{actor} generated {number} employers for the demo."),
    plain=("number",),
)
