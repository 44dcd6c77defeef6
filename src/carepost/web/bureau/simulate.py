"""What a reform would cost and whom it would reach, in an invented city: results that ship, with assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.simulation import Assumptions, Span, Stored, group_label, stored_simulations
from carepost.records.places import get_place
from carepost.web.bureau.pages import officers_only
from carepost.web.templatetags.words import say

FIRST = "zhongshan-1.0--any-parent"
_BAR = 1000
_NUMBER = {"invalid": _("请填写 0 至 100 的整数。"), "required": _("请填写 0 至 100 的整数。")}
_BOUNDS = {"min_value": 0, "max_value": 100, "error_messages": _NUMBER}
_DIMENSIONS = {
    "relation": _("按照护关系"),
    "wage_band": _("按月工资"),
    "employer_size": _("按单位规模"),
    "place": _("按镇街"),
}


class SimulateForm(forms.Form):
    """Which reform, and what is assumed, in per cent."""

    run = forms.ChoiceField(label=_("方案与改革"))
    take_low = forms.IntegerField(label=_("申领率，最低（%）"), initial=40, **_BOUNDS)  # type: ignore[arg-type]
    take_high = forms.IntegerField(label=_("申领率，最高（%）"), initial=80, **_BOUNDS)  # type: ignore[arg-type]
    dead_low = forms.IntegerField(label=_("没有补贴也会有的岗位，最低（%）"), initial=50, **_BOUNDS)  # type: ignore[arg-type]
    dead_high = forms.IntegerField(label=_("没有补贴也会有的岗位，最高（%）"), initial=90, **_BOUNDS)  # type: ignore[arg-type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["run"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, say(each.title())) for key, each in stored_simulations().items()]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for name in ("take", "dead"):
            low, high = said.get(f"{name}_low"), said.get(f"{name}_high")
            if low is not None and high is not None and low > high:
                self.add_error(f"{name}_high", gettext("最高不能低于最低。"))
        return said

    def assumptions(self) -> Assumptions:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        take, dead = ([said[f"{name}_low"] * 100, said[f"{name}_high"] * 100] for name in ("take", "dead"))
        return Assumptions(Span(*take), Span(*dead))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with its bars: where the sure part and the possible part end, of _BAR."""

    name: str
    cells: tuple[str, ...]
    sure: int = 0
    possible: int = 0


@officers_only
@require_safe
def simulate(request: HttpRequest) -> HttpResponse:
    """A stored result under the assumptions of the address; the first reform where the address says nothing."""
    given = request.GET if request.GET else _default()
    form = SimulateForm(given)
    if not form.is_valid():
        return render(request, "bureau/simulate.html", {"form": form}, status=422)
    stored = stored_simulations()[form.cleaned_data["run"]]
    context = {"form": form, "shown": shown_of(stored, form.assumptions())}
    return render(request, "bureau/simulate.html", context)


def _default() -> dict[str, Any]:
    fields = SimulateForm.base_fields
    return {name: field.initial for name, field in fields.items() if field.initial is not None} | {"run": FIRST}


def shown_of(stored: Stored, assumptions: Assumptions) -> dict[str, Any]:
    """What the page shows of a result."""
    data = stored.data
    added = stored.added(assumptions)
    return {
        "title": stored.title(),
        "note": Text(data["reform"]["note_zh"], data["reform"]["note_en"]),
        "draft": data["scheme"]["status"] == "draft",
        "people": people(data["people"]["all"]),
        "months": (data["months"][0], data["months"][-1]),
        "sums": _sums(data),
        "payments": [Line(say(Text(r["zh"], r["en"])), _three(r)) for r in data["cost"]["by_payment"]],
        "months_rows": _with_bars(data["cost_by_month"], lambda row: row["month"], lambda row: row["after"]),
        "groups": [(title, _groups(data, name)) for name, title in _DIMENSIONS.items()],
        "added": _added(added),
        "law": data["law"],
        "open": [Text(row["zh"], row["en"]) for row in data["law"]["open"]],
        "assumed": [Text(row["zh"], row["en"]) for row in data["assumptions"] if "low" not in row],
        "notes": [Text(row["zh"], row["en"]) for row in data["notes"]],
        "funnel": data["funnel"] | {"note": Text(data["funnel"]["note_zh"], data["funnel"]["note_en"])},
        "checked": _checked(data),
    }  # fmt: skip


