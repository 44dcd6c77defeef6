"""The form of a case: one field for each fact that a scheme asks for, none of which has to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from carepost.domain.rules import (
    ENDLESS,
    Asker,
    CaseError,
    Fact,
    Kind,
    Pack,
    Question,
    SchemeCase,
    case_of,
    option_said,
    questions_of,
)
from carepost.web.law.check_form import ENDS_NEVER, MONTH, MonthField, field_of
from carepost.web.templatetags.desk import mixed
from carepost.web.templatetags.words import say

_END = "contract_to"
_MOST_MONTHS = 240
_ONE = r"([12][0-9]{3})-(0[1-9]|1[0-2])"
_SPAN = re.compile(f"{_ONE}(?:~{_ONE})?")
_TO = re.compile(r"\s*[~～至]\s*")
_BETWEEN = re.compile(r"[,，、;；\s]+")


class MonthsField(forms.CharField):
    """Months and spans of months (2026-01, 2026-03~2026-08); the cleaned value is the list of months."""

    default_error_messages = {  # noqa: RUF012
        "months": gettext_lazy("请填月份，例如 2026-01, 2026-03~2026-08；最多 240 个月。")
    }

    def clean(self, value: Any) -> Any:
        """The months in order, each once; None for an empty field."""
        written = super().clean(value)
        if not written:
            return None
        found: set[int] = set()
        for part in filter(None, _BETWEEN.split(_TO.sub("~", written))):
            found |= self._span(part)
        if len(found) > _MOST_MONTHS:
            raise self._wrong()
        return [f"{month // 12}-{month % 12 + 1:02d}" for month in sorted(found)]

    def _span(self, part: str) -> set[int]:
        span = _SPAN.fullmatch(part)
        if span is None:
            raise self._wrong()
        first = int(span[1]) * 12 + int(span[2]) - 1
        last = int(span[3]) * 12 + int(span[4]) - 1 if span[3] else first
        if not first <= last < first + _MOST_MONTHS:
            raise self._wrong()
        return set(range(first, last + 1))

    def _wrong(self) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["months"], code="months")


class CaseForm(forms.Form):
    """The facts of one case by their names in the scheme, and the month that is decided."""

    def __init__(self, data: Mapping[str, Any] | None, pack: Pack, month: date) -> None:
        super().__init__(data)
        self.pack = pack
        self.fields[MONTH] = MonthField(label=gettext("审核哪个月"), required=True, initial=f"{month:%Y-%m}")
        self.fields[MONTH].error_messages["required"] = gettext("请填写月份。")
        for question in questions_of([pack], Asker.CARER):
            fact = question.fact
            self.fields[fact.name] = _field(question, fact)
            if fact.name == _END:
                self.fields[ENDS_NEVER] = forms.BooleanField(label=gettext("没有结束日（无固定期限）"), required=False)

    def clean(self) -> dict[str, Any]:
        """The answers; a contract that ends before it begins is refused at its end."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get(ENDS_NEVER) and cleaned.get(_END):
            self.add_error(_END, gettext("填了结束日，又选了没有结束日，请只留一个。"))
        if not self.errors:
            try:
                self.case()
            except CaseError as wrong:
                self.add_error(_END if _END in self.fields else None, mixed(wrong.problem))
        return cleaned

    def case(self) -> SchemeCase:
        """The case as it is assessed; what was not said is left out. Raises CaseError."""
        facts = {
            name: _value(fact, self.cleaned_data[name])
            for name, fact in self.pack.facts.items()
            if self.cleaned_data.get(name) not in (None, "")
        }
        if self.cleaned_data.get(ENDS_NEVER):
            facts[_END] = ENDLESS
        return case_of(self.pack.id, self.cleaned_data[MONTH], facts)


def _field(question: Question, fact: Fact) -> forms.Field:
    label = mixed(fact.label)
    if fact.monthly and fact.kind is Kind.CONDITION:
        return MonthsField(label=label, required=False, help_text=gettext("逐月填写，例如 2026-01, 2026-03~2026-08。"))
    if fact.kind in (Kind.CHOICE, Kind.CONDITION):
        # Denser than the lines of a self-check; what is not known comes first.
        options = [(option, say(option_said(option))) for option in fact.options or ("yes", "no")]
        wrong = {"invalid_choice": gettext("请从列出的选项里选一个。")}
        unknown = ("", gettext("不知道"))
        return forms.ChoiceField(choices=[unknown, *options], label=label, required=False, error_messages=wrong)
    field = field_of(question)
    field.label, field.help_text = label, gettext("元") if fact.kind is Kind.FEN else ""
    return field


def _value(fact: Fact, value: Any) -> Any:
    if fact.monthly and fact.kind is Kind.CONDITION:
        return value
    match fact.kind:
        case Kind.CONDITION:
            return value == "yes"
        case Kind.FEN:
            return int(value * 100)
        case Kind.MONTH:
            return f"{value:%Y-%m}"
        case Kind.RATE:
            return str(value)
    return value
