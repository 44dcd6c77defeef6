"""Every page type, in both languages: sound HTML that works without scripts, and no word of the other language."""

from __future__ import annotations

from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Origin, Template
from django.test import Client, RequestFactory
from django.utils import translation

from carepost.domain.roles import Role
from carepost.records.places import Place
from carepost.web.errors import bad_request, server_error
from tests.strict import PRODUCT, ReadOnlyGet
from tests.web.html import Element, faults, read
from tests.web.page_list import PAGES, PageType, lay_records
from tests.web.test_permissions import client_of

LANGUAGES = ["zh-hans", "en"]
MOST_PAGES = 200


def reader(language: str, role: Role = Role.ANYONE) -> Client:
    """Somebody who chose a language."""
    client = client_of(role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_is_sound(page: PageType, language: str) -> None:
    lay_records()
    response = reader(language, page.role).generic(page.method, page.path)
    assert response.status_code == page.status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    tree = read(response.content.decode())
    assert faults(tree, page.path.partition("?")[0], english=language == "en") == []


@pytest.mark.django_db
def test_every_link_that_a_visitor_meets_opens() -> None:
    lay_records()
    client, seen, waiting = reader("zh-hans"), set[str](), ["/"]
    while waiting and len(seen) < MOST_PAGES:
        here = waiting.pop(0)
        response = client.get(here, follow=True)
        assert response.status_code == 200, here
        seen.add(here)
        if response["Content-Type"].startswith("text/html"):
            waiting += [link for link in _links(read(response.content.decode()), here) if link not in {*seen, *waiting}]
    assert {"/posts/?place=370200", "/posts/reported1/", "/employers/emp1/", "/about/"} <= seen


def _links(tree: Element, here: str) -> list[str]:
    targets = [a.attrs["href"].partition("#")[0] for a in tree.all("a")]
    whole = [here.partition("?")[0] + t if t.startswith("?") else t for t in targets]
    return [t for t in dict.fromkeys(whole) if t.startswith("/")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_pages_without_database_are_sound(template: str, language: str) -> None:
    request = RequestFactory().get("/")
    with translation.override(language):
        response = server_error(request) if template == "500.html" else bad_request(request, ValueError())
    assert response.status_code == int(template[:3])
    assert faults(read(response.content.decode()), "/", english=language == "en") == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html", "429.html"])
def test_pages_of_refusal_are_sound(template: str, language: str) -> None:
    request = RequestFactory().get("/")
    with translation.override(language):
        response = render(request, template)
    assert faults(read(response.content.decode()), "/", english=language == "en") == []


@pytest.mark.django_db
def test_the_language_switch_keeps_the_page() -> None:
    lay_records()
    client = reader("zh-hans")
    tree = read(client.get("/posts/?place=370200&page=2").content.decode())
    (form,) = [f for f in tree.all("form") if f.attrs["action"] == "/i18n/setlang/"]
    fields = {i.attrs["name"]: i.attrs["value"] for i in form.all("input")}
    response = client.post(form.attrs["action"], fields, follow=True)
    assert response.redirect_chain == [("/posts/?place=370200&page=2", 302)]
    assert read(response.content.decode()).all("html")[0].attrs["lang"] == "en"


def rendered_as(origin: Path, source: str) -> str:
    return Template(source, origin=Origin(name=str(origin))).render(Context())


def test_an_unknown_variable_fails_in_our_templates_only() -> None:
    ours, theirs = PRODUCT / "web" / "templates" / "base.html", Path(django.__file__).parent / "forms" / "p.html"
    assert rendered_as(ours, "{% if unknown %}{% endif %}") == ""
    assert rendered_as(theirs, "{{ unknown.name }}") == ""
    with pytest.raises(AssertionError, match=r"unknown template variable unknown\.name"):
        rendered_as(ours, "{{ unknown.name }}")


def write_place(request: HttpRequest) -> HttpResponse:
    Place.objects.filter(code="370200").update(name="岛城")
    return HttpResponse("written")


@pytest.mark.django_db
def test_a_get_request_that_writes_fails() -> None:
    assert settings.MIDDLEWARE[0] == "tests.strict.ReadOnlyGet"
    guarded = ReadOnlyGet(write_place)
    with pytest.raises(AssertionError, match="a GET request writes: UPDATE"), transaction.atomic():
        guarded(RequestFactory().get("/"))
    assert guarded(RequestFactory().post("/")).content == b"written"
