"""Two officers at the same time: real connections, real commits."""

from __future__ import annotations

import threading

from django.db import connection

from carepost.domain.flow import Refusal
from carepost.records.audit import Event
from carepost.records.packs import Version, approve_version, refuse_version
from carepost.records.packs.lawbook import Lawbook
from tests.records.packs.build import AT, REVIEWER, SECOND_REVIEWER, STARTS, place_with, scheme_with, staged


def race(calls: list[object]) -> list[object]:
    """What each of several calls at the same time returns or raises."""
    ready, outcomes = threading.Barrier(len(calls)), list[object]()

    def run(call: object) -> None:
        try:
            ready.wait()
            outcomes.append(call())  # type: ignore[operator]
        except Refusal as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_two_who_approve_at_once_one_does(committed_db: object) -> None:
    version = staged()
    outcomes = race(
        [lambda by=by: approve_version(version=version, by=by, at=AT) for by in (REVIEWER, SECOND_REVIEWER)]
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "Version"]
    assert Event.objects.filter(verb="pack.approved").count() == 1


def test_of_approval_and_refusal_at_once_one_holds(committed_db: object) -> None:
    version = staged()
    outcomes = race(
        [
            lambda: approve_version(version=version, by=REVIEWER, at=AT),
            lambda: refuse_version(version=version, reason="试", by=SECOND_REVIEWER, at=AT),
        ]
    )
    (won,) = [outcome for outcome in outcomes if isinstance(outcome, Version)]
    assert Version.objects.get(pk=version.pk).state == won.state


def test_of_two_versions_that_do_not_go_together_one_is_approved(committed_db: object) -> None:
    """Each is sound alone: were both checked at once, both would pass and the law would not load."""
    scheme = scheme_with() | {"params/more.yaml": place_with()["params/made_up.yaml"]}
    versions = [staged(scheme), staged(place_with())]
    outcomes = race([lambda v=v: approve_version(version=v, by=REVIEWER, at=AT) for v in versions])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "Version"]
    assert dict(Lawbook().on(STARTS).faults) == {}
