"""The case file of `carepost scheme assess`: one person, one month, one scheme; any fact may be left out.

The file is a claim: `worker.relation` and `worker.grounds` say on what the person relies. A ground that is not claimed
is not examined, and the answer names it; a fact that is left out stays unknown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import month_number, number_month, parse_month

CASE_LONGEST = 100_000
_DEEPEST = 6
_YEARS = range(1949, 2101)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RELATIONS = ("mother", "father", "grandmother", "grandfather", "guardian", "carer_of_adult", "graduate", "none")
FORMS = ("full_time", "part_time", "labour_service", "platform")
EMPLOYERS = ("enterprise", "individual_business", "social_organisation")
# Grounds beside the relation on which a post or a relief can be claimed.
GROUNDS = (
    "hard_to_employ",
    "disabled_or_seriously_ill",
    "named_online_industry",
    "lifted_out_of_poverty",
    "low_income_household",
)
SEX_OF = {"mother": "female", "grandmother": "female", "father": "male", "grandfather": "male"}
# The words for a contract without an end and for a person who never registered as unemployed.
OPEN, NEVER = "open", "none"
ENDLESS = date(9999, 12, 31)
# Where each fact of a pack stands in the case file.
FIELDS = {
    "sex": "worker.sex",
    "worker_birth": "worker.birth",
    "relation": "worker.relation",
    "child_birth": "worker.child_birth",
    "registered_unemployed": "worker.registered_unemployed_since",
    "unemployed_since": "worker.registered_unemployed_since",
    "contract_form": "contract.form",
    "contract_from": "contract.from",
    "contract_to": "contract.to",
    "insured": "insurance_months",
    "wage": "wage_fen",
    "hours_per_week": "hours_per_week",
    "employer_kind": "employer.kind",
    "business_kind": "business.kind",
    "business_from": "business.registered_on",
} | dict.fromkeys(GROUNDS, "worker.grounds")


class CaseError(ValueError):
    """A case that cannot be read: names the key and says what was expected, in both languages."""

    def __init__(self, field: str, problem: Text) -> None:
        super().__init__(f"{field}: {problem.en}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SchemeCase:
    """A case as read: the scheme, the first day of the month, the facts given (plain data by name of the fact)."""

    scheme: str
    at: date
    facts: Mapping[str, Any]
    warnings: tuple[Text, ...] = ()


def case_from_text(written: bytes) -> SchemeCase:
    """Reads a case in UTF-8: JSON when it begins with a brace, else YAML. Raises CaseError."""
    if len(written) > CASE_LONGEST:
        raise CaseError("(file)", Text("文件超过 100 KB", "the file exceeds 100 KB; keep one case"))
    try:
        text = written.decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=once) if text.lstrip().startswith("{") else _yaml(text)
    except CaseError:
        raise
    except UnicodeDecodeError:
        raise CaseError("(file)", Text("应为 UTF-8 编码", "expected UTF-8")) from None
    except (ValueError, yaml.YAMLError, RecursionError) as fault:
        said = " ".join(str(fault).split())[:200]
        raise CaseError(
            "(file)", Text(f"不是有效的 YAML 或 JSON（{said}）", f"not valid YAML or JSON ({said})")
        ) from None
    return case_from(data)


def case_from(data: object) -> SchemeCase:
    """Reads a case from plain data. Raises CaseError for the first key that is wrong."""
    case = _part("(file)", data, {"scheme", "at", "worker", "contract", "insurance_months", "wage_fen",
                                  "hours_per_week", "employer", "business"})  # fmt: skip
    if not isinstance(case.get("scheme"), str):
        raise CaseError("scheme", Text("请写明方案代号，见 carepost scheme list", "give the id of a scheme, see list"))
    if "at" not in case:
        raise CaseError("at", Text("请写明月份，如 2022-11", "give the month, such as 2022-11"))
    worker = _part("worker", case.get("worker"), {"sex", "birth", "relation", "child_birth",
                                                  "registered_unemployed_since", "grounds"})  # fmt: skip
    contract = _part("contract", case.get("contract"), {"form", "from", "to"})
    employer = _part("employer", case.get("employer"), {"kind"})
    business = _part("business", case.get("business"), {"kind", "registered_on"})
    facts: dict[str, Any] = _worker(worker) | _contract(contract)
    facts |= _taken("business.kind", business, "kind", "business_kind", _one_of(EMPLOYERS))
    facts |= _taken("business.registered_on", business, "registered_on", "business_from", _day)
    facts |= _taken("employer.kind", employer, "kind", "employer_kind", _one_of(EMPLOYERS))
    facts |= _taken("insurance_months", case, "insurance_months", "insured", _months)
    facts |= _taken("wage_fen", case, "wage_fen", "wage", _whole)
    facts |= _taken("hours_per_week", case, "hours_per_week", "hours_per_week", _hours)
    warnings = implied_sex(facts)
    return SchemeCase(case["scheme"], _at(case["at"]), facts, warnings)


def _at(given: Any) -> date:
    at = number_month(_month("at", given))
    if at.year not in _YEARS:
        first, last = _YEARS[0], _YEARS[-1]
        raise CaseError("at", Text(f"年份应在{first}至{last}之间", f"expected a year from {first} to {last}"))
    return at


def _worker(worker: Mapping[str, Any]) -> dict[str, Any]:
    facts = _taken("worker.sex", worker, "sex", "sex", _one_of(("female", "male")))
    facts |= _taken("worker.birth", worker, "birth", "worker_birth", _day)
    facts |= _taken("worker.relation", worker, "relation", "relation", _one_of(RELATIONS))
    facts |= _taken("worker.child_birth", worker, "child_birth", "child_birth", _day)
    since = worker.get("registered_unemployed_since")
    if since == NEVER:
        facts["registered_unemployed"] = False
    elif since is not None:
        facts |= {"registered_unemployed": True, "unemployed_since": _day(FIELDS["unemployed_since"], since)}
    claimed = _taken("worker.grounds", worker, "grounds", "grounds", _grounds).get("grounds", ())
    return facts | {ground: ground in claimed for ground in GROUNDS}


def _contract(contract: Mapping[str, Any]) -> dict[str, Any]:
    facts = _taken("contract.form", contract, "form", "contract_form", _one_of(FORMS))
    facts |= _taken("contract.from", contract, "from", "contract_from", _day)
    facts |= _taken("contract.to", contract, "to", "contract_to", _end)
    if facts.get("contract_to", ENDLESS) < facts.get("contract_from", date.min):
        raise CaseError("contract.to", Text("早于合同起始日，请核对", "lies before contract.from; correct one of them"))
    return facts


def implied_sex(facts: dict[str, Any]) -> tuple[Text, ...]:
    """Fills in the sex that the relation implies; where the two contradict each other, the relation counts."""
    implied = SEX_OF.get(facts.get("relation", ""))
    if implied is None:
        return ()
    given = facts.setdefault("sex", implied)
    facts["sex"] = implied
    if given == implied:
        return ()
    return (
        Text(
            f"worker.sex（{given}）与 worker.relation（{facts['relation']}）矛盾，按后者计算。",
            f"worker.sex ({given}) contradicts worker.relation ({facts['relation']}); the latter was used.",
        ),
    )


def _part(where: str, data: object, known: set[str]) -> Mapping[str, Any]:
    if data is None and where != "(file)":
        return {}
    names = ", ".join(sorted(known))
    if not isinstance(data, dict):
        raise CaseError(where, Text(f"应为字段与取值的对应：{names}", f"expected a mapping with some of {names}"))
    if strange := sorted(str(key) for key in data if key not in known):
        field = strange[0] if where == "(file)" else f"{where}.{strange[0]}"
        raise CaseError(field, Text(f"没有这个字段；可用：{names}", f"no such key; expected some of {names}"))
    return {key: value for key, value in data.items() if value is not None}


def _taken(field: str, part: Mapping[str, Any], key: str, fact: str, read: Callable[[str, Any], Any]) -> dict[str, Any]:
    return {fact: read(field, part[key])} if key in part else {}


def _one_of(options: tuple[str, ...]) -> Callable[[str, Any], str]:
    def read(field: str, given: Any) -> str:
        if isinstance(given, str) and given in options:
            return given
        known = ", ".join(options)
        raise CaseError(field, Text(f"应为下列之一：{known}", f"expected one of {known}, got {given!r}"))

    return read


def _day(field: str, given: Any) -> date:
    if type(given) is date:
        return given
    try:
        if not isinstance(given, str) or len(given) != 10:
            raise ValueError(given)
        return date.fromisoformat(given)
    except ValueError:
        raise CaseError(
            field, Text(f"应为日期，如 2022-09-01，而非 {given!r}", f"expected a day such as 2022-09-01, got {given!r}")
        ) from None


def _end(field: str, given: Any) -> date:
    return ENDLESS if given == OPEN else _day(field, given)


def _month(field: str, given: Any) -> int:
    try:
        return month_number(given) if isinstance(given, date) else parse_month(given[:7] if len(given) == 10 else given)
    except (ValueError, TypeError):
        raise CaseError(
            field, Text(f"应为月份，如 2022-11，而非 {given!r}", f"expected a month such as 2022-11, got {given!r}")
        ) from None


def _months(field: str, given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > 1200:
        raise CaseError(field, Text('应为月份列表，如 ["2022-08"]', 'expected a list of months such as ["2022-08"]'))
    return [f"{number_month(_month(f'{field}[{n}]', each)):%Y-%m}" for n, each in enumerate(given)]


def _grounds(field: str, given: Any) -> list[str]:
    if not isinstance(given, list):
        known = ", ".join(GROUNDS)
        raise CaseError(field, Text(f"应为列表，可用：{known}", f"expected a list of some of {known}"))
    return [_one_of(GROUNDS)(f"{field}[{n}]", each) for n, each in enumerate(given)]


def _whole(field: str, given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= 10**9:
        return given
    raise CaseError(field, Text("应为以分为单位的整数", f"expected a whole number of fen, got {given!r}"))


def _hours(field: str, given: Any) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 168:
        return given
    raise CaseError(field, Text("应为每周小时数，0 至 168", f"expected hours a week from 0 to 168, got {given!r}"))


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    _distinct([key for key, _ in pairs])
    return dict(pairs)


def _distinct(keys: list[str]) -> None:
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise CaseError(twice[0], Text("写了两次，请只留一处", "stands twice; keep one"))


def _yaml(text: str) -> object:
    """Plain YAML: no anchors or tags, little depth, no key twice, all of which could hide or swell content."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise CaseError("(file)", Text("不接受锚点、引用和类型标签", "anchors, aliases and tags are not accepted"))
        if depth > _DEEPEST:
            raise CaseError("(file)", Text("嵌套过深", "nested too deeply"))
    node = yaml.compose(text, Loader=_LOADER)
    parts = [node] if node is not None else []
    while parts:
        part = parts.pop()
        if isinstance(part, yaml.MappingNode):
            _distinct([str(key.value) for key, _ in part.value])
            parts += [value for _, value in part.value]
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader, in C)
