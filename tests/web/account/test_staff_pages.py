"""Staff: user name, password and second factor; roles count only after that."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from carepost.domain.roles import Actor, Role
from carepost.records.audit import trail_of
from carepost.records.people import FileGateway, User, ensure_demo_people
from carepost.records.people.models import Throttle
from carepost.records.people.phone_login import phone_index, seal_phone
from carepost.records.places import Place
from carepost.web.access import public, require
from carepost.web.account.demo import demo_code, demo_logins
from carepost.web.urls import urlpatterns as own_pages
from tests.web.account.conftest import AT, PASSWORD, PHONE, Browser

pytestmark = pytest.mark.django_db
STAFF, SECOND, SECURITY = "/account/login/staff/", "/account/login/second/", "/account/security/"
APP = SECURITY + "app/"


@require(Role.OFFICER_CLERK, Role.OFFICER_REVIEWER)
def desk(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return HttpResponse(" ".join(sorted(actor.scopes(Role.OFFICER_CLERK, Role.OFFICER_REVIEWER))))


@require(Role.EMPLOYER_OWNER, Role.CARER)
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [*own_pages, path("desk/", desk), path("mine/", mine)]


@pytest.fixture(autouse=True)
def desks(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    cache.clear()


def codes(secret: str) -> list[str]:
    """The three codes that an app with this secret may show now."""
    return [format_hotp_value(hotp_value(secret, counter)) for counter in yield_hotp_counters_from_time()]


def set_up(browser: Browser) -> str:
    """Sets an authenticator app up as a person does it; returns its secret."""
    page = browser.get(APP).content.decode()
    secret, token = (
        re.search(r"<code data-source>([A-Z2-7]{32})</code>", page),
        re.search(r'token" value="([^"]+)"', page),
    )
    assert secret
    assert token
    # The oldest code, so that the others are unused; at the turn of a half minute it has just run out: once more then.
    for _ in range(2):
        answer = browser.post(APP, {"csrfmiddlewaretoken": token[1], "code": codes(secret[1])[0]})
        if answer.status_code == 302:
            break
    assert (answer.status_code, answer["Location"]) == (302, "/account/security/recovery/")
    return secret[1]


def log_in(browser: Browser, username: str = "clerk", password: str = PASSWORD, **data: str) -> HttpResponse:
    return browser.submit(STAFF, login=username, password=password, **data)


def test_without_a_second_factor_a_staff_role_is_withheld_and_set_up_comes_first(
    browser: Browser, officer: User
) -> None:
    answer = log_in(browser)
    assert answer["Location"] == SECURITY
    assert "设置验证器应用或通行密钥之后" in browser.get(SECURITY).content.decode()
    answer = browser.get("/desk/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, f"{SECURITY}?next=%2Fdesk%2F%3Fpage%3D2")
    assert browser.get("/mine/").status_code == 200
    set_up(browser)
    assert browser.get("/desk/").content == b"370200"
    assert "设置验证器应用或通行密钥之后" not in browser.get(SECURITY).content.decode()


def test_password_then_code_opens_the_desk_where_one_came_from(browser: Browser, officer: User) -> None:
    secret = TOTP.activate(officer, "A" * 32).instance
    assert browser.get("/desk/")["Location"] == f"{STAFF}?next=%2Fdesk%2F"
    answer = log_in(browser, next="/desk/")
    assert answer["Location"] == SECOND
    assert "_auth_user_id" not in browser.session
    assert browser.get("/desk/").status_code == 302
    answer = browser.submit(SECOND, code=codes("A" * 32)[1])
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert browser.get("/desk/").status_code == 200
    assert browser.session.get_expiry_age() <= 12 * 3600
    assert [event.verb for event in trail_of("person", officer.code)][-1] == "person.staff_logged_in"
    assert secret.data["secret"] != "A" * 32


def test_a_code_is_taken_once(browser: Browser, officer: User) -> None:
    TOTP.activate(officer, "A" * 32)
    code = codes("A" * 32)[1]
    log_in(browser)
    assert browser.submit(SECOND, code=code).status_code == 302
    cache.clear()  # as in another process
    other = Browser()
    log_in(other)
    answer = other.submit(SECOND, code=code)
    assert answer.status_code == 422
    assert "已经用过" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "000000", "abc", "1" * 10_000, "12\x0034", "０００００"])
def test_a_wrong_code_is_refused_by_the_form(browser: Browser, officer: User, code: str) -> None:
    TOTP.activate(officer, "A" * 32)
    log_in(browser)
    assert browser.submit(SECOND, code=code).status_code == 422
    assert "_auth_user_id" not in browser.session


def test_wrong_codes_are_counted_for_the_person(browser: Browser, officer: User) -> None:
    TOTP.activate(officer, "A" * 32)
    log_in(browser)
    wrong = next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in codes("A" * 32))
    statuses = [browser.submit(SECOND, code=wrong).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert browser.submit(SECOND, code=codes("A" * 32)[1]).status_code == 429


def test_a_recovery_code_opens_once(browser: Browser, officer: User) -> None:
    log_in(browser)
    set_up(browser)
    kept = re.findall(r"<code data-source>(\d{8})</code>", browser.get(SECURITY + "recovery/").content.decode())
    assert len(kept) == 10
    for status in (302, 422):
        other = Browser()
        log_in(other)
        assert other.submit(SECOND, code=kept[0]).status_code == status
    assert browser.submit(SECURITY + "recovery/new/").status_code == 302
    again = re.findall(r"<code data-source>(\d{8})</code>", browser.get(SECURITY + "recovery/").content.decode())
    assert not set(kept) & set(again)


def test_secrets_are_sealed(browser: Browser, officer: User) -> None:
    log_in(browser)
    secret = set_up(browser)
    kept = re.findall(r"<code data-source>(\d{8})</code>", browser.get(SECURITY + "recovery/").content.decode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert secret not in stored
    assert kept[0] not in stored
    assert secret not in str(dict(browser.session.items()))


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(browser: Browser, officer: User) -> None:
    pages = []
    for username in ("clerk", "nobody"):
        answer = log_in(browser, username, "wrong-wrong-wrong")
        assert answer.status_code == 422
        pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert pages[0] == pages[1]
    assert "用户名或密码不正确" in pages[0]


def test_wrong_passwords_are_throttled_by_name_and_the_right_one_waits_too(browser: Browser, officer: User) -> None:
    statuses = [log_in(browser, "clerk", "wrong-wrong-wrong").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    answer = log_in(Browser(), "CLERK")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 600
    assert re.search(r"请在 1[0-9] 分钟后再试", answer.content.decode())
    Throttle.objects.all().delete()
    assert log_in(Browser()).status_code == 302


def test_right_passwords_do_not_count(browser: Browser, officer: User) -> None:
    for _ in range(12):
        assert log_in(Browser()).status_code == 302


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("clerk", ""), ("a" * 10_000, "x"), ("clerk", "x" * 10_000), ("cl\x00erk", "x"), ("' OR 1=1 --", "x")],
)
def test_hostile_names_and_passwords_are_refused_by_the_form(
    browser: Browser, officer: User, username: str, password: str
) -> None:
    assert log_in(browser, username, password).status_code == 422


def test_staff_sessions_change_their_name_and_nobody_is_led_off_the_site(browser: Browser, officer: User) -> None:
    TOTP.activate(officer, "A" * 32)
    log_in(browser, next="https://evil.example/")
    before = browser.cookies["sessionid"].value
    answer = browser.submit(SECOND, code=codes("A" * 32)[1])
    assert answer["Location"] == "/"
    assert browser.cookies["sessionid"].value != before


def test_the_second_step_alone_leads_to_the_first(browser: Browser, db: None) -> None:
    assert browser.get(SECOND)["Location"] == "/account/login/"


def test_removing_the_only_factor_withholds_the_role_at_the_next_login(browser: Browser, officer: User) -> None:
    log_in(browser)
    set_up(browser)
    assert browser.submit(APP + "remove/").status_code == 302
    assert not Authenticator.objects.exists()
    other = Browser()
    assert log_in(other)["Location"] == SECURITY
    assert other.get("/desk/").status_code == 302


def test_a_session_from_before_the_factor_shows_it_first(browser: Browser, officer: User) -> None:
    log_in(browser)
    TOTP.activate(officer, "A" * 32)
    answer = browser.get("/desk/")
    assert answer["Location"] == "/account/again/code/?next=%2Fdesk%2F"
    answer = browser.submit(answer["Location"], code=codes("A" * 32)[1])
    assert answer["Location"] == "/desk/"
    assert browser.get("/desk/").status_code == 200


def test_the_password_is_changed_by_who_knows_the_old_one(browser: Browser, officer: User) -> None:
    log_in(browser)
    change = {"password1": "seven-green-doors", "password2": "seven-green-doors"}
    assert browser.submit("/account/password/", oldpassword="wrong", **change).status_code == 422
    unequal = browser.submit("/account/password/", oldpassword=PASSWORD, **(change | {"password2": "x"}))
    assert unequal.status_code == 422
    assert "两次输入的新密码不一致" in unequal.content.decode()
    weak = {"password1": "1234567890", "password2": "1234567890"}
    assert browser.submit("/account/password/", oldpassword=PASSWORD, **weak).status_code == 422
    assert browser.submit("/account/password/", oldpassword=PASSWORD, **change).status_code == 302
    assert log_in(Browser(), password="seven-green-doors").status_code == 302


def test_delicate_pages_ask_again_after_a_while(browser: Browser, officer: User) -> None:
    log_in(browser)
    session = browser.session
    for entry in session["account_authentication_methods"]:
        entry["at"] -= 301
    session.save()
    answer = browser.get(APP)
    assert answer["Location"].startswith("/account/again/password/?next=")
    assert browser.submit(answer["Location"], password="wrong").status_code == 422
    assert browser.submit(answer["Location"], password=PASSWORD)["Location"] == APP
    assert browser.get(APP).status_code == 200


@pytest.mark.parametrize(
    "credential",
    ["", "[]", "1", '"x"', "{}", "{", '{"id": "a", "rawId": "!!", "response": {}, "type": "public-key"}', "[" * 5000]
    + [json.dumps({"id": "\x00", "rawId": "AA", "response": {"clientDataJSON": "AA"}, "type": "public-key"})]
    + [json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response}) for response in (
        {"clientDataJSON": "AA", "attestationObject": "AA"},
        {"clientDataJSON": "e30", "attestationObject": "oA"},
        {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"},
    )],
)  # fmt: skip
def test_a_hostile_passkey_is_refused_by_the_form(browser: Browser, officer: User, credential: str) -> None:
    log_in(browser)
    assert browser.submit(SECURITY + "passkeys/add/", name="x", credential=credential).status_code == 422
    TOTP.activate(officer, "A" * 32)
    assert browser.submit("/account/again/code/", code=codes("A" * 32)[1]).status_code == 302
    other = Browser()
    log_in(other)
    assert other.submit(SECOND, credential=credential).status_code == 422
    assert Authenticator.objects.count() == 1


def test_a_role_that_is_missing_is_named_in_both_languages(browser: Browser) -> None:
    browser.log_in_by_phone()
    answer = browser.get("/desk/")
    assert answer.status_code == 403
    assert "人社局经办" in answer.content.decode()
    browser.cookies["django_language"] = "en"
    assert "Bureau reviewer" in browser.get("/desk/").content.decode()


def test_a_visitor_is_led_to_the_login_that_fits(client: Client) -> None:
    assert client.get("/mine/")["Location"] == "/account/login/?next=%2Fmine%2F"
    assert client.get("/desk/")["Location"] == f"{STAFF}?next=%2Fdesk%2F"
    assert client.post("/desk/")["Location"] == STAFF


def test_a_phone_person_with_a_staff_role_needs_the_second_factor_too(browser: Browser, officer: User) -> None:
    officer.phone_index, officer.phone_sealed = phone_index(PHONE), seal_phone(PHONE, person=officer.code)
    officer.save()
    assert browser.log_in_by_phone()["Location"] == SECURITY
    assert browser.get("/desk/").status_code == 302
    set_up(browser)
    assert browser.get("/desk/").status_code == 200


def test_a_person_without_a_password_has_none_to_change(browser: Browser) -> None:
    browser.log_in_by_phone()
    assert browser.get("/account/password/")["Location"] == SECURITY
    assert "修改密码" not in browser.get(SECURITY).content.decode()


def test_views_say_who_may_open_them() -> None:
    assert desk.required_roles == (Role.OFFICER_CLERK, Role.OFFICER_REVIEWER)  # type: ignore[attr-defined]
    assert public(lambda request: HttpResponse("")).required_roles == (Role.ANYONE,)  # type: ignore[attr-defined]


def test_the_demo_s_logins_open_and_close_with_the_demo(browser: Browser, qingdao: Place, settings: Settings) -> None:
    settings.DEMO = True
    ensure_demo_people(at=AT, place=qingdao)
    rows = {row.login: row for row in demo_logins()}
    clerk = rows["demo-clerk"]
    log_in(browser, clerk.login, clerk.password)
    assert demo_code() in browser.get(SECOND).content.decode()
    assert browser.submit(SECOND, code=demo_code()).status_code == 302
    assert browser.get("/desk/").status_code == 200
    browser_of_carer = Browser()
    assert browser_of_carer.log_in_by_phone("13800000001").status_code == 302
    settings.DEMO = False
    assert demo_logins() == ()
    assert browser.get("/desk/").status_code == 302
    assert browser_of_carer.get(SECURITY).status_code == 302
    assert log_in(Browser(), clerk.login, clerk.password)["Location"] == "/account/inactive/"
    Throttle.objects.all().delete()
    again = Browser()
    again.ask_code("13800000001")
    answer = again.submit("/account/login/code/", digits=FileGateway().last_code("13800000001"))
    assert answer["Location"] == "/account/inactive/"


def test_nobody_signs_staff_up(browser: Browser, officer: User) -> None:
    for path_ in ("signup/", "password/reset/", "email/", "2fa/", "3rdparty/"):
        assert browser.get(f"/account/{path_}").status_code == 404
    assert User.objects.count() == 1
