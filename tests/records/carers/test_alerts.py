"""Alerts: told once, at the right time, to the right person, whoever dies on the way."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from carepost.domain.roles import Actor, Role
from carepost.domain.search import BadParameter
from carepost.domain.week import Fixed, Shifts, WeekEntry, weekly
from carepost.records.carers import (
    Frequency,
    SavedSearch,
    count_of,
    drop_week,
    hide_employer,
    keep_week,
    match_new_posts,
    pause_search,
    query_of,
    resume_search,
    rounds,
    run_alert,
    run_alerts,
    save_search,
)
from carepost.records.carers.alerts import words_of_text
from carepost.records.carers.models import AlertHit
from carepost.records.people import Notice, User, notices_of
from carepost.records.posts import Post
from carepost.records.posts.columns import pattern_row
from carepost.records.queue import Task, Worker, claim, enqueue, perform
from tests.records.carers.build import AT, DAY, HOUR, MORNING, WEEK, carer, opened, saved
from tests.records.posts.build import place

LATER = AT + 2 * HOUR


@pytest.fixture
def user(db: None) -> User:
    return carer()


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What the gateway was given: number, text, key."""
    sent: list[tuple[str, str, str]] = []

    class Gateway:
        def send(self, *, phone: str, text: str, key: str = "") -> None:
            sent.append((phone, text, key))

    monkeypatch.setattr("carepost.records.people.messages.sms_gateway", Gateway)
    return sent


def tell_opened(post: Post, at: datetime) -> None:
    """As the posts room does in the transaction that opens a post."""
    enqueue("carers.post_opened", key=f"carers.post_opened:{post.code}:{at}", run_at=at, payload={"post": post.code})


def work(at: datetime) -> None:
    """All that is due, daily work included."""
    worker = Worker(clock=lambda: at)
    while worker.run_once():
        pass
    assert not Task.objects.exclude(error="").exists()


def test_a_search_tells_once_of_all_new_posts(user: User) -> None:
    opened("old", AT - HOUR)
    search = saved(user)
    opened("new1")
    opened("new2")
    opened("elsewhere", where=place("370200"))
    assert run_alert(search=search, at=LATER) == 2
    assert run_alert(search=search, at=LATER) == 0
    assert run_alert(search=search, at=LATER + DAY) == 0
    (notice,) = notices_of(user)
    assert notice.text.zh == "“家附近”有 2 个新岗位。"
    assert (notice.kind, notice.url) == ("alert", f"/me/searches/{search.code}/posts/")
    assert set(AlertHit.objects.values_list("post__code", flat=True)) == {"new1", "new2"}


def test_a_post_whose_opening_commits_late_is_still_told(user: User) -> None:
    search = saved(user)
    assert run_alert(search=search, at=LATER) == 0
    opened("late", LATER - timedelta(minutes=5))
    assert run_alert(search=search, at=LATER + DAY) == 1


def test_a_post_that_opens_again_is_not_told_again(user: User) -> None:
    search = saved(user)
    post = opened("new1")
    assert run_alert(search=search, at=LATER) == 1
    Post.objects.filter(pk=post.pk).update(opened_at=LATER + HOUR)
    assert run_alert(search=search, at=LATER + 2 * HOUR) == 0


def test_paused_searches_and_closed_accounts_are_told_nothing(user: User) -> None:
    search = saved(user)
    pause_search(search=search, at=AT)
    opened("new1")
    assert run_alert(search=search, at=LATER) == 0
    resume_search(search=search, at=LATER)
    assert run_alert(search=search, at=LATER + HOUR) == 0
    opened("new2", LATER + HOUR)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert run_alert(search=search, at=LATER + 2 * HOUR) == 0
    assert Notice.objects.count() == 0


def test_employers_whom_she_hides_are_left_out(user: User) -> None:
    search = saved(user)
    hidden, shown = opened("p1", employer_code="e1"), opened("p2", employer_code="e2")
    assert hidden.employer is not None
    assert shown.employer is not None
    hide_employer(user=user, employer=hidden.employer, at=AT)
    hide_employer(user=user, employer=shown.employer, posts_too=False, at=AT)
    assert run_alert(search=search, at=LATER) == 1
    assert AlertHit.objects.get().post == shown


