"""What an officer puts right on a post: where it is, and the place and employer of a reported one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor
from carepost.domain.travel import Point
from carepost.records.audit import record
from carepost.records.employers import find_or_add_reported
from carepost.records.places import Place, check_near
from carepost.records.posts.events import POST_CORRECTED, POST_PINNED
from carepost.records.posts.models import Kind, Post, State
from carepost.records.posts.operations import OUT_OF_SCOPE, Conflict, roles_on
from carepost.records.posts.scope import visible_to
from carepost.records.posts.weighing import weigh

_SOURCE_MOST = 200
_NAMES = {"place": Text("地点", "place"), "employer": Text("单位", "employer")}


@transaction.atomic
def pin_post(*, post: Post, point: Point, source: str, by: Actor, at: datetime) -> Post:
    """Gives a post its own point, with the words of its source.

    Raises Refusal: not an officer of its area, no source, more than 100 km from its place. The copy given is brought
    up to date.
    """
    _check_officer(post, by)
    said = source.strip()
    if not said or len(said) > _SOURCE_MOST:
        raise Refusal(
            Text("请写明位置的依据，不超过 200 字。", "Say where the point is from, in at most 200 characters.")
        )
    if post.place is not None:
        check_near(point, post.place)
    post.latitude, post.longitude = point.latitude, point.longitude
    Post.objects.filter(pk=post.pk).update(latitude=point.latitude, longitude=point.longitude)
    where = f"{point.latitude:g},{point.longitude:g}"
    values = {"title": post.title, "point": where, "source": said}
    record(POST_PINNED, actor=by, subject_kind="post", subject_code=post.code, at=at, **values)
    return post


@transaction.atomic
def correct_reported(
    *, post: Post, by: Actor, at: datetime, reason: str, place: Place | None = None, employer: str = ""
) -> Post:
    """Puts the place or the employer's name of a reported post right, with the reason; later imports leave both alone.

    Raises Refusal: not an officer of its area (and of the new place's), not a report on the list, no reason, nothing to
    change, a name that cannot be; Conflict when somebody withdrew it meanwhile. The copy given is brought up to date.
    """
    _check_officer(post, by)
    if post.kind != Kind.REPORTED or post.state != State.REPORTED:
        raise Refusal(Text("只有据报道的岗位可以这样更正。", "Only a reported post can be corrected like this."))
    if not reason.strip():
        raise Refusal(Text("请写明理由。", "Give a reason."))
    changes = _changes(post, place, employer.strip(), at)
    if not changes:
        raise Refusal(Text("没有要更正的内容。", "There is nothing to correct."))
    named = [name for name in _NAMES if f"{name}_id" in changes]
    changes |= {"corrected": sorted({*post.corrected, *named}), "changed_at": at}
    if Post.objects.filter(pk=post.pk, state=State.REPORTED).update(**changes) != 1:
        raise Conflict
    for name, value in changes.items():
        setattr(post, name, value)
    weigh(post, at=at)
    record(
        POST_CORRECTED,
        actor=by,
        subject_kind="post",
        subject_code=post.code,
        at=at,
        title=post.title,
        fields="、".join(_NAMES[name].zh for name in named),
        fields_en=", ".join(_NAMES[name].en for name in named),
        reason=reason.strip()[:300],
    )
    return post


def correctable(actor: Actor, codes: Iterable[str]) -> dict[str, bool]:
    """Which of these reported posts the actor may put right, each with whether its place is known."""
    posts = visible_to(actor).filter(code__in=set(codes), state=State.REPORTED).select_related("employer")
    return {post.code: post.place_id is not None for post in posts if roles_on(actor, post) & OFFICERS}


def without_corrected(post: Post, values: dict[str, Any]) -> dict[str, Any]:
    """What an import may write on a post: not what an officer put right."""
    kept = {name: value for name, value in values.items() if name.removesuffix("_id") not in post.corrected}
    if "place" in post.corrected and "facts" in kept:
        kept["facts"] = {**kept["facts"], "place": post.place_id}
    return kept


def _changes(post: Post, place: Place | None, employer: str, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if place is not None and place.code != post.place_id:
        changes |= {"place_id": place.code, "facts": {**post.facts, "place": place.code}}
    if employer and employer != post.employer_text:
        found = find_or_add_reported(name=employer, place=place or post.place, at=at)
        changes |= {"employer_id": found.pk}
    return changes


def _check_officer(post: Post, by: Actor) -> None:
    if not roles_on(by, post) & OFFICERS:
        raise Refusal(OUT_OF_SCOPE)
