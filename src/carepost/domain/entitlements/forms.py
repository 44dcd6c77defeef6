"""What each form of work demands and forbids, as the packs state it; and the duties towards workers above the age.

The form is told by facts (hours, direction, age), not by the title of the paper: `contract_form` in the packs.
Sources: 劳动合同法 art. 10-20, 68-72; 社会保险法 art. 33, 58; 最低工资规定; 五部门令第56号.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from carepost.domain.entitlements.citing import cited
from carepost.domain.facts import Mark, Text
from carepost.domain.rules import DatedValue, ParameterStore, halves


class Form(StrEnum):
    """A form of work; what holds depends on it."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    LABOUR_SERVICE = "labour_service"
    PLATFORM = "platform"
    DISPATCH = "dispatch"
    OVER_AGE = "over_age"

    @property
    def label(self) -> Text:
        """In both languages."""
        return _FORMS[self]


_FORMS = {
    Form.FULL_TIME: Text("全日制劳动合同", "full-time employment contract"),
    Form.PART_TIME: Text("非全日制用工", "part-time employment"),
    Form.LABOUR_SERVICE: Text("劳务、承揽", "labour services, contracting"),
    Form.PLATFORM: Text("平台用工", "platform work"),
    Form.DISPATCH: Text("劳务派遣", "dispatch through an agency"),
    Form.OVER_AGE: Text("超龄用工", "work above the statutory age"),
}


class Demand(StrEnum):
    """What a rule does."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"
    TOLD_BY = "told_by"  # by which facts the form is told

    @property
    def label(self) -> Text:
        """In both languages."""
        return _DEMANDS[self]


_DEMANDS = {
    Demand.MUST: Text("应当", "must"),
    Demand.MUST_NOT: Text("不得", "must not"),
    Demand.MAY: Text("可以", "may"),
    Demand.TOLD_BY: Text("如何认定", "told by"),
}


@dataclass(frozen=True, slots=True)
class FormRule:
    """One rule of a form: what it does, its words with the dated figure in them, where it is written, how sure."""

    demand: Demand
    text: Text
    note: Text | None
    article: Text
    mark: Mark
    value: DatedValue


@dataclass(frozen=True, slots=True)
class ContractForm:
    """A form of work with its rules, and what no source seen states of it."""

    form: Form
    label: Text
    rules: tuple[FormRule, ...]
    not_stated: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """How a parameter is said of a form; `{value}` takes its figure or words, `{percent}` its share in a hundred."""

    demand: Demand
    name: str
    text: Text
    key: str = ""


_FILE = Path(__file__).parent / "data" / "forms.yaml"


def contract_forms(store: ParameterStore, *, on: date) -> tuple[ContractForm, ...]:
    """What each form of work demands and forbids on a day; a rule that no value backs on that day is left out."""
    forms = []
    for form, (said, silent) in _table().items():
        rules = tuple(rule for each in said for rule in _rule(store, each, on))
        forms.append(ContractForm(form, form.label, rules, silent))
    return tuple(forms)


@cache
def _table() -> dict[Form, tuple[tuple[_Said, ...], tuple[Text, ...]]]:
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {Form(form): (_saids(body["rules"]), _texts(body.get("silent", []))) for form, body in written.items()}


def _saids(rows: list[dict[str, str]]) -> tuple[_Said, ...]:
    return tuple(
        _Said(Demand(row["demand"]), row["name"], Text(row["zh"], row["en"]), row.get("key", "")) for row in rows
    )


def _texts(rows: list[dict[str, str]]) -> tuple[Text, ...]:
    return tuple(Text(row["zh"], row["en"]) for row in rows)


def over_age_duties(store: ParameterStore, *, on: date) -> tuple[FormRule, ...]:
    """What is owed to a worker above the statutory age on a day; none before 2026-07-01. Source: 五部门令第56号."""
    said, _ = _table()[Form.OVER_AGE]
    duties = (each for each in said if each.demand is not Demand.TOLD_BY)
    return tuple(rule for each in duties for rule in _rule(store, each, on))


def _rule(store: ParameterStore, said: _Said, on: date) -> Iterator[FormRule]:
    value = store.ask(said.name, on=on, key=said.key).value
    if value is None:
        return
    text = said.text.format(value=_figure(value), percent=_percent(value))
    note = halves(value.note) if value.note else None
    yield FormRule(said.demand, text, note, cited(value), value.mark, value)


def _figure(value: DatedValue) -> Text:
    if isinstance(value.value, Decimal):
        plain = f"{value.value.normalize():f}"
        return Text(plain, plain)
    return halves(value.value)


def _percent(value: DatedValue) -> str:
    return f"{(value.value * 100).normalize():f}" if isinstance(value.value, Decimal) else ""
