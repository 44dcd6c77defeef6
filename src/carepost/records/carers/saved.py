"""Saved posts and hidden employers: the writers and readers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.records.audit import EventKind, record
from carepost.records.carers.events import EMPLOYER_HIDDEN, EMPLOYER_SHOWN, POST_SAVED, POST_UNSAVED
from carepost.records.carers.models import HiddenEmployer, SavedPost
from carepost.records.carers.profile import oneself
from carepost.records.employers import Employer
from carepost.records.people import User, actor_of
from carepost.records.posts import Post, visible_to

SAVED_MAX = 200
HIDDEN_MAX = 200


@transaction.atomic
def save_post(*, user: User, post: Post, at: datetime) -> bool:
    """Marks a post to find again; False when it was marked before. Raises Refusal beyond SAVED_MAX."""
    mine = SavedPost.objects.filter(user=user)
    if not mine.filter(post=post).exists() and mine.count() >= SAVED_MAX:
        raise Refusal(
            Text(f"最多收藏 {SAVED_MAX} 个岗位，请先取消一些。", f"You can save {SAVED_MAX} posts: remove some first.")
        )
    added = SavedPost.objects.get_or_create(user=user, post=post, defaults={"saved_at": at})[1]
    if added:
        _record(POST_SAVED, user, at, post=post.code)
    return added


@transaction.atomic
def unsave_post(*, user: User, post_code: str, at: datetime) -> bool:
    """Removes the mark; False when there was none. Works for posts that are no longer to be seen."""
    saved = SavedPost.objects.select_related("post").filter(user=user, post__code=post_code).first()
    if saved is None:
        return False
    saved.delete()
    _record(POST_UNSAVED, user, at, post=post_code)
    return True


def has_saved(user: User, post: Post) -> bool:
    """Whether she marked this post."""
    return SavedPost.objects.filter(user=user, post=post).exists()


def saved_count(user: User) -> int:
    """How many posts she marked, closed ones too."""
    return SavedPost.objects.filter(user=user).count()


def saved_posts(user: User, *, most: int = SAVED_MAX) -> tuple[tuple[SavedPost, bool], ...]:
    """Her marked posts, last marked first, each with whether it is still open to her."""
    mine = SavedPost.objects.filter(user=user).select_related("post__employer", "post__place", "post__pattern")
    saved = tuple(mine.order_by("-id")[:most])
    seen = visible_to(actor_of(user)).filter(pk__in=[each.post_id for each in saved])
    open_now = set(seen.values_list("pk", flat=True))
    return tuple((each, each.post_id in open_now) for each in saved)


@transaction.atomic
def hide_employer(*, user: User, employer: Employer, posts_too: bool = True, at: datetime) -> HiddenEmployer:
    """The employer never sees her in any matching; its posts are kept from her too unless she wants them.

    Repeating it changes that wish. Raises Refusal beyond HIDDEN_MAX.
    """
    mine = HiddenEmployer.objects.filter(user=user)
    if not mine.filter(employer=employer).exists() and mine.count() >= HIDDEN_MAX:
        raise Refusal(Text(f"最多对 {HIDDEN_MAX} 家单位隐藏。", f"You can hide from {HIDDEN_MAX} employers at most."))
    values = {"posts_too": posts_too}
    hidden, added = HiddenEmployer.objects.update_or_create(
        user=user, employer=employer, defaults=values, create_defaults={**values, "hidden_at": at}
    )
    if added:
        _record(EMPLOYER_HIDDEN, user, at, employer=employer.code)
    return hidden


@transaction.atomic
def show_employer(*, user: User, employer_code: str, at: datetime) -> bool:
    """Ends the hiding; False when there was none."""
    deleted, _ = HiddenEmployer.objects.filter(user=user, employer__code=employer_code).delete()
    if deleted:
        _record(EMPLOYER_SHOWN, user, at, employer=employer_code)
    return bool(deleted)


def hidden_employers(user: User) -> tuple[HiddenEmployer, ...]:
    """The employers from which she hides, by name."""
    mine = HiddenEmployer.objects.filter(user=user).select_related("employer")
    return tuple(mine.order_by("employer__pinyin", "pk"))


def employers_named(words: str, *, most: int = 10) -> tuple[Employer, ...]:
    """Employers whose name holds these words (two characters at least), by name: to choose whom to hide from."""
    said = " ".join(words.split())
    named = Employer.objects.filter(name__icontains=said).order_by("pinyin", "pk")
    return tuple(named[:most]) if len(said) > 1 else ()


def hidden_of(user: User) -> frozenset[str]:
    """Codes of the employers whose posts are kept from her: for lists and alerts."""
    mine = HiddenEmployer.objects.filter(user=user, posts_too=True)
    return frozenset(mine.values_list("employer__code", flat=True))


def hidden_from(user: User) -> frozenset[str]:
    """Codes of every employer that must never see her: for any matching."""
    return frozenset(HiddenEmployer.objects.filter(user=user).values_list("employer__code", flat=True))


def _record(kind: EventKind, user: User, at: datetime, **values: str) -> None:
    """The audit row; what she saves or avoids is a personal value and can be forgotten."""
    who = user.code
    record(kind, actor=oneself(user), subject_kind="person", subject_code=who, at=at, person_code=who, **values)
