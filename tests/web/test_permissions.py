"""Every address is in the matrix, and every cell of the matrix is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from carepost.domain.roles import Actor, Role
from carepost.records.crypto import code_from
from carepost.records.employers import Employer, Member
from carepost.records.people import PLACED_ROLES, STAFF_ROLES, User, grant_role
from carepost.records.places import Place
from tests.web.permission_matrix import AT, KWARGS, ROLES, ROWS, Row, as_markdown, permission_rows

# Views of Django and of the API's library say nothing of roles; their rows are asked all the same.
UNMARKED = ("set_language", "api:")
METHODS = ("GET", "POST")


def patterns(resolver: URLResolver, space: str = "", prefix: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """(name with namespaces or route, route, pattern) of every address."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{space}{entry.namespace}:" if entry.namespace else space, route)
        else:
            yield (f"{space}{entry.name}" if entry.name else f"/{route}", route, entry)


@cache
def some_password() -> str:
    return make_password("three-blue-chairs")


def person(role: Role) -> User | None:
    """Somebody with this one role beside carer; None for a visitor."""
    if role is Role.ANYONE:
        return None
    values = {"joined_at": AT, "password": some_password()}
    user, _ = User.objects.update_or_create(code=code_from(role.value.encode()), defaults=values)
    if role in STAFF_ROLES:
        named = {"name": "青岛市", "level": "city", "pinyin": "qingdao"}
        place = Place.objects.get_or_create(code="370200", defaults=named)[0] if role in PLACED_ROLES else None
        grant_role(user=user, role=role, place=place, by=Actor.system(), at=AT)
    elif role is not Role.CARER:
        named = {"name": "示例公司", "pinyin": "shili", "origin": "reported"}
        employer = Employer.objects.get_or_create(code="matrix", defaults=named)[0]
        Member.objects.create(employer=employer, user=user, role=role.value, since=AT)
    return user


def client_of(role: Role, *, second_factor: bool = True) -> Client:
    """A browser in which the person of a role is logged in, by default with a second factor."""
    client, user = Client(), person(role)
    if user is None:
        return client
    client.force_login(user)
    if second_factor:
        session = client.session
        # A fresh proof: that pages ask for one again after a while is tested with these pages.
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
    return client


def address(row: Row) -> str:
    if row.url_name.startswith("/"):
        return row.url_name
    return reverse(row.url_name, kwargs=KWARGS[row.kwargs]() if row.kwargs else None)


def statuses_of(row: Row) -> dict[Role, int]:
    url = address(row)
    return {role: client_of(role).generic(row.method, url).status_code for role in ROLES}


def test_every_address_is_in_the_matrix_and_nothing_else_is() -> None:
    listed = {row.url_name for row in ROWS}
    routed = {name for name, _, _ in patterns(get_resolver())}
    assert sorted(routed - listed) == [], "addresses without rows in tests/web/permission_matrix.py"
    assert sorted(listed - routed) == [], "rows for addresses that are gone"


def test_every_view_says_who_may_open_it() -> None:
    silent = [
        name
        for name, _, pattern in patterns(get_resolver())
        if not hasattr(pattern.callback, "required_roles") and not name.startswith(UNMARKED)
    ]
    assert silent == [], "mark the views with @public or @require of carepost.web.access"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.url_name}")
def test_the_matrix_names_every_role(row: Row) -> None:
    assert tuple(row.statuses) == ROLES
    assert row.method in METHODS


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.url_name}")
def test_every_cell_is_as_listed(row: Row) -> None:
    assert statuses_of(row) == dict(row.statuses)


UNLISTED = [
    Row(name, method, {}, next(iter(rows)).kwargs)
    for name, group in groupby(ROWS, key=lambda row: row.url_name)
    for rows in [list(group)]
    for method in METHODS
    if method not in {row.method for row in rows}
]


@pytest.mark.django_db
@pytest.mark.parametrize("row", UNLISTED, ids=lambda row: f"{row.method} {row.url_name}")
def test_a_method_that_is_not_listed_is_not_offered(row: Row) -> None:
    statuses = set(statuses_of(row).values())
    assert 405 in statuses
    assert statuses <= {405, 302, 403}


STAFF_ONLY = [
    row for row in ROWS if row.method == "GET" and row.statuses[Role.CARER] == 403 and row.statuses[Role.ANYONE] == 302
]


@pytest.mark.django_db
@pytest.mark.parametrize("row", STAFF_ONLY, ids=lambda row: row.url_name)
def test_without_a_second_factor_no_staff_page_opens(row: Row) -> None:
    url = address(row)
    for role in STAFF_ROLES:
        if row.statuses[role] != 403:
            answer = client_of(role, second_factor=False).get(url)
            assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, reverse("mfa_index"))


def test_the_matrix_is_told_as_a_table() -> None:
    header, *rows = permission_rows()
    assert len(rows) == len(ROWS)
    assert header[:3] == ("address", "method", "访客")
    assert "| mfa_index | GET | 302 | 200 |" in as_markdown()
