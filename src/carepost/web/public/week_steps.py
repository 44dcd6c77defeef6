"""What each page of the week entry asks and shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from carepost.domain.facts import Text
from carepost.domain.travel import Point, Way, describe_way
from carepost.domain.week import (
    DAY,
    DAY_PARTS,
    PRESETS,
    Cover,
    DayPart,
    DutyEntry,
    FreeTime,
    HolidayPlan,
    Origin,
    Week,
    WeekEntry,
    blocks_of_week,
    describe_windows,
    strip,
)
from carepost.records.places import ancestors, children, full_name, get_place
from carepost.web.public.week_words import MORNING, day_names, hours_between, minute_choices, time_choices
from carepost.web.templatetags.words import say

Problems = Sequence[tuple[str, Text]]
CELLS = {DayPart.EARLY: "e", DayPart.MORNING: "m", DayPart.AFTERNOON: "a", DayPart.EVENING: "n"}
HALF_HOUR, TEN_MINUTES = 30, 10
COMMUTES = (10, 15, 20, 30, 45, 60, 90, 120)


@dataclass(frozen=True, slots=True)
class Step:
    """A page: `own` are the parameters that its form sends itself, `ids` the parts of it that an error can name.

    `number` None stands beside the line of steps.
    """

    name: str
    title: str | Promise
    own: frozenset[str]
    ids: frozenset[str]
    before: str
    next: str
    number: int | None
    template: str


def _step(
    name: str, title: str | Promise, own: str, ids: str, ways: tuple[str, str], number: int | None, template: str = ""
) -> Step:
    return Step(name, title, frozenset(own.split()), frozenset(ids.split()), *ways, number, template or name)


_ROWS = "d1 d2 d3 d4 d5 d6 d7"
_DUTIES = "drop dropby pick pickby busy busyby"
STEPS = {
    step.name: step
    for step in (
        _step("start", gettext_lazy("哪些时间可以上班？"), "p", "p", ("", "blocks"), 1),
        _step("blocks", gettext_lazy("一周里哪些时段可以？"), "", "b", ("start", "times"), 2),
        _step("times", gettext_lazy("具体到几点？"), "", _ROWS, ("blocks", "duties"), 3),
        _step("duties", gettext_lazy("有哪些固定要做的事？"), _DUTIES, "drop pick busy", ("times", "holiday"), 4),
        _step("holiday", gettext_lazy("寒暑假呢？"), "hol", "hol", ("duties", "home"), 5),
        _step(
            *("holiday-hours", gettext_lazy("寒暑假里哪些时段可以？"), "", "hb"),
            *(("holiday", "home"), None, "holiday_hours"),
        ),
        _step("home", gettext_lazy("从哪里出发？"), "home", "home home_pin", ("holiday", "travel"), 6, "place"),
        _step("school", gettext_lazy("学校在哪里？"), "school", "school school_pin", ("home", "travel"), None, "place"),
        _step("travel", gettext_lazy("怎么去上班？"), "way commute travel", "way commute", ("home", "summary"), 7),
        _step("summary", gettext_lazy("您的一周"), "", "", ("travel", ""), 8),
    )
}
COUNT = max(step.number or 0 for step in STEPS.values())


def address_of_step(name: str, entry: WeekEntry) -> str:
    """The page with all answers in its address."""
    path = reverse("public:week") if name == "start" else reverse("public:week_step", args=[name])
    return f"{path}?{urlencode(entry.to_query(), safe=',~')}"


def context_of(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    """What the page of a step needs; `given` are the raw values, shown again where they cannot be read."""
    query = entry.to_query()
    return {
        "step": step,
        "steps": COUNT,
        "back": address_of_step(step.before, entry) if step.before else "",
        "sentence": entry.sentence(),
        "problems": [(_place_of(step, name), problem) for name, problem in problems],
        "hidden": [(name, value) for name, value in query.items() if name not in step.own],
        **_SHOWN.get(step.template, _nothing)(step, entry, given, problems),
    }


def _nothing(*_: object) -> dict[str, Any]:
    return {}


def _place_of(step: Step, parameter: str) -> str:
    """The id of the part of this page that a parameter stands in, "" where it came with the address alone."""
    rows = parameter[:1] == "s" and parameter[1:].isdigit()
    place = f"d{parameter[1:]}" if rows else parameter
    return place if place in step.ids else ""


def _start(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    rows = [(preset.key, preset.label, describe_windows(preset.week.blocks())) for preset in PRESETS]
    chosen = entry.term.preset or ("own" if entry.term.times is not None else "")
    return {"presets": rows, "chosen": chosen, "was": chosen}


def _blocks(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    return {"table": table_of(entry.term, "b")}


def _holiday_hours(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    return {"table": table_of(entry.holiday, "hb")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A box of the block table: its value, what it is called, whether it is ticked, and its hours where not all."""

    value: str
    label: str
    ticked: bool
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The block table: the parameter of its boxes, (name, hours) of its columns, and a row for each day."""

    name: str
    parts: tuple[tuple[Text, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def table_of(free: FreeTime, name: str) -> Table:
    """Seven days by four parts, as they stand in a week."""
    cover, spans = blocks_of_week(free.week), strip(free.week)

    def cell(day: int, day_name: str, part: DayPart) -> Cell:
        label, start, end = DAY_PARTS[part]
        held = ((max(s, start), min(e, end)) for s, e in spans[day])
        hours = tuple(hours_between(s, e) for s, e in held if s < e) if cover[day, part] is Cover.PART else ()
        ticked = cover[day, part] is not Cover.NONE
        return Cell(f"{day + 1}{CELLS[part]}", f"{day_name} {say(label)}", ticked, hours)

    return Table(
        name,
        tuple((label, hours_between(start, end)) for label, start, end in DAY_PARTS.values()),
        tuple((each, tuple(cell(day, each, part) for part in DayPart)) for day, each in enumerate(day_names())),
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the page of exact times: its digit (Monday 1), its name, and (start, end) of its rows as sent."""

    number: int
    name: str
    rows: tuple[tuple[str, str], ...]


