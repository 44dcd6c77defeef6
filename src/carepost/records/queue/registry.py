"""Which function does which kind of work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

Handler = Callable[[dict[str, Any], datetime], None]
_handlers: dict[str, Handler] = {}
_daily: dict[str, int] = {}


def handler(kind: str, *, daily_hour: int | None = None) -> Callable[[Handler], Handler]:
    """Registers the function for a kind of task: it takes the payload and the time, in a transaction.

    With `daily_hour` the worker enqueues it once for every local day, due at that hour.
    Its effects and the task's completion commit together, so that a task is done once in effect; effects outside the
    database (a message sent) must be idempotent by the task's key. Raises ValueError for a kind that is taken.
    """

    def register(function: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"the task kind {kind!r} has two handlers")
        _handlers[kind] = function
        if daily_hour is not None:
            _daily[kind] = daily_hour
        return function

    return register


def handler_of(kind: str) -> Handler:
    """The function for a kind. Raises KeyError with a sentence for one that no room registers."""
    if kind not in _handlers:
        raise KeyError(f"no handler is registered for tasks of kind {kind!r}")
    return _handlers[kind]


def daily_kinds() -> dict[str, int]:
    """Kinds that run once a day, with their local hour."""
    return dict(_daily)
