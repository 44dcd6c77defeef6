"""Who may open what: role x address x method -> status. tests/web/test_permissions.py runs every cell.

Whoever adds an address adds its rows to ROWS; an address without rows fails the suite. The helpers below write the
usual rows; a `Row` spells out the others. `kwargs` names a function of KWARGS that lays the records an address needs
and returns its arguments. A status is what a request without a body gets: a form answers POST with 422. Everybody in
the matrix has a password and a fresh proof of a second factor in the session, but none set up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from carepost.domain.roles import EMPLOYERS, ROLE_LABELS, Actor, Role
from carepost.records.certification import Batch, Proposal, propose
from carepost.records.employers import Employer
from carepost.records.people import User
from carepost.records.posts import import_listings
from tests.records.certification.build import clerk
from tests.records.hiring.build import laid_fair
from tests.records.packs.build import in_qingdao, kept_in_qingdao
from tests.records.posts.build import as_csv, employer, listing, own_post, place, reported_post
from tests.web.public.build import complete_post

# The system acts through no page.
ROLES = tuple(role for role in Role if role is not Role.SYSTEM)
KNOWN = tuple(role for role in ROLES if role is not Role.ANYONE)
OFFICERS = (Role.OFFICER_CLERK, Role.OFFICER_REVIEWER)
MEMBERS = (Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER)

TO_LOGIN, REFUSED = 302, 403
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One address and method; `statuses` has an entry for each of ROLES.

    `url_name` is the resolver's name with its namespaces (bureau:import), or the route where there is no name.
    """

    url_name: str
    method: str
    statuses: Mapping[Role, int]
    kwargs: str = ""


def open_to_all(url_name: str, *, get: int = 200, post: int | None = None, kwargs: str = "") -> tuple[Row, ...]:
    """The same answer for everybody; without `post` only GET is offered."""
    return _rows(url_name, kwargs, get, post, lambda status: dict.fromkeys(ROLES, status))


def logged_in(url_name: str, *, get: int | None = 200, post: int | None = None, kwargs: str = "") -> tuple[Row, ...]:
    """A visitor is led to log in, everybody else gets the page."""
    return only(url_name, *KNOWN, get=get, post=post, kwargs=kwargs)


def only(
    url_name: str, *roles: Role, get: int | None = 200, post: int | None = None, kwargs: str = ""
) -> tuple[Row, ...]:
    """The roles get the page, a visitor is led to log in, the others are refused."""

    def statuses(status: int) -> dict[Role, int]:
        return {role: status if role in roles else TO_LOGIN if role is Role.ANYONE else REFUSED for role in ROLES}

    return _rows(url_name, kwargs, get, post, statuses)


def visitors(url_name: str, *, get: int, post: int, then: int = 302, kwargs: str = "") -> tuple[Row, ...]:
    """A page on the way in: who is in already is led on."""
    return _rows(url_name, kwargs, get, post, lambda status: {r: status if r is Role.ANYONE else then for r in ROLES})


def _rows(
    url_name: str, kwargs: str, get: int | None, post: int | None, statuses: Callable[[int], dict[Role, int]]
) -> tuple[Row, ...]:
    asked = (("GET", get), ("POST", post))
    return tuple(Row(url_name, method, statuses(status), kwargs) for method, status in asked if status is not None)


def reported() -> dict[str, object]:
    """A post that everybody may see."""
    return {"code": reported_post("matrix1").code}


def employer_with_post() -> dict[str, object]:
    """An employer whom everybody may see."""
    reported_post("matrix2", employer=employer("matrix1"))
    return {"code": "matrix1"}


def import_run() -> dict[str, object]:
    """An import of one file."""
    return {"code": import_listings(actor=Actor.system(), at=AT, file_name="a.csv", content=as_csv(listing())).code}


def submitted() -> dict[str, object]:
    """A post in Qingdao that waits for the bureau."""
    return {"code": own_post("desk3", "submitted", place=place("370200")).code}


def published() -> dict[str, object]:
    """A published post in Qingdao."""
    return {"code": own_post("desk4", "published", place=place("370200")).code}


def report_in_qingdao() -> dict[str, object]:
    """A report of a post in Qingdao."""
    return {"code": reported_post("desk5").code}


def proposal() -> dict[str, object]:
    """A proposal about a post in Qingdao, by an officer who is nobody of the matrix."""
    post = own_post("desk6", "published", place=place("370200"))
    by = clerk("desk6", "370200")
    return {"code": propose(post=post, kind=Proposal.Kind.REVOKE, reason="试", criteria=[], by=by, at=AT).code}


def batch() -> dict[str, object]:
    """A published list of nothing."""
    user = User.objects.get_or_create(code="desk7", defaults={"joined_at": AT})[0]
    values = {"closed_at": AT, "closed_on": AT.date(), "closed_by": user, "label": "妈妈岗", "label_en": "Mums' post"}
    return {"code": Batch.objects.create(code="desk7", place=place("370200"), number=1, **values).code}


