"""What a search asks, as one value: pages, API, shares and saved searches pass it around."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Text
from carepost.domain.travel import Origins, Point, Way
from carepost.domain.week import WeekProfile

FORMS = ("full_time", "part_time", "labour_service", "contracting", "platform", "dispatch")
HOURS = ("fixed", "band", "slots", "output")
SOURCES = ("own", "reported")
REMOTE = ("home",)

KINDS: dict[str, Text] = {
    "full_time": Text("全日制", "Full-time"),
    "part_time": Text("非全日制", "Part-time"),
    "labour_service": Text("劳务", "Labour service"),
    "contracting": Text("承揽", "Contracting"),
    "platform": Text("平台用工", "Platform work"),
    "dispatch": Text("劳务派遣", "Dispatch"),
    "fixed": Text("固定班次", "Set shifts"),
    "band": Text("时段内自选", "Own times within a band"),
    "slots": Text("按次选班", "Slots to choose from"),
    "output": Text("不限时间", "No fixed hours"),
    "own": Text("本平台发布", "Published here"),
    "reported": Text("据报道", "Reported"),
    "home": Text("居家", "At home"),
}
"""The words of `kind`: form of employment, kind of hours, source, and work at home."""

KIND_GROUPS = (FORMS, HOURS, SOURCES, REMOTE)
"""Within a group one of the words is enough; between groups all must hold."""

HOME = "home"
"""As the origin: where her way begins by the week that she keeps, her home or home and school."""

DEFAULT_WAY = Way.BIKE
"""How she travels where nothing is said: the electric bicycle is how the county towns of the listings go to work."""


class Sort(StrEnum):
    """The order within posts that fit alike: best match, pay an hour, nearest, newest."""

    FIT = "fit"
    PAY = "pay"
    NEAR = "near"
    NEW = "new"


SORT_LABELS: dict[Sort, Text] = {
    Sort.FIT: Text("最适合", "Best match"),
    Sort.PAY: Text("时薪从高到低", "Pay an hour, highest first"),
    Sort.NEAR: Text("路上时间从短到长", "Travel, shortest first"),
    Sort.NEW: Text("最新发布", "Newest first"),
}


@dataclass(frozen=True, slots=True)
class SavedWeek:
    """What a person keeps: her week, and where her way begins (None when she has not said).

    `one_end`: she names home and school, but no source states a point for one of them.
    """

    profile: WeekProfile
    origin: Origins | None = None
    way: Way | None = None
    one_end: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is asked; an absent part asks nothing.

    `place`: division code. `origin`: a point, a division code, or HOME, which stands for all that is kept. `school`: a
    point or code beside another `origin`, where her way begins as well: the farther of the two counts. `commute`: most
    minutes each way. `words`: as typed, spaces made single. `profile`: her free week; `saved` says that it is the one
    she keeps. `pay_min_fen`: fen an hour. `kinds`: words of KINDS. `show_all`: also what does not fit. `page` counts
    from 1.
    """

    place: str | None = None
    page: int = 1
    origin: Point | str | None = None
    school: Point | str | None = None
    way: Way | None = None
    commute: int | None = None
    words: str = ""
    profile: WeekProfile | None = None
    saved: bool = False
    pay_min_fen: int | None = None
    kinds: frozenset[str] = frozenset()
    sort: Sort | None = None
    show_all: bool = False

    @property
    def order(self) -> Sort:
        """The order asked; without one, pay where a week is asked and the newest where none is.

        The best match takes a week and a place to set out from: without them it is not asked.
        """
        asked = None if self.sort is Sort.FIT and not self.matchable else self.sort
        return asked or (Sort.PAY if self.profile else Sort.NEW)

    @property
    def matchable(self) -> bool:
        """Whether it says enough to be matched: a week, and where she sets out from."""
        return self.profile is not None and self.origin is not None

    @property
    def filters(self) -> frozenset[str]:
        """The names of what narrows the search beyond its place: words, week, commute, pay_min, kind."""
        asked = {
            "words": bool(self.words),
            "week": self.profile is not None,
            "commute": self.commute is not None and self.origin is not None,
            "pay_min": self.pay_min_fen is not None,
            "kind": bool(self.kinds),
        }
        return frozenset(name for name, set_ in asked.items() if set_)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `more`: at least so many, the counting stopped there."""

    number: int = 0
    more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.more else f"{self.number:,}"
