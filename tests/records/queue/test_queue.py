"""Work is done once in effect, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from carepost.records.audit import trail_of
from carepost.records.queue import (
    LeaseLost,
    Task,
    Worker,
    claim,
    enqueue,
    fail,
    handler,
    heartbeat,
    perform,
    retry_failed,
)
from carepost.records.queue.operations import FIRST_WAIT, MOST_ATTEMPTS
from tests.records.queue import slow_tasks  # noqa: F401 (registers its handler)

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
LEASE = timedelta(seconds=30)
ROOT = Path(__file__).resolve().parents[3]
done: list[str] = []


@handler("test.note")
def note(payload: dict[str, Any], at: datetime) -> None:
    if payload.get("broken"):
        raise RuntimeError("the gateway said no")
    done.append(payload.get("name", ""))


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    # The daily work of other rooms is not counted here.
    monkeypatch.setattr("carepost.records.queue.registry._daily", {})


@pytest.mark.django_db
def test_the_same_business_key_is_enqueued_once() -> None:
    assert enqueue("test.note", key="n1", run_at=AT) is True
    assert enqueue("test.note", key="n1", run_at=AT) is False
    assert Task.objects.count() == 1


@pytest.mark.django_db
def test_work_nobody_can_do_is_refused_at_the_door() -> None:
    with pytest.raises(KeyError, match=r"test\.unheard"):
        enqueue("test.unheard", key="n1", run_at=AT)


@pytest.mark.django_db
def test_a_task_waits_for_its_time_and_is_leased_once() -> None:
    enqueue("test.note", key="n1", run_at=AT + timedelta(hours=1), payload={"name": "a"})
    assert claim(at=AT, lease=LEASE) is None
    later = AT + timedelta(hours=2)
    task = claim(at=later, lease=LEASE)
    assert task is not None
    assert claim(at=later, lease=LEASE) is None
    perform(task, at=later)
    assert done == ["a"]
    assert claim(at=later + timedelta(days=1), lease=LEASE) is None


@pytest.mark.django_db
def test_a_heartbeat_keeps_the_lease_and_a_lost_lease_keeps_nothing() -> None:
    enqueue("test.slow", key="s1", run_at=AT, payload={"subject": "lost", "seconds": 0})
    first = claim(at=AT, lease=LEASE)
    assert first is not None
    assert heartbeat(first, at=AT + timedelta(seconds=20), lease=LEASE)
    assert claim(at=AT + timedelta(seconds=40), lease=LEASE) is None
    second = claim(at=AT + timedelta(seconds=60), lease=LEASE)
    assert second is not None
    assert not heartbeat(first, at=AT, lease=LEASE)
    with pytest.raises(LeaseLost), transaction.atomic():
        perform(first, at=AT)
    assert trail_of("test", "lost") == ()
    perform(second, at=AT)
    assert len(trail_of("test", "lost")) == 1


@pytest.mark.django_db
def test_a_failing_task_waits_longer_each_time_and_is_given_up_for_a_person_to_see() -> None:
    enqueue("test.note", key="n1", run_at=AT, payload={"broken": True})
    at, waits = AT, []
    worker = Worker(clock=lambda: at)
    while Task.objects.filter(key="n1", failed_at__isnull=True).exists():
        worker.run_once()
        waits.append(Task.objects.get(key="n1").run_at - at)
        at += waits[-1]
    assert len(waits) == MOST_ATTEMPTS
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert Task.objects.get(key="n1").error == "RuntimeError: the gateway said no"
    assert retry_failed(key="n1", at=at)
    assert claim(at=at, lease=LEASE) is not None


@pytest.mark.django_db
def test_a_stale_worker_cannot_fail_a_task_that_another_holds() -> None:
    enqueue("test.note", key="n1", run_at=AT)
    first = claim(at=AT, lease=LEASE)
    second = claim(at=AT + LEASE, lease=LEASE)
    assert first is not None
    assert second is not None
    fail(first, at=AT, error="late")
    assert Task.objects.get(key="n1").token == second.token


def test_two_workers_never_hold_the_same_task(committed_db: object) -> None:
    for n in range(40):
        enqueue("test.note", key=f"n{n}", run_at=AT, payload={"name": str(n)})

    def work() -> None:
        try:
            worker = Worker(clock=lambda: AT)
            while worker.run_once():
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [str(n) for n in range(40)]


def start_worker() -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.records.queue.slow_tasks", "1.5"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited 30 s in vain")


def test_a_killed_worker_s_task_is_finished_by_the_next_once_in_effect(committed_db: object) -> None:
    enqueue("test.slow", key="slow", run_at=AT, payload={"subject": "killed", "seconds": 1})
    workers = [start_worker()]
    try:
        wait_until(lambda: Task.objects.filter(key="slow", attempts=1).exists())
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait()
        assert trail_of("test", "killed") == ()
        workers.append(start_worker())
        wait_until(lambda: Task.objects.filter(key="slow", done_at__isnull=False).exists())
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    assert Task.objects.get(key="slow").attempts == 2
    assert len(trail_of("test", "killed")) == 1
