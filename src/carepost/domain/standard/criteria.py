"""The tests of the Carepost standard: small questions to a checked post, answered yes, no or unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from carepost.domain.facts import Severity, Text
from carepost.domain.rules import HOURLY, MONTHLY
from carepost.domain.standard.case import SERVICE_FORMS, Case
from carepost.domain.standard.checks.amounts import per_hour, per_month
from carepost.domain.standard.finding import Finding, Unanswered, post_rules
from carepost.domain.standard.worktime import unavoidable
from carepost.domain.week import DAY, Band, Fixed, Output, Slots, Window

# Thresholds of our own (Carepost design); each stands in the words of its criterion too.
NOTICE_DAYS, LONG_NOTICE_DAYS = 3, 14
FIRST_REVIEW, ANSWER_DAYS = 12, 15
ABOVE_FLOOR = Decimal("1.1")
EARLY_END = 16 * 60


class Answer(StrEnum):
    """What a test says; `officer` is a question that only a person can verify and nobody has answered yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OFFICER = "officer"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _LABELS[self]


_LABELS = {
    Answer.YES: Text("符合", "met"),
    Answer.NO: Text("不符合", "not met"),
    Answer.UNKNOWN: Text("未载明", "not stated"),
    Answer.OFFICER: Text("待工作人员核实", "for an officer to verify"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A post with what the rules said of it, and an officer's answers by criterion id."""

    case: Case
    findings: tuple[Finding, ...]
    unanswered: tuple[Unanswered, ...]
    confirmed: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Ticked:
    """An answer, and the fields that would settle it where it is unknown."""

    answer: Answer
    fields: tuple[str, ...] = ()


Test = Callable[[Checked, tuple[str, ...]], Ticked]
YES, NO = Ticked(Answer.YES), Ticked(Answer.NO)


def _unknown(*fields: str) -> Ticked:
    return Ticked(Answer.UNKNOWN, fields)


def lawful(checked: Checked, rules: tuple[str, ...]) -> Ticked:
    """No when one of the rules blocks; unknown when one that may block is in doubt or not answered; else yes."""
    found = [finding for finding in checked.findings if finding.rule in rules]
    if any(finding.severity is Severity.BLOCK for finding in found):
        return NO
    may_block = _may_block(rules)
    doubted = any(finding.to_verify and finding.rule in may_block for finding in found)
    silent = [u for u in checked.unanswered if u.rule in may_block]
    if doubted or silent:
        return _unknown(*dict.fromkeys(field for u in silent for field in u.fields))
    return YES


@cache
def _may_block(rules: tuple[str, ...]) -> frozenset[str]:
    return frozenset(rule for rule in rules if post_rules()[rule].severity is Severity.BLOCK)


def no_finding(checked: Checked, rules: tuple[str, ...]) -> Ticked:
    """No when one of the rules found anything; unknown when one is not answered."""
    if any(finding.rule in rules for finding in checked.findings):
        return NO
    silent = [u for u in checked.unanswered if u.rule in rules]
    return _unknown(*dict.fromkeys(field for u in silent for field in u.fields)) if silent else YES


def _says(path: str) -> Test:
    """Whether a yes-or-no field of the post file says yes."""
    part, name = path.split(".")

    def test(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
        stated = getattr(getattr(checked.case.post, part), name)
        return _unknown(path) if stated is None else YES if stated == "yes" else NO

    return test


def _words(path: str) -> Test:
    """Whether a field of words is filled."""
    part, name = path.split(".")

    def test(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
        return YES if getattr(getattr(checked.case.post, part), name).strip() else _unknown(path)

    return test


def _number(path: str, holds: Callable[[Decimal], bool]) -> Test:
    """Whether a number of the post file meets a threshold."""
    part, name = path.split(".")

    def test(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
        stated = getattr(getattr(checked.case.post, part), name)
        return _unknown(path) if stated is None else YES if holds(Decimal(stated)) else NO

    return test


def hours_stated(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """The hours stand as a pattern that can be laid over a week."""
    return YES if checked.case.pattern is not None else _unknown("hours.pattern")


def school_run(checked: Checked, rules: tuple[str, ...]) -> Ticked:
    """R30 finds nothing; where no source states when school ends, work that is over by 16:00 meets it."""
    ticked = no_finding(checked, rules)
    case = checked.case
    if ticked.answer is not Answer.UNKNOWN or ticked.fields or case.school is None:
        return ticked
    days = case.school.days

    def late(window: Window) -> bool:
        start, end = window.span
        return start // DAY in days and start % DAY + end - start > EARLY_END

    return ticked if unavoidable(case.pattern, late) else YES


def worker_chooses(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """She has a say in her hours: a band, slots, output, or more than one set of shifts."""
    pattern = checked.case.pattern
    if pattern is None:
        return _unknown("hours.pattern")
    if isinstance(pattern, Band | Slots | Output):
        return YES
    return YES if isinstance(pattern, Fixed) and len(pattern.alternatives) > 1 else NO


def above_floor(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """The lowest pay lies at least a tenth above the floor."""
    case, low = checked.case, checked.case.post.pay.low
    floor = case.floor(HOURLY if case.part_time else MONTHLY)
    factor, fields = per_hour(case) if case.part_time else per_month(case)
    lacking = (("form", case.declared is None), ("place", floor is None), ("pay.low", low is None))
    if floor is None or low is None or factor is None or floor.highest is None or case.declared is None:
        return _unknown(*(f for f, lacks in lacking if lacks), *(fields if factor is None else ()))
    return YES if low * factor >= ABOVE_FLOOR * floor.highest else NO


def undisguised(checked: Checked, rules: tuple[str, ...]) -> Ticked:
    """The form is declared, and services are not employment in disguise."""
    return _unknown("form") if checked.case.declared is None else no_finding(checked, rules)


def cover_beyond_law(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """Part-time or services: all social insurances all the same; ordinary employment: the housing fund too."""
    case, insurance = checked.case, checked.case.post.insurance
    if case.declared is None:
        return _unknown("form")
    if case.part_time or case.declared in SERVICE_FORMS:
        return _says("insurance.social")(checked, ())
    if insurance.social == "no":
        return NO
    return _unknown("insurance.social") if insurance.social is None else _says("insurance.housing_fund")(checked, ())


def open_to_every_carer(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """Any sex, said so."""
    sex = checked.case.post.asks.sex
    return _unknown("asks.sex") if sex is None else YES if sex == "none" else NO


def room_for_children(checked: Checked, _rules: tuple[str, ...]) -> Ticked:
    """A nursing room, a place for children, or work at home."""
    paths = ("care.nursing_room", "work.children_welcome", "work.at_home")
    answers = [_says(path)(checked, ()) for path in paths]
    if YES in answers:
        return YES
    return NO if all(answer == NO for answer in answers) else _unknown(*(f for a in answers for f in a.fields))


TESTS: Mapping[str, Test] = {
    "lawful": lawful,
    "no_finding": no_finding,
    "undisguised": undisguised,
    "school_run": school_run,
    "hours_stated": hours_stated,
    "worker_chooses": worker_chooses,
    "above_floor": above_floor,
    "cover_beyond_law": cover_beyond_law,
    "open_to_every_carer": open_to_every_carer,
    "room_for_children": room_for_children,
    "notice": _number("care.notice_days", lambda days: days >= NOTICE_DAYS),
    "long_notice": _number("care.notice_days", lambda days: days >= LONG_NOTICE_DAYS),
    "early_review": _number("growth.review_month", lambda month: month <= FIRST_REVIEW),
    "prompt_answer": _number("voice.answer_days", lambda days: days <= ANSWER_DAYS),
    "written": _says("contract.written"),
    "flexibility_in_contract": _says("contract.flexibility_clause"),
    "nursing_hour": _says("contract.nursing_hour"),
    "next_step": _words("growth.next_step"),
    "training": _words("growth.training"),
    "way_back": _says("growth.ordinary_post"),
    "leave_at_short_notice": _says("care.leave_at_short_notice"),
    "no_forced_overtime": _says("care.no_forced_overtime"),
    "no_family_questions": _says("asks.no_family_questions"),
    "contact": _words("voice.contact"),
}
# Tests that ask the rules; a criterion that uses one names them.
BY_RULES = ("lawful", "no_finding", "undisguised", "school_run")
