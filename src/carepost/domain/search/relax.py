"""What could be asked differently when nothing fits: one change at a time, each a search of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from carepost.domain.facts import Text
from carepost.domain.search.parsing import MOST_COMMUTE
from carepost.domain.search.query import SearchQuery
from carepost.domain.week import DAY, QUARTER, QUARTERS, Week, WeekProfile, clock, strip

HALF_HOUR = 30
LONGER_WAYS = (15, 30)
DAY_QUARTERS = DAY // QUARTER
WORKING_DAYS = range(5)
_ONE_DAY = (1 << DAY_QUARTERS) - 1
_DAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing asked differently: in words, and the search that asks it."""

    text: Text
    query: SearchQuery


def relaxations(query: SearchQuery) -> tuple[Relaxation, ...]:
    """The single changes that ask less, in the order in which they are offered; at most about a dozen.

    A word dropped, pay or kind left open, a longer way, half an hour more at either end of the day, a day as long as
    the longest one, the holidays left open. Places are not among them: what lies above one, only the records know.
    """
    first = replace(query, page=1, show_all=False)
    return (*_fewer_words(first), *_less_asked(first), *_longer_way(first), *_more_time(first))


def _fewer_words(query: SearchQuery) -> Iterator[Relaxation]:
    words = query.words.split()
    for n, word in enumerate(words):
        rest = " ".join(words[:n] + words[n + 1 :])
        yield Relaxation(Text(f"不限“{word}”", f"Without “{word}”"), replace(query, words=rest))


def _less_asked(query: SearchQuery) -> Iterator[Relaxation]:
    if query.pay_min_fen is not None:
        yield Relaxation(Text("不限时薪", "Any pay"), replace(query, pay_min_fen=None))
    if query.kinds:
        yield Relaxation(Text("不限类型", "Any kind"), replace(query, kinds=frozenset()))


def _longer_way(query: SearchQuery) -> Iterator[Relaxation]:
    if query.commute is None or query.origin is None:
        return
    for more in LONGER_WAYS:
        if (minutes := query.commute + more) <= MOST_COMMUTE:
            said = Text(f"路上放宽到 {minutes} 分钟", f"Up to {minutes} minutes of travel")
            yield Relaxation(said, replace(query, commute=minutes))


def _more_time(query: SearchQuery) -> Iterator[Relaxation]:
    profile = query.profile
    if profile is None:
        return
    for text, term in _wider(profile.term):
        holiday = None if profile.holiday is None else profile.holiday | (term - profile.term)
        yield Relaxation(text, replace(query, profile=WeekProfile(term, holiday), saved=False))
    if profile.holiday is not None:
        said = Text("先不看寒暑假", "Leave the school holidays open")
        yield Relaxation(said, replace(query, profile=WeekProfile(profile.term), saved=False))


def _wider(week: Week) -> Iterator[tuple[Text, Week]]:
    """Half an hour earlier, half an hour later, and each day that is shorter than the others made as long."""
    if not week or week == Week.whole():
        return
    yield Text("早到半小时", "Start half an hour earlier"), week | _moved(week, -HALF_HOUR)
    yield Text("晚走半小时", "End half an hour later"), week | _moved(week, HALF_HOUR)
    days = [week.bits >> day * DAY_QUARTERS & _ONE_DAY for day in range(7)]
    longest = reduce(or_, days)
    times = "、".join(f"{clock(start)}–{clock(end)}" for start, end in strip(Week(longest))[0])
    for day, bits in enumerate(days):
        if bits != longest and (bits or day in WORKING_DAYS):
            said = Text("{day}也空出 {times}", "Free on {day}, {times}, too").format(day=_DAYS[day], times=times)
            yield said, week | Week(longest << day * DAY_QUARTERS)


def _moved(week: Week, minutes: int) -> Week:
    """The same times so many minutes later, round the circle of the week."""
    bits = week.bits << minutes // QUARTER % QUARTERS
    return Week((bits | bits >> QUARTERS) & Week.whole().bits)
