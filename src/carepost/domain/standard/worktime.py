"""What a post asks of the week, computed from its shifts: hours a day and a week, days, rest and nights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from carepost.domain.standard.post_file import HoursPart
from carepost.domain.week import DAY, Band, Fixed, Pattern, Shifts, Slots, Window

# A window longer than this may hold a break that nobody stated, of up to so many minutes (Carepost design).
LONG_WINDOW, UNSTATED_BREAK = 360, 120
NIGHT_ENDS, NIGHT_BEGINS = 6 * 60, 22 * 60


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most, in hours or days; None where it is not known."""

    low: Decimal | None = None
    high: Decimal | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Worktime:
    """Hours of work: on average a day of work, on the longest day, a week; and days of work a week.

    `break_unstated`: the least is less than the most only by a break that a long window may hold.
    """

    a_day: Range
    longest: Range
    a_week: Range
    days: Range
    break_unstated: bool = False


def worktime(pattern: Pattern | None, hours: HoursPart) -> Worktime:
    """From the shifts where there are any, else as stated; a break inside a window is taken off where stated.

    Source: 劳动合同法 art. 68 and 劳动法 art. 36 count hours of work, so the shift table decides and not the label.
    """
    if isinstance(pattern, Fixed):
        return _widest([_of_shifts(shifts, hours.break_minutes) for shifts in pattern.alternatives])
    stated = _stated(hours)
    if isinstance(pattern, Slots):
        return _of_slots(pattern, stated)
    if isinstance(pattern, Band) and pattern.min_week_minutes is not None:
        least = Decimal(pattern.min_week_minutes) / 60
        return Worktime(stated.a_day, stated.longest, Range(least, least), stated.days)
    return stated


def _stated(hours: HoursPart) -> Worktime:
    days = Decimal(hours.days_a_week) if hours.days_a_week is not None else None
    a_day = Range(hours.a_day_min, hours.a_day_max)
    if hours.a_week is not None:
        a_week = Range(hours.a_week, hours.a_week)
    else:
        a_week = Range(*(None if h is None or days is None else h * days for h in (a_day.low, a_day.high)))
    longest = Range(a_day.high, a_day.high) if a_day.high is not None else a_day
    return Worktime(a_day, longest, a_week, Range(days, days))


def _of_shifts(shifts: Shifts, stated_break: int | None) -> Worktime:
    """Hours of one set of shifts; a rotation counts on average over its cycle."""
    work: dict[int, int] = {}
    may_rest: dict[int, int] = {}
    for start, end in shifts.spans:
        day = start // DAY
        work[day] = work.get(day, 0) + end - start
        if end - start > LONG_WINDOW:
            may_rest[day] = UNSTATED_BREAK
    if stated_break is not None:
        least = most = [max(0, minutes - stated_break) for minutes in work.values()]
    else:
        least, most = [minutes - may_rest.get(day, 0) for day, minutes in work.items()], list(work.values())
    turn = Decimal(7) / shifts.cycle_days
    days = len(work) * turn
    return Worktime(
        a_day=Range(Decimal(sum(least)) / 60 / len(work), Decimal(sum(most)) / 60 / len(work)),
        longest=Range(Decimal(max(least)) / 60, Decimal(max(most)) / 60),
        a_week=Range(sum(least) * turn / 60, sum(most) * turn / 60),
        days=Range(days, days),
        break_unstated=stated_break is None and bool(may_rest),
    )


def _of_slots(pattern: Slots, stated: Worktime) -> Worktime:
    """What she must take: so many slots, between the shortest and the longest of those offered."""
    minutes = sorted(Decimal(slot.minutes) for slot in pattern.offered)
    one = Range(minutes[0] / 60, minutes[-1] / 60)
    a_week = Range(sum(minutes[: pattern.choose], Decimal()) / 60, sum(minutes[-pattern.choose :], Decimal()) / 60)
    return Worktime(one, one, a_week, stated.days)


def _widest(each: list[Worktime]) -> Worktime:
    """The range over alternatives of which she works one."""

    def over(part: Callable[[Worktime], Range]) -> Range:
        lows, highs = [part(w).low for w in each], [part(w).high for w in each]
        return Range(min(n for n in lows if n is not None), max(n for n in highs if n is not None))

    return Worktime(
        over(lambda w: w.a_day),
        over(lambda w: w.longest),
        over(lambda w: w.a_week),
        over(lambda w: w.days),
        any(w.break_unstated for w in each),
    )


def unavoidable(pattern: Pattern | None, clashes: Callable[[Window], bool]) -> Window | None:
    """A window that clashes and that she cannot avoid by choosing another alternative, slot or time; else None."""
    if isinstance(pattern, Fixed):
        first = [_first(shifts.weeks(), clashes) for shifts in pattern.alternatives]
        return None if None in first else first[0]
    if isinstance(pattern, Band):
        return _first((pattern.core,), clashes)
    if isinstance(pattern, Slots):
        bad = [slot for slot in pattern.offered if clashes(slot)]
        return bad[0] if len(pattern.offered) - len(bad) < pattern.choose else None
    return None


def _first(weeks: tuple[tuple[Window, ...], ...], clashes: Callable[[Window], bool]) -> Window | None:
    return next((window for week in weeks for window in week if clashes(window)), None)


def at_night(window: Window) -> bool:
    """Whether any of it lies between 22:00 and 6:00."""
    start, end = window.span
    begins, ends = start % DAY, start % DAY + end - start
    return begins < NIGHT_ENDS or ends > NIGHT_BEGINS


def lacks_rest(pattern: Pattern | None) -> tuple[bool, bool]:
    """Whether some, and whether every, alternative has seven days of work in a row."""
    if isinstance(pattern, Fixed):
        each = [_seven_in_a_row(shifts) for shifts in pattern.alternatives]
        return any(each), all(each)
    if isinstance(pattern, Band):
        every = len({window.start_minute // DAY for window in pattern.core}) == 7
        return every, every
    return False, False


def _seven_in_a_row(shifts: Shifts) -> bool:
    worked = {start // DAY for start, _ in shifts.spans}
    cycle = range(2 * shifts.cycle_days)
    run = longest = 0
    for day in cycle:
        run = run + 1 if day % shifts.cycle_days in worked else 0
        longest = max(longest, run)
    return longest >= 7
