"""The interface and its address space; its description is served at openapi.json, without a docs page (no scripts)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from carepost.api.posts import NotThere, router
from carepost.api.schemas import ErrorDetail, ErrorOut
from carepost.domain.search import BadParameter

api = NinjaAPI(
    title="Carepost",
    version="1",
    description="育儿友好岗平台的公开数据。 Open data of the platform for parenting-friendly posts.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)


def refuse(request: HttpRequest, refusal: BadParameter | NotThere, status: int) -> HttpResponse:
    """Names the parameter and what to write instead, in both languages."""
    detail = ErrorDetail(parameter=refusal.parameter, message_zh=refusal.message.zh, message_en=refusal.message.en)
    return api.create_response(request, ErrorOut(error=detail), status=status)


@api.exception_handler(BadParameter)
def bad_parameter(request: HttpRequest, refusal: BadParameter) -> HttpResponse:
    """The value has the wrong form."""
    return refuse(request, refusal, 422)


@api.exception_handler(NotThere)
def not_there(request: HttpRequest, refusal: NotThere) -> HttpResponse:
    """The value names nothing."""
    return refuse(request, refusal, 404)


def read_only(pattern: URLPattern | URLResolver) -> URLPattern:
    """The library's own addresses answer every method alike; nothing here takes anything but a reading."""
    if not isinstance(pattern, URLPattern):
        raise TypeError(f"{pattern} is not one address")
    pattern.callback = require_safe(pattern.callback)
    return pattern


app_name = "api"
urlpatterns = [read_only(pattern) for pattern in api.urls[0]]