def _checked(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Reckoned and published yuan a person; only the city's own scheme can be compared."""
    funnel = data["funnel"]
    if data["scheme"]["place"] != funnel["place"] or not funnel["reckoned_a_person_before_fen"]:
        return None
    return yuan(funnel["reckoned_a_person_before_fen"]), fen(funnel["published_paid_a_person_fen"])


def _sums(data: Mapping[str, Any]) -> list[Line]:
    reached = data["people"]
    return [
        Line(gettext("费用"), _three(data["cost"])),
        Line(gettext("受益人数"), (count(reached["reached_before"]), count(reached["reached_after"]), "")),
        Line(gettext("得到更多的人"), ("", "", count(reached["gainers"]))),
        Line(gettext("得到更少的人"), ("", "", count(reached["losers"]))),
        Line(gettext("不变的人"), ("", "", count(reached["unchanged"]))),
    ]


def _three(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(yuan(row[side]) for side in ("before", "after", "difference"))


def _groups(data: Mapping[str, Any], dimension: str) -> list[Line]:
    rows = [row for row in data["groups"][dimension] if row["reached_before"]["high"] or row["reached_after"]["high"]]
    most = max((row["cost_after_fen"]["high"] for row in rows), default=0)
    return [
        Line(
            _group_name(dimension, row["group"]),
            (
                people(row["people"]),
                count(row["reached_before"]),
                count(row["reached_after"]),
                count(row["gainers"]),
                count(row["losers"]),
                yuan(row["cost_after_fen"]),
            ),
            *_ends(row["cost_after_fen"], most),
        )
        for row in rows
    ]


def _group_name(dimension: str, group: str) -> str:
    label = group_label(dimension, group)
    if label is not None:
        return say(label)
    place = get_place(group)
    return say(place.text) if place else group


def _with_bars(rows: list[Any], name: Any, value: Any) -> list[Line]:
    most = max((value(row)["high"] or 0 for row in rows), default=0)
    return [Line(name(row), _three(row), *_ends(value(row), most)) for row in rows]


def _ends(span: Mapping[str, Any], most: int) -> tuple[int, int]:
    if not most:
        return 0, 0
    high = span["high"] if span["high"] is not None else most
    return round(_BAR * span["low"] / most), round(_BAR * high / most)


def _added(added: Mapping[str, Any]) -> list[Line]:
    rows = (("before", gettext("现行")), ("after", gettext("改革后")), ("difference", gettext("改革带来的")))
    return [
        Line(
            title,
            (
                count(added[side]["posts"]),
                yuan(added[side]["paid_fen"]),
                yuan(added[side]["cost_per_post_fen"]) if added[side]["cost_per_post_fen"] else gettext("没有新增岗位"),
            ),
        )
        for side, title in rows
    ]


def fen(amount: int) -> str:
    """An amount in whole yuan."""
    return gettext("%(amount)s元") % {"amount": f"{round(amount / 100):,}"}


def yuan(span: Mapping[str, Any] | None) -> str:
    """An amount from low to high, in whole yuan."""
    if span is None:
        return gettext("未载明")
    low, high = span["low"], span["high"]
    if high is None:
        return gettext("至少%(amount)s") % {"amount": fen(low)}
    return fen(low) if low == high else gettext("%(low)s至%(high)s") % {"low": fen(low), "high": fen(high)}


def people(number: int) -> str:
    """So many people."""
    return ngettext("%(number)s人", "%(number)s人", number) % {"number": f"{number:,}"}


def count(span: Mapping[str, int]) -> str:
    """A number from low to high."""
    low, high = f"{span['low']:,}", f"{span['high']:,}"
    return low if low == high else gettext("%(low)s至%(high)s") % {"low": low, "high": high}
