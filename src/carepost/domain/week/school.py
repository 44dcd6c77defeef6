"""The school day by place, the fixed duties of a carer, and her weeks in term and in the holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Mark, Text
from carepost.domain.week.week import Week
from carepost.domain.week.window import DAY, WeekError, Window, clock

NATION = "000000"
_SCHOOL_DAYS = (0, 1, 2, 3, 4)


class Stage(StrEnum):
    """The school a child attends: kindergarten 幼儿园, primary 小学, secondary 中学."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Bound(StrEnum):
    """Whether a time is the school's own (exact) or a rule that it is no earlier (not_before)."""

    EXACT = "exact"
    NOT_BEFORE = "not_before"


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """A time of the school day in minutes since midnight, with where it is known from and how well.

    Raises WeekError for a minute outside 0..1440 or a blank source.
    """

    minute: int
    bound: Bound
    source: str
    mark: Mark

    def __post_init__(self) -> None:
        if not 0 <= self.minute <= DAY:
            raise WeekError("SchoolTime.minute", Text("应在 0 到 1440 之间", "must be from 0 to 1440"))
        if not self.source.strip():
            raise WeekError("SchoolTime.source", Text("须写明来源", "needs a source"))


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """When a school takes and gives back the children of a place; None is "not stated".

    `place` is a GB/T 2260 code, "000000" for the whole country. `starts` is the drop-off, `ends` the pick-up
    without, `after_school_until` with after-school care (课后服务). `days`: 0 Monday .. 6 Sunday.
    """

    place: str
    stage: Stage
    starts: SchoolTime | None = None
    ends: SchoolTime | None = None
    after_school_until: SchoolTime | None = None
    days: tuple[int, ...] = _SCHOOL_DAYS

    def free_week(self, *, after_school: bool) -> Week | None:
        """The time between drop-off and pick-up, rounded inward; None unless both times are stated.

        A start known only as "not before" does not say when the child can be left, so it counts as not
        stated; an end "not before" keeps the child at least until then, and counts.
        """
        end = self.after_school_until if after_school else self.ends
        if (
            not self.starts
            or not end
            or self.starts.bound is not Bound.EXACT
            or end.minute <= self.starts.minute
        ):
            return None
        start, minutes = self.starts.minute, end.minute - self.starts.minute
        return Week.available(Window.of(day * DAY + start, minutes) for day in self.days)


_RULE = "岗位检查规则 R30 所记的上学与课后服务时间（二手来源，未记文件号）"
KNOWN_SCHOOL_DAYS = (
    SchoolDay(NATION, Stage.KINDERGARTEN),
    SchoolDay(NATION, Stage.PRIMARY, starts=SchoolTime(8 * 60 + 20, Bound.NOT_BEFORE, _RULE, Mark.S)),
    SchoolDay(NATION, Stage.SECONDARY, starts=SchoolTime(8 * 60, Bound.NOT_BEFORE, _RULE, Mark.S)),
    SchoolDay(
        "441300", Stage.PRIMARY, after_school_until=SchoolTime(18 * 60, Bound.NOT_BEFORE, _RULE, Mark.S)
    ),
)
"""What the sources state. After-school care ends "not before normal off-work time" everywhere; a clock time
for that is known for 惠州 (441300) alone, so it stays "not stated" elsewhere. No open data set of school
hours exists: districts and carers add their own rows."""


def school_day(place: str, stage: Stage, known: Iterable[SchoolDay] = KNOWN_SCHOOL_DAYS) -> SchoolDay:
    """The school day at a GB/T 2260 place: each time from the nearest row (county, city, province, country).

    `days` come from the nearest row of all. A place without rows gives a day with nothing stated.
    """
    rows = {day.place: day for day in known if day.stage is stage}
    near = [rows[code] for code in (place, place[:4] + "00", place[:2] + "0000", NATION) if code in rows]
    return SchoolDay(
        place,
        stage,
        next((day.starts for day in near if day.starts), None),
        next((day.ends for day in near if day.ends), None),
        next((day.after_school_until for day in near if day.after_school_until), None),
        near[0].days if near else _SCHOOL_DAYS,
    )


def describe_school_day(day: SchoolDay) -> Text:
    """The three times in one line, each "not stated" where no source says it."""
    times = (
        (Text("送到学校", "drop-off"), day.starts),
        (Text("放学", "pick-up"), day.ends),
        (Text("课后服务到", "after-school care until"), day.after_school_until),
    )
    said = [
        Text("{name} {time}", "{name} {time}").format(name=name, time=_said(time)) for name, time in times
    ]
    return Text("，".join(part.zh for part in said), ", ".join(part.en for part in said))


def _said(time: SchoolTime | None) -> Text:
    if time is None:
        return Text("未载明", "not stated")
    at = clock(time.minute)
    return Text(at, at) if time.bound is Bound.EXACT else Text(f"不早于 {at}", f"not before {at}")


class DutyKind(StrEnum):
    """What keeps a carer from work at a set time: drop_off 送, pick_up 接, other."""

    DROP_OFF = "drop_off"
    PICK_UP = "pick_up"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Duty:
    """A fixed duty of the week, and the days (0 Monday .. 6 Sunday) on which someone else can do it.

    Raises WeekError for a day that does not exist.
    """

    kind: DutyKind
    windows: tuple[Window, ...]
    others_on: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.others_on - set(range(7)):
            raise WeekError("Duty.others_on", Text("星期应为 0 到 6", "days are 0 (Mon) to 6 (Sun)"))

    @property
    def busy(self) -> Week:
        """The quarter-hours that it takes from her, rounded outward; none on days that others cover."""
        return Week.occupied(w for w in self.windows if w.start_minute // DAY not in self.others_on)


class Profile(StrEnum):
    """The two weeks of a year: term 学期 and holiday 寒暑假."""

    TERM = "term"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class WeekProfile:
    """A carer's free week in term, and in the school holidays; `holiday` is None when she has not said."""

    term: Week
    holiday: Week | None = None

    def week(self, profile: Profile) -> Week | None:
        """The week of a profile, None when not stated."""
        return self.term if profile is Profile.TERM else self.holiday

    def less(self, duties: Iterable[Duty]) -> WeekProfile:
        """The free time that duties leave; drop-off and pick-up bind in term only, other duties always."""
        term, holiday = self.term, self.holiday
        for duty in duties:
            term -= duty.busy
            if holiday is not None and duty.kind is DutyKind.OTHER:
                holiday -= duty.busy
        return WeekProfile(term, holiday)
