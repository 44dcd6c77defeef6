"""The checklist of a post under the standard, and the grade that rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Mark, Text
from carepost.domain.standard.criteria import TESTS, Answer, Checked, Ticked
from carepost.domain.standard.edition import OFFICER, Criterion, Level
from carepost.domain.standard.post_file import PostFile


class Grade(StrEnum):
    """What the standard says of a post."""

    NOT_LAWFUL = "not_lawful"
    CANNOT_TELL = "cannot_tell"
    LAWFUL = "lawful"
    GOOD = "good"
    EXEMPLARY = "exemplary"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _LABELS[self]


_LABELS = {
    Grade.NOT_LAWFUL: Text("不合法", "not lawful"),
    Grade.CANNOT_TELL: Text("尚无法判断", "cannot tell yet"),
    Grade.LAWFUL: Text("合法", "lawful"),
    Grade.GOOD: Text("良好", "good"),
    Grade.EXEMPLARY: Text("示范", "exemplary"),
}


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A criterion with its answer, and the fields that would settle it where it is unknown."""

    criterion: Criterion
    answer: Answer
    fields: tuple[str, ...] = ()


def tick(criterion: Criterion, checked: Checked) -> ChecklistItem:
    """The answer to a criterion: its test's, and an officer's where only she can tell or where she says no."""
    said = checked.confirmed.get(criterion.id)
    if said is not None and criterion.test == OFFICER:
        return ChecklistItem(criterion, Answer.YES if said else Answer.NO)
    ticked = Ticked(Answer.OFFICER) if criterion.test == OFFICER else TESTS[criterion.test](checked, criterion.rules)
    # What the employer states and the officer did not find does not hold; what she saw settles a doubt, never a no.
    if said is False:
        return ChecklistItem(criterion, Answer.NO)
    if said and ticked.answer is Answer.UNKNOWN:
        return ChecklistItem(criterion, Answer.YES)
    return ChecklistItem(criterion, ticked.answer, ticked.fields)


def grade_of(items: Sequence[ChecklistItem], post: PostFile) -> Grade:
    """The grade as stated: every criterion of a level and of those below it holds.

    What waits for an officer does not lower it; an officer's no does. A post that is only reported, or whose facts are
    marked below P, cannot be told to be lawful.
    """
    answers = {level: {i.answer for i in items if i.criterion.level is level} for level in Level}
    if Answer.NO in answers[Level.LAWFUL]:
        return Grade.NOT_LAWFUL
    if Answer.UNKNOWN in answers[Level.LAWFUL] or post.source == "reported" or post.mark is not Mark.P:
        return Grade.CANNOT_TELL
    grade = Grade.LAWFUL
    for level, name in ((Level.GOOD, Grade.GOOD), (Level.EXEMPLARY, Grade.EXEMPLARY)):
        if answers[level] & {Answer.NO, Answer.UNKNOWN}:
            break
        grade = name
    return grade
