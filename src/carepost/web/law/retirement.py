"""The retirement page: month of birth and category give the statutory age; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from carepost.domain.facts import Text
from carepost.domain.rules import AgeCategory, Retirement
from carepost.domain.rules import retirement as retirement_of
from carepost.web.law.check_form import MonthField
from carepost.web.law.checking import self_check
from carepost.web.templatetags.words import say

BOTH = "female"
ARTICLE = Text("国务院关于渐进式延迟法定退休年龄的办法 第一条", "国务院关于渐进式延迟法定退休年龄的办法 art. 1")
CATEGORIES = {
    AgeCategory.MALE60: Text("男（原 60 岁）", "Men (formerly 60)"),
    AgeCategory.FEMALE55: Text("女（原 55 岁）", "Women (formerly 55)"),
    AgeCategory.FEMALE50: Text("女（原 50 岁）", "Women (formerly 50)"),
}
_EITHER = Text("女，不清楚是 50 还是 55", "Women, not sure whether 50 or 55")


class RetirementForm(forms.Form):
    """Month of birth and former statutory age."""

    birth = MonthField(
        label=gettext_lazy("哪年哪月出生？"),
        error_messages={"required": gettext_lazy("请填出生年月，例如 1975-06。")},
    )
    category = forms.ChoiceField(
        label=gettext_lazy("原来的退休年龄是哪一类？"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选一类；不清楚 50 还是 55 的，选最后一项。"),
            "invalid_choice": gettext_lazy("请从列出的选项里选一个。"),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choice = self.fields["category"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (as declared above)
        choice.choices = [(c.value, say(text)) for c, text in CATEGORIES.items()] + [(BOTH, say(_EITHER))]

    def found(self) -> tuple[Found, ...]:
        """The statutory age in each category that was chosen."""
        chosen = self.cleaned_data["category"]
        asked = [AgeCategory.FEMALE50, AgeCategory.FEMALE55] if chosen == BOTH else [AgeCategory(chosen)]
        return tuple(_found(retirement_of(category, self.cleaned_data["birth"])) for category in asked)


@dataclass(frozen=True, slots=True)
class Found:
    """A category with its statutory age, the month in which it is reached, and by how much it was put off."""

    category: Text
    age: str
    month: str
    delay: str


def _found(result: Retirement) -> Found:
    more, late = result.age_months, result.delay_months
    years = ngettext("%(n)d 岁", "%(n)d 岁", result.age_years) % {"n": result.age_years}
    return Found(
        CATEGORIES[result.category],
        years + (ngettext(" %(n)d 个月", " %(n)d 个月", more) % {"n": more} if more else ""),
        result.retirement_month,
        ngettext("%(n)d 个月", "%(n)d 个月", late) % {"n": late} if late else gettext("没有延后"),
    )


@self_check
def retirement(request: HttpRequest) -> HttpResponse:
    """Asks for birth and category, and answers on the same page; what cannot be read is refused (422)."""
    form = RetirementForm(request.POST if request.method == "POST" else None)
    found = form.found() if form.is_bound and form.is_valid() else ()
    context = {"form": form, "found": found, "article": ARTICLE}
    return render(request, "law/retirement.html", context, status=422 if form.errors else 200)
