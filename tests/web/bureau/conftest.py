"""A browser in which somebody acts; how people log in is the accounts' own test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from carepost.domain.roles import Actor
from carepost.records.people import User
from carepost.web.middleware import ActorMiddleware
from tests.records.posts.build import AT

Enter = Callable[[Actor], Client]


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch, client: Client, db: None) -> Enter:
    """Lets an actor in: enter(CLERK).get("/bureau/")."""

    def as_actor(who: Actor) -> Client:
        client.logout()
        if who.code:
            client.force_login(User.objects.get_or_create(code=who.code, defaults={"joined_at": AT})[0])

        def call(self: ActorMiddleware, request: HttpRequest) -> HttpResponse:
            request.actor = who  # type: ignore[attr-defined]
            return self.respond(request)

        monkeypatch.setattr(ActorMiddleware, "__call__", call)
        return client

    return as_actor
