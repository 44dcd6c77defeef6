"""What the interface on rules takes and answers; keys that a command adds later are passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import BaseModel, ConfigDict

from carepost.api.schemas import Evidence, Words
from carepost.domain.rules import (
    AgeCategory,
    DatedValue,
    Held,
    Mode,
    Pack,
    ParameterStore,
    Retirement,
    readers,
)
from carepost.web.lawbook import Change

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["2026-10"]}
_NUMBER = {"type": ["number", "string"], "examples": [4500, "4500.00"]}
_YES_NO = {"type": "boolean"}


def _json(title: str, properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    schema = {
        "title": title,
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
    return {"required": True, "content": {"application/json": {"schema": schema}}}


PAY_BODY = _json(
    "PayIn",
    {
        "place": {"type": "string", "description": "Code of the place of work, such as 442000"},
        "month": _MONTH,
        "mode": {"type": "string", "enum": [mode.value for mode in Mode]},
        "gross": _NUMBER | {"description": "Yuan before deductions, or minimum: the lowest lawful pay"},
        "hours": _NUMBER | {"description": "Hours in the month (part-time)"},
        "hourly": _NUMBER | {"description": "Yuan an hour (part-time)"},
        "housing_fund": _NUMBER | {"description": "Rate of each side, 0.05 unless told"},
        "supplementary_fund": _NUMBER,
        "injury_class": {"type": "integer", "minimum": 1, "maximum": 8},
        "medical": {"type": "string", "maxLength": 60},
        "children_under_3": {"type": "integer", "minimum": 0, "maximum": 10},
        "local_hukou": _YES_NO,
        "over_age": _YES_NO,
    },
    ("place", "month", "mode"),
)
RETIREMENT_BODY = _json(
    "RetirementIn",
    {
        "category": {"type": "string", "enum": [category.value for category in AgeCategory]},
        "birth": {"anyOf": [_MONTH, {"type": "array", "items": _MONTH, "minItems": 1, "maxItems": 100}]},
    },
    ("category", "birth"),
)
ASSESS_BODY = _json(
    "CaseIn",
    {
        "scheme": {"type": "string", "description": "The id of a scheme; see /rules/schemes"},
        "at": _MONTH | {"description": "The month of work"},
        "worker": {
            "type": "object",
            "description": "sex, birth, relation, child_birth, grounds, …",
        },
        "contract": {"type": "object", "description": "form, from, to"},
        "insurance_months": {"type": "array", "items": _MONTH, "maxItems": 1200},
        "wage_fen": {"type": "integer", "minimum": 0},
        "hours_per_week": {"type": "number", "minimum": 0},
        "employer": {"type": "object", "description": "kind"},
    },
    ("scheme", "at"),
)


class Open(BaseModel):
    """Plain data as the commands print it: no Schema of the API's library, which drops other keys."""

    model_config = ConfigDict(extra="allow")


class DatedOut(Schema):
    """One dated value; `start` null: not known to have begun; `until` null: open, or (`until_known` false) unknown."""

    name: str
    key: str
    value: str
    unit: str
    start: date | None
    until: date | None
    until_known: bool
    known_from: date | None
    candidates: list[str]
    document: str
    article: str
    source: str
    mark: Evidence
    doubt: Literal["may_have_lapsed", "conflict", "unconfirmed"] | None
    doubt_from: date | None
    note: str

    @classmethod
    def of(cls, value: DatedValue) -> DatedOut:
        return cls(
            name=value.name,
            key=value.key,
            value=str(value.value),
            unit=value.unit,
            start=value.start if value.start_known else None,
            until=value.end,
            until_known=value.end_known,
            known_from=value.known_from,
            candidates=list(value.candidates),
            document=value.document,
            article=value.article,
            source=value.source,
            mark=value.mark.value,
            doubt=value.doubt.value if value.doubt else None,
            doubt_from=value.doubt_from,
            note=value.note,
        )


class HeldOut(Schema):
    """One variant of a parameter on the day: its value, or why there is none and the value known last (`nearest`)."""

    name: str
    key: str
    label: Words | None
    stated_in: str
    state: Literal["value", "none", "not_stated", "lapsed", "not_yet"]
    reason: Words
    value: DatedOut | None
    nearest: DatedOut | None
    doubt: Literal["may_have_lapsed", "conflict", "unconfirmed"] | None

    @classmethod
    def of(cls, row: Held, store: ParameterStore) -> HeldOut:
        answer, label = row.answer, store.head(row.name, place=row.stated_in).label
        return cls(
            name=row.name,
            key=row.key,
            label=Words.of(label) if label else None,
            stated_in=row.stated_in,
            state=answer.absence.value if answer.absence else "value",
            reason=Words.of(answer.reason),
            value=DatedOut.of(answer.value) if answer.value else None,
            nearest=DatedOut.of(answer.nearest) if answer.nearest else None,
            doubt=row.doubt.value if row.doubt else None,
        )


