"""The life of a post: who may move it, when, and what stays behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import sentence_of, trail_of
from carepost.records.posts import (
    POST_LIFE,
    Conflict,
    Post,
    certify_post,
    downgrade_post,
    draft_post,
    expire_post,
    move_post,
    operations,
    pause_post,
    publish_post,
    renew_certificate,
    resume_post,
    return_post,
    revise_post,
    revoke_post,
    submit_post,
    withdraw_post,
)
from carepost.records.posts.events import POST_MOVED
from carepost.records.posts.models import State
from carepost.records.queue import Worker
from tests.records.posts.build import (
    AT,
    CLERK,
    FAR_REVIEWER,
    OWNER,
    REVIEWER,
    TODAY,
    actor,
    employer,
    own_post,
    place,
    reported_post,
)


def test_states_and_actions_are_those_that_are_stored_and_told() -> None:
    assert list(POST_LIFE.states) == list(State.values)
    assert {t.action for t in POST_LIFE.transitions} == set(POST_MOVED)
    assert {str(state): label.zh for state, label in POST_LIFE.states.items()} == dict(State.choices)


@pytest.mark.django_db
def test_a_post_from_draft_to_withdrawal_leaves_a_trail_in_words() -> None:
    post = draft_post(
        employer=employer(),
        by=OWNER,
        at=AT,
        title="平车缝纫工",
        place=place("442000"),
        expires_on=date(2026, 12, 1),
        pay_text="3500元/月",
    )
    submit_post(post=post, by=OWNER, at=AT)
    return_post(post=post, by=CLERK, at=AT, reason="请写明人数。")
    submit_post(post=post, by=OWNER, at=AT)
    certify_post(post=post, by=CLERK, at=AT, number="442000-2026-00001")
    publish_post(post=post, by=OWNER, at=AT)
    pause_post(post=post, by=OWNER, at=AT)
    resume_post(post=post, by=OWNER, at=AT)
    assert (post.certificate_number, post.certified_on, post.opened_at) == ("442000-2026-00001", TODAY, AT)
    downgrade_post(post=post, by=REVIEWER, at=AT, reason="工时与认定不符。", proposer="person2")
    assert (post.certificate_number, post.certified_on) == (None, None)
    revise_post(post=post, by=OWNER, at=AT, expires_on=date(2027, 3, 1))
    withdraw_post(post=post, by=OWNER, at=AT, reason="已招满。")
    stored = Post.objects.get(pk=post.pk)
    assert (stored.state, stored.expires_on, stored.pay_text) == ("withdrawn", date(2027, 3, 1), "3500元/月")
    trail = trail_of("post", post.code)
    assert [event.verb for event in trail][:3] == ["post.drafted", "post.submitted", "post.returned"]
    assert len(trail) == 11
    assert sentence_of(trail[2], names={"person1": "王敏"}).zh == "王敏退回了岗位「平车缝纫工」。请写明人数。"


@pytest.mark.django_db
def test_a_reported_post_is_never_certified_and_its_officer_may_withdraw_it() -> None:
    post = reported_post("rep1")
    with pytest.raises(Refusal, match="reported now"):
        certify_post(post=post, by=FAR_REVIEWER, at=AT, number="370200-2026-00001")
    withdraw_post(post=post, by=FAR_REVIEWER, at=AT, reason="来源有误。")
    assert Post.objects.get(code="rep1").state == "withdrawn"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        actor(Role.EMPLOYER_OWNER, employers=("another",)),
        actor(Role.EMPLOYER_OWNER),
        FAR_REVIEWER,
        actor(Role.OFFICER_REVIEWER),
        actor(Role.CARER),
        Actor.visitor(),
    ],
)
def test_nobody_moves_a_post_that_is_not_hers(who: Actor) -> None:
    post = own_post("own1", "published")
    with pytest.raises(Refusal) as refused:
        withdraw_post(post=post, by=who, at=AT, reason="试")
    assert refused.value.reason.zh
    assert Post.objects.get(pk=post.pk).state == "published"
    assert trail_of("post", "own1") == ()


@pytest.mark.django_db
def test_drafting_is_for_the_employer_s_own_people_and_a_date_to_come() -> None:
    first = {"employer": employer(), "at": AT, "title": "甲", "place": place("442000")}
    with pytest.raises(Refusal, match="neither"):
        draft_post(by=FAR_REVIEWER, expires_on=TODAY, **first)
    with pytest.raises(Refusal, match="today or later"):
        draft_post(by=OWNER, expires_on=TODAY - timedelta(days=1), **first)
    for words in ({"title": ""}, {"title": "长" * 121}, {"pay_text": "长" * 301}):
        with pytest.raises(ValidationError) as refused:
            draft_post(by=OWNER, expires_on=TODAY, **(first | words))
        assert list(refused.value.message_dict) == list(words)
    assert not Post.objects.exists()
    assert draft_post(by=OWNER, expires_on=TODAY, **first).state == "draft"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "action", "who"),
    [("submitted", "certify", CLERK), ("certified", "publish", OWNER), ("paused", "resume", OWNER)],
)
def test_a_past_expiry_date_bars_the_way_until_it_is_revised(state: str, action: str, who: Actor) -> None:
    post = own_post("own1", state, expires_on=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="past"):
        move_post(post=post, action=action, by=who, at=AT)
    post = own_post("own2", state, expires_on=TODAY)
    assert move_post(post=post, action=action, by=who, at=AT).state != state


@pytest.mark.django_db
def test_a_withdrawal_says_why() -> None:
    with pytest.raises(Refusal, match="reason"):
        withdraw_post(post=own_post("own1", "published"), by=OWNER, at=AT, reason="  ")


@pytest.mark.django_db
@pytest.mark.parametrize("move", [downgrade_post, revoke_post])
@pytest.mark.parametrize(("reason", "proposer"), [("  ", "person2"), ("工时不符。", ""), ("工时不符。", REVIEWER.code)])
def test_a_downgrade_or_revocation_needs_a_reason_and_two_officers(
    move: Callable[..., Post], reason: str, proposer: str
) -> None:
    post = own_post("own1", "published")
    with pytest.raises(Refusal, match="another, a reviewer, confirms"):
        move(post=post, by=REVIEWER, at=AT, reason=reason, proposer=proposer)
    assert Post.objects.get(pk=post.pk).state == "published"


@pytest.mark.django_db
def test_the_bureau_withdraws_no_own_post_by_itself() -> None:
    with pytest.raises(Refusal, match="Only these may do this"):
        withdraw_post(post=own_post("own1", "published"), by=REVIEWER, at=AT, reason="试")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "move"),
    [
        ("paused", lambda post: revise_post(post=post, by=OWNER, at=AT, expires_on=TODAY)),
        ("published", lambda post: withdraw_post(post=post, by=OWNER, at=AT, reason="已招满。")),
        ("published", lambda post: revoke_post(post=post, by=REVIEWER, at=AT, reason="不实。", proposer="person2")),
    ],
)
def test_a_certificate_ends_with_the_states_in_which_it_stands(state: str, move: Callable[[Post], Post]) -> None:
    post = own_post("own1", state, certificate_number="442000-2026-00001", certified_on=TODAY)
    move(post)
    stored = Post.objects.get(pk=post.pk)
    assert (stored.certificate_number, stored.certified_on) == (None, None)


@pytest.mark.django_db
def test_another_certificate_takes_the_place_of_the_one_that_stands() -> None:
    post = own_post("own1", "published", certificate_number="442000-2026-00001", certified_on=TODAY)
    with pytest.raises(Refusal, match="neither"):
        renew_certificate(post=post, by=OWNER, at=AT, number="442000-2026-00002")
    renew_certificate(post=post, by=CLERK, at=AT, number="442000-2026-00002")
    assert Post.objects.get(pk=post.pk).certificate_number == "442000-2026-00002"
    with pytest.raises(Refusal, match="Only a certified post"):
        renew_certificate(post=own_post("own2", "draft"), by=CLERK, at=AT, number="442000-2026-00003")


@pytest.mark.django_db
def test_opening_a_post_is_announced_once_for_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(operations, "enqueue", lambda kind, *, key, run_at, payload: announced.append((key, payload)))
    post = own_post("own1", "certified")
    publish_post(post=post, by=OWNER, at=AT)
    pause_post(post=post, by=OWNER, at=AT)
    resume_post(post=post, by=OWNER, at=AT + timedelta(hours=1))
    keys = [key for key, _ in announced]
    assert keys == [
        f"carers.post_opened:own1:{AT.isoformat()}",
        f"carers.post_opened:own1:{post.opened_at.isoformat()}",
    ]
    assert all(payload == {"post": "own1"} for _, payload in announced)


@pytest.mark.django_db
def test_the_daily_task_closes_what_is_past_and_nothing_else() -> None:
    yesterday = TODAY - timedelta(days=1)
    for n, (state, day) in enumerate(
        [("published", yesterday), ("paused", yesterday), ("certified", yesterday), ("published", TODAY)]
    ):
        own_post(f"own{n}", state, expires_on=day)
    own_post("draft1", "draft", expires_on=yesterday)
    with pytest.raises(Refusal, match="not past"):
        expire_post(post=Post.objects.get(code="own3"), by=Actor.system(), at=AT)

    def run(at: datetime) -> None:
        worker = Worker(clock=lambda: at)
        while worker.run_once():
            pass

    run(AT)
    run(AT + timedelta(hours=1))
    states = dict(Post.objects.values_list("code", "state"))
    assert states == {
        "own0": "expired",
        "own1": "expired",
        "own2": "expired",
        "own3": "published",
        "draft1": "draft",
    }
    assert [e.verb for e in trail_of("post", "own0")] == ["post.expired"]
    run(AT + timedelta(days=1))
    assert Post.objects.get(code="own3").state == "expired"


def test_of_two_stale_copies_one_wins(committed_db: object) -> None:
    own_post("own1", "submitted")
    moves = (
        lambda post: certify_post(post=post, by=CLERK, at=AT, number="442000-2026-00001"),
        lambda post: withdraw_post(post=post, by=OWNER, at=AT, reason="已招满。"),
    )
    ready = threading.Barrier(len(moves))
    outcomes: list[str] = []

    def race(n: int) -> None:
        try:
            post = Post.objects.select_related("employer").get(code="own1")
            ready.wait()
            outcomes.append(moves[n](post).state)
        except Conflict as conflict:
            outcomes.append(f"conflict: {conflict}")
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(n,)) for n in range(len(moves))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [outcome for outcome in outcomes if not outcome.startswith("conflict")]
    assert len(outcomes) == 2
    assert Post.objects.get(code="own1").state == won
    assert len(trail_of("post", "own1")) == 1
