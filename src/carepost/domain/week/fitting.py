"""Does a pattern fit a week? The answer, what clashes, and the time to spare on the way home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_

from carepost.domain.facts import Text
from carepost.domain.week.choice import cheapest_disjoint
from carepost.domain.week.describing import describe_minutes, describe_window, describe_windows
from carepost.domain.week.pattern import Band, Fixed, NotStated, Output, Pattern, Slots
from carepost.domain.week.school import WeekProfile
from carepost.domain.week.shifts import Shifts
from carepost.domain.week.week import Week
from carepost.domain.week.window import DAY, WEEK, WeekError, Window, merged

NEARLY_MAX_MINUTES = 150
"""Half an hour on each of five days. That is the size of what reported posts concede to a parent (in at 8:15
for 8:00, out at any time from 17:00 to 18:00), so a clash up to here can be settled by asking the
employer."""

NEARLY_MAX_SHARE = 0.25
"""And no more than a quarter of the hours: two hours missed of a four-hour job are not a detail of it."""


class Answer(StrEnum):
    """In order of preference; nearly: clashes small enough to ask about; unknown: hours not stated."""

    FITS = "fits"
    NEARLY = "nearly"
    UNKNOWN = "unknown"
    NO = "no"

    @property
    def rank(self) -> int:
        """0 for fits up to 3 for no: the order of a result list."""
        return list(Answer).index(self)


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes from home or school to work (`there`) and from work (`back`); None when not stated, computed as
    0.

    Raises WeekError for minutes outside 0..1440.
    """

    there: int | None = None
    back: int | None = None

    def __post_init__(self) -> None:
        for name, minutes in (("there", self.there), ("back", self.back)):
            if minutes is not None and not 0 <= minutes <= DAY:
                raise WeekError(
                    f"travel.{name}",
                    Text("路上分钟数应在 0 到 1440 之间", "travel takes from 0 to 1440 minutes"),
                )

    @property
    def stated(self) -> bool:
        """Whether both ways are known."""
        return self.there is not None and self.back is not None


@dataclass(frozen=True, slots=True)
class Clash:
    """Work that the week has no room for.

    `window`: what she would miss, None for a shortfall of weekly hours; `minutes`: how much, of which
    `travel_minutes` are free but needed for the way. `able_minutes`: for a shortfall, what she could work.
    """

    window: Window | None
    minutes: int
    travel_minutes: int = 0
    able_minutes: int = 0

    @property
    def text(self) -> Text:
        """The clash by name: "周五 16:30–17:00" / "Friday 16:30–17:00"."""
        if self.window is None:
            return self._shortfall()
        said = describe_window(self.window)
        if self.travel_minutes == self.minutes:
            return Text(f"{said.zh}（要留给路上）", f"{said.en} (needed for travel)")
        if self.travel_minutes:
            part = describe_minutes(self.travel_minutes)
            return Text(f"{said.zh}（其中路上 {part.zh}）", f"{said.en} ({part.en} of it for travel)")
        return said

    def _shortfall(self) -> Text:
        if not self.able_minutes:
            return Text("可选时段里没有能上班的时间", "no time free within the hours on offer")
        asked = describe_minutes(self.able_minutes + self.minutes)
        said = Text("每周只排得出 {able}，要求至少 {asked}", "only {able} a week possible of the {asked} asked")
        return said.format(able=describe_minutes(self.able_minutes), asked=asked)


