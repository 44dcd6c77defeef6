"""Questions on pay and on retirement as plain data (the body of a request): read as strictly as the commands read them.

A question names its facts as the commands name their options, with underscores: `{"place": "442000", "month":
"2026-10", "mode": "full_time", "gross": "minimum"}`, `{"category": "female50", "birth": ["1975-06"]}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import number_month, parse_month
from carepost.domain.rules.payroll import MINIMUM, Mode, PayError, PaySlip, pay
from carepost.domain.rules.retirement_age import AgeCategory
from carepost.domain.rules.schemes_case import CaseError, once
from carepost.domain.rules.store import ParameterStore

LONGEST = 10_000
MOST_BIRTHS = 100
_LONGEST_NUMBER = 20
_YEARS = range(1900, 2101)
_FLAGS = ("local_hukou", "over_age")
_NUMBERS = ("gross", "hours", "hourly", "housing_fund", "supplementary_fund")
_COUNTS = ("injury_class", "children_under_3")
_FACTS = ("place", "month", "mode", *_NUMBERS, *_COUNTS, "medical", *_FLAGS)
_NEEDED = {
    "place": Text("请写明用工地的行政区划代码，如 442000", "give the code of the place of work, such as 442000"),
    "month": Text("请写明月份，如 2026-10", "give the month, such as 2026-10"),
    "mode": Text("请写明用工形式，如 full_time", "give the form of work, such as full_time"),
}


@dataclass(frozen=True, slots=True)
class PayQuestion:
    """A question on a month's pay, ready to be asked of a store."""

    given: Mapping[str, Any]

    def ask(self, store: ParameterStore) -> PaySlip:
        """The slip. Raises PayError for a question that makes no sense."""
        return pay(store, **self.given)


@dataclass(frozen=True, slots=True)
class RetirementQuestion:
    """A category and the months of birth (first days) that are asked of it."""

    category: AgeCategory
    births: tuple[date, ...]


def pay_question(written: bytes) -> PayQuestion:
    """Reads the JSON of a question on pay. Raises PayError for the first fact that is wrong."""
    facts = _read(written, _FACTS, PayError)
    for name, remedy in _NEEDED.items():
        if name not in facts:
            raise PayError(name, remedy)
    given: dict[str, Any] = {
        "place": _words("place", facts["place"]),
        "month": _month("month", facts["month"], PayError),
    }
    given["mode"] = Mode(_option("mode", facts["mode"], tuple(Mode), PayError))
    for name, value in facts.items():
        if name in _NUMBERS:
            given[name] = MINIMUM if name == "gross" and value == MINIMUM else _number(name, value)
        elif name in _COUNTS:
            given[name] = _count(name, value)
        elif name in _FLAGS:
            given[name] = _flag(name, value)
        elif name == "medical":
            given[name] = _words(name, value)
    return PayQuestion(given)


def retirement_question(written: bytes) -> RetirementQuestion:
    """Reads the JSON of a question on retirement; `birth` is a month or a list of up to 100. Raises CaseError."""
    facts = _read(written, ("category", "birth"), CaseError)
    if "category" not in facts:
        options = ", ".join(AgeCategory)
        raise CaseError("category", Text(f"请写明类别：{options}", f"give the category: one of {options}"))
    births = facts.get("birth")
    births = births if isinstance(births, list) else [] if births is None else [births]
    if not 1 <= len(births) <= MOST_BIRTHS:
        many = Text(
            f"请写明 1 至 {MOST_BIRTHS} 个出生年月，如 1975-06", f"give 1 to {MOST_BIRTHS} months, such as 1975-06"
        )
        raise CaseError("birth", many)
    category = AgeCategory(_option("category", facts["category"], tuple(AgeCategory), CaseError))
    return RetirementQuestion(category, tuple(_month("birth", each, CaseError) for each in births))


Fault = Callable[[str, Text], Exception]


def _read(written: bytes, known: tuple[str, ...], fault: Fault) -> dict[str, Any]:
    if len(written) > LONGEST:
        raise fault("(body)", Text("内容超过 10 KB", f"more than {LONGEST} bytes; ask one question"))
    try:
        data = json.loads(written.decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=once)
    except CaseError as twice:
        raise fault(twice.field, twice.problem) from None
    except (ValueError, RecursionError):
        raise fault("(body)", Text("应为 UTF-8 编码的 JSON", "expected JSON in UTF-8")) from None
    names = ", ".join(known)
    if not isinstance(data, dict):
        raise fault("(body)", Text(f"应为字段与取值的对应：{names}", f"expected an object with some of {names}"))
    if strange := sorted(set(data) - set(known)):
        raise fault(
            strange[0][:60] or "(body)", Text(f"没有这个字段；可用：{names}", f"no such key; expected some of {names}")
        )
    return {key: value for key, value in data.items() if value is not None}


def _month(name: str, given: Any, fault: Fault) -> date:
    try:
        month = number_month(parse_month(given if isinstance(given, str) else ""))
    except ValueError:
        month = date.min
    if month.year not in _YEARS:
        raise fault(name, Text("应为月份，如 2026-10", "expected a month such as 2026-10"))
    return month


def _option(name: str, given: Any, options: tuple[str, ...], fault: Fault) -> str:
    if isinstance(given, str) and given in options:
        return given
    listed = ", ".join(options)
    raise fault(name, Text(f"应为下列之一：{listed}", f"expected one of {listed}"))


def _words(name: str, given: Any) -> str:
    if isinstance(given, str) and len(given) <= 60:
        return given
    raise PayError(name, Text('应为文字，如 "442000"', 'expected words, such as "442000"'))


def _number(name: str, given: Any) -> Decimal:
    """A number, or a number in quotes, read exactly."""
    said = str(given) if isinstance(given, int | str | Decimal) and not isinstance(given, bool) else ""
    plain = said.removeprefix("-").replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(said) <= _LONGEST_NUMBER):
        raise PayError(name, Text("应为数字，如 2300 或 0.05", "expected a number such as 2300 or 0.05"))
    return Decimal(said)


def _count(name: str, given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 1000:
        return given
    raise PayError(name, Text("应为整数，如 1", "expected a whole number such as 1"))


def _flag(name: str, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    raise PayError(name, Text("应为 true 或 false", "expected true or false"))