class ParametersOut(Schema):
    """Everything that holds at a place on a day, with the version of the packs that says so."""

    place: str
    on: date
    pack_hash: str
    parameters: list[HeldOut]


class ReaderOut(Schema):
    """A rule that reads a parameter."""

    scheme: str
    rule: str
    label: Words
    article: str


class ChangeOut(Schema):
    """A version that changed a parameter; `at` null: it ships with the product."""

    version: str
    at: datetime | None
    by: Words
    what: Words


class ParameterOut(Schema):
    """One parameter, or the columns of a table, of the place that states it: every value ever, oldest first."""

    name: str
    place: str
    label: Words | None
    nearer: Literal["free", "nothing", "higher", "lower"]
    clock: str
    values: list[DatedOut]
    readers: list[ReaderOut]
    history: list[ChangeOut]

    @classmethod
    def of(
        cls,
        store: ParameterStore,
        names: tuple[str, ...],
        name: str,
        place: str,
        packs: Mapping[str, Pack],
        history: Sequence[Change],
    ) -> ParameterOut:
        head = store.head(names[0], place=place)
        spots = [(each, key) for each in names for key in store.keys(each, place=place)]
        values = [value for each, key in spots for value in store.history(each, place=place, key=key)]
        reading = readers(packs, name, place=place)
        return cls(
            name=name,
            place=place,
            label=Words.of(head.label) if head.label else None,
            nearer=head.nearer.value,
            clock=head.clock,
            values=[DatedOut.of(value) for value in values],
            readers=[
                ReaderOut(scheme=pack.id, rule=rule.name, label=Words.of(rule.label), article=rule.article)
                for pack, rule in reading
            ],
            history=[
                ChangeOut(version=change.version, at=change.at, by=Words.of(change.by), what=Words.of(change.what))
                for change in history
            ],
        )


class SchemeLineOut(Open):
    """A scheme in a line. `from` and `to`: a day, not_stated, or none."""

    id: str
    title_zh: str
    title_en: str
    place: str
    status: str
    number: str
    issued: str
    marks: list[Evidence]


class SchemesOut(Open):
    """Every scheme."""

    schemes: list[SchemeLineOut]


class SchemeOut(SchemeLineOut):
    """Everything of one scheme."""

    authority: str
    source: str
    sources: dict[str, Any]
    url: str
    note: dict[str, str]
    pack_hash: str
    clock: str
    access: dict[str, str]
    facts: list[dict[str, Any]]
    conditions: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    values: list[dict[str, Any]]
    not_stated: list[dict[str, Any]]
    none: list[dict[str, Any]]
    texts: dict[str, str]


class PayLineOut(Open):
    """One contribution, half up to the fen; null where its row is not known in the month."""

    insurance: str
    payer: Literal["employer", "employee"]
    base_fen: int | None
    rate: float | None
    amount_fen: int | None
    document: str
    evidence: Evidence


class PayOut(Open):
    """A month's pay in whole fen; null is "not known", never nought."""

    place: str
    month: str
    mode: Literal["full_time", "part_time", "labour_service", "platform"]
    gross_fen: int | None
    net_fen: int | None
    employee_si_fen: int | None
    employee_hf_fen: int | None
    income_tax_fen: int | None
    employer_si_fen: int | None
    employer_hf_fen: int | None
    employer_cost_fen: int | None
    pack_hash: str
    lines: list[PayLineOut]
    warnings: list[dict[str, str]]


class RetirementLineOut(Schema):
    """When the statutory age is reached for one month of birth."""

    birth: str
    delay_months: int
    age_years: int
    age_months: int
    retirement_month: str

    @classmethod
    def of(cls, found: Retirement) -> RetirementLineOut:
        return cls(
            birth=f"{found.birth:%Y-%m}",
            delay_months=found.delay_months,
            age_years=found.age_years,
            age_months=found.age_months,
            retirement_month=found.retirement_month,
        )


class RetirementOut(Schema):
    """A line for each month of birth; the trace is that of the first."""

    category: str
    lines: list[RetirementLineOut]
    pack_hash: str
    trace: list[dict[str, Any]]


class AnswerOut(Open):
    """What a scheme answers; amounts are for this one person in the month. A high end of null: no source gives one."""

    scheme: str
    at: str
    place: str
    status: str
    post_access: Literal["yes", "no", "unknown"]
    subsidy_access: Literal["yes", "no", "unknown"]
    amount_low_fen: int
    amount_high_fen: int | None
    by_payee: dict[str, Any]
    marks: dict[str, Evidence]
    unmet: list[dict[str, Any]]
    unknown: list[dict[str, Any]]
    not_claimed: list[dict[str, Any]]
    not_asked: list[str]
    warnings: list[dict[str, str]]
    pack_hash: str
    trace: list[dict[str, Any]]
