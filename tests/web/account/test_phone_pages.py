"""Login by phone, as a browser does it."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from carepost.records.people import FileGateway, SmsNotSent, User, phone_of_person
from carepost.records.people.models import LoginCode, Throttle
from tests.web.account.conftest import PHONE, Browser

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/account/login/", "/account/login/code/"


def wrong() -> str:
    return f"{(int(FileGateway().last_code(PHONE)) + 1) % 1_000_000:06d}"


def more_time() -> None:
    """As if the minute between two codes were over."""
    Throttle.objects.all().delete()


def test_a_number_and_a_code_log_in_and_back_to_where_one_came_from(browser: Browser) -> None:
    answer = browser.log_in_by_phone(next="/posts/?place=370200&page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/posts/?place=370200&page=2")
    user = User.objects.get()
    assert phone_of_person(user) == PHONE
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert browser.get(LOGIN).status_code == 302
    assert browser.get(CODE).status_code == 302


def test_the_pages_ask_for_the_right_keyboard(browser: Browser) -> None:
    page = browser.get(LOGIN).content.decode()
    assert re.search(r'<input type="tel"[^>]*autocomplete="tel"', page)
    browser.ask_code()
    page = browser.get(CODE).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "138****8000" in page
    assert PHONE not in page


def test_known_and_unknown_numbers_get_the_same_answers(browser: Browser) -> None:
    browser.log_in_by_phone("13900139000")
    answers = []
    for phone in ("13900139000", "13900139001"):
        more_time()
        visitor = Browser()
        sent = visitor.ask_code(phone)
        page = visitor.get(CODE).content.decode().replace(f"{phone[:3]}****{phone[-4:]}", "")
        refused = visitor.submit(CODE, digits="000000" if FileGateway().last_code(phone) != "000000" else "000001")
        body = refused.content.decode().replace(f"{phone[:3]}****{phone[-4:]}", "")
        hide = re.compile(r'value="[A-Za-z0-9]{64}"|\d+ 秒')
        answers.append(
            (sent.status_code, sent["Location"], hide.sub("", page), refused.status_code, hide.sub("", body))
        )
    assert answers[0] == answers[1]
    assert User.objects.count() == 1


def test_wrong_thrice_and_the_code_is_spent(browser: Browser) -> None:
    browser.ask_code()
    for said in ("还可以再试 2 次", "还可以再试 1 次", "请重新获取"):
        answer = browser.submit(CODE, digits=wrong())
        assert answer.status_code == 422
        assert said in answer.content.decode()
    answer = browser.submit(CODE, digits=FileGateway().last_code(PHONE))
    assert answer.status_code == 422
    assert not User.objects.exists()
    more_time()
    assert browser.submit(CODE, resend="1").status_code == 302
    assert browser.submit(CODE, digits=FileGateway().last_code(PHONE)).status_code == 302
    assert User.objects.count() == 1


def test_a_code_cannot_be_used_again_from_another_browser(browser: Browser) -> None:
    browser.ask_code()
    copy = Browser()
    copy.cookies.load({key: morsel.value for key, morsel in browser.cookies.items()})
    digits = FileGateway().last_code(PHONE)
    assert browser.submit(CODE, digits=digits).status_code == 302
    assert "_auth_user_id" not in copy.session
    answer = copy.get(CODE)
    assert (answer.status_code, answer["Location"]) == (302, LOGIN)


def test_an_expired_code_is_refused(browser: Browser) -> None:
    browser.ask_code()
    sent = LoginCode.objects.get()
    sent.expires_at = sent.sent_at
    sent.save()
    answer = browser.submit(CODE, digits=FileGateway().last_code(PHONE))
    assert answer.status_code == 422
    assert "已失效" in answer.content.decode()


def test_asking_again_at_once_says_when_to_try_again(browser: Browser) -> None:
    browser.ask_code()
    for path, data in ((CODE, {"resend": "1"}), (LOGIN, {"phone": PHONE})):
        answer = browser.submit(path, **data)
        assert answer.status_code == 429
        assert 1 <= int(answer["Retry-After"]) <= 61
        assert re.search(r"请在 \d+ 秒后再试", answer.content.decode())
        assert re.search(r"最早时间：\d\d:\d\d:\d\d", answer.content.decode())


@pytest.mark.parametrize(
    "phone", ["", "1" * 10_000, "138\x00", "<script>", "010 6512 3456", "+1 415 555 0100", "\ud83d\ude00", "1380013800"]
)
def test_a_hostile_number_is_refused_by_the_form(browser: Browser, phone: str) -> None:
    answer = browser.submit(LOGIN, phone=phone.encode("utf-16", "surrogatepass").decode("utf-16"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#id_phone"' in page
    assert "<script>" not in page.replace("<script>alert", "").split("</head>")[1]
    assert not LoginCode.objects.exists()


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "1" * 10_000, "123\x00456", "١٢٣٤٥٦"])
def test_what_is_no_code_is_refused_and_costs_no_try(browser: Browser, digits: str) -> None:
    browser.ask_code()
    answer = browser.submit(CODE, digits=digits)
    assert answer.status_code == 422
    assert LoginCode.objects.get().tries == 0


def test_a_code_written_with_spaces_or_full_width_is_read(browser: Browser) -> None:
    browser.ask_code()
    digits = FileGateway().last_code(PHONE)
    full = f" {digits[:3]} {digits[3:]} ".translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert browser.submit(CODE, digits=full).status_code == 302


@pytest.mark.parametrize(
    "bad",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_nobody_is_led_off_the_site(browser: Browser, bad: str) -> None:
    assert "evil" not in browser.get(LOGIN, {"next": bad}).content.decode().split("<main")[1]
    assert browser.log_in_by_phone(next=bad)["Location"] == "/"


def test_the_session_changes_its_name_at_login(browser: Browser) -> None:
    browser.ask_code()
    before = browser.cookies["sessionid"].value
    browser.submit(CODE, digits=FileGateway().last_code(PHONE))
    assert browser.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_no_session_holds_a_number_or_a_code(browser: Browser) -> None:
    browser.ask_code()
    first = str(dict(browser.session.items()))
    browser.submit(CODE, digits=FileGateway().last_code(PHONE))
    for stored in (first, str(dict(browser.session.items()))):
        assert PHONE not in stored
        assert FileGateway().last_code(PHONE) not in stored


@pytest.mark.parametrize("path", [LOGIN, CODE])
def test_a_post_without_a_forgery_token_is_refused(browser: Browser, path: str) -> None:
    browser.ask_code()
    assert browser.post(path, {"phone": PHONE, "digits": "000000"}).status_code == 403


def test_the_second_page_alone_leads_to_the_first(browser: Browser) -> None:
    assert browser.get(CODE)["Location"] == LOGIN


def test_a_gateway_that_fails_is_said(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: FileGateway, *, phone: str, text: str) -> None:
        raise SmsNotSent("no credit")

    monkeypatch.setattr(FileGateway, "send", fail)
    answer = browser.ask_code()
    assert answer.status_code == 422
    assert "短信没有发出" in answer.content.decode()


def test_a_person_who_is_switched_off_is_told_after_the_proof_only(browser: Browser) -> None:
    browser.log_in_by_phone()
    User.objects.update(is_active=False)
    more_time()
    assert browser.get("/account/security/").status_code == 302
    visitor = Browser()
    assert visitor.ask_code()["Location"] == CODE
    answer = visitor.submit(CODE, digits=FileGateway().last_code(PHONE))
    assert answer["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in visitor.session


def test_logging_out_takes_a_post(browser: Browser) -> None:
    browser.log_in_by_phone()
    assert browser.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in browser.session
    assert browser.submit("/account/logout/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_demo_logins_are_shown_in_the_demo_only(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    for path in (LOGIN, "/account/login/staff/"):
        page = client.get(path).content.decode()
        assert "演示账号" not in page
        assert "demo-clerk" not in page
    settings.DEMO = True
    for path, login, other in ((LOGIN, "13800000001", "demo-clerk"), ("/account/login/staff/", "demo-clerk", "13800")):
        page = client.get(path).content.decode()
        assert login in page
        assert other not in page
    assert "尚未发送" in client.get(LOGIN).content.decode()
    browser = Browser()
    browser.ask_code("13800000001")
    assert FileGateway().last_code("13800000001") in browser.get(LOGIN).content.decode()
