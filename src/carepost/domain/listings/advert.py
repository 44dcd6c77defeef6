"""The values of the room: an advert as published, and one careful reading of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from carepost.domain.listings.text import Span

ADVERT_COLUMNS = (
    "source_url",
    "city",
    "employer",
    "title",
    "headcount",
    "pay_text",
    "hours_text",
    "place",
    "requirements",
    "other",
)


@dataclass(frozen=True, slots=True)
class Advert:
    """One published post as its source states it; free text, empty where the source is silent."""

    source_url: str = ""
    city: str = ""
    employer: str = ""
    title: str = ""
    headcount: str = ""
    pay_text: str = ""
    hours_text: str = ""
    place: str = ""
    requirements: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an advert says, in the columns of a labour officer's reading; nothing is guessed.

    Amounts are yuan per `pay_kind` (month, hour, day; piece: per unit), clock times "HH:MM", hours per day in
    hours. An empty string, `unstated`, `none_stated` or `no` stands where the text is silent. `spans` gives
    for each column the words it was read from.
    """

    listing_no: str = ""
    pay_kind: str = "unstated"
    pay_min_yuan: str = ""
    pay_max_yuan: str = ""
    pay_is_range_of_batch: str = "no"
    headcount_min: str = ""
    headcount_max: str = ""
    weekday_start: str = ""
    weekday_end: str = ""
    hours_per_day_min: str = ""
    hours_per_day_max: str = ""
    weekend_off: str = "unstated"
    flexibility: str = "none_stated"
    school_run_friendly: str = "unstated"
    blocked_wording: str = ""
    notes: str = ""
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict, hash=False)

    def columns(self) -> dict[str, str]:
        """The reading as a row of the gold table: column name -> written value."""
        return {name: getattr(self, name) for name in READING_COLUMNS}


READING_COLUMNS = tuple(f.name for f in fields(Reading) if f.name != "spans")


def written(value: float | None) -> str:
    """A number as the tables write it: no trailing zeros, empty for None."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