def test_two_workers_at_once_tell_once(committed_db: object) -> None:
    user = carer()
    search = saved(user, by_text=True)
    opened("new1")
    gate, told = threading.Barrier(2), list[int]()

    def run() -> None:
        try:
            gate.wait(10)
            told.append(run_alert(search=search, at=LATER))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0, 1]
    assert (Notice.objects.count(), AlertHit.objects.count()) == (1, 1)
    assert Task.objects.filter(kind="people.send_text").count() == 1


@pytest.mark.usefixtures("outbox")
def test_a_worker_that_dies_in_between_neither_loses_nor_repeats(
    user: User, monkeypatch: pytest.MonkeyPatch, outbox: list[tuple[str, str, str]]
) -> None:
    saved(user, by_text=True)
    opened("new1")
    run_alerts(at=MORNING)
    dying = claim(at=MORNING, lease=HOUR)
    assert dying is not None
    monkeypatch.setattr("carepost.records.carers.alerts._tell", _die)
    with pytest.raises(SystemError):
        perform(dying, at=MORNING)
    assert (AlertHit.objects.count(), Notice.objects.count()) == (0, 0)
    monkeypatch.undo()
    again = claim(at=MORNING + 2 * HOUR, lease=HOUR)
    assert again is not None
    perform(again, at=MORNING + 2 * HOUR)
    assert (AlertHit.objects.count(), Notice.objects.count()) == (1, 1)
    # Handed over, then dead before the task was marked: handed over again, under the same key.
    text = claim(at=MORNING + 2 * HOUR, lease=HOUR)
    assert text is not None
    assert text.kind == "people.send_text"
    assert text.payload["key"] == text.key


def _die(*_: object) -> None:
    raise SystemError("killed")


def test_texts_go_out_once_and_say_nothing_of_her(user: User, outbox: list[tuple[str, str, str]]) -> None:
    search = saved(user, name="接完孩子再上班", by_text=True, on_site=False)
    opened("new1")
    run_alert(search=search, at=LATER)
    work(LATER)
    assert Notice.objects.count() == 0
    ((phone, text, key),) = outbox
    assert (phone, text) == ("13912345678", "【岗位提醒】您订阅的搜索有 1 条新内容，请登录查看。")
    assert key.endswith(":new1")
    for word in ("孩", "妈", "育儿", "母", "女", search.name):
        assert word not in text


def test_the_text_carries_the_link_that_stops_it(user: User, settings: pytest.FixtureRequest) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://jobs.example"]  # type: ignore[attr-defined]
    search = saved(user, by_text=True)
    assert f"停止提醒 https://jobs.example/me/stop/{search.token}/ " in words_of_text(search, 3)


def test_no_phone_sounds_at_night(user: User, outbox: list[tuple[str, str, str]]) -> None:
    search = saved(user, by_text=True)
    midnight = AT + 12 * HOUR
    opened("new1", midnight - HOUR)
    run_alert(search=search, at=midnight)
    work(midnight)
    assert (outbox, Notice.objects.count()) == ([], 1)
    work(midnight + 7 * HOUR)
    assert outbox == []
    work(midnight + 8 * HOUR + timedelta(minutes=1))
    assert len(outbox) == 1


@pytest.mark.parametrize(
    ("frequency", "day", "told"),
    [
        (Frequency.DAILY, 0, 1),
        (Frequency.DAILY, 1, 1),
        (Frequency.WEEKLY, 0, 1),
        (Frequency.WEEKLY, 1, 0),
        (Frequency.INSTANT, 0, 0),
    ],
)
def test_rounds_keep_their_days(user: User, frequency: Frequency, day: int, told: int) -> None:
    """Day 0 is a Monday."""
    saved(user, frequency=frequency)
    opened("new1")
    work(MORNING + day * DAY)
    assert len(notices_of(user)) == told


def test_a_monday_that_was_missed_is_made_up_for(user: User) -> None:
    saved(user, frequency=Frequency.WEEKLY)
    opened("new1")
    work(MORNING + 8 * DAY)
    assert len(notices_of(user)) == 1


def test_a_round_done_twice_tells_once(user: User) -> None:
    saved(user)
    opened("new1")
    for _ in range(2):
        run_alerts(at=MORNING)
        work(MORNING)
    assert len(notices_of(user)) == 1


