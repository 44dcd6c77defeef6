"""Writing own posts: starting one, saving what was answered, copying one, handing it in."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import EMPLOYERS, Actor
from carepost.domain.standard import (
    Finding,
    PostFile,
    post_schema,
    value_at,
)
from carepost.records.audit import record
from carepost.records.crypto import new_code
from carepost.records.employers import Employer
from carepost.records.places import get_place
from carepost.records.posts.columns import pattern_row_of, stored_values
from carepost.records.posts.events import POST_DRAFTED, POST_EDITED
from carepost.records.posts.facts import findings_of, post_file_of
from carepost.records.posts.models import Kind, Post, State
from carepost.records.posts.operations import LATER_DATE, OUT_OF_SCOPE, Conflict, submit_post

EDITABLE = (State.DRAFT, State.RETURNED)
# A new post stands so many days unless its employer says otherwise.
OPEN_DAYS = 60
_WORDED = ("title", "place_text", "headcount_text", "pay_text", "hours_text", "requirements_text", "other_text")
_FINISHED = (State.WITHDRAWN, State.EXPIRED)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_PATHS = tuple(field["path"] for field in post_schema()["fields"])
NOT_EDITABLE = Text(
    "只有草稿和退回修改的岗位可以改；招聘中的请先暂停，再“修改后重新提交”。",
    "Only drafts and returned posts can be changed: pause a published one first, then revise it.",
)
NO_PLACE = Text("没有这个区划代码，请重新选择地区。", "There is no such place code: choose the place again.")


@dataclass(frozen=True, slots=True)
class Pin:
    """A point of work in degrees; both None takes the pin away."""

    latitude: float | None = None
    longitude: float | None = None


class Unfit(Refusal):
    """Findings that block stand in the way of handing a post in; `findings` are they."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            Text(
                f"还有 {len(findings)} 处须改正，改好后才能提交。",
                f"{len(findings)} findings stand in the way: mend them, then submit.",
            )
        )
        self.findings = findings


class Twin(Refusal):
    """The employer has the same post already; `posts` are its likes."""

    def __init__(self, posts: tuple[Post, ...]) -> None:
        super().__init__(
            Text(
                "您已有名称、地点和工时相同的岗位；如确实是另一个岗位，请勾选后提交。",
                "You have a post of the same title, place and hours; tick that this is another one, then submit.",
            )
        )
        self.posts = posts


@transaction.atomic
def start_post(*, employer: Employer, facts: PostFile, by: Actor, at: datetime, pin: Pin | None = None) -> Post:
    """Starts a draft with what is known so far; it stands for OPEN_DAYS where no last day is stated.

    Raises Refusal (not her employer, a last day that is past) and ValidationError naming the fields of Post.
    """
    if employer.code not in by.scopes(*EMPLOYERS):
        raise Refusal(OUT_OF_SCOPE)
    on = timezone.localdate(at)
    last = facts.expires_on or on + timedelta(days=OPEN_DAYS)
    if last < on:
        raise Refusal(LATER_DATE)
    post = Post(code=new_code(), kind=Kind.OWN, state=State.DRAFT, employer=employer, employer_text=employer.name)
    _put(post, _values_of(_owned(facts, employer, last), pin) | {"created_at": at, "changed_at": at})
    _check_words(post)
    post.save(force_insert=True)
    record(POST_DRAFTED, actor=by, subject_kind="post", subject_code=post.code, at=at, title=post.title)
    return post


@transaction.atomic
def edit_post(*, post: Post, facts: PostFile, by: Actor, at: datetime, pin: Pin | None = None) -> Post:
    """Saves what a draft or returned post says: facts, words, list columns, shared pattern. `pin` None keeps the pin.

    The copy given must be the newest (`changed_at`): otherwise Conflict, and nothing is changed. What is the same
    writes nothing. Employer, source and mark are the system's, whatever `facts` say. Raises Refusal (not her employer,
    state, a new last day that is past, no such place) and ValidationError naming the fields of Post. The copy given is
    brought up to date.
    """
    employer = _editable_by(post, by)
    last = facts.expires_on or post.expires_on
    if last is None or (last != post.expires_on and last < timezone.localdate(at)):
        raise Refusal(LATER_DATE)
    facts = _owned(facts, employer, last)
    changed = [*_changed(post_file_of(post), facts), *(["pin"] if pin and pin != _pin_of(post) else [])]
    if not changed and post.facts:
        return post
    # Two saves within one tick of the clock must differ too.
    values = _values_of(facts, pin) | {"changed_at": max(at, post.changed_at + timedelta(microseconds=1))}
    new = copy.copy(post)
    _put(new, values)
    _check_words(new)
    if Post.objects.filter(pk=post.pk, state__in=EDITABLE, changed_at=post.changed_at).update(**values) != 1:
        raise Conflict
    _put(post, values)
    fields = ", ".join(changed)
    record(POST_EDITED, actor=by, subject_kind="post", subject_code=post.code, at=at, title=post.title, fields=fields)
    return post


