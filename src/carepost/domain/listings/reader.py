"""The reader: one advert in, one reading out, every value with the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from carepost.domain.listings.advert import Advert, Reading, written
from carepost.domain.listings.headcount import Headcount, is_batch_row, read_headcount
from carepost.domain.listings.hours import Hours, read_hours
from carepost.domain.listings.pay import Basis, Pay, is_batch_range, read_pay
from carepost.domain.listings.phrases import (
    FLEXIBILITY_KINDS,
    Phrase,
    crafted_at_home,
    flexibility,
    school_run,
    weekend,
)
from carepost.domain.listings.text import Folded, Span, fold
from carepost.domain.wording import find_blocked

BlockedWording = Callable[[str], Sequence[str]]
SHORT_DAY_HOURS = 7  # conventions of the gold table: a day of 7 hours or less

# The columns whose words speak of flexibility, weekends, the school run; an employer's name does not.
_SPEAKING = ("title", "pay_text", "hours_text", "place", "requirements", "other")
_ANNOTATION = re.compile(r"(?:row_type|flag)=[^;；]{0,200}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads adverts; `blocked` gives the exact words of a text that no advert may hold."""

    blocked: BlockedWording = find_blocked

    def read(self, advert: Advert, *, number: int = 1) -> Reading:
        """One careful reading of an advert; `number` is its row counted from 1. Never raises for any text."""
        return self.understand(advert, number=number).reading

    def understand(self, advert: Advert, *, number: int = 1) -> Understood:
        """The reading together with the parts it was put together from (pay in all bases, windows)."""
        columns = fold_columns(advert)
        pay = read_pay(columns["pay_text"])
        hours = read_hours(columns["hours_text"])
        heads = read_headcount(columns["headcount"], batch=is_batch_row(advert, columns["employer"], columns["title"]))
        speaking = [columns[name] for name in _SPEAKING]
        kinds = _kinds(columns, speaking, hours)
        free, free_span = weekend(speaking)
        run, run_span = school_run(columns[name] for name in _SPEAKING if name not in ("title", "place"))
        batch = is_batch_range(pay, columns["pay_text"], [columns["other"], columns["hours_text"]])
        blocked, blocked_spans = self._blocked(columns)
        spans = _spans(pay, heads, hours, kinds)
        spans |= {"weekend_off": (free_span,) if free_span else ()}
        spans |= {"school_run_friendly": (run_span,) if run_span else (), "blocked_wording": blocked_spans}
        spans |= {"pay_is_range_of_batch": (batch,) if batch else ()}
        reading = Reading(
            listing_no=str(number),
            pay_kind=pay.kind,
            pay_min_yuan=written(pay.low),
            pay_max_yuan=written(pay.high),
            pay_is_range_of_batch="yes" if batch else "no",
            headcount_min=written(heads.low),
            headcount_max=written(heads.high),
            weekday_start=_clock(hours.start),
            weekday_end=_clock(hours.end),
            hours_per_day_min=written(hours.low),
            hours_per_day_max=written(hours.high),
            weekend_off=free,
            flexibility=_joined(kinds),
            school_run_friendly=run,
            blocked_wording="|".join(blocked),
            notes="; ".join(_notes(pay, hours)),
            spans={name: where for name, where in spans.items() if where},
        )
        return Understood(reading, pay, heads, hours)

    def _blocked(self, columns: dict[str, Folded]) -> tuple[list[str], tuple[Span, ...]]:
        words: list[str] = []
        spans: list[Span] = []
        for name in (*_SPEAKING, "headcount"):
            raw, at = columns[name].raw, 0
            for found in self.blocked(raw):
                at = raw.find(found, at)
                start = at if at >= 0 else raw.find(found)
                at = max(start, 0) + len(found)
                spans.append(Span(name, max(start, 0), max(start, 0) + len(found), found))
                if found not in words:
                    words.append(found)
        return words, tuple(spans)


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading and the parts behind it."""

    reading: Reading
    pay: Pay
    headcount: Headcount
    hours: Hours


def read(advert: Advert, *, number: int = 1, blocked: BlockedWording = find_blocked) -> Reading:
    """Reads one advert (`number` is its row from 1) with the given wording check."""
    return Reader(blocked).read(advert, number=number)


def fold_columns(advert: Advert) -> dict[str, Folded]:
    """The advert's text columns folded for the grammar, without the annotations of the collection."""
    names = ("employer", "headcount", *_SPEAKING)
    columns = {name: fold(name, getattr(advert, name)) for name in names}
    other = columns["other"]
    blanked = _ANNOTATION.sub(lambda found: " " * len(found.group()), other.text)
    columns["other"] = Folded(other.name, other.raw, blanked, other.origin)
    return columns


def _kinds(columns: dict[str, Folded], speaking: Iterable[Folded], hours: Hours) -> tuple[Phrase, ...]:
    found = list(flexibility(speaking))
    if (span := crafted_at_home(columns["title"], columns["hours_text"])) is not None:
        found = [p for p in found if p.kind != "remote"] + [Phrase("take_home", span)]
    found += [Phrase("flexible_start_end", span) for span in hours.flexible]
    short = hours.shortest if hours.chosen and hours.shortest is not None else hours.high
    if short is not None and short <= SHORT_DAY_HOURS:
        where = hours.spans["hours_per_day_max"]
        found += [Phrase("short_day", span) for span in where[:1]]
    return tuple(found)


def _joined(kinds: Iterable[Phrase]) -> str:
    named = {phrase.kind for phrase in kinds}
    return "|".join(kind for kind in FLEXIBILITY_KINDS if kind in named) or "none_stated"


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def _spans(pay: Pay, heads: Headcount, hours: Hours, kinds: Iterable[Phrase]) -> dict[str, tuple[Span, ...]]:
    spans: dict[str, tuple[Span, ...]] = {"pay_kind": pay.spans, "flexibility": tuple(p.span for p in kinds)}
    sides = {"pay_min_yuan": (pay.low, pay.spans), "pay_max_yuan": (pay.high, pay.spans)}
    sides |= {"headcount_min": (heads.low, heads.spans), "headcount_max": (heads.high, heads.spans)}
    values = {"weekday_start": hours.start, "weekday_end": hours.end}
    lengths = {"hours_per_day_min": hours.low, "hours_per_day_max": hours.high}
    sides |= {name: (value, hours.spans[name]) for name, value in (values | lengths).items()}
    spans |= {name: where for name, (value, where) in sides.items() if value is not None}
    return spans


def _notes(pay: Pay, hours: Hours) -> list[str]:
    notes = []
    if pay.kind == "unstated" and any(t.basis is Basis.YEAR for t in pay.terms):
        notes.append("annual pay stated; not divided into months")
    if hours.low is None and hours.high is not None and hours.windows:
        notes.append("break not stated: the span is the most")
    if len(pay.terms) > 1:
        notes.append("several amounts stated")
    return notes
