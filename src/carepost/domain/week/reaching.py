"""How far away may the work be? The most travel at which a pattern still fits a week: `fit` solved for travel.

A list asks this once for each pattern among its posts and then holds only a distance against each post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from carepost.domain.facts import Text
from carepost.domain.week.choice import cheapest_disjoint
from carepost.domain.week.fitting import NEARLY_MAX_MINUTES, NEARLY_MAX_SHARE, Answer
from carepost.domain.week.pattern import Band, Fixed, NotStated, Output, Pattern, Slots
from carepost.domain.week.school import WeekProfile
from carepost.domain.week.shifts import Shifts
from carepost.domain.week.week import QUARTER, Week
from carepost.domain.week.window import WEEK, WeekError, Window

REACH_MAX_MINUTES = 240
"""Farther is not asked: no search takes more minutes of travel each way."""

_STEPS = REACH_MAX_MINUTES // QUARTER
_NEVER = WEEK + 1  # more than can be missed: no limit reaches it
_Rooms = tuple[int, ...]
"""The bits of the week eroded by 0, 15, .. 240 minutes at both ends."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The most minutes of travel, the same there and back, at which the answer is "fits" / at least "nearly".

    Multiples of 15 up to 240; None where it is not so even without travel.
    """

    fits_to: int | None
    nearly_to: int | None

    def answer(self, minutes: int | None) -> Answer:
        """What `fit` answers at so many minutes each way; None: travel not stated, counted as 0.

        Raises WeekError for minutes outside 0..240.
        """
        asked = minutes or 0
        if not 0 <= asked <= REACH_MAX_MINUTES:
            raise WeekError(
                "travel",
                Text(
                    f"路上分钟数应在 0 到 {REACH_MAX_MINUTES} 之间",
                    f"travel takes from 0 to {REACH_MAX_MINUTES} minutes",
                ),
            )
        if self.fits_to is not None and asked <= self.fits_to:
            return Answer.FITS
        return Answer.NEARLY if self.nearly_to is not None and asked <= self.nearly_to else Answer.NO


def reach(pattern: Pattern, week: Week) -> Reach | None:
    """How much travel a pattern leaves her in a week; None where its hours are not stated ("unknown" at any)."""
    return _reach(pattern, _rooms(week))


def reach_profile(pattern: Pattern, profile: WeekProfile) -> Reach | None:
    """The same for term and, when stated, the school holidays: the shorter of the two."""
    return reaches((pattern,), profile)[0]


def reaches(patterns: Iterable[Pattern], profile: WeekProfile) -> list[Reach | None]:
    """`reach_profile` of each pattern in their order, with the eroded weeks made once for all."""
    term = _rooms(profile.term)
    if profile.holiday is None or profile.holiday == profile.term:
        return [_reach(pattern, term) for pattern in patterns]
    holiday = _rooms(profile.holiday)
    return [_shorter(_reach(pattern, term), pattern, holiday) for pattern in patterns]


def _shorter(term: Reach | None, pattern: Pattern, holiday: _Rooms) -> Reach | None:
    if term is None or term.nearly_to is None:
        return term
    other = _reach(pattern, holiday)
    return other and Reach(_least(term.fits_to, other.fits_to), _least(term.nearly_to, other.nearly_to))


def _least(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _rooms(week: Week) -> _Rooms:
    return tuple(week.erode(minutes, minutes).bits for minutes in range(0, REACH_MAX_MINUTES + 1, QUARTER))


@dataclass(frozen=True, slots=True)
class _Case:
    """One way to work a pattern: the minutes missed in a room, and how many may be missed to be nearly a fit.

    `missed` never falls as the room shrinks; past the limit it may be any number past the limit.
    """

    missed: Callable[[int], int]
    limit: float


def _reach(pattern: Pattern, rooms: _Rooms) -> Reach | None:
    match pattern:
        case NotStated():
            return None
        case Output():
            return Reach(REACH_MAX_MINUTES, REACH_MAX_MINUTES)
        case _:
            found = [_steps(case, rooms) for case in _cases(pattern)]
            fits, nearly = (max(steps) for steps in zip(*found, strict=True))
            return Reach(_minutes(fits), _minutes(nearly))


def _steps(case: _Case, rooms: _Rooms) -> tuple[int, int]:
    """The last rooms, by position, that fit and that nearly do; -1 for none."""
    nearly = _last(case.missed, case.limit, rooms, _STEPS)
    return (_last(case.missed, 0, rooms, nearly) if nearly >= 0 else -1), nearly


def _last(missed: Callable[[int], int], limit: float, rooms: _Rooms, last: int) -> int:
    """The last position up to `last` at which no more is missed, by halving."""
    if missed(rooms[0]) > limit:
        return -1
    low, high = 0, last
    while low < high:
        middle = (low + high + 1) // 2
        if missed(rooms[middle]) > limit:
            high = middle - 1
        else:
            low = middle
    return low


def _minutes(steps: int) -> int | None:
    return steps * QUARTER if steps >= 0 else None


@lru_cache(maxsize=8192)
def _cases(pattern: Fixed | Band | Slots) -> tuple[_Case, ...]:
    match pattern:
        case Fixed(alternatives):
            return tuple(_fixed(shifts) for shifts in alternatives)
        case Band():
            return (_band(pattern),)
        case Slots():
            return (_slots(pattern),)


def _limit(asked: float) -> float:
    """As many minutes as `fit` calls nearly."""
    return min(NEARLY_MAX_MINUTES, NEARLY_MAX_SHARE * asked)


def _fixed(shifts: Shifts) -> _Case:
    phases = tuple({Week.occupied(windows).bits for windows in shifts.weeks()})

    def missed(room: int) -> int:
        return max((phase & ~room).bit_count() for phase in phases) * QUARTER

    return _Case(missed, _limit(shifts.weekly_minutes))


def _slots(slots: Slots) -> _Case:
    needs = tuple(Week.occupied((slot,)).bits for slot in slots.offered)
    groups, choose = _groups(slots.offered), slots.choose
    limit = _limit(sum(sorted(slot.minutes for slot in slots.offered)[:choose]))

    def missed(room: int) -> int:
        costs = [(need & ~room).bit_count() * QUARTER for need in needs]
        if groups:
            return sum(sorted(min(costs[n] for n in group) for group in groups)[:choose])
        least = sum(sorted(costs)[:choose])
        if least > limit:
            return least
        choice = cheapest_disjoint(slots.offered, costs, choose)
        return choice[0] if choice else _NEVER

    return _Case(missed, limit)


def _groups(slots: tuple[Window, ...]) -> list[list[int]]:
    """The slots in groups of which she takes one at most, and of different groups any; empty where there are none.

    So it is when slots that overlap a common one also overlap each other: single slots, or two starts to a morning.
    """
    near = [frozenset(m for m, other in enumerate(slots) if _overlap(slot, other)) for slot in slots]
    groups = {group for group in near if all(near[n] == group for n in group)}
    return [sorted(group) for group in groups] if sum(map(len, groups)) == len(slots) else []


def _overlap(one: Window, other: Window) -> bool:
    start, end = one.span
    begins, ends = other.span
    return any(begins + turn < end and start < ends + turn for turn in (-WEEK, 0, WEEK))


def _band(band: Band) -> _Case:
    core, within = Week.occupied(band.core).bits, Week.occupied(band.within).bits
    asked = max(band.min_week_minutes or 0, sum(window.minutes for window in band.core))
    limit, block = _limit(asked), band.min_block_minutes

    def without(able: int) -> int:
        if not able:
            return _NEVER
        return max((core & ~able).bit_count() * QUARTER, asked - able.bit_count() * QUARTER, 0)

    def missed(room: int) -> int:
        able = room & within
        least = without(able)
        # To drop short blocks costs most of the time: not where too much is missed with them.
        return least if block <= QUARTER or least > limit else without(Week(able).long_blocks(block).bits)

    return _Case(missed, limit)