def copy_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """A new draft that says the same; a last day that is past is set anew. Raises Refusal: not her employer."""
    facts = post_file_of(post)
    if post.kind != Kind.OWN or post.employer is None:
        raise Refusal(OUT_OF_SCOPE)
    if facts.expires_on and facts.expires_on < timezone.localdate(at):
        facts = facts.model_copy(update={"expires_on": None})
    return start_post(employer=post.employer, facts=facts, by=by, at=at, pin=_pin_of(post))


def submit_checked(*, post: Post, by: Actor, at: datetime, another: bool = False) -> Post:
    """Hands a post in once nothing blocks; `another` says that it is none of its likes.

    Raises Unfit, Twin, Refusal and Conflict; nothing is changed then.
    """
    if blocks := blocks_of(post, on=timezone.localdate(at)):
        raise Unfit(blocks)
    if not another and (likes := twins_of(post)):
        raise Twin(likes)
    return submit_post(post=post, by=by, at=at)


def blocks_of(post: Post, *, on: date) -> tuple[Finding, ...]:
    """The findings that stand in the way of handing a post in; only evidence marked P blocks."""
    return tuple(finding for finding in findings_of(post, on=on) if finding.severity is Severity.BLOCK)


def twins_of(post: Post) -> tuple[Post, ...]:
    """Other posts of its employer, not withdrawn or expired, of the same normalised title, place and hours."""
    same: dict[str, Any] = {name: getattr(post, name) for name in ("employer_id", "place_id", "pattern_id")}
    others = Post.objects.filter(kind=Kind.OWN, **same).exclude(pk=post.pk).exclude(state__in=_FINISHED).order_by("-id")
    title = _normalised(post.title)
    return tuple(other for other in others if _normalised(other.title) == title)


def _editable_by(post: Post, by: Actor) -> Employer:
    if post.kind != Kind.OWN or post.employer is None or post.employer.code not in by.scopes(*EMPLOYERS):
        raise Refusal(OUT_OF_SCOPE)
    if post.state not in EDITABLE:
        raise Refusal(NOT_EDITABLE)
    return post.employer


def _owned(facts: PostFile, employer: Employer, last: date) -> PostFile:
    """The facts as this employer's own: who says them is known, not typed."""
    named = {"name": employer.name, "credit_code": employer.credit_code or ""}
    return facts.model_copy(
        update={
            "source": "own",
            "mark": Mark.P,
            "text": "",
            "expires_on": last,
            "employer": facts.employer.model_copy(update=named),
        }
    )


def _values_of(facts: PostFile, pin: Pin | None) -> dict[str, Any]:
    """The columns of Post that the facts give, and those of the pin."""
    if facts.place and get_place(facts.place) is None:
        raise Refusal(NO_PLACE)
    pattern = pattern_row_of(facts)
    values = stored_values(facts) | {"pattern_id": pattern.pk if pattern else None}
    return values | ({"latitude": pin.latitude, "longitude": pin.longitude} if pin else {})


def _check_words(post: Post) -> None:
    if (post.latitude is None) != (post.longitude is None):
        raise ValidationError({"latitude": "a point has both a latitude and a longitude"})
    post.clean_fields(exclude={field.name for field in Post._meta.fields} - set(_WORDED))


def _put(post: Post, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(post, name, value)


def _pin_of(post: Post) -> Pin:
    return Pin(post.latitude, post.longitude)


def _changed(old: PostFile, new: PostFile) -> Iterator[str]:
    return (path for path in _PATHS if value_at(old, path) != value_at(new, path))


def _normalised(title: str) -> str:
    return _NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", title)).casefold()