def _times(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    spans = strip(entry.term.week)
    on_the_clock = {minute for day in spans for span in day for minute in span}
    days = [
        Day(day, name, _rows(day, spans[day - 1], given, raw=bool(problems)))
        for day, name in enumerate(day_names(), start=1)
    ]
    return {
        "days": days,
        "starts": time_choices(HALF_HOUR, 0, DAY - HALF_HOUR, on_the_clock - {DAY}),
        "ends": time_choices(HALF_HOUR, HALF_HOUR, DAY, on_the_clock - {0}),
    }


def _rows(day: int, spans: Sequence[tuple[int, int]], given: QueryDict, *, raw: bool) -> tuple[tuple[str, str], ...]:
    if raw and f"s{day}" in given:
        return tuple(zip(given.getlist(f"s{day}"), given.getlist(f"e{day}"), strict=False))
    rows = [(_sent(start), _sent(end)) for start, end in spans]
    # One more to fill where it was asked for, and one on every day without hours.
    return tuple(rows + [("", "")] * (not rows or given.get("add") == str(day)))


def _sent(minute: int) -> str:
    return f"{minute // 60:02d}{minute % 60:02d}"


@dataclass(frozen=True, slots=True)
class DutyQuestion:
    """A fixed duty on its page: the prefix of its parameters, what it is called, its boxes and times."""

    name: str
    title: str
    days: tuple[tuple[str, str, bool], ...]
    others: tuple[tuple[str, str, bool], ...]
    others_title: str
    start: str
    end: str


def _duties(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    asked = (
        ("drop", gettext("送孩子"), gettext("哪些天别人能送？"), entry.drop_off, (8 * 60, 8 * 60 + 30)),
        ("pick", gettext("接孩子"), gettext("哪些天别人能接？"), entry.pick_up, (16 * 60 + 30, 17 * 60)),
        ("busy", gettext("其他固定的事"), gettext("哪些天别人能替？"), entry.other, (18 * 60, 19 * 60)),
    )
    also = {minute for *_, duty, _ in asked if duty for minute in (duty.start, duty.end)}
    return {
        "duties": [_duty_question(*question) for question in asked],
        "times": time_choices(TEN_MINUTES, MORNING, 22 * 60, also),
    }


def _duty_question(name: str, title: str, others: str, duty: DutyEntry | None, usual: tuple[int, int]) -> DutyQuestion:
    start, end = (duty.start, duty.end) if duty else usual

    def boxes(ticked: frozenset[int]) -> tuple[tuple[str, str, bool], ...]:
        return tuple((str(day + 1), each, day in ticked) for day, each in enumerate(day_names()))

    days, by_others = (duty.days, duty.others_on) if duty else (frozenset(), frozenset())
    return DutyQuestion(name, title, boxes(days), boxes(by_others), others, _sent(start), _sent(end))


def _holiday(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    plans = (
        (HolidayPlan.SAME, gettext("与平时一样"), gettext("放假时也是这些时间；不用接送")),
        (HolidayPlan.OWN, gettext("另外填"), gettext("下一页勾选寒暑假的时段")),
        (HolidayPlan.NOT_SAID, gettext("不确定"), gettext("先按平时的时间找")),
    )
    return {"plans": [(plan.value, label, hint, plan is entry.holidays) for plan, label, hint in plans]}


def _place(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    """The place chosen so far, those above it to go back to, and those below it to choose from."""
    chosen: Origin | None = getattr(entry, step.name)
    place = get_place(chosen) if isinstance(chosen, str) else None
    typed = given.get(f"{step.name}_pin", "") if problems else ""
    pin = f"{chosen.latitude:g},{chosen.longitude:g}" if isinstance(chosen, Point) else ""
    return {
        "place": place,
        "above": [("", gettext("全国"))] * bool(place)
        + [(each.code, say(each.text)) for each in (ancestors(place) if place else ())],
        "below": [(each.code, say(each.text)) for each in children(place)] if not pin else [],
        "pin": typed or pin,
        "pin_name": f"{step.name}_pin",
        "at_name": f"{step.name}_at",
        "kept_place": (step.name, place.code) if place else None,
        "school_address": address_of_step("school", entry) if step.name == "home" else "",
        "both_ends": step.name == "home" and len(entry.ends) > 1,
        "onward": step.next,
    }


def _travel(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    return {
        "ways": [(way.value, way.label, way is entry.way) for way in Way],
        "commutes": minute_choices({*COMMUTES, *([entry.commute] if entry.commute else [])}),
        "commute": str(entry.commute or ""),
        "placed": bool(entry.ends),
        "travels": minute_choices({*COMMUTES, *([entry.travel] if entry.travel else [])}),
        "travel": str(entry.travel or ""),
        "estimates": [describe_way(way) for way in Way],
    }


def _summary(step: Step, entry: WeekEntry, given: QueryDict, problems: Problems) -> dict[str, Any]:
    return {"answers": [(label, said, address_of_step(name, entry)) for label, said, name in _answers(entry)]}


def _answers(entry: WeekEntry) -> list[tuple[str, str, str]]:
    """(question, answer or "", page to change it on)."""
    duties = ((gettext("送孩子"), entry.drop_off), (gettext("接孩子"), entry.pick_up), (gettext("其他"), entry.other))
    profile = entry.profile()
    return [
        (gettext("可以上班的时间"), _week_words(entry.term.week) if entry.term.week else "", "times"),
        *((label, _duty_words(duty) if duty else "", "duties") for label, duty in duties),
        (gettext("寒暑假"), "" if profile.holiday is None else _week_words(profile.holiday), "holiday"),
        (gettext("出发的地方"), _origin_words(entry.home), "home"),
        *([(gettext("学校"), _origin_words(entry.school), "school")] if entry.school else []),
        (gettext("怎么去"), say(entry.way.label) if entry.way else "", "travel"),
        (gettext("路上最多"), _minutes_words(entry.commute), "travel"),
        *([(gettext("路上要用"), _minutes_words(entry.travel), "travel")] if entry.travel else []),
    ]


def _week_words(week: Week) -> str:
    return say(describe_windows(week.blocks())) if week else gettext("没有时间")


def _duty_words(duty: DutyEntry) -> str:
    said = say(describe_windows(duty.windows))
    if not duty.others_on:
        return said
    days = gettext("、").join(name for day, name in enumerate(day_names()) if day in duty.others_on)
    return gettext("{when}（{days}别人能替）").format(when=said, days=days)


def _origin_words(origin: Origin | None) -> str:
    if isinstance(origin, Point):
        return gettext("地图上的一点（{point}，约一公里）").format(point=f"{origin.latitude:g},{origin.longitude:g}")
    place = get_place(origin) if origin else None
    return say(full_name(place)) if place else ""


def _minutes_words(minutes: int | None) -> str:
    return gettext("{number} 分钟").format(number=minutes) if minutes else ""


_SHOWN: dict[str, Callable[[Step, WeekEntry, QueryDict, Problems], dict[str, Any]]] = {
    "start": _start,
    "blocks": _blocks,
    "times": _times,
    "duties": _duties,
    "holiday": _holiday,
    "holiday_hours": _holiday_hours,
    "place": _place,
    "travel": _travel,
    "summary": _summary,
}
