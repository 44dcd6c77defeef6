"""The pay calculator: place, month, form and pay in, the same card as on a post out.

Everything but one answer stands in the address, so that it can be passed on. How many children under 3 there are goes
by POST: an address is kept by browsers, servers and chats, and must not tell that somebody has a child. It is used for
the tax of this one answer and stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from carepost.domain.paycard import Offer, PayCard, Terms, card_of
from carepost.domain.rules import Mode, ParameterStore, PayError, lowest_gross, pay, scheme_label
from carepost.records.places import Place, find_place, full_name, get_place
from carepost.web.access import public
from carepost.web.law.pay_card import MODES, shown
from carepost.web.lawbook import parameters
from carepost.web.templatetags.words import say

_WEEKS = Decimal(52) / 12
_FIRST, _LAST = date(2020, 1, 1), date(2035, 12, 31)
_SCHEMES = ("统账结合", "单建统筹", "一档", "二档")
# Which field of the form a fault of the engine belongs to.
_FIELDS = {"hours": "week", "supplementary_fund": "housing_fund"}
_MOST_CHILDREN = 10


class MonthField(forms.DateField):
    """A month as 2026-10, read as its first day."""

    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")

    def __init__(self, **more: Any) -> None:
        super().__init__(input_formats=["%Y-%m", "%Y-%m-%d"], **more)


def _amount(label: Any, most: int, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "10"}),
        error_messages={
            "invalid": _("请填数字，如 2600。"),
            "min_value": _("不能小于 0。"),
            "max_value": _("数字太大，请核对。"),
            "max_decimal_places": _("最多两位小数（分）。"),
        },
    )


class PayForm(forms.Form):
    """What the calculator asks. `more` are the fields that stand folded."""

    use_required_attribute = False
    more = ("housing_fund", "injury_class", "medical", "over_age")

    place = forms.CharField(
        label=_("在哪里上班"),
        help_text=_("城市名或区划代码，如：中山"),
        max_length=60,
        error_messages={"required": _("请填写上班的城市。")},
    )
    form = forms.ChoiceField(label=_("用工形式"), error_messages={"invalid_choice": _("请从列表中选一种用工形式。")})
    gross = _amount(_("每月工资（元，扣除前）"), 1_000_000, _("不填就按当地最低工资算"))
    hourly = _amount(_("或者每小时多少元"), 100_000)
    week = _amount(_("每周多少小时"), 168, _("按小时计薪时要填；按月计薪的填了可以比较小时工"))
    month = MonthField(label=_("哪个月"), required=False, error_messages={"invalid": _("月份应写成 2026-10 的样子。")})
    housing_fund = _amount(_("公积金比例（%）"), 100, _("不填按 5%"))
    injury_class = forms.IntegerField(
        label=_("工伤行业类别（1 至 8）"),
        required=False,
        min_value=1,
        max_value=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "1"}),
        error_messages={
            "invalid": _("应为 1 至 8 的数字。"),
            "min_value": _("应为 1 至 8 的数字。"),
            "max_value": _("应为 1 至 8 的数字。"),
        },
    )
    medical = forms.ChoiceField(label=_("医疗保险档次"), required=False)
    over_age = forms.BooleanField(label=_("已经超过法定退休年龄"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"form": Mode.FULL_TIME, "month": timezone.localdate()})
        self.fields["form"].choices = [(mode.value, say(label).capitalize()) for mode, label in MODES.items()]  # type: ignore[attr-defined]
        self.fields["medical"].choices = [  # type: ignore[attr-defined]
            ("", gettext("当地常用的一档")),
            *((name, say(scheme_label(name))) for name in _SCHEMES),
        ]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.more]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def more_is_open(self) -> bool:
        """Whether something folded is answered or wrong."""
        return any(self[name].errors or (self.is_bound and self[name].value()) for name in self.more)

    def clean_place(self) -> Place:
        words = self.cleaned_data["place"].strip()
        place = get_place(words) or find_place(words).place
        if place is None:
            raise forms.ValidationError(gettext("没有找到这个地方，请写城市全名，如：中山市。"))
        return place

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"] or timezone.localdate()
        if not _FIRST <= month <= _LAST:
            raise forms.ValidationError(gettext("只能算 2020 年至 2035 年的月份。"))
        return month.replace(day=1)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("gross") is not None and given.get("hourly") is not None:
            self.add_error("hourly", gettext("每月工资和每小时工资只填一个。"))
        elif given.get("hourly") is not None and given.get("week") is None and "week" not in self.errors:
            self.add_error("week", gettext("按小时计薪，请填每周多少小时。"))
        return given


@public
@require_http_methods(["GET", "HEAD", "POST"])
def pay_page(request: HttpRequest) -> HttpResponse:
    """The form, and the card once it is filled in; POST is the same question with the children, and keeps nothing."""
    asked = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and not any(asked.get(name) for name in PayForm.base_fields):
        return render(request, "law/pay.html", {"form": PayForm()})
    form = PayForm(_with_defaults(asked))
    children, fault = _children(request)
    card = _card(form, children) if form.is_valid() and not fault else None
    context = {
        "form": form,
        "children": children,
        "children_fault": fault,
        "most_children": _MOST_CHILDREN,
        "carried": [(name, asked.get(name, "")) for name in form.fields if asked.get(name)],
        "card": shown(card, badge=gettext("您选的"), link=False) if card else None,
        "place": full_name(form.cleaned_data["place"]) if card else None,
    }
    response = render(request, "law/pay.html", context, status=200 if card else 422)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def _with_defaults(asked: QueryDict) -> QueryDict:
    """Form and month as they stand on the empty form where the address leaves them out."""
    filled = asked.copy()
    for name, value in (("form", Mode.FULL_TIME.value), ("month", f"{timezone.localdate():%Y-%m}")):
        if not filled.get(name):
            filled[name] = value
    return filled


def _children(request: HttpRequest) -> tuple[int, str]:
    """How many children under 3, from the body alone; and what is wrong with the answer."""
    written = request.POST.get("children", "").strip()
    if not written:
        return 0, ""
    if not (written.isascii() and written.isdigit()) or int(written[:4]) > _MOST_CHILDREN:
        return 0, gettext("应为 0 至 {most} 的整数。").format(most=_MOST_CHILDREN)
    return int(written), ""


def _card(form: PayForm, children: int) -> PayCard | None:
    """The card of what was filled in; None with an error on its field where it cannot be reckoned."""
    given = form.cleaned_data
    store = parameters(given["month"])
    try:
        offer = _offer(given, children)
        if offer.low_fen is None:
            offer = _at_minimum(store, form, offer)
        return None if form.errors else card_of(store, offer, given["month"])
    except PayError as fault:
        name = _FIELDS.get(fault.field, fault.field)
        form.add_error(name if name in form.fields else None, say(fault.problem))
        return None


def _offer(given: dict[str, Any], children: int) -> Offer:
    gross, hourly, week = (given.get(name) for name in ("gross", "hourly", "week"))
    if gross is None and hourly is not None and week is not None:
        gross = hourly * week * _WEEKS
    if hourly is None and gross is not None and week:
        hourly = gross / (week * _WEEKS)
    fund = given.get("housing_fund")
    return Offer(
        place=given["place"].code,
        form=Mode(given["form"]),
        low_fen=_fen(gross),
        hour_fen=_fen(hourly),
        week=(week, week),
        paid_by_hour=given.get("hourly") is not None,
        platform_too=True,
        terms=Terms(
            housing_fund=None if fund is None else fund / 100,
            injury_class=given.get("injury_class") or 1,
            medical=given.get("medical") or "",
            children_under_3=children,
            over_age=bool(given.get("over_age")),
        ),
    )


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int((yuan * 100).to_integral_value(rounding=ROUND_HALF_UP))


def _at_minimum(store: ParameterStore, form: PayForm, offer: Offer) -> Offer:
    """The offer at the local minimum wage; an error where it is not known or the form has none."""
    month, week = form.cleaned_data["month"], offer.week[1]
    if offer.form is Mode.FULL_TIME:
        terms = offer.terms
        low = lowest_gross(
            store, place=offer.place, month=month, housing_fund=terms.housing_fund, medical=terms.medical
        )
    elif offer.form is Mode.PART_TIME and week:
        hours = week * _WEEKS
        low = pay(store, place=offer.place, month=month, mode=Mode.PART_TIME, hours=hours).gross_fen
    else:
        form.add_error("gross", gettext("请填每月工资，或者每小时工资和每周工时。"))
        return offer
    if low is None:
        form.add_error("gross", gettext("当地当月的最低工资未知，请填工资。"))
    hour = int(low / (week * _WEEKS)) if low is not None and week else None
    return replace(offer, low_fen=low, hour_fen=hour)
