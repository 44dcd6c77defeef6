"""What every request passes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from carepost.web.access import actor_for

Respond = Callable[[HttpRequest], HttpResponse]


class RefuseNulBytes:
    """PostgreSQL text holds no NUL: a request with one is refused here, once, not in every query."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            return HttpResponseBadRequest(
                "请求含有空字节（NUL），请删去后重试。 The request holds a NUL byte; remove it and try again."
            )
        return self.respond(request)


class ActorMiddleware:
    """`request.actor` says who acts and in which roles."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.respond(request)
