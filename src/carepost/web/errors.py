"""Pages for requests that fail. Those for 403, 404 and 429 are plain templates that Django and allauth look up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no view could read (too many fields, a forged host, ...)."""
    return server_page("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here."""
    return server_page("500.html", 500)


def server_page(template: str, status: int, **context: object) -> HttpResponse:
    """Rendered without the request: neither session nor database may be needed to say that they are down."""
    return HttpResponse(loader.render_to_string(template, context), status=status)


def refused(request: HttpRequest, *, status: int, context: dict[str, object]) -> HttpResponse:
    """A page that names what in the address is wrong and where to go on."""
    return render(request, "public/refused.html", context, status=status)