def test_a_post_that_opens_is_told_at_once_where_it_is(user: User) -> None:
    near = saved(user, "440000", name="广东", frequency=Frequency.INSTANT)
    everywhere = saved(user, name="全国", values={}, frequency=Frequency.INSTANT)
    far = saved(user, "370200", name="青岛", frequency=Frequency.INSTANT)
    paused = saved(user, "442000", name="暂停", frequency=Frequency.INSTANT)
    pause_search(search=paused, at=AT)
    post = opened("new1")
    tell_opened(post, AT + HOUR)
    tell_opened(post, AT + HOUR)
    work(AT + HOUR)
    told = set(SavedSearch.objects.filter(hits__isnull=False).values_list("code", flat=True))
    assert told == {near.code, everywhere.code}
    assert SavedSearch.objects.get(pk=far.pk).last_run is None


def test_a_post_that_closed_before_the_worker_came_is_told_to_nobody(user: User) -> None:
    saved(user, frequency=Frequency.INSTANT)
    post = opened("new1")
    tell_opened(post, AT + HOUR)
    Post.objects.filter(pk=post.pk).update(state="paused")
    work(AT + HOUR)
    assert Notice.objects.count() == 0


def test_many_searches_are_parted(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "PORTION", 2)
    for n in range(5):
        saved(
            user,
            f"4420{n:02d}",
            frequency=Frequency.INSTANT,
            values={"place": ("442000", "440000", "440100")[n % 3], "q": str(n)} if n else {},
        )
    assert match_new_posts(post=opened("new1"), at=AT) >= 2
    assert run_alerts(at=MORNING) == 0
    assert Task.objects.filter(kind="carers.alerts").count() >= 1


def test_nothing_personal_is_logged(
    user: User, caplog: pytest.LogCaptureFixture, settings: pytest.FixtureRequest
) -> None:
    settings.CAREPOST_SMS = "console"  # type: ignore[attr-defined]
    caplog.set_level(logging.DEBUG)
    search = saved(user, name="幸福小区附近", by_text=True)
    opened("new1")
    run_alert(search=search, at=LATER)
    work(LATER)
    assert "139****5678" in caplog.text
    assert "13912345678" not in caplog.text
    assert search.name not in caplog.text


def test_alerts_see_what_a_visitor_sees(user: User) -> None:
    """A member of an employer is not told of its drafts."""
    assert Actor.visitor().roles == {Role.ANYONE}
    search = save_search(user=user, name="全国", values={}, frequency=Frequency.DAILY, at=AT)
    draft = opened("draft1")
    Post.objects.filter(pk=draft.pk).update(state="draft")
    assert run_alert(search=search, at=LATER) == 0


def with_hours(code: str, start: str, end: str, days: str = "12345") -> Post:
    """A post that works on these days at these times."""
    post = opened(code)
    post.pattern = pattern_row(Fixed((Shifts.weekly(weekly(days, start, end)),)))
    post.save(update_fields=["pattern"])
    return post


def test_a_search_by_her_week_tells_what_fits_it_now(user: User) -> None:
    keep_week(user=user, entry=WEEK, at=AT)
    search = saved(user, values={"place": "442000", "week": "saved"})
    with_hours("mornings", "8:30", "12:00")
    with_hours("evenings", "18:00", "22:00")
    opened("silent")
    assert run_alert(search=search, at=LATER) == 1
    assert AlertHit.objects.get().post.code == "mornings"
    keep_week(user=user, entry=WeekEntry.from_query({"p": "weekend"}), at=LATER)
    with_hours("weekends", "10:00", "16:00", days="67")
    Post.objects.filter(code="weekends").update(opened_at=LATER + HOUR)
    assert run_alert(search=search, at=LATER + 2 * HOUR) == 1


def test_a_search_that_lost_its_week_waits_without_a_word(user: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    keep_week(user=user, entry=WEEK, at=AT)
    search = saved(user, values={"week": "saved"})
    drop_week(user=user, at=AT)
    opened("new1")
    assert run_alert(search=search, at=LATER) == 0
    assert f"saved search {search.code} was not run: week" in caplog.text
    with pytest.raises(BadParameter):
        count_of(query_of(search), user=user, at=LATER)


def test_counts_are_those_of_the_list_without_hidden_employers(user: User) -> None:
    search = saved(user)
    post = opened("p1", employer_code="e1")
    opened("p2", employer_code="e2")
    assert count_of(query_of(search), user=user, at=LATER).number == 2
    assert post.employer is not None
    hide_employer(user=user, employer=post.employer, at=AT)
    assert count_of(query_of(search), user=user, at=LATER).number == 1
