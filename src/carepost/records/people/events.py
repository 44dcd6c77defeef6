"""What the trail tells of people: the least that accounts for who may do what."""

from carepost.domain.facts import Text
from carepost.records.audit import define

SIGNED_UP = define(
    "person.signed_up",
    Text(
        "{subject} 用手机号 {phone} 首次登录，账号建立。",
        "{subject} first logged in with the number {phone}; the account was made.",
    ),
    personal=("phone",),
)
STAFF_CREATED = define(
    "person.staff_created",
    Text("{actor}建立了工作人员账号 {username}（{name}）。", "{actor} made the staff account {username} ({name})."),
    personal=("username", "name"),
)
STAFF_LOGGED_IN = define(
    "person.staff_logged_in",
    Text("{actor}通过两步验证登录。", "{actor} logged in with a second factor."),
)
ROLE_GRANTED = define(
    "person.role_granted",
    Text(
        "{actor}授予 {subject} 角色“{role}”，范围 {place}。", "{actor} granted {subject} the role {role} for {place}."
    ),
    plain=("role", "place"),
)
ROLE_REVOKED = define(
    "person.role_revoked",
    Text(
        "{actor}收回 {subject} 的角色“{role}”，范围 {place}。", "{actor} revoked {subject}'s role {role} for {place}."
    ),
    plain=("role", "place"),
)
PERSON_ERASED = define(
    "person.erased",
    Text(
        "按本人要求删除了 {subject} 的账号和个人信息。",
        "The account and personal data of {subject} were erased at the person's request.",
    ),
)