def staged_pack() -> dict[str, object]:
    """A staged version of the pack of Qingdao."""
    return {"code": in_qingdao().code}


def kept_decision() -> dict[str, object]:
    """A decision kept in Qingdao."""
    return {"code": kept_in_qingdao().code}


def wrong_row() -> dict[str, object]:
    """An import whose only row is wrong."""
    content = as_csv(listing(title=""))
    return {"code": import_listings(actor=Actor.system(), at=AT, file_name="a.csv", content=content).code, "row": 1}


def fair() -> dict[str, object]:
    """A fair in Qingdao that is open, with nobody entered."""
    return {"code": laid_fair("fair1").code}


def _hidden(url_name: str) -> tuple[Row, ...]:
    """What employers may open, but not this one."""
    statuses: dict[Role, int] = {
        role: TO_LOGIN if role is Role.ANYONE else 404 if role in EMPLOYERS else REFUSED for role in ROLES
    }
    return (Row(url_name, "GET", statuses, "proposal"), Row(url_name, "POST", statuses, "proposal"))


def draft_of_employer() -> dict[str, object]:
    """A draft of the employer for which the people of the matrix act."""
    named = {"name": "示例公司", "pinyin": "shili", "origin": "reported"}
    mine = Employer.objects.get_or_create(code="matrix", defaults=named)[0]
    return {"code": own_post("matrix3", "draft", employer=mine).code}


def step_of_draft() -> dict[str, object]:
    """The step of its title."""
    return draft_of_employer() | {"step": "title"}


KWARGS: dict[str, Callable[[], dict[str, object]]] = {
    "no passkey": lambda: {"pk": 0},
    "step of the week": lambda: {"name": "blocks"},
    "reported post": reported,
    "own post": lambda: {"code": complete_post("matrix4").code},
    "employer": employer_with_post,
    "bureau": lambda: {"code": "370200"},
    "import": import_run,
    "nothing of hers": lambda: {"code": "nothing"},
    "no such token": lambda: {"token": "guessed"},
    "draft": draft_of_employer,
    "step": step_of_draft,
    "submitted post": submitted,
    "published post": published,
    "report in Qingdao": report_in_qingdao,
    "proposal": proposal,
    "batch": batch,
    "staged pack": staged_pack,
    "pack of Qingdao": lambda: {"subject": "370200"},
    "kept decision": kept_decision,
    "wrong row": wrong_row,
    "parameter": lambda: {"place": "440000", "name": "minimum_wage.monthly"},
    "place of packs": lambda: {"code": "442000"},
    "scheme": lambda: {"scheme": "zhongshan-1.0"},
    "scheme by id": lambda: {"id": "zhongshan-1.0"},
    "rule": lambda: {"scheme": "zhongshan-1.0", "rule": "child_ok"},
    "fair": fair,
    "district of Qingdao": lambda: {"code": "370215"},
}

