"""Every page about accounts, in both languages: sound HTML, and no word of the other language."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django import Settings

from carepost.records.people import User, ensure_demo_people, seal_secret
from carepost.records.places import Place
from tests.web.account.conftest import PASSWORD, PHONE, Browser
from tests.web.html import faults, read

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "en"]
SECURITY = "/account/security/"
# The picture of a secret is drawn for one person and has no address. Passkeys are scripts by nature (the pages offer an
# app beside them): their data stand in a script element that nothing runs, their forms are sent by the script.
EXCUSED = re.compile(
    r"data:image/svg\+xml|^inline <script>$|^a form without a submit button: .*'(passkey-form|novalidate)'"
)


def check(browser: Browser, path: str, language: str, *, status: int = 200, **data: str) -> None:
    browser.cookies["django_language"] = language
    answer = browser.submit(path, **data) if data else browser.get(path)
    assert answer.status_code == status
    found = faults(read(answer.content.decode()), path, english=language == "en")
    assert [fault for fault in found if not EXCUSED.search(fault)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_login_are_sound(browser: Browser, officer: User, settings: Settings, language: str) -> None:
    for path in ("/account/login/", "/account/login/staff/", "/account/inactive/"):
        check(browser, path, language)
    check(browser, "/account/login/", language, status=422, phone="010 6512 3456")
    check(browser, "/account/login/staff/", language, status=422, login="clerk", password="wrong")
    browser.ask_code()
    check(browser, "/account/login/code/", language)
    check(browser, "/account/login/code/", language, status=422, digits="12")
    check(browser, "/account/login/", language, status=429, phone=PHONE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_s_login_pages_are_sound(browser: Browser, qingdao: Place, settings: Settings, language: str) -> None:
    settings.DEMO = True
    ensure_demo_people(at=timezone.now(), place=qingdao)
    browser.ask_code("13800000001")
    for path in ("/account/login/", "/account/login/code/", "/account/login/staff/"):
        check(browser, path, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_second_factor_are_sound(browser: Browser, officer: User, language: str) -> None:
    browser.submit("/account/login/staff/", login="clerk", password=PASSWORD)
    for path in ("", "app/", "passkeys/", "passkeys/add/"):
        check(browser, SECURITY + path, language)
    check(browser, SECURITY + "app/", language, status=422, code="12")
    check(browser, SECURITY + "passkeys/add/", language, status=422, name="", credential="[]")
    for path in ("/account/password/", "/account/again/password/", "/account/logout/"):
        check(browser, path, language)
    check(browser, "/account/again/password/", language, status=422, password="wrong")
    wrong = {"oldpassword": "wrong", "password1": "1", "password2": "2"}
    check(browser, "/account/password/", language, status=422, **wrong)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": seal_secret("A" * 32)})
    Authenticator.objects.create(user=officer, type="recovery_codes", data={"seed": seal_secret("a"), "used_mask": 0})
    for path in ("", "app/remove/", "recovery/", "recovery/new/"):
        check(browser, SECURITY + path, language)
    check(browser, "/account/again/code/", language)
    check(browser, "/account/again/code/", language, status=422, code="12")
    second = Browser()
    second.submit("/account/login/staff/", login="clerk", password=PASSWORD)
    check(second, "/account/login/second/", language)
    check(second, "/account/login/second/", language, status=422, code="12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_refuses_is_sound(browser: Browser, language: str) -> None:
    browser.log_in_by_phone()
    check(browser, "/bureau/import/", language, status=403)
