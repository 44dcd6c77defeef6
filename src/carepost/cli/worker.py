"""`carepost worker`: does the queue's work until it is stopped."""

from __future__ import annotations

import signal
from datetime import timedelta
from types import FrameType

import click

from carepost.cli.database import prepare


@click.command()
@click.option(
    "--lease", default=30.0, show_default=True, help="Seconds after which a silent worker's task is taken over."
)
@click.option("--until-idle", is_flag=True, help="Stop as soon as nothing is due.")
def worker(lease: float, until_idle: bool) -> None:
    """Do queued work (leased, so that a killed worker's task is finished by the next one)."""
    prepare()
    from django.utils import timezone

    from carepost.records.queue import Worker

    loop = Worker(clock=timezone.now, lease=timedelta(seconds=lease))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        loop.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if until_idle:
        while loop.run_once():
            pass
    else:
        loop.run()