@dataclass(frozen=True, slots=True)
class Fit:
    """The answer for one pattern and one week.

    `clash_minutes` is the week's total (the worst week of a rotation). `chosen` are the windows of the
    alternative or slots taken, for a band every time at which she could work. `alternative` is its position
    in Fixed.alternatives. `slack_minutes`, when it fits: the least time between being back from work and the
    next moment that is not free; None where no such moment or no set end of work exists. `hours`: work a week
    that the pattern asks of her, None when not stated. `travel_stated` false: travel was left out of the
    answer.
    """

    answer: Answer
    clashes: tuple[Clash, ...] = ()
    clash_minutes: int = 0
    chosen: tuple[Window, ...] = ()
    alternative: int | None = None
    slack_minutes: int | None = None
    hours: float | None = None
    travel_stated: bool = True

    @property
    def reason(self) -> Text:
        """One sentence for a card: why it fits, or what clashes."""
        said = _REASONS[self.answer].format(clashes=_clash_line(self.clashes))
        if self.slack_minutes is not None:
            spare = describe_minutes(self.slack_minutes)
            said = Text(f"{said.zh}，下班到家后还有 {spare.zh}富余", f"{said.en}, with {spare.en} to spare once back")
        if not self.travel_stated and self.answer is not Answer.UNKNOWN:
            said = Text(f"{said.zh}（路上时间未填，没有计入）", f"{said.en} (travel not stated, not counted)")
        return said


@dataclass(frozen=True, slots=True)
class ProfileFit:
    """The fits in term and in the holidays; `holiday` is None when her holiday week is not stated."""

    term: Fit
    holiday: Fit | None

    @property
    def answer(self) -> Answer:
        """The worse of the two; the term's alone when the holiday week is not stated."""
        known = [fitted.answer for fitted in (self.term, self.holiday) if fitted]
        return max(known, key=lambda answer: answer.rank)


def fit(pattern: Pattern, week: Week, travel: Travel = Travel()) -> Fit:
    """Tests a pattern against the free time of a week, with travel at both ends of each stretch of work.

    It fits when all work lies in the week eroded by travel. Otherwise the clash is the work that does not: it
    is nearly a fit up to NEARLY_MAX_MINUTES a week and NEARLY_MAX_SHARE of the least hours the pattern asks.
    More free time or less travel never gives a worse answer.
    """
    match pattern:
        case Fixed(alternatives):
            fits = [_fixed(n, shifts, week, travel) for n, shifts in enumerate(alternatives)]
            return min(fits, key=_preference)
        case Band():
            return _band(pattern, week, travel)
        case Slots():
            return _slots(pattern, week, travel)
        case Output():
            return Fit(Answer.FITS)
        case NotStated():
            return Fit(Answer.UNKNOWN, travel_stated=travel.stated)


def fit_profile(pattern: Pattern, profile: WeekProfile, travel: Travel = Travel()) -> ProfileFit:
    """The fits of a pattern with her week in term and, when stated, in the school holidays."""
    holiday = None if profile.holiday is None else fit(pattern, profile.holiday, travel)
    return ProfileFit(fit(pattern, profile.term, travel), holiday)


def _fixed(position: int, shifts: Shifts, week: Week, travel: Travel) -> Fit:
    room = _room(week, travel)
    phases, windows = _worked(shifts)
    missing = [phase - room for phase in phases]
    missed = max(part.minutes for part in missing)
    answer = _answer(missed, shifts.weekly_minutes)
    return Fit(
        answer,
        _clashes(reduce(or_, missing), week),
        missed,
        merged(windows),
        position,
        _slack(windows, week, travel) if answer is Answer.FITS else None,
        shifts.weekly_minutes / 60,
        travel.stated,
    )


def _slots(slots: Slots, week: Week, travel: Travel) -> Fit:
    room = _room(week, travel)
    needs = [Week.occupied((slot,)) for slot in slots.offered]
    choice = cheapest_disjoint(slots.offered, [(need - room).minutes for need in needs], slots.choose)
    if choice is None:
        raise AssertionError("Slots holds enough slots apart, checked when it is made")
    missed, taken = choice
    chosen = tuple(slots.offered[n] for n in taken)
    lost = reduce(or_, (needs[n] - room for n in taken))
    # The shortest slots, not the chosen ones, bound the share: else more free time could worsen the answer.
    least = sum(sorted(slot.minutes for slot in slots.offered)[: slots.choose])
    answer = _answer(missed, least)
    return Fit(
        answer,
        _clashes(lost, week),
        missed,
        chosen,
        slack_minutes=_slack(merged(chosen), week, travel) if answer is Answer.FITS else None,
        hours=sum(slot.minutes for slot in chosen) / 60,
        travel_stated=travel.stated,
    )


