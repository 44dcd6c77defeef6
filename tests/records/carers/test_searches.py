"""Saving, changing, pausing and stopping searches."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from carepost.domain.flow import Refusal
from carepost.domain.search import BadParameter
from carepost.records.audit import trail_of
from carepost.records.carers import (
    SEARCHES_MAX,
    Frequency,
    SavedSearch,
    SearchNotFound,
    access_search,
    change_search,
    delete_search,
    pause_search,
    query_of,
    resume_search,
    save_search,
    search_by_token,
    searches_of,
    stop_search,
)
from carepost.records.people import User
from tests.records.carers.build import AT, HOUR, carer, saved


@pytest.fixture
def user(db: None) -> User:
    return carer()


def test_a_search_is_kept_sealed_under_its_canonical_address(user: User) -> None:
    search = saved(user, values={"page": "3", "place": "442000", "utm": "x"})
    assert query_of(search) == "place=442000"
    assert (search.place, search.since, search.paused, search.on_site, search.by_text) == (
        "442000",
        AT,
        False,
        True,
        False,
    )
    assert len(search.token) >= 20
    assert [s.code for s in searches_of(user)] == [search.code]


def test_the_same_search_is_kept_once_a_person(user: User) -> None:
    saved(user)
    with pytest.raises(Refusal, match="saved already"):
        saved(user, name="又一个", values={"page": "2", "place": "442000"})
    saved(carer("13900000002"))
    assert SavedSearch.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "  "}, "Give it a name"),
        ({"name": "字" * 41}, "Give it a name"),
        ({"on_site": False}, "Choose at least one way"),
    ],
)
def test_what_cannot_be_kept_is_refused(user: User, changes: dict[str, object], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        saved(user, **changes)
    assert searches_of(user) == ()


def test_texts_need_a_number(user: User) -> None:
    User.objects.filter(pk=user.pk).update(phone_sealed=None)
    user.refresh_from_db()
    with pytest.raises(Refusal, match="no number"):
        saved(user, by_text=True)


def test_an_address_that_cannot_be_read_is_refused(user: User) -> None:
    with pytest.raises(BadParameter):
        saved(user, values={"place": "qingdao"})


def test_twenty_searches_are_enough(user: User) -> None:
    for n in range(SEARCHES_MAX):
        saved(user, f"4420{n:02d}")
    with pytest.raises(Refusal, match="delete one first"):
        saved(user, "370200")
    delete_search(search=searches_of(user)[0], at=AT)
    saved(user, "370200")


def test_two_at_once_do_not_both_take_the_last_place(committed_db: object) -> None:
    user = carer()
    for n in range(SEARCHES_MAX - 1):
        saved(user, f"4420{n:02d}")
    refused: list[str] = []
    gate = threading.Barrier(2)

    def save(code: str) -> None:
        try:
            gate.wait(10)
            saved(user, code)
        except Refusal as refusal:
            refused.append(refusal.reason.en)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(code,)) for code in ("370200", "370211")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert SavedSearch.objects.filter(user=user).count() == SEARCHES_MAX


def test_a_search_is_changed_by_its_owner(user: User) -> None:
    search = saved(user)
    with pytest.raises(SearchNotFound):
        access_search(carer("13900000002"), search.code)
    mine = access_search(user, search.code)
    change_search(search=mine, name="新名字", frequency=Frequency.WEEKLY, on_site=True, by_text=True, at=AT)
    search.refresh_from_db()
    assert (search.name, search.frequency, search.by_text) == ("新名字", "weekly", True)
    with pytest.raises(Refusal):
        change_search(search=mine, name="新名字", frequency=Frequency.WEEKLY, on_site=False, by_text=False, at=AT)


def test_pausing_and_resuming_are_told_once(user: User) -> None:
    search = saved(user)
    assert pause_search(search=search, at=AT)
    assert not pause_search(search=search, at=AT)
    assert resume_search(search=search, at=AT + HOUR)
    assert not resume_search(search=search, at=AT + HOUR)
    search.refresh_from_db()
    assert search.since == AT + HOUR
    delete_search(search=search, at=AT)
    verbs = [e.verb.removeprefix("carer.search_") for e in trail_of("person", user.code)]
    assert verbs == ["saved", "paused", "resumed", "deleted"]


def test_a_token_stops_its_search_and_no_other(user: User) -> None:
    search, other = saved(user), saved(user, "370200")
    assert stop_search(token=search.token, at=AT).code == search.code
    assert stop_search(token=search.token, at=AT).paused
    assert search_by_token(search.token).paused
    assert not search_by_token(other.token).paused
    with pytest.raises(SearchNotFound):
        stop_search(token="guessed", at=AT)
    assert [e.verb for e in trail_of("person", user.code)].count("carer.search_stopped") == 1


def test_the_trail_says_neither_name_nor_address(user: User) -> None:
    search = save_search(user=user, name="青青家附近", values={"place": "442000"}, frequency=Frequency.INSTANT, at=AT)
    (event,) = trail_of("person", user.code)
    assert event.data == {"search": search.code, "frequency": "instant"}
    assert list(event.personal_facts.all()) == []
