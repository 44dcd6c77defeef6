"""Saved searches: the writers and readers. Running them is alerts' part."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.search import address_of
from carepost.records.audit import EventKind, record
from carepost.records.carers.events import (
    SEARCH_CHANGED,
    SEARCH_DELETED,
    SEARCH_PAUSED,
    SEARCH_RESUMED,
    SEARCH_SAVED,
    SEARCH_STOPPED,
)
from carepost.records.carers.matching import asked
from carepost.records.carers.models import Frequency, SavedSearch
from carepost.records.carers.profile import oneself
from carepost.records.carers.sealed import query_index, seal_query
from carepost.records.crypto import new_code
from carepost.records.people import User

SEARCHES_MAX = 20
NAME_MAX = 40


class SearchNotFound(LookupError):
    """She has no such saved search."""


@transaction.atomic
def save_search(
    *,
    user: User,
    name: str,
    values: Mapping[str, str],
    frequency: Frequency,
    on_site: bool = True,
    by_text: bool = False,
    at: datetime,
) -> SavedSearch:
    """Keeps a search (the parameters of its address), to be run for posts that open from now on.

    Raises Refusal (no name, no channel, no number for texts, saved already, more than SEARCHES_MAX) and BadParameter.
    """
    name = _checked(user, name, on_site=on_site, by_text=by_text)
    search_asked = asked(values, user=user)
    query = address_of(search_asked)
    # Two at once must not both find room: the second waits here.
    User.objects.select_for_update().get(pk=user.pk)
    mine, index = SavedSearch.objects.filter(user=user), query_index(query, person=user.code)
    if mine.filter(query_index=index).exists():
        raise Refusal(Text("这个搜索已经保存过。", "This search is saved already."))
    if mine.count() >= SEARCHES_MAX:
        raise Refusal(
            Text(
                f"最多保存 {SEARCHES_MAX} 个搜索，请先删除一个。",
                f"You can save {SEARCHES_MAX} searches: delete one first.",
            )
        )
    code = new_code()
    search = SavedSearch.objects.create(
        code=code,
        user=user,
        name=name,
        query_sealed=seal_query(query, search=code),
        query_index=index,
        place=search_asked.place or "",
        frequency=frequency.value,
        on_site=on_site,
        by_text=by_text,
        token=secrets.token_urlsafe(18),
        since=at,
        created_at=at,
    )
    _record(SEARCH_SAVED, search, at, frequency=frequency.value)
    return search


@transaction.atomic
def change_search(
    *, search: SavedSearch, name: str, frequency: Frequency, on_site: bool, by_text: bool, at: datetime
) -> SavedSearch:
    """Changes name, frequency and channels; what it asks stays. Raises Refusal."""
    search.name = _checked(search.user, name, on_site=on_site, by_text=by_text)
    search.frequency, search.on_site, search.by_text = frequency.value, on_site, by_text
    search.save(update_fields=["name", "frequency", "on_site", "by_text"])
    _record(SEARCH_CHANGED, search, at, frequency=frequency.value)
    return search


@transaction.atomic
def pause_search(*, search: SavedSearch, at: datetime) -> bool:
    """Tells nothing until it is resumed; False when it was paused already."""
    return _pause(search, SEARCH_PAUSED, at)


@transaction.atomic
def resume_search(*, search: SavedSearch, at: datetime) -> bool:
    """Tells again, of posts that open from now on; False when it was not paused."""
    resumed = SavedSearch.objects.filter(pk=search.pk, paused=True).update(paused=False, since=at)
    if resumed:
        search.paused, search.since = False, at
        _record(SEARCH_RESUMED, search, at)
    return bool(resumed)


@transaction.atomic
def stop_search(*, token: str, at: datetime) -> SavedSearch:
    """Pauses the search of this token, whoever asks: the link in a message stops it. Raises SearchNotFound."""
    search = search_by_token(token)
    _pause(search, SEARCH_STOPPED, at)
    return search


@transaction.atomic
def delete_search(*, search: SavedSearch, at: datetime) -> None:
    """Deletes it with what it told."""
    _record(SEARCH_DELETED, search, at)
    SavedSearch.objects.filter(pk=search.pk).delete()


def searches_of(user: User) -> tuple[SavedSearch, ...]:
    """Her saved searches, newest first."""
    return tuple(SavedSearch.objects.filter(user=user).select_related("user").order_by("-pk"))


def access_search(user: User, code: str) -> SavedSearch:
    """Her search with this code. Raises SearchNotFound, for somebody else's too."""
    return _found(SavedSearch.objects.filter(user=user, code=code).select_related("user").first(), code)


def search_by_token(token: str) -> SavedSearch:
    """The search that this link stops. Raises SearchNotFound."""
    return _found(SavedSearch.objects.filter(token=token).select_related("user").first(), "token")


def _found(search: SavedSearch | None, by: str) -> SavedSearch:
    if search is None:
        raise SearchNotFound(by)
    return search


def _checked(user: User, name: str, *, on_site: bool, by_text: bool) -> str:
    """The name made tidy. Raises Refusal for what cannot be kept."""
    words = " ".join(name.split())
    if not words or len(words) > NAME_MAX:
        raise Refusal(Text(f"请取个名字（{NAME_MAX} 字以内）。", f"Give it a name of at most {NAME_MAX} characters."))
    if not (on_site or by_text):
        raise Refusal(Text("请至少选一种提醒方式。", "Choose at least one way to be told."))
    if by_text and user.phone_sealed is None:
        raise Refusal(Text("这个账号没有手机号，收不到短信。", "This account has no number for text messages."))
    return words


def _pause(search: SavedSearch, kind: EventKind, at: datetime) -> bool:
    paused = SavedSearch.objects.filter(pk=search.pk, paused=False).update(paused=True)
    search.paused = True
    if paused:
        _record(kind, search, at)
    return bool(paused)


def _record(kind: EventKind, search: SavedSearch, at: datetime, **values: str) -> None:
    actor = oneself(search.user)
    values |= {"search": search.code}
    record(kind, actor=actor, subject_kind="person", subject_code=search.user.code, at=at, **values)
