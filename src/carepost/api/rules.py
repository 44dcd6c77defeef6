"""/api/v1/rules/…: the dated values, the schemes, and what they answer, as the commands answer it.

Questions are POSTed as JSON and read by the same functions as the commands, so that both refuse alike; nothing of a
question is kept.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, WithJsonSchema

from carepost.api.posts import NotThere
from carepost.api.rules_schemas import (
    ASSESS_BODY,
    PAY_BODY,
    RETIREMENT_BODY,
    AnswerOut,
    HeldOut,
    ParameterOut,
    ParametersOut,
    PayOut,
    RetirementLineOut,
    RetirementOut,
    SchemeOut,
    SchemesOut,
)
from carepost.api.schemas import ErrorOut
from carepost.domain.facts import Text
from carepost.domain.rules import (
    CASE_LONGEST,
    CaseError,
    Clocks,
    ParameterStore,
    assess,
    assess_scheme,
    case_from_text,
    held,
    lineage,
    pay_question,
    retirement,
    retirement_question,
    scheme_as_data,
    scheme_summary,
    table_and_column,
    trace_as_data,
)
from carepost.domain.search import BadParameter
from carepost.records.places import get_place
from carepost.web import lawbook

router = Router()
COUNTRY = "000000"
FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST_NAME = 100
_REFUSALS = {400: ErrorOut, 404: ErrorOut, 422: ErrorOut}
PlaceCode = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9]{6}([0-9]{3})?$"})]
Day = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"})]
Name = Annotated[str, WithJsonSchema({"type": "string", "maxLength": LONGEST_NAME, "pattern": "^[a-z0-9_.]*$"})]
ParameterName = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[a-z0-9_.]{1,100}$"})]
SchemeId = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[a-z0-9][a-z0-9.\\-]{0,60}$"})]


class ParametersIn(Schema):
    """Which values: of a place, on a day, of one parameter or table."""

    place: PlaceCode = Field(COUNTRY, description="GB/T 2260 code; 000000, the whole country, unless told")
    on: Day = Field("", description="The day, as 2026-11-22; today unless told")
    name: Name = Field("", description="One parameter, or a table such as contribution; all without it")


@router.get(
    "/parameters",
    url_name="rules_parameters",
    operation_id="list_parameters",
    summary="Every dated value that holds at a place on a day",
    response={200: ParametersOut, **_REFUSALS},
)
def list_parameters(request: HttpRequest, asked: Query[ParametersIn]) -> ParametersOut:
    """Same content as the page /rules/places/CODE/: the nearest place that states a value answers for it."""
    on, place = _day(asked.on), _place(asked.place)
    store = lawbook.parameters(on)
    if asked.name:
        _known(store, asked.name)
    rows = held(store, place=place, on=on, name=asked.name)
    parameters = [HeldOut.of(row, store) for row in rows]
    return ParametersOut(place=place, on=on, pack_hash=store.digest(place), parameters=parameters)


@router.get(
    "/parameters/{place}/{name}",
    url_name="rules_parameter",
    operation_id="get_parameter",
    summary="One parameter of a place over time",
    response={200: ParameterOut, **_REFUSALS},
)
def get_parameter(request: HttpRequest, place: PlaceCode, name: ParameterName) -> ParameterOut:
    """Every value that the nearest place which states it ever set, oldest first, with the rules that read it."""
    today = timezone.localdate()
    code, store = _place(place), lawbook.parameters(today)
    names = _known(store, name)
    stated = next((each for each in lineage(code) if any(store.keys(n, place=each) for n in names)), None)
    if stated is None:
        raise NotThere("name", Text("这个地区和上级都没有载明这项。", "Neither this place nor one above it states it."))
    return ParameterOut.of(store, names, name, stated, lawbook.rule_packs(today), lawbook.history_of(stated, names[0]))


@router.get(
    "/schemes",
    url_name="rules_schemes",
    operation_id="list_schemes",
    summary="Every scheme in a line",
    response={200: SchemesOut, **_REFUSALS},
)
def list_schemes(request: HttpRequest) -> dict[str, Any]:
    """As the command `carepost scheme list`."""
    packs = lawbook.schemes(timezone.localdate())
    return {"schemes": [scheme_summary(pack) for pack in packs.values()]}


@router.get(
    "/schemes/{id}",
    url_name="rules_scheme",
    operation_id="get_scheme",
    summary="Everything of one scheme",
    response={200: SchemeOut, **_REFUSALS},
)
def get_scheme(request: HttpRequest, id: SchemeId) -> dict[str, Any]:
    """As the command `carepost scheme show ID`: conditions with article and mark, values, what is not stated."""
    packs = lawbook.schemes(timezone.localdate())
    if id not in packs:
        known = ", ".join(sorted(packs))
        raise NotThere("id", Text(f"没有这个方案；可用：{known}", f"There is no such scheme; expected one of {known}"))
    return scheme_as_data(packs[id])


@router.post(
    "/pay",
    url_name="rules_pay",
    operation_id="pay",
    summary="What a month's pay leaves in hand and costs the employer",
    response={200: PayOut, **_REFUSALS},
    openapi_extra={"requestBody": PAY_BODY},
)
def pay(request: HttpRequest) -> dict[str, Any]:
    """As the command `carepost pay`: whole fen, each line with base, rate, document and mark; null is "not known"."""
    question = pay_question(_body(request))
    return question.ask(lawbook.parameters(timezone.localdate())).as_data()


@router.post(
    "/retirement",
    url_name="rules_retirement",
    operation_id="retirement",
    summary="When the statutory age is reached",
    response={200: RetirementOut, **_REFUSALS},
    openapi_extra={"requestBody": RETIREMENT_BODY},
)
def retirement_of(request: HttpRequest) -> RetirementOut:
    """As the command `carepost retirement`: a line for each month of birth, with the trace of the first."""
    question = retirement_question(_body(request))
    pack = lawbook.rule_packs(timezone.localdate())["retirement-2025"]
    lines = [RetirementLineOut.of(retirement(question.category, birth)) for birth in question.births]
    facts = {"category": question.category.value, "birth_month": lines[0].birth}
    found = assess(pack, facts, Clocks(IN_FORCE), targets=("retirement_month",))
    trace = trace_as_data(found)
    return RetirementOut(category=question.category.value, lines=lines, pack_hash=pack.hash, trace=trace)


@router.post(
    "/assess",
    url_name="rules_assess",
    operation_id="assess_scheme",
    summary="What a scheme answers for one person and one month",
    response={200: AnswerOut, **_REFUSALS},
    openapi_extra={"requestBody": ASSESS_BODY},
)
def assess_case(request: HttpRequest) -> dict[str, Any]:
    """As the command `carepost scheme assess`; any fact may be left out and then stays unknown. Nothing is kept."""
    written = _body(request, CASE_LONGEST)
    if not written.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise CaseError("(body)", Text("应为 JSON 对象，以 { 开头", "expected a JSON object, which begins with {"))
    return assess_scheme(case_from_text(written), lawbook.schemes(timezone.localdate()))


# The first day of the gradual delay: before it the former ages held.
IN_FORCE = date(2025, 1, 1)


def _body(request: HttpRequest, longest: int = CASE_LONGEST) -> bytes:
    """What was sent, unless it is longer than any question. Raises CaseError."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdigit() or int(length) > longest:
        raise CaseError("(body)", Text(f"内容超过 {longest} 字节", f"longer than {longest} bytes; ask one question"))
    return bytes(request.body)


