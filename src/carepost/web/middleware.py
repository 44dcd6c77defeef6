"""What every request passes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import translation

from carepost.domain.facts import Text
from carepost.web.access import actor_for
from carepost.web.errors import server_page

Respond = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"
HOLDS_NUL = Text("内容含有不可见的空字符，请删去后重试。", "The value holds a NUL character; remove it and try again.")


class RefuseNulBytes:
    """PostgreSQL text holds no NUL: a request with one is refused here (400), once, not in every query."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        parameter = _parameter_with_nul(request)
        if parameter is None:
            return self.respond(request)
        if request.path.startswith("/api/"):
            error = {"parameter": parameter, "message_zh": HOLDS_NUL.zh, "message_en": HOLDS_NUL.en}
            return JsonResponse({"error": error}, status=400)
        # The language is chosen further in.
        with translation.override(translation.get_language_from_request(request)):
            return server_page("400.html", 400, parameter=parameter, detail=HOLDS_NUL)


def _parameter_with_nul(request: HttpRequest) -> str | None:
    """The name of the parameter, "path" for the address itself, None for a clean request."""
    if NUL in request.path:
        return "path"
    query = request.META.get("QUERY_STRING", "")
    if "%00" not in query and NUL not in query:
        return None
    values = QueryDict(query)
    return next((name for name in values if any(NUL in value for value in values.getlist(name))), "query")


class ActorMiddleware:
    """`request.actor` says who acts and in which roles."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.respond(request)
