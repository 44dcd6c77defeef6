"""What the checks say of a post that is being written: beside each step, and as marks in the list of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carepost.domain.facts import Severity, Text
from carepost.domain.standard import (
    WIZARD_STEPS,
    Finding,
    PostFile,
    PostReport,
    Step,
    describe_hours,
    describe_pay,
    step_of_field,
    steps_of,
    unstated,
)
from carepost.records.places import full_name, get_place
from carepost.records.posts import Post, report_of
from carepost.web.employer.fields import NUMBERS, is_yes_or_no, kinds, label, say, told, written

STEPS = {step.key: step for step in WIZARD_STEPS}
_MARKS = {
    "block": (Text("须改正", "to be mended"), "block", "block"),
    "warn": (Text("请注意", "please look"), "warn", "warn"),
    "open": (Text("待填", "open"), "quiet", "ask"),
    "done": (Text("已填", "done"), "", "done"),
}


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the list: how it stands, in a word with tone and icon, and what it says so far."""

    step: Step
    state: str
    said: str

    @property
    def word(self) -> Text:
        return _MARKS[self.state][0]

    @property
    def tone(self) -> str:
        return _MARKS[self.state][1]

    @property
    def icon(self) -> str:
        return _MARKS[self.state][2]


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding with where it is mended and, where one field mends it, what would change."""

    finding: Finding
    steps: tuple[Step, ...]
    before: str
    after: str
    number: int

    @property
    def field(self) -> Text:
        return label(self.finding.fix_field)


@dataclass(frozen=True, slots=True)
class Checked:
    """A post with its report and advice: blocks first."""

    post: Post
    facts: PostFile
    report: PostReport
    advice: tuple[Advice, ...]

    @property
    def blocks(self) -> list[Advice]:
        return [a for a in self.advice if a.finding.severity is Severity.BLOCK]

    @property
    def others(self) -> list[Advice]:
        return [a for a in self.advice if a.finding.severity is not Severity.BLOCK]

    def at(self, step: Step) -> list[Advice]:
        """The advice that concerns a step; elements that are still to be written are no fault of it yet."""
        return [a for a in self.advice if step in a.steps and a.finding.rule != "R22"]

    def missing(self, step: Step) -> list[str]:
        """The fields that a step still needs, or that a rule which may block asks for."""
        asked = [path for path in self.report.missing if path in step.fields]
        return list(dict.fromkeys((*unstated(step, self.facts), *asked)))

    def marks(self) -> list[StepMark]:
        """Every step in order."""
        return [StepMark(step, self._state(step), _said(step, self.facts)) for step in WIZARD_STEPS]

    def _state(self, step: Step) -> str:
        severities = {a.finding.severity for a in self.at(step)}
        if Severity.BLOCK in severities:
            return "block"
        if self.missing(step) or (step.key == "kind" and not self.facts.hours.pattern):
            return "open"
        return "warn" if Severity.WARN in severities else "done"

    def unknown(self) -> list[tuple[Step, list[str]]]:
        """Steps that are open, with the names of what they lack."""
        open_steps = [(step, self.missing(step)) for step in WIZARD_STEPS]
        return [(step, [say(label(path)) for path in paths]) for step, paths in open_steps if paths]


def checked(post: Post, facts: PostFile, *, on: date) -> Checked:
    """The checks of a post with numbered advice, blocks first."""
    report = report_of(post, on=on)
    order = (Severity.BLOCK, Severity.WARN, Severity.INFO)
    findings = sorted(report.findings, key=lambda finding: order.index(finding.severity))
    return Checked(post, facts, report, tuple(_advice(f, facts, n) for n, f in enumerate(findings)))


def find_advice(advice: Sequence[Advice], rule: str, field: str) -> Advice | None:
    """The advice of a rule that one field mends; None once it is mended or was never there."""
    return next((a for a in advice if a.finding.rule == rule and a.finding.fix_field == field), None)


def _advice(finding: Finding, facts: PostFile, number: int) -> Advice:
    steps = tuple(STEPS[key] for key in steps_of(finding, facts))
    field = finding.fix_field
    # A field that no step asks for is not changed behind anybody's back.
    if not field or not step_of_field(field):
        return Advice(finding, steps, "", "", number)
    after = finding.fix_value
    new = facts.model_copy(update={field: after}) if "." not in field else _with(facts, field, after)
    return Advice(finding, steps, told(facts, field), told(new, field), number)


def _with(facts: PostFile, path: str, value: object) -> PostFile:
    part, _, name = path.partition(".")
    return facts.model_copy(update={part: getattr(facts, part).model_copy(update={name: value})})


def _said(step: Step, facts: PostFile) -> str:
    """What a step says in a few words; a bare number or yes would tell nothing."""
    if step.key == "pay":
        return _in_words(describe_pay(facts))
    if step.key == "hours":
        return _in_words(describe_hours(facts) if facts.hours.pattern else None)
    if step.key == "place":
        place = get_place(facts.place) if facts.place else None
        return _in_words(full_name(place) if place else None)
    telling = [path for path in step.needed if kinds()[path]["type"] not in NUMBERS and not is_yes_or_no(path)]
    return next((told(facts, path) for path in telling if written(facts, path)), "")[:60]


def _in_words(text: Text | None) -> str:
    return say(text) if text else ""


def changes(old: PostFile, new: PostFile) -> list[tuple[str, str, str]]:
    """(path, before, after) of every field that a fix changed, as people read them."""
    paths = [path for step in WIZARD_STEPS for path in step.fields]
    return [(p, told(old, p), told(new, p)) for p in paths if written(old, p) != written(new, p)]