def _day(written: str) -> date:
    if not written:
        return timezone.localdate()
    try:
        day = date.fromisoformat(written) if len(written) == 10 else date.min
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadParameter("on", Text("应为日期，如 2026-11-22", "expected a day such as 2026-11-22"))
    return day


def _place(code: str) -> str:
    if not (len(code) in (6, 9) and code.isascii() and code.isdigit()):
        wrong = Text("应为 6 位或 9 位行政区划代码，如 442000", "expected a place code of 6 or 9 digits such as 442000")
        raise BadParameter("place", wrong)
    if code != COUNTRY and get_place(code) is None:
        missing = Text("没有代码为 {code} 的地区。", "There is no place with the code {code}.")
        raise NotThere("place", missing.format(code=code))
    return code


def _known(store: ParameterStore, name: str) -> tuple[str, ...]:
    """The parameters that a name stands for: itself, or the columns of a table."""
    if len(name) > LONGEST_NAME:
        raise BadParameter("name", Text(f"最长 {LONGEST_NAME} 个字符", f"at most {LONGEST_NAME} characters"))
    found = tuple(each for each in store.names() if name in (each, table_and_column(each)[0]))
    if not found:
        raise NotThere(
            "name",
            Text(
                "没有这项参数；不写 name 可列出全部。", "There is no such parameter; leave out name to list them all."
            ),
        )
    return found