def _band(band: Band, week: Week, travel: Travel) -> Fit:
    core = Week.occupied(band.core)
    core_minutes = sum(window.minutes for window in band.core)
    within = Week.occupied(band.within)
    able = (_room(week, travel) & within).long_blocks(band.min_block_minutes)
    asked = max(band.min_week_minutes or 0, core_minutes)
    lost = core - able
    # Hours lost in the core are named as clashes; only a shortage beyond them is one of its own.
    short = asked - able.minutes > lost.minutes or not able
    missed = max(lost.minutes, asked - able.minutes, 0)
    answer = _answer(missed, asked) if able else Answer.NO
    clashes = _clashes(lost, week) + ((Clash(None, asked - able.minutes, 0, able.minutes),) if short else ())
    only_core = bool(band.core) and asked == core_minutes and answer is Answer.FITS
    return Fit(
        answer,
        clashes,
        missed,
        able.blocks(),
        slack_minutes=_slack(band.core, week, travel) if only_core else None,
        hours=asked / 60 if band.min_week_minutes is not None else None,
        travel_stated=travel.stated,
    )


def _room(week: Week, travel: Travel) -> Week:
    return week.erode(travel.there or 0, travel.back or 0)


@lru_cache(maxsize=4096)
def _worked(shifts: Shifts) -> tuple[tuple[Week, ...], tuple[Window, ...]]:
    """The quarter-hours of each week of the cycle, and every stretch of work that occurs in one of them."""
    weeks = shifts.weeks()
    stretches = sorted({window for week in weeks for window in week})
    return tuple(Week.occupied(windows) for windows in weeks), tuple(stretches)


def _answer(missed: float, asked: float) -> Answer:
    if not missed:
        return Answer.FITS
    near = missed <= NEARLY_MAX_MINUTES and missed <= NEARLY_MAX_SHARE * asked
    return Answer.NEARLY if near else Answer.NO


def _preference(fitted: Fit) -> tuple[int, int, float, int]:
    """The alternative to show: best answer, least clash, most slack, first."""
    slack = float("inf") if fitted.slack_minutes is None else fitted.slack_minutes
    return fitted.answer.rank, fitted.clash_minutes, -slack, fitted.alternative or 0


def _slack(worked: Iterable[Window], week: Week, travel: Travel) -> int | None:
    """Least minutes from being back to the next moment that is not free; in exact minutes, not quarters."""
    if week == Week.whole():
        return None
    free = [block.span for block in week.blocks()]
    return min(
        until + turn - end - (travel.back or 0)
        for start, end in (window.span for window in worked)
        for begins, until in free
        for turn in (-WEEK, 0, WEEK)
        if begins + turn <= start and end <= until + turn
    )


def _clashes(lost: Week, week: Week) -> tuple[Clash, ...]:
    return tuple(Clash(block, block.minutes, (Week.occupied((block,)) & week).minutes) for block in lost.blocks())


def _clash_line(clashes: tuple[Clash, ...]) -> Text:
    """All clashes in one phrase, equal days together."""
    windows = [clash.window for clash in clashes if clash.window]
    said = [clash.text for clash in clashes if not clash.window]
    if windows:
        line = describe_windows(windows)
        travel = any(clash.travel_minutes for clash in clashes)
        zh, en = ("（含路上时间）", " (travel included)") if travel else (" ", "")
        said.insert(0, Text(f"{line.zh}{zh}有冲突", f"clash on {line.en}{en}"))
    if not said:
        return Text("无冲突", "no clash")
    return Text("；".join(part.zh for part in said), "; ".join(part.en for part in said))


_REASONS = {
    Answer.FITS: Text("时间合适", "Fits"),
    Answer.NEARLY: Text("差一点：{clashes}", "Nearly: {clashes}"),
    Answer.UNKNOWN: Text("工时未载明，请向用人单位了解", "Hours not stated: ask the employer"),
    Answer.NO: Text("时间不合适：{clashes}", "Does not fit: {clashes}"),
}
