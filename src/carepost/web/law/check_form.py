"""The form of a self-check, made from the facts that packs ask for. Nothing has to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy

from carepost.domain.rules import (
    ENDLESS,
    OPTIONS,
    CaseError,
    Group,
    Insured,
    Kind,
    Question,
    case_of,
    insured_months,
    option_said,
)
from carepost.web.templatetags.words import say

MONTH, ENDS_NEVER = "at", "contract_to_open"
_END = "contract_to"
_SINCE = "contract_from"
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_YEARS = range(1900, 2101)
_MOST_YUAN = Decimal(10**7)
_MOST_COUNT = 10**6


class MonthField(forms.CharField):
    """A month, as browsers send it (2026-11); the cleaned value is its first day."""

    widget = forms.TextInput(attrs={"type": "month", "autocomplete": "off"})
    default_error_messages = {"month": gettext_lazy("请填年和月，例如 2026-11。")}  # noqa: RUF012

    def clean(self, value: Any) -> Any:
        """The first day of the month; None for an empty field."""
        written = super().clean(value)
        if not written:
            return None
        found = _MONTH.fullmatch(written)
        if found is None or int(found[1]) not in _YEARS:
            raise forms.ValidationError(self.error_messages["month"], code="month")
        return date(int(found[1]), int(found[2]), 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A group of questions on the page; `unfolded` where it comes first, holds an answer or an error."""

    label: str
    fields: tuple[BoundField, ...]
    unfolded: bool


class CheckForm(forms.Form):
    """Questions as fields by the names of their facts, and the month that is asked about."""

    def __init__(self, data: Mapping[str, Any] | None, questions: Sequence[Question], month: date) -> None:
        super().__init__(data)
        self.questions = tuple(questions)
        self.month = month
        for question in self.questions:
            self.fields[question.fact.name] = field_of(question)
            if question.fact.name == _END:
                self.fields[ENDS_NEVER] = forms.BooleanField(label=gettext("没有结束日（无固定期限）"), required=False)
        hint = gettext("不改就按本月算。以前的月份按当时的文件算。")
        self.fields[MONTH] = MonthField(label=gettext("算哪个月？"), help_text=hint, required=False)
        self.initial[MONTH] = f"{month:%Y-%m}"

    def clean(self) -> dict[str, Any]:
        """The answers; a contract that ends before it begins is refused at its end."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get(ENDS_NEVER) and cleaned.get(_END):
            self.add_error(_END, gettext("填了结束日，又选了没有结束日，请只留一个。"))
        try:
            case_of("", self.at, self.facts())
        except CaseError as wrong:
            self.add_error(_END, say(wrong.problem))
        return cleaned

    @property
    def at(self) -> date:
        """The month asked about: the one sent, else the one given."""
        return getattr(self, "cleaned_data", {}).get(MONTH) or self.month

    def facts(self) -> dict[str, Any]:
        """The facts that were answered, by name, as an assessment takes them; what was not said is left out."""
        cleaned = self.cleaned_data
        facts = {q.fact.name: _fact(q, cleaned[q.fact.name]) for q in self.questions if _said(cleaned, q.fact.name)}
        for question in self.questions:
            if question.fact.monthly and question.fact.name in facts:
                how = Insured(facts[question.fact.name])
                facts[question.fact.name] = insured_months(how, self.at, cleaned.get(_SINCE))
        if cleaned.get(ENDS_NEVER):
            facts[_END] = ENDLESS
        return facts

    def parts(self) -> tuple[Part, ...]:
        """The questions by group in the order of the page, the month last."""
        groups = [g for g in Group if any(q.group is g for q in self.questions)]
        parts = []
        for number, group in enumerate(groups):
            names = [q.fact.name for q in self.questions if q.group is group]
            if _END in names:
                names.insert(names.index(_END) + 1, ENDS_NEVER)
            parts.append(self._part(say(group.label), names, unfolded=number == 0))
        return (*parts, self._part(gettext("哪个月"), [MONTH], unfolded=False))

    def _part(self, label: str, names: Sequence[str], *, unfolded: bool) -> Part:
        fields = tuple(self[name] for name in names)
        touched = any(field.errors or (self.is_bound and field.name != MONTH and field.data) for field in fields)
        moved = MONTH in names and self.is_bound and self.at != self.month
        return Part(label, fields, unfolded or touched or moved)

    def sent(self) -> list[tuple[str, str]]:
        """(name, value) of what was sent, to be sent again by a button elsewhere on the page."""
        return [(name, str(self.data[name])) for name in self.fields if self.data.get(name)]


def field_of(question: Question) -> forms.Field:
    """The field of a question: each may be left unanswered."""
    fact = question.fact
    said: dict[str, Any] = {
        "label": say(question.text),
        "help_text": say(question.hint) if question.hint else "",
        "required": False,
    }
    if fact.monthly:
        return _choice([(how.value, say(how.label)) for how in Insured], said)
    if fact.kind is Kind.CHOICE:
        return _choice([(option, say(option_said(option))) for option in fact.options], said)
    if fact.kind is Kind.CONDITION:
        return _choice([(answer, say(OPTIONS[answer])) for answer in ("yes", "no")], said)
    if fact.kind is Kind.DAY:
        return _day(said)
    if fact.kind is Kind.MONTH:
        return MonthField(**said)
    if fact.kind is Kind.COUNT:
        return forms.IntegerField(min_value=0, max_value=_MOST_COUNT, **said)
    return forms.DecimalField(min_value=0, max_value=_MOST_YUAN, max_digits=12, decimal_places=2, **said)


def _choice(options: Sequence[tuple[str, str]], said: Mapping[str, Any]) -> forms.Field:
    unsaid = ("", gettext("不清楚，或不想说"))
    wrong = {"invalid_choice": gettext("请从列出的选项里选一个。")}
    return forms.ChoiceField(choices=[*options, unsaid], widget=forms.RadioSelect, error_messages=wrong, **said)


def _day(said: Mapping[str, Any]) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
    wrong = {"invalid": gettext("请填年月日，例如 2018-05-01。")}
    field = forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], error_messages=wrong, **said)
    field.validators.append(_likely_day)
    return field


def _likely_day(day: date) -> None:
    if day.year not in _YEARS:
        raise forms.ValidationError(gettext("年份应在 1900 到 2100 之间。"))


def _said(cleaned: Mapping[str, Any], name: str) -> bool:
    return cleaned.get(name) not in (None, "")


def _fact(question: Question, value: Any) -> Any:
    kind = question.fact.kind
    if question.fact.monthly:
        return value
    if kind is Kind.CONDITION:
        return value == "yes"
    if kind is Kind.FEN:
        return int(value * 100)
    if kind is Kind.MONTH:
        return f"{value:%Y-%m}"
    return str(value) if kind is Kind.RATE else value
