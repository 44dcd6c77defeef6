"""The loop that does the work: lease, heartbeat, perform."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import connection

from carepost.records.queue import operations as queue
from carepost.records.queue.models import Task

log = logging.getLogger(__name__)


class Worker:
    """Takes due tasks one at a time until told to stop. Any number of workers may run, on any number of machines."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        lease: timedelta = timedelta(seconds=30),
        idle: timedelta = timedelta(seconds=1),
    ) -> None:
        self.clock = clock
        self.lease = lease
        self.idle = idle
        self._stop = threading.Event()
        self._day: date | None = None

    def stop(self) -> None:
        """Asks the loop to end after the task at hand."""
        self._stop.set()

    def run(self) -> None:
        """Works until stopped."""
        while not self._stop.is_set():
            if not self.run_once():
                self._stop.wait(self.idle.total_seconds())

    def run_once(self) -> bool:
        """Does one task, if one is due; whether there was one."""
        at = self.clock()
        if self._day != at.date():
            queue.enqueue_daily(at=at)
            self._day = at.date()
        task = queue.claim(at=at, lease=self.lease)
        if task is None:
            return False
        try:
            with self._heartbeat(task):
                queue.perform(task, at=at)
        except queue.LeaseLost:
            log.warning("task %s was taken over by another worker; nothing of this attempt stays", task.key)
        except Exception as error:
            log.exception("task %s failed (attempt %d)", task.key, task.attempts)
            queue.fail(task, at=self.clock(), error=f"{type(error).__name__}: {error}")
        return True

    @contextmanager
    def _heartbeat(self, task: Task) -> Iterator[None]:
        done = threading.Event()

        def beat() -> None:
            try:
                while not done.wait(self.lease.total_seconds() / 4):
                    queue.heartbeat(task, at=self.clock(), lease=self.lease)
            finally:
                connection.close()

        thread = threading.Thread(target=beat, name=f"heartbeat {task.key}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
