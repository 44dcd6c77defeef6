"""What two people may do at the same time, and what becomes of it: real connections, real commits."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connection, transaction

from carepost.domain.flow import Refusal
from carepost.records.certification import (
    Batch,
    BatchRow,
    Case,
    Certificate,
    Proposal,
    access_proposal,
    certify_case,
    close_batch,
    confirm_proposal,
    propose,
    reject_proposal,
    take_case,
)
from carepost.records.certification.certificates import next_serial
from carepost.records.people import User
from carepost.records.posts import Conflict, Post, withdraw_post
from tests.records.certification.build import AT, clerk, owner, published, reviewer, submitted, taken
from tests.records.posts.build import place

LATER = AT + timedelta(days=8)


def race(calls: list[object]) -> list[object]:
    """What each of several calls at the same time returns or raises."""
    ready, outcomes = threading.Barrier(len(calls)), list[object]()

    def run(call: object) -> None:
        try:
            ready.wait()
            outcomes.append(call())  # type: ignore[operator]
        except (Refusal, Conflict) as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_two_officers_who_take_a_post_at_once_one_gets_it(committed_db: object) -> None:
    post = submitted()
    actors = [clerk("clerk1"), clerk("clerk2")]
    outcomes = race([lambda by=by: take_case(post=Post.objects.get(pk=post.pk), by=by, at=AT).officer for by in actors])
    winners = [o for o in outcomes if isinstance(o, User)]
    assert len(winners) == 1
    assert isinstance(next(o for o in outcomes if o not in winners), Refusal)
    assert Case.objects.get().officer == winners[0]


def test_a_decision_and_a_withdrawal_at_once_do_not_both_succeed(committed_db: object) -> None:
    by, post = clerk(), submitted()
    case = taken(post, by)

    def withdraw() -> object:
        return withdraw_post(post=Post.objects.get(pk=post.pk), by=owner(), at=AT, reason="已招满。")

    outcomes = race([lambda: certify_case(case=case, by=by, at=AT), withdraw])
    lost = [o for o in outcomes if isinstance(o, Conflict | Refusal)]
    assert len(lost) <= 1
    stored = Post.objects.get(pk=post.pk)
    assert (stored.state == "certified") == (stored.certificate_number is not None)


def test_two_readers_at_once_decide_once(committed_db: object) -> None:
    proposal = propose(post=published(), kind=Proposal.Kind.REVOKE, reason="不实。", criteria=[], by=clerk(), at=AT)
    readers = [reviewer("reviewer1"), reviewer("reviewer2")]

    def confirm() -> object:
        mine = access_proposal(readers[0], proposal.code)
        return confirm_proposal(proposal=mine, decision="", by=readers[0], at=LATER)

    def reject() -> object:
        mine = access_proposal(readers[1], proposal.code)
        return reject_proposal(proposal=mine, decision="不同意。", by=readers[1], at=LATER)

    outcomes = race([confirm, reject])
    assert sum(isinstance(o, Proposal) for o in outcomes) == 1
    assert sum(isinstance(o, Conflict | Refusal) for o in outcomes) == 1
    state, post = Proposal.objects.get().state, Post.objects.get(code="own1")
    assert (state == "confirmed") == (post.state == "withdrawn")


def test_officers_who_certify_at_once_get_numbers_in_a_row(committed_db: object) -> None:
    by = clerk()
    cases = [taken(submitted(f"own{n}"), by) for n in range(5)]
    race([lambda case=case: certify_case(case=case, by=by, at=AT) for case in cases])
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [f"442000-2026-{n:05}" for n in range(1, 6)]


def test_a_counter_has_no_gaps_whoever_draws(committed_db: object) -> None:
    def draw() -> int:
        with transaction.atomic():
            return next_serial("test")

    assert sorted(race([draw] * 6)) == [1, 2, 3, 4, 5, 6]  # type: ignore[type-var]


def test_a_certificate_is_in_one_batch_whoever_closes(committed_db: object) -> None:
    published("own1")
    published("own2")
    actors = [clerk("clerk1"), clerk("clerk2")]
    outcomes = race([lambda by=by: close_batch(place=place("442000"), by=by, at=AT) for by in actors])
    assert sum(isinstance(o, Batch) for o in outcomes) == 1
    assert sum(isinstance(o, Refusal) for o in outcomes) == 1
    assert sorted(BatchRow.objects.values_list("number", flat=True)) == ["442000-2026-00001", "442000-2026-00002"]