ACCOUNT: tuple[tuple[Row, ...], ...] = (
    visitors("account_login", get=200, post=422),
    visitors("account_login_code", get=302, post=302),
    visitors("account_staff_login", get=200, post=422),
    visitors("mfa_authenticate", get=302, post=302),
    (visitors("account_logout", get=302, post=302, then=200)[0], *open_to_all("account_logout", post=302)[1:]),
    open_to_all("account_inactive"),
    logged_in("mfa_index"),
    logged_in("account_change_password", post=422),
    logged_in("account_reauthenticate", post=422),
    logged_in("mfa_reauthenticate", get=302, post=302),
    logged_in("mfa_reauthenticate_webauthn", get=302, post=302),
    logged_in("mfa_activate_totp", post=422),
    logged_in("mfa_deactivate_totp", get=404, post=404),
    logged_in("mfa_list_webauthn"),
    logged_in("mfa_add_webauthn", post=422),
    logged_in("mfa_remove_webauthn", get=404, post=404, kwargs="no passkey"),
    logged_in("mfa_view_recovery_codes", get=404),
    logged_in("mfa_generate_recovery_codes", post=422),
    open_to_all("set_language", get=302, post=302),
)
PUBLIC: tuple[tuple[Row, ...], ...] = (
    open_to_all("public:home"),
    open_to_all("public:about"),
    open_to_all("public:posts"),
    open_to_all("public:unmet", get=405, post=302),
    open_to_all("public:for_me"),
    open_to_all("public:match_order"),
    open_to_all("public:post", kwargs="reported post"),
    open_to_all("public:fit", kwargs="reported post"),
    open_to_all("public:share_post", kwargs="reported post"),
    open_to_all("public:job_posting", kwargs="own post"),
    open_to_all("public:share"),
    # Without a path there is nothing to make a code of.
    open_to_all("public:code", get=400),
    open_to_all("public:week"),
    open_to_all("public:week_step", kwargs="step of the week"),
    open_to_all("public:week_summary", post=422),
    open_to_all("law:pay", post=422),
    open_to_all("public:standard"),
    open_to_all("public:standard_changes"),
    open_to_all("public:employers"),
    open_to_all("public:employer", kwargs="employer"),
    open_to_all("public:fairs"),
    open_to_all("public:fair", kwargs="fair"),
    open_to_all("public:bureaus"),
    open_to_all("public:bureau", kwargs="bureau"),
    open_to_all("law:check", post=422),
    open_to_all("law:check_employer", post=422),
    open_to_all("law:check_business", post=422),
    open_to_all("law:leave"),
    open_to_all("law:retirement", post=422),
    open_to_all("api:posts"),
    open_to_all("api:post", kwargs="reported post"),
    open_to_all("api:openapi-json"),
    open_to_all("api:rules_parameters"),
    open_to_all("api:rules_parameter", kwargs="parameter"),
    open_to_all("api:rules_schemes"),
    open_to_all("api:rules_scheme", kwargs="scheme by id"),
    # A question without a body is refused; it is not asked by GET.
    open_to_all("api:rules_pay", get=405, post=422),
    open_to_all("api:rules_retirement", get=405, post=422),
    open_to_all("api:rules_assess", get=405, post=422),
    # The API's library answers 404 where its documentation would stand.
    open_to_all("api:api-root", get=404),
)
BUREAU: tuple[tuple[Row, ...], ...] = (
    only("bureau:home", *OFFICERS),
    only("bureau:notices_read", *OFFICERS, get=None, post=302),
    only("bureau:queue", *OFFICERS, post=302),
    only("bureau:posts", *OFFICERS),
    # The officers of the matrix cover Qingdao.
    only("bureau:post", *OFFICERS, post=302, kwargs="submitted post"),
    only("bureau:take", *OFFICERS, get=None, post=302, kwargs="submitted post"),
    only("bureau:release", *OFFICERS, get=None, post=302, kwargs="submitted post"),
    only("bureau:recheck", *OFFICERS, get=302, post=302, kwargs="submitted post"),
    only("bureau:propose", *OFFICERS, post=422, kwargs="published post"),
    only("bureau:pin", *OFFICERS, post=422, kwargs="submitted post"),
    only("bureau:correct", *OFFICERS, post=422, kwargs="report in Qingdao"),
    only("bureau:rechecks", *OFFICERS),
    only("bureau:proposals", *OFFICERS),
    only("bureau:proposal", *OFFICERS, post=422, kwargs="proposal"),
    only("bureau:batches", *OFFICERS, post=302),
    only("bureau:fairs", *OFFICERS),
    only("bureau:new_fair", *OFFICERS, post=422),
    only("bureau:fair", *OFFICERS, post=404, kwargs="fair"),
    only("bureau:edit_fair", *OFFICERS, post=422, kwargs="fair"),
    only("bureau:fair_desk", *OFFICERS, post=200, kwargs="fair"),
    only("bureau:fair_timetable", *OFFICERS, kwargs="fair"),
    only("bureau:fair_csv", *OFFICERS, kwargs="fair"),
    only("bureau:fair_xlsx", *OFFICERS, kwargs="fair"),
    only("bureau:fair_ics", *OFFICERS, kwargs="fair"),
    only("bureau:packs", *OFFICERS),
    only("bureau:pack_new", *OFFICERS, post=422),
    only("bureau:pack_of", *OFFICERS, kwargs="pack of Qingdao"),
    only("bureau:pack_of_files", *OFFICERS, kwargs="pack of Qingdao"),
    only("bureau:pack", *OFFICERS, post=422, kwargs="staged pack"),
    only("bureau:pack_files", *OFFICERS, kwargs="staged pack"),
    only("bureau:decisions", *OFFICERS),
    only("bureau:decision_new", *OFFICERS, post=422),
    only("bureau:decision", *OFFICERS, kwargs="kept decision"),
    only("bureau:decision_letter", *OFFICERS, kwargs="kept decision"),
    only("bureau:phrases", *OFFICERS, post=422),
    only("bureau:deadlines", *OFFICERS, post=422),
    only("bureau:simulate", *OFFICERS),
    only("bureau:places", *OFFICERS),
    only("bureau:place", *OFFICERS, post=422, kwargs="district of Qingdao"),
    only("bureau:import_row", *OFFICERS, post=422, kwargs="wrong row"),
    only("bureau:import", *OFFICERS, post=422),
    only("bureau:import_template", *OFFICERS),
    only("bureau:import_report", *OFFICERS, kwargs="import"),
)
CARER: tuple[tuple[Row, ...], ...] = (
    logged_in("carer:home"),
    logged_in("carer:read_notices", get=None, post=302),
    logged_in("carer:keep_week", get=None, post=302),
    logged_in("carer:drop_week", get=None, post=302),
    logged_in("carer:profile"),
    logged_in("carer:skills", post=302),
    logged_in("carer:break", post=302),
    logged_in("carer:about", post=302),
    logged_in("carer:experience", post=422),
    logged_in("carer:drop_experience", get=None, post=404, kwargs="nothing of hers"),
    logged_in("carer:searches"),
    logged_in("carer:new_search", post=422),
    logged_in("carer:search", get=404, post=404, kwargs="nothing of hers"),
    logged_in("carer:search_posts", get=404, kwargs="nothing of hers"),
    logged_in("carer:pause_search", get=None, post=404, kwargs="nothing of hers"),
    logged_in("carer:resume_search", get=None, post=404, kwargs="nothing of hers"),
    logged_in("carer:delete_search", get=None, post=404, kwargs="nothing of hers"),
    open_to_all("carer:stop", get=404, post=404, kwargs="no such token"),
    logged_in("carer:begin_fit_alert", get=None, post=302),
    logged_in("carer:end_fit_alert", get=None, post=302),
    logged_in("carer:posts"),
    logged_in("carer:save_post", post=302, kwargs="reported post"),
    logged_in("carer:unsave_post", get=None, post=404, kwargs="nothing of hers"),
    logged_in("carer:approaches", post=302),
    logged_in("carer:approach", get=404, post=404, kwargs="nothing of hers"),
    logged_in("carer:shares"),
    logged_in("carer:share", post=422, kwargs="reported post"),
    logged_in("carer:answer_share", get=None, post=302, kwargs="nothing of hers"),
    logged_in("carer:fairs"),
    logged_in("carer:fair", post=422, kwargs="fair"),
    logged_in("carer:fair_calendar", kwargs="fair"),
    logged_in("carer:employers"),
    logged_in("carer:hide_employer", post=302, kwargs="employer"),
    logged_in("carer:show_employer", get=None, post=404, kwargs="nothing of hers"),
    logged_in("carer:data"),
    logged_in("carer:export"),
    logged_in("carer:erase", post=422),
)
EMPLOYER: tuple[tuple[Row, ...], ...] = (
    logged_in("employer:home"),
    logged_in("employer:register", post=422),
    logged_in("employer:invitations", post=422),
    only("employer:team", *MEMBERS, post=422),
    only("employer:posts", *MEMBERS),
    only("employer:new", *MEMBERS, post=422),
    only("employer:post", *MEMBERS, post=422, kwargs="draft"),
    only("employer:step", *MEMBERS, post=422, kwargs="step"),
    only("employer:fix", *MEMBERS, get=None, post=302, kwargs="draft"),
    only("employer:undo", *MEMBERS, get=None, post=302, kwargs="draft"),
    only("employer:people", *MEMBERS, post=422, kwargs="draft"),
    only("employer:fairs", *MEMBERS),
    only("employer:fair", *MEMBERS, post=422, kwargs="fair"),
    only("employer:fair_calendar", *MEMBERS, kwargs="fair"),
    only("employer:preview", *MEMBERS, post=422, kwargs="draft"),
)
LIBRARY: tuple[tuple[Row, ...], ...] = (
    open_to_all("law:home"),
    open_to_all("law:place", kwargs="place of packs"),
    open_to_all("law:parameter", kwargs="parameter"),
    open_to_all("law:schemes"),
    open_to_all("law:scheme", kwargs="scheme"),
    open_to_all("law:rule", kwargs="rule"),
    open_to_all("law:lapsing"),
)
BATCHES: tuple[tuple[Row, ...], ...] = (
    open_to_all("batches:list"),
    open_to_all("batches:batch", kwargs="batch"),
    open_to_all("batches:csv", kwargs="batch"),
    open_to_all("batches:xlsx", kwargs="batch"),
    # The employer of the matrix is not this proposal's: it is not told that there is one.
    _hidden("proposals:reply"),
)
ROWS: tuple[Row, ...] = tuple(
    row for rows in (*ACCOUNT, *PUBLIC, *LIBRARY, *BATCHES, *CARER, *EMPLOYER, *BUREAU) for row in rows
)


def permission_rows() -> tuple[tuple[str, ...], ...]:
    """The matrix as a table of words: a header, then address name, method and the status of each role."""
    header = ("address", "method", *(ROLE_LABELS[role].zh for role in ROLES))
    return (header, *((row.url_name, row.method, *(str(row.statuses[role]) for role in ROLES)) for row in ROWS))


def as_markdown() -> str:
    """The same for docs/permissions.md."""
    header, *rows = permission_rows()
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
