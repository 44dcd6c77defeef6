"""What a carer says of her week, in the order in which she is asked, and what follows from it for a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from carepost.domain.facts import Text
from carepost.domain.travel import Point, Way
from carepost.domain.week.answers import PIN_DECIMALS, DutyEntry, FreeTime, HolidayPlan, Origin, written_origin
from carepost.domain.week.describing import describe_minutes, describe_windows
from carepost.domain.week.entry_query import MOST_MINUTES, Problem, Values, digits, hhmm, read_answers
from carepost.domain.week.school import Duty, DutyKind, WeekProfile
from carepost.domain.week.week import Week
from carepost.domain.week.window import WeekError

NOTHING_SAID = FreeTime()
# What a search asks beside her week; the week entry hands it on untouched.
FILTERS = ("place", "q", "kind", "pay_min", "sort")


class EntryError(ValueError):
    """Answers that cannot be read: `problems` are (parameter, what to do), `entry` holds all the other answers."""

    def __init__(self, problems: Sequence[Problem], entry: WeekEntry) -> None:
        super().__init__("; ".join(f"{name}: {problem.zh} / {problem.en}" for name, problem in problems))
        self.problems = tuple(problems)
        self.entry = entry


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """All answers of the week entry; every one may be missing.

    `commute`: the most minutes each way she will travel (1..240). `travel`: minutes each way as she states them, for
    who names no place. `school_run`: her free time leaves room for a school run of hers whose hours she does not say
    here; drop_off and pick_up say it better. A pin is rounded to PIN_DECIMALS. Raises WeekError for minutes out of
    range.
    """

    term: FreeTime = NOTHING_SAID
    holidays: HolidayPlan = HolidayPlan.NOT_SAID
    holiday: FreeTime = NOTHING_SAID
    drop_off: DutyEntry | None = None
    pick_up: DutyEntry | None = None
    other: DutyEntry | None = None
    home: Origin | None = None
    school: Origin | None = None
    way: Way | None = None
    commute: int | None = None
    travel: int | None = None
    school_run: bool = False
    filters: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for name in ("home", "school"):
            place = getattr(self, name)
            if isinstance(place, Point):
                rounded = Point(round(place.latitude, PIN_DECIMALS), round(place.longitude, PIN_DECIMALS))
                object.__setattr__(self, name, rounded)
        for name in ("commute", "travel"):
            minutes = getattr(self, name)
            if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
                raise WeekError(name, Text("分钟数应在 1 到 240 之间", "minutes are from 1 to 240"))
        if self.holidays is not HolidayPlan.OWN:
            object.__setattr__(self, "holiday", NOTHING_SAID)

    @classmethod
    def from_query(cls, values: Values) -> WeekEntry:
        """The entry of an address or of a form (entry_query says which names); unknown parameters are passed over.

        Raises EntryError, which names each answer that cannot be read and holds the others.
        """
        answers, problems = read_answers(values)
        entry = cls(**answers, filters=_filters(values))
        if problems:
            raise EntryError(problems, entry)
        return entry

    def to_query(self) -> dict[str, str]:
        """The canonical parameters, from which from_query makes an equal entry; what is not said is not there."""
        said: dict[str, object] = {"p": self.term.preset, "t": self.term.code}
        if self.holidays is not HolidayPlan.NOT_SAID:
            said |= {"hol": self.holidays, "hp": self.holiday.preset, "ht": self.holiday.code}
        for name, duty in (("drop", self.drop_off), ("pick", self.pick_up), ("busy", self.other)):
            if duty:
                said[name] = f"{digits(duty.days)}_{hhmm(duty.start)}-{hhmm(duty.end)}"
                said[f"{name}by"] = digits(duty.others_on) or None
        said |= {"home": self.home and written_origin(self.home), "school": self.school and written_origin(self.school)}
        said |= {"way": self.way, "commute": self.commute, "travel": self.travel}
        said["run"] = "1" if self.school_run else None
        return {name: str(value) for name, value in said.items() if value is not None} | dict(self.filters)

    def answers(self) -> WeekEntry:
        """What she said, without the search from which she came."""
        return replace(self, filters=())

    @property
    def duties(self) -> dict[DutyKind, DutyEntry]:
        """The duties said, by kind."""
        said = {DutyKind.DROP_OFF: self.drop_off, DutyKind.PICK_UP: self.pick_up, DutyKind.OTHER: self.other}
        return {kind: duty for kind, duty in said.items() if duty}

    @property
    def ends(self) -> tuple[Origin, ...]:
        """Where her way to work begins; the farther of two counts, () where she names no place.

        Home, and the school as well when she takes or fetches the child; the school alone when it is all she names.
        """
        runs = [duty.hers for duty in (self.drop_off, self.pick_up) if duty] or [self.school_run]
        named = (self.home, self.school) if self.home is None or any(runs) else (self.home,)
        return tuple(dict.fromkeys(place for place in named if place is not None))

    def profile(self) -> WeekProfile:
        """Her free weeks after duties; the holidays are None when she has not said."""
        own = self.holiday.week if self.holidays is HolidayPlan.OWN and self.holiday.week else None
        holiday = self.term.week if self.holidays is HolidayPlan.SAME else own
        duties = [Duty(kind, duty.windows, duty.others_on) for kind, duty in self.duties.items()]
        return WeekProfile(self.term.week, holiday).less(duties)

    def sentence(self) -> Text:
        """What she has said so far in one line, to be read out after each change."""
        if not self.term.week:
            return Text("还没有选可以上班的时间", "No time to work chosen yet")
        profile = self.profile()
        if not profile.term:
            return Text("接送等事情之后，没有剩下可以上班的时间", "Your duties leave no time to work")
        said = Text("每周可上班 {week}", "You can work {week}").format(week=_hours_of(profile.term))
        if profile.holiday is None:
            return said
        if profile.holiday == profile.term:
            return Text(f"{said.zh}，寒暑假相同", f"{said.en}, in the school holidays too")
        holiday = _hours_of(profile.holiday) if profile.holiday else Text("没有时间", "no time")
        return Text(f"{said.zh}；寒暑假 {holiday.zh}", f"{said.en}; in the school holidays {holiday.en}")

    def search_query(self) -> dict[str, str]:
        """The parameters of a search for her: `week`, `holiday`, `from`, `school`, `way`, `commute`, as far as said.

        The filters come with them. Minutes of travel that she states herself are taken off both ends of her free
        time, unless a place says them better.
        """
        profile, ends = self.profile(), self.ends
        edge = 0 if ends else self.travel or 0
        answers: dict[str, object] = {"way": self.way, "commute": self.commute}
        answers |= zip(("from", "school"), map(written_origin, ends), strict=False)
        if self.term.week:
            answers["week"] = profile.term.erode(edge, edge).encode()
            answers["holiday"] = None if profile.holiday is None else profile.holiday.erode(edge, edge).encode()
        return dict(self.filters) | {name: str(value) for name, value in answers.items() if value is not None}


def _filters(values: Values) -> tuple[tuple[str, str], ...]:
    said = {name: values.get(name, ()) for name in FILTERS}
    written = {name: value if isinstance(value, str) else ",".join(value) for name, value in said.items()}
    return tuple((name, value) for name, value in written.items() if value)


def _hours_of(week: Week) -> Text:
    return Text("{hours}：{when}", "{hours}: {when}").format(
        hours=describe_minutes(week.minutes), when=describe_windows(week.blocks())
    )
