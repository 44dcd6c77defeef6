"""The stock of shift patterns that all posts of a generated city share: a few hundred, in named families."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from carepost.domain.week import (
    DAY,
    Band,
    Fixed,
    Output,
    Pattern,
    Shifts,
    Slots,
    Window,
    clock,
    parse_clock,
    pattern_from_dict,
    pattern_key,
    pattern_to_dict,
)

Form = dict[str, Any]

# What the checks of the standard ask: R04, R17, and the school run where no source says when school ends (16:00).
PART_DAY, PART_WEEK = 4 * 60, 24 * 60
FULL_DAY, FULL_WEEK, LEAST_FULL_WEEK = 8 * 60, 40 * 60, 25 * 60
SCHOOL_BEGINS, SCHOOL_OVER = 8 * 60 + 20, 16 * 60
WEEKDAYS, SIX_DAYS, EVERY_DAY, WEEKEND = "12345", "123456", "1234567", "67"


@dataclass(frozen=True, slots=True)
class Hours:
    """A pattern of the stock with what follows from it; minutes of work, breaks taken off.

    `day` on the longest average day, `longest` on the longest day, `week` from least to most, `days` a week.
    `school`: it can be worked between 8:20 and 16:00 on school days. `choice`: she chooses. `stated_day`: hours a day
    that the post states beside a band.
    """

    family: str
    pattern: Pattern
    form: Form
    key: str
    break_minutes: int | None
    day: float
    longest: float
    week: tuple[float, float]
    days: float
    school: bool
    choice: bool
    stated_day: int | None = None

    @property
    def part_time(self) -> bool:
        """Whether part-time employment may have these hours (劳动合同法 art. 68); work by result names none."""
        return isinstance(self.pattern, Output) or (self.day <= PART_DAY and self.week[1] <= PART_WEEK)

    @property
    def full_time(self) -> bool:
        """Whether ordinary employment may have these hours without a permit and is more than a few."""
        return isinstance(self.pattern, Output) or (
            self.longest <= FULL_DAY and self.week[0] >= LEAST_FULL_WEEK and self.week[1] <= FULL_WEEK
        )


@cache
def stock() -> dict[str, tuple[Hours, ...]]:
    """The patterns by family; a pattern stands in one family only."""
    seen: set[str] = set()
    families: dict[str, tuple[Hours, ...]] = {}
    for name, make in _FAMILIES.items():
        fresh = []
        for form, rest in make():
            hours = _hours(name, form, rest)
            if hours.key not in seen:
                seen.add(hours.key)
                fresh.append(hours)
        families[name] = tuple(fresh)
    return families


def _hours(family: str, form: Form, rest: int | None) -> Hours:
    pattern = pattern_from_dict(form)
    day, longest, week, days = _measures(pattern, rest or 0)
    # What a band leaves open is stated beside it: so many hours a day.
    stated = rest if isinstance(pattern, Band) else None
    if stated is not None:
        day = longest = stated
    return Hours(
        family=family,
        pattern=pattern,
        form=pattern_to_dict(pattern),
        key=pattern_key(pattern),
        break_minutes=rest if isinstance(pattern, Fixed) else None,
        day=day,
        longest=longest,
        week=week,
        days=days,
        school=_in_school_hours(pattern),
        choice=not isinstance(pattern, Fixed) or len(pattern.alternatives) > 1,
        stated_day=stated,
    )


def _measures(pattern: Pattern, rest: int) -> tuple[float, float, tuple[float, float], float]:
    if isinstance(pattern, Fixed):
        each = [_shift_measures(shifts, rest) for shifts in pattern.alternatives]
        weeks = [week for _, _, week, _ in each]
        return (
            max(day for day, _, _, _ in each),
            max(longest for _, longest, _, _ in each),
            (min(weeks), max(weeks)),
            max(days for _, _, _, days in each),
        )
    if isinstance(pattern, Slots):
        lengths = sorted(slot.minutes for slot in pattern.offered)
        one = lengths[-1]
        least, most = sum(lengths[: pattern.choose]), sum(lengths[-pattern.choose :])
        return one, one, (least, most), min(pattern.choose, 5)
    if isinstance(pattern, Band):
        least = pattern.min_week_minutes or 0
        return 0, 0, (least, least), 5
    return 0, 0, (0, 0), 5


def _shift_measures(shifts: Shifts, rest: int) -> tuple[float, float, float, float]:
    work: dict[int, int] = {}
    for start, end in shifts.spans:
        work[start // DAY] = work.get(start // DAY, 0) + end - start
    minutes = [max(0, day - rest) for day in work.values()]
    turns = 7 / shifts.cycle_days
    return sum(minutes) / len(minutes), max(minutes), sum(minutes) * turns, len(minutes) * turns


def _in_school_hours(pattern: Pattern) -> bool:
    if isinstance(pattern, Fixed):
        return any(all(map(_safe, week)) for shifts in pattern.alternatives for week in [_all_windows(shifts)])
    if isinstance(pattern, Band):
        return all(map(_safe, pattern.core))
    if isinstance(pattern, Slots):
        return sum(map(_safe, pattern.offered)) >= pattern.choose
    return isinstance(pattern, Output)


def _all_windows(shifts: Shifts) -> list[Window]:
    return [window for week in shifts.weeks() for window in week]


def _safe(window: Window) -> bool:
    start, end = window.span
    begins, ends = start % DAY, start % DAY + end - start
    by_day = ends <= 22 * 60 and begins >= 6 * 60
    return by_day and (start // DAY > 4 or (begins >= SCHOOL_BEGINS and ends <= SCHOOL_OVER))


# The families. Each yields pattern forms, with the unpaid break in minutes (for a band: the hours a day it states).


def _row(days: str, start: str, minutes: int) -> Form:
    begins = parse_clock(start)
    return {"days": [int(day) for day in days], "start": start, "end": clock((begins + minutes - 1) % DAY + 1)}


def _fixed(*alternatives: Iterable[Form], cycle: int = 7) -> Form:
    more = {} if cycle == 7 else {"cycle_days": cycle}
    return {"kind": "fixed", "alternatives": [{**more, "shifts": list(rows)} for rows in alternatives]}


Made = Iterator[tuple[Form, int | None]]


def _school_day() -> Made:
    for start, minutes in product(("8:30", "8:45", "9:00", "9:15", "9:30"), (270, 300, 330, 360)):
        yield _fixed([_row(WEEKDAYS, start, minutes)]), 0
    for start, end in product(("8:30", "8:45", "9:00", "9:15"), ("15:30", "15:45", "16:00")):
        yield _fixed([_row(WEEKDAYS, start, parse_clock(end) - parse_clock(start))]), 60
    for start, back in product(("8:30", "9:00"), ("13:00", "13:15", "13:30")):
        morning, after = _row(WEEKDAYS, start, 12 * 60 - parse_clock(start)), _row(WEEKDAYS, back, 150)
        yield _fixed([morning, after]), 0


def _morning() -> Made:
    for days, start, minutes in product((WEEKDAYS, SIX_DAYS, "135", "246"), ("8:30", "8:45", "9:00"), (180, 210, 240)):
        yield _fixed([_row(days, start, minutes)]), 0


def _midday() -> Made:
    for days, start, minutes in product((WEEKDAYS, SIX_DAYS), ("10:00", "10:30", "11:00"), (180, 210, 240)):
        yield _fixed([_row(days, start, minutes)]), 0


def _afternoon() -> Made:
    for days, start, minutes in product((WEEKDAYS, SIX_DAYS), ("13:00", "13:30", "14:00"), (120, 150, 180, 240)):
        yield _fixed([_row(days, start, minutes)]), 0


def _full_day() -> Made:
    for start, back, minutes in product(("8:00", "8:15", "8:30", "9:00"), ("13:00", "13:30", "14:00"), (420, 450, 480)):
        early = 12 * 60 - parse_clock(start)
        yield _fixed([_row(WEEKDAYS, start, early), _row(WEEKDAYS, back, minutes - early)]), 0


def _factory() -> Made:
    for start, minutes in product(("7:30", "7:45", "8:00"), (390, 420)):
        yield _fixed([_row(SIX_DAYS, start, minutes)]), 30
    for start, minutes in product(("7:30", "8:00", "8:15", "8:20"), (480, 510, 540)):
        yield _fixed([_row(WEEKDAYS, start, minutes)]), 60


def _two_shifts() -> Made:
    for first, second, minutes in product(("8:30", "9:00"), ("13:00", "13:30", "14:00"), (210, 240)):
        yield _fixed([_row(WEEKDAYS, first, minutes)], [_row(WEEKDAYS, second, minutes)]), 0
    for first, second, minutes in product(("8:30", "8:45", "9:00"), ("9:30", "10:00"), (300, 330, 360)):
        yield _fixed([_row(WEEKDAYS, first, minutes)], [_row(WEEKDAYS, second, minutes)]), 0
    for minutes in (330, 360):
        starts = ("8:30", "9:00", "9:30")
        yield _fixed(*([_row(WEEKDAYS, start, minutes)] for start in starts)), 0


def _staggered() -> Made:
    for first, minutes in product(("8:00", "8:30"), (450, 480, 510, 540)):
        begins = parse_clock(first)
        starts = (first, clock(begins + 30), clock(begins + 60))
        yield _fixed(*([_row(WEEKDAYS, start, minutes)] for start in starts)), 60
    for short, long in product((360, 390, 420), (510, 540)):
        yield _fixed([_row(WEEKDAYS, "8:30", short)], [_row(WEEKDAYS, "8:30", long)]), 60


def _shop() -> Made:
    for early, late, minutes in product(("8:00", "8:30", "9:00"), ("14:00", "15:00"), (330, 360, 390)):
        yield _fixed([_row(SIX_DAYS, early, minutes)], [_row(SIX_DAYS, late, minutes)]), 0


def _evening() -> Made:
    for days, start, minutes in product((WEEKDAYS, "135", "246", "4567"), ("17:30", "18:00", "18:30"), (150, 180, 210)):
        yield _fixed([_row(days, start, minutes)]), 0


def _weekend() -> Made:
    for days, start, minutes in product((WEEKEND, "567"), ("9:00", "10:00", "14:00"), (180, 210, 240)):
        yield _fixed([_row(days, start, minutes)]), 0


def _rotation() -> Made:
    for start, (days, cycle), minutes in product(("7:00", "8:00", "8:30"), (("12", 4), ("123", 5)), (420, 480)):
        yield _fixed([_row(days, start, minutes)], cycle=cycle), 30
    for early, late in product(("7:30", "8:00", "8:30"), ("13:00", "14:00", "14:30")):
        next_week = {**_row("12345", late, 420), "days": [8, 9, 10, 11, 12]}
        yield _fixed([_row(WEEKDAYS, early, 420), next_week], cycle=14), 30


def _night() -> Made:
    for early, late, night in (("7:00", "15:00", "23:00"), ("8:00", "16:00", "0:00"), ("6:00", "14:00", "22:00")):
        turns = [_row("12", early, 480), _row("34", late, 480), _row("56", night, 480)]
        yield _fixed(turns, cycle=8), 45
    for start, minutes in product(("20:00", "21:00", "22:00"), (420, 480)):
        yield _fixed([_row("12", start, minutes)], cycle=4), 30


def _overlong() -> Made:
    for start, minutes in product(("8:00", "8:30", "9:00"), (630, 660, 690)):
        yield _fixed([_row(SIX_DAYS, start, minutes)]), 60
    for start in ("7:00", "8:00", "9:00"):
        yield _fixed([_row("12", start, 720)], cycle=4), 60


def _no_rest() -> Made:
    for start, minutes in product(("8:30", "9:00", "9:30"), (300, 330)):
        yield _fixed([_row(EVERY_DAY, start, minutes)]), 0


def _band(days: str, span: tuple[str, str], core: tuple[str, str] | None, least: int) -> Form:
    form: Form = {
        "kind": "band",
        "within": [_row(days, span[0], parse_clock(span[1]) - parse_clock(span[0]))],
        "min_week_minutes": least,
        "min_block_minutes": 120,
    }
    if core:
        form["core"] = [_row(days, core[0], parse_clock(core[1]) - parse_clock(core[0]))]
    return form


_SPANS = (("8:30", "17:30"), ("8:30", "18:00"), ("8:00", "19:00"))


def _band_full() -> Made:
    cores = (("9:30", "11:30"), ("10:00", "12:00"), ("10:00", "15:00"), None)
    for span, core, least in product(_SPANS, cores, (25, 30, 35, 40)):
        yield _band(WEEKDAYS, span, core, least * 60), max(6, least // 5) * 60


def _band_part() -> Made:
    for span, core, least in product(_SPANS, (("9:30", "11:00"), ("10:00", "11:30"), None), (12, 15, 20)):
        yield _band(WEEKDAYS, span, core, least * 60), 240


def _band_wide() -> Made:
    for span, least in product((("8:00", "21:00"), ("9:00", "22:00")), (15, 20)):
        yield _band(SIX_DAYS, span, None, least * 60), 240
    for span, least in product((("8:00", "21:00"), ("9:00", "22:00")), (25, 30, 35)):
        yield _band(SIX_DAYS, span, None, least * 60), 420


def _slots(days: str, starts: Iterable[str], minutes: int, choose: int) -> Form:
    return {"kind": "slots", "offered": [_row(days, start, minutes) for start in starts], "choose": choose}


def _slots_home() -> Made:
    pairs = (("8:30", "13:30"), ("9:00", "14:00"), ("8:30", "12:30"), ("9:00", "13:00"))
    for starts, days, choose in product(pairs, (WEEKDAYS, SIX_DAYS), (4, 5, 6, 8)):
        yield _slots(days, starts, 180, choose), None
    for starts, choose in product(pairs[:2], (3, 5, 8)):
        yield _slots(SIX_DAYS, starts, 120, choose), None
    for starts, choose in product((("8:30", "13:00"), ("9:00", "14:00")), (4, 5, 6)):
        yield _slots(WEEKDAYS, starts, 240, choose), None


def _slots_full() -> Made:
    for starts, choose in product((("8:30", "13:00"), ("9:00", "13:30"), ("8:30", "12:30")), (8, 9, 10)):
        yield _slots(SIX_DAYS, starts, 210, choose), None


def _slots_evening() -> Made:
    for days, start, choose in product((WEEKDAYS, SIX_DAYS), ("17:30", "18:30", "19:00"), (3, 4, 5)):
        yield _slots(days, (start,), 90, choose), None
    for choose in (2, 3, 4):
        yield _slots(WEEKEND, ("9:00", "10:45", "14:00", "15:45"), 90, choose), None


def _slots_peak() -> Made:
    for days, choose in product((WEEKDAYS, SIX_DAYS, EVERY_DAY), (4, 5, 6)):
        yield _slots(days, ("10:30", "17:00"), 180, choose), None


def _output() -> Made:
    yield {"kind": "output"}, None


_FAMILIES: dict[str, Callable[[], Made]] = {
    "school_day": _school_day,
    "morning": _morning,
    "midday": _midday,
    "afternoon": _afternoon,
    "full_day": _full_day,
    "factory": _factory,
    "two_shifts": _two_shifts,
    "staggered": _staggered,
    "shop": _shop,
    "evening": _evening,
    "weekend": _weekend,
    "rotation": _rotation,
    "night": _night,
    "overlong": _overlong,
    "no_rest": _no_rest,
    "band_full": _band_full,
    "band_part": _band_part,
    "band_wide": _band_wide,
    "slots_home": _slots_home,
    "slots_full": _slots_full,
    "slots_evening": _slots_evening,
    "slots_peak": _slots_peak,
    "output": _output,
}
FAULTY = frozenset({"overlong", "no_rest"})
"""Families that no lawful post may have: for the posts with a fault."""
FAMILIES = frozenset(_FAMILIES) - FAULTY
