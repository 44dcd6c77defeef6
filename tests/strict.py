"""What makes pages stricter in tests than in production; tests/settings.py wires both."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.template.base import Node

import carepost

PRODUCT = Path(carepost.__file__).parent
WRITES = re.compile(r"\s*(?:WITH\b.*\b)?(INSERT|UPDATE|DELETE|TRUNCATE|COPY|MERGE|CREATE|ALTER|DROP)\b", re.I | re.S)
# Reading a page may refresh or end the visitor's own session: a message shown is a message removed.
OWN_SESSION = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "django_session"', re.I)


class UnknownVariable(str):
    """Django's `string_if_invalid`: raises where one of our templates prints a variable that does not exist.

    Templates of Django and allauth, which rely on silence, stay silent.
    """

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if template is None or PRODUCT in Path(template).parents:
            raise AssertionError(f"{template}: unknown template variable {variable}")
        return ""


def _template_being_rendered() -> str | None:
    frame = sys._getframe(1)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return None


class ReadOnlyGet:
    """A GET that writes fails the test, in whichever view, signal or middleware it happens."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return self.respond(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.respond(request)


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database execute wrapper that lets reads and the visitor's own session pass."""
    if WRITES.match(sql) and not OWN_SESSION.match(sql):
        raise AssertionError(f"a GET request writes: {sql[:200]}")
    return execute(sql, params, many, context)
