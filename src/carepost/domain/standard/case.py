"""A post under examination: its facts, what follows from them, and the making of findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from carepost.domain.facts import Mark, Severity, Text, effective_severity, weakest
from carepost.domain.rules import DatedValue, ParameterStore, WageFloor, wage_floor
from carepost.domain.standard.finding import Finding, Unanswered, post_rules
from carepost.domain.standard.post_file import Form, PostFile
from carepost.domain.standard.reading import pattern_of
from carepost.domain.standard.words import form_of
from carepost.domain.standard.worktime import Worktime, worktime
from carepost.domain.week import KNOWN_SCHOOL_DAYS, Pattern, SchoolDay, Stage, school_day

SERVICE_FORMS = ("labour_service", "contracting", "platform")
NOT_STATED = Text("岗位文件未载明", "the post file does not state it")


@dataclass(frozen=True)
class Case:
    """A post, the store of dated values and the day of work: everything a check may look at.

    `if_employment` asks what would hold if the post were ordinary employment whatever it declares. `school_days` are
    the school hours known by place.
    """

    post: PostFile
    store: ParameterStore
    on: date
    if_employment: bool = False
    school_days: tuple[SchoolDay, ...] = KNOWN_SCHOOL_DAYS

    @cached_property
    def pattern(self) -> Pattern | None:
        return pattern_of(self.post)

    @cached_property
    def declared(self) -> Form | None:
        """The form that the post declares: its own field, else the words of its title, then of its text."""
        return form_of(self.post)

    @property
    def part_time(self) -> bool:
        """Whether the rules of part-time employment are to be asked."""
        return self.declared == "part_time" and not self.if_employment

    @property
    def conditional(self) -> bool:
        """Whether a rule of ordinary employment holds only if this is employment at all."""
        return self.if_employment or self.declared in SERVICE_FORMS

    @cached_property
    def worktime(self) -> Worktime:
        return worktime(self.pattern, self.post.hours)

    def floor(self, name: str) -> WageFloor | None:
        """The minimum wage at the place of work, None when the place is not stated."""
        if not self.post.place or self.post.place == "000000":
            return None
        return wage_floor(self.store, name, place=self.post.place, on=self.on)

    @cached_property
    def school(self) -> SchoolDay | None:
        """The primary-school day at the place of work, None when the place is not stated."""
        return school_day(self.post.place[:6], Stage.PRIMARY, self.school_days) if self.post.place else None

    def labour(self, name: str) -> DatedValue | None:
        """A labour-law parameter in force on the day, None when the store has none."""
        return self.store.ask(f"labour.{name}", on=self.on).value

    def unanswered(self, rule: str, *fields: str, reason: Text = NOT_STATED) -> Unanswered:
        """The answer of a rule that needs these fields."""
        return Unanswered(rule, fields, reason)

    def finding(
        self,
        rule: str,
        *,
        fix: Text,
        detail: Text | None = None,
        value: DatedValue | None = None,
        marks: tuple[Mark, ...] = (),
        sure: bool = True,
        ordinary: bool = False,
        change: tuple[str, Decimal | str] | None = None,
    ) -> Finding:
        """A finding under a rule, its severity capped by the marks of rule, value and fact, and where it is not sure.

        `ordinary`: the rule is one of ordinary employment. `change`: the field and value that would satisfy it.
        """
        known = post_rules()[rule]
        mark = weakest(known.mark, self.post.mark, *marks, *((value.mark,) if value else ()))
        conditional = ordinary and self.conditional
        capped = effective_severity(known.severity, mark)
        settled = sure and not conditional and not (ordinary and self.declared is None)
        if capped is Severity.BLOCK and not settled:
            capped = Severity.WARN
        field, new = change or ("", None)
        return Finding(
            rule=rule,
            severity=capped,
            to_verify=capped is not known.severity or self.post.source == "reported",
            message=_message(known.message, detail, conditional),
            article=known.article,
            mark=mark,
            fix=fix,
            value=value,
            if_employment=conditional,
            fix_field=field,
            fix_value=new,
        )


def _message(what: Text, detail: Text | None, conditional: bool) -> Text:
    if detail is not None:
        what = Text("{what}：{detail}", "{what}: {detail}").format(what=what, detail=detail)
    start = Text("如构成劳动关系：", "If it is employment: ") if conditional else None
    return Text(f"{start.zh if start else ''}{what.zh}。", f"{start.en if start else ''}{what.en}.")
