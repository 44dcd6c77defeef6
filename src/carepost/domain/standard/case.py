"""A post under examination: its facts, what follows from them, and the making of findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from carepost.domain.facts import Mark, Severity, Text, effective_severity
from carepost.domain.facts.evidence import weakest
from carepost.domain.rules import DatedValue, ParameterStore, WageFloor, wage_floor
from carepost.domain.standard.finding import Finding, post_rules
from carepost.domain.standard.post_file import Form, PostFile, pattern_of
from carepost.domain.week import Band, Fixed, Pattern, Window

PART_TIME_WORDS = re.compile(r"钟点工|小时工|计时工|非全日制|短时工|(?<!可)(?<!或)兼职|part[- ]time", re.IGNORECASE)
FULL_TIME_WORDS = re.compile(r"(?<!非)全日制(?!本科|大专|学历|教育)|全职(?!妈妈|宝妈|爸爸)|full[- ]time", re.IGNORECASE)
NIGHT = ((22 * 60, 24 * 60), (0, 6 * 60))
DAY = 24 * 60


@dataclass(frozen=True)
class Case:
    """A post, the store of dated values and the day of work: everything a check may look at."""

    post: PostFile
    store: ParameterStore
    on: date

    @cached_property
    def pattern(self) -> Pattern | None:
        return pattern_of(self.post)

    @cached_property
    def declared(self) -> Form | None:
        """The form that the post declares: its own field, else the words of its title, then of its text."""
        if self.post.form is not None:
            return self.post.form
        for words in (self.post.title, self.post.text):
            if PART_TIME_WORDS.search(words):
                return "part_time"
            if FULL_TIME_WORDS.search(words):
                return "full_time"
        return None

    @property
    def part_time(self) -> bool:
        return self.declared == "part_time"

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The windows in which she must work: of fixed shifts all alternatives, of a band the core."""
        if isinstance(self.pattern, Fixed):
            return tuple(w for shifts in self.pattern.alternatives for week in shifts.weeks() for w in week)
        return self.pattern.core if isinstance(self.pattern, Band) else ()

    @cached_property
    def weekly_hours(self) -> tuple[Decimal, Decimal] | None:
        """Least and most hours a week; from the shifts where there are any, else as stated."""
        hours = self.post.hours
        if isinstance(self.pattern, Fixed):
            minutes = [Decimal(shifts.weekly_minutes) for shifts in self.pattern.alternatives]
            return min(minutes) / 60, max(minutes) / 60
        if isinstance(self.pattern, Band) and self.pattern.min_week_minutes is not None:
            least = Decimal(self.pattern.min_week_minutes) / 60
            return least, least
        if hours.a_week is not None:
            return hours.a_week, hours.a_week
        if self.daily_hours is not None and hours.days_a_week is not None:
            low, high = self.daily_hours
            return low * hours.days_a_week, high * hours.days_a_week
        return None

    @cached_property
    def daily_hours(self) -> tuple[Decimal, Decimal] | None:
        """Least and most hours on a day of work, on average; from the shifts where there are any, else as stated."""
        if isinstance(self.pattern, Fixed):
            averages = [
                Decimal(sum(w.minutes for w in week)) / 60 / len({w.span[0] // DAY for w in week})
                for shifts in self.pattern.alternatives
                for week in shifts.weeks()
                if week
            ]
            return min(averages), max(averages)
        low, high = self.post.hours.a_day_min, self.post.hours.a_day_max
        if low is None and high is None:
            return None
        return (low if low is not None else Decimal(0)), (high if high is not None else Decimal(24))

    def floor(self, name: str) -> WageFloor | None:
        """The minimum wage at the place of work, None when the place is not stated."""
        if not self.post.place or self.post.place == "000000":
            return None
        return wage_floor(self.store, name, place=self.post.place, on=self.on)

    def labour(self, name: str) -> DatedValue | None:
        """A labour-law parameter in force on the day, None when the store has none."""
        return self.store.ask(f"labour.{name}", on=self.on).value

    def finding(
        self,
        rule: str,
        *,
        fix: Text,
        detail: Text | None = None,
        value: DatedValue | None = None,
        marks: tuple[Mark, ...] = (),
        sure: bool = True,
        severity: Severity | None = None,
        if_employment: bool = False,
    ) -> Finding:
        """A finding under a rule, its severity capped by the marks of rule, value and fact, and where it is not sure."""
        known = post_rules()[rule]
        mark = weakest(known.mark, self.post.mark, *marks, *((value.mark,) if value else ()))
        most = severity or known.severity
        capped = effective_severity(most, mark)
        if capped is Severity.BLOCK and (not sure or if_employment):
            capped = Severity.WARN
        said = known.message if detail is None else Text("{what}：{detail}。", "{what}: {detail}.").format(
            what=known.message, detail=detail
        )
        return Finding(
            rule=rule,
            severity=capped,
            to_verify=capped is not most or self.post.source == "reported",
            message=said,
            article=known.article,
            mark=mark,
            fix=fix,
            value=value,
            if_employment=if_employment,
        )
