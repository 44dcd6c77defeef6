"""The interface and its address space; its description is served at openapi.json, without a docs page (no scripts)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.http import require_http_methods
from ninja import NinjaAPI

from carepost.api.posts import NotThere, router
from carepost.api.rules import router as rules
from carepost.api.schemas import ErrorDetail, ErrorOut
from carepost.domain.rules import CaseError, PayError
from carepost.domain.search import BadParameter

api = NinjaAPI(
    title="Carepost",
    version="1",
    description="育儿友好岗平台的公开数据。 Open data of the platform for parenting-friendly posts.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)
api.add_router("/rules", rules)
# Questions that are too long for an address; answering one writes nothing.
QUESTIONS = {"rules_pay", "rules_retirement", "rules_assess"}


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


@api.exception_handler(PayError)
@api.exception_handler(CaseError)
def bad_question(request: HttpRequest, fault: PayError | CaseError) -> HttpResponse:
    """A question whose named field cannot be read."""
    detail = ErrorDetail(parameter=fault.field, message_zh=fault.problem.zh, message_en=fault.problem.en)
    return api.create_response(request, ErrorOut(error=detail), status=422)


def reading(pattern: URLPattern | URLResolver) -> URLPattern:
    """The library's own addresses answer every method alike; nothing here writes, and only a question is posted."""
    if not isinstance(pattern, URLPattern):
        raise TypeError(f"{pattern} is not one address")
    methods = ["POST"] if pattern.name in QUESTIONS else ["GET", "HEAD"]
    pattern.callback = require_http_methods(methods)(pattern.callback)
    return pattern


app_name = "api"
urlpatterns = [reading(pattern) for pattern in api.urls[0]]
