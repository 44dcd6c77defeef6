"""The forms of the wizard's steps: read by the post file itself, so that every fault names its field and the remedy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, PostFileError, Step, post_from
from carepost.records.posts import Pin, Post
from carepost.web.employer.fields import (
    FOLDED,
    LONGEST,
    MOST_WORDS,
    AnswerField,
    as_typed,
    choices_of,
    kinds,
    label,
    say,
    written,
)

_MUST = ("title", "expires_on")
_SAYS = Text("“{label}”{problem}。", "“{label}”: {problem}.")
_EMPTY = Text("请填写{label}。", "Fill in: {label}.")
_TOO_LONG = Text(
    "{label}有 {size} 字，最多 {most} 字，请缩短。", "{label}: {size} characters, at most {most}; shorten it."
)
_NO_POINT = Text(
    "坐标应写成“纬度,经度”，如 36.0671,120.3826；可从地图应用复制。",
    "A point is written latitude, longitude, such as 36.0671,120.3826; copy it from a map.",
)
# The bounds within which the product's points lie: degrees around China.
_LATITUDES, _LONGITUDES = (0, 60), (70, 140)


class StepForm(forms.Form):
    """The answers of one step. `folded` are the names of fields that stand under "more"."""

    use_required_attribute = False
    folded: tuple[str, ...] = ()

    def __init__(self, step: Step, post: Post, facts: PostFile, data: Any = None, shown: Iterable[str] = ()) -> None:
        super().__init__(data, initial={path: written(facts, path) for path in step.fields})
        self.step, self.post, self.facts = step, post, facts
        for path in step.fields:
            self.fields[path] = AnswerField(path, wanted=path in step.needed)
        opened = {*shown, *(path for path in step.fields if written(facts, path))}
        self.folded = tuple(path for path in step.fields if path in FOLDED and path not in opened)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [self[name] for name in self.folded]

    @property
    def more_is_open(self) -> bool:
        """Whether something under "more" is wrong."""
        return any(name in self.errors for name in self.folded)

    def clean(self) -> dict[str, Any]:
        """Each answer by itself, then all together in the post."""
        answers = {path: self._checked(path) for path in self.step.fields if path in self.cleaned_data}
        if not self.errors:
            try:
                self.facts = with_answers(self.facts, answers)
            except PostFileError as error:
                self.refuse(error)
        return self.cleaned_data

    def _checked(self, path: str) -> str | None:
        answer = as_typed(path, str(self.cleaned_data[path] or ""))
        if path in _MUST and not answer:
            self.add_error(path, say(_EMPTY.format(label=label(path))))
        most = LONGEST.get(path, MOST_WORDS)
        if len(answer) > most:
            self.add_error(path, say(_TOO_LONG.format(label=label(path), size=len(answer), most=most)))
        elif answer:
            try:
                post_from(nested(path, answer))
            except PostFileError as error:
                self.refuse(error)
        # Words that are not stated are "", anything else is nothing.
        plain_words = kinds()[path]["type"] == "words" and not choices_of(path)
        return answer if answer or plain_words else None

    def refuse(self, error: PostFileError) -> None:
        """Puts what the post file says to the field that it names, or to the whole form."""
        path = error.field if error.field in self.fields else None
        other = next((p for p in self.fields if p in error.problem.zh), "")
        problem = error.problem
        if other:
            problem = Text(
                problem.zh.replace(other, f"“{label(other).zh}”"), problem.en.replace(other, label(other).en)
            )
        self.add_error(path, say(_SAYS.format(label=label(error.field), problem=problem)))

    def pin(self) -> Pin | None:
        """The point to keep with the post; None where this step does not ask for one."""
        return None


class AddressForm(StepForm):
    """Street and number, and a point on the map where it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = Text("地图坐标", "Point on the map")
        self.fields["point"] = forms.CharField(label=say(text), required=False, max_length=60, help_text=say(_NO_POINT))
        if self.post.latitude is not None:
            self.initial["point"] = f"{self.post.latitude},{self.post.longitude}"

    def clean_point(self) -> Pin:
        """Two numbers within China, or none."""
        words = str(self.cleaned_data["point"]).replace("，", ",").strip()
        if not words:
            return Pin()
        try:
            latitude, longitude = (float(part) for part in words.split(","))
        except ValueError:
            latitude = longitude = float("nan")
        inside = _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
        if not inside:
            raise forms.ValidationError(say(_NO_POINT))
        return Pin(latitude, longitude)

    def pin(self) -> Pin | None:
        """What she gave."""
        found: Pin = self.cleaned_data["point"]
        return found


def nested(path: str, value: Any) -> dict[str, Any]:
    """A value as plain data for `post_from`."""
    part, _, name = path.rpartition(".")
    return {part: {name: value}} if part else {name: value}


def with_answers(facts: PostFile, answers: dict[str, Any]) -> PostFile:
    """The post with these fields set. Raises PostFileError."""
    data = facts.model_dump()
    for path, value in answers.items():
        part, _, name = path.rpartition(".")
        (data[part] if part else data)[name] = value
    return post_from(data)


def seen(step: Step, facts: PostFile, post: Post) -> str:
    """A mark of what a step's fields held when its page was made: by another one somebody changed them since."""
    values = list(answers_of(facts, step.fields).values())
    if step.key == "address":
        values += [post.latitude, post.longitude]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def answers_of(facts: PostFile, paths: Iterable[str]) -> dict[str, Any]:
    """The values of some fields as a session can keep them."""
    data = facts.model_dump(mode="json")
    found = {}
    for path in paths:
        part, _, name = path.rpartition(".")
        found[path] = (data[part] if part else data)[name]
    return found
