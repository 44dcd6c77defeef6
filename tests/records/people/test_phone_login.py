"""A code proves a number; who has it is asked afterwards."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from carepost.records.audit import forget_person, sentence_of, trail_of
from carepost.records.crypto import SealBroken, new_keys, with_new_key
from carepost.records.people import (
    CODE_LIFE,
    CodeRefused,
    FileGateway,
    PhoneError,
    SmsNotSent,
    TooMany,
    User,
    phone_of_person,
    redeem_login_code,
    request_login_code,
    reseal_people,
)
from carepost.records.people.models import LoginCode, Throttle
from carepost.records.people.phone_login import MOST_TRIES, forget_login_codes
from carepost.records.people.sms import ConsoleGateway, sms_gateway
from carepost.records.queue import daily_kinds
from tests.records.people.conftest import Outbox

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
PHONE = "13800138000"


def ask(outbox: Outbox, *, at: datetime = AT, phone: str = PHONE) -> LoginCode:
    return request_login_code(phone=phone, address="192.0.2.1", at=at, gateway=outbox)


def redeem(sent: LoginCode, digits: str, *, at: datetime = AT) -> User:
    return redeem_login_code(code=sent.code, digits=digits, address="192.0.2.1", at=at)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06d}"


@pytest.mark.django_db
def test_a_first_code_makes_an_account_and_the_next_one_finds_it(outbox: Outbox) -> None:
    user = redeem(ask(outbox, phone="+86 138 0013 8000"), outbox.digits)
    assert phone_of_person(user) == PHONE
    assert user.phone_verified
    assert not user.has_usable_password()
    later = AT + timedelta(hours=1)
    assert redeem(ask(outbox, at=later), outbox.digits, at=later) == user
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_nothing_readable_is_stored(outbox: Outbox) -> None:
    redeem(ask(outbox), outbox.digits)
    with connection.cursor() as cursor:
        for table in ("people_user", "people_logincode", "people_throttle", "audit_event", "audit_personalfact"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{PHONE}%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{outbox.digits}%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table


@pytest.mark.django_db
def test_signing_up_is_told_and_can_be_forgotten(outbox: Outbox) -> None:
    user = redeem(ask(outbox), outbox.digits)
    (event,) = trail_of("person", user.code)
    assert "138****8000" in sentence_of(event).zh
    forget_person(person_code=user.code)
    (event,) = trail_of("person", user.code)
    assert "138" not in sentence_of(event).zh


@pytest.mark.django_db
def test_asking_is_the_same_work_for_a_known_and_an_unknown_number(
    outbox: Outbox, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    redeem(ask(outbox), outbox.digits)
    with django_assert_num_queries(5) as known:
        ask(outbox, at=AT + timedelta(minutes=2))
    with django_assert_num_queries(5) as unknown:
        ask(outbox, at=AT + timedelta(minutes=2), phone="13900139000")
    for queries in (known, unknown):
        assert not any("people_user" in query["sql"] for query in queries.captured_queries)
    assert outbox.sent[-1][1][:10] == outbox.sent[-2][1][:10]


@pytest.mark.django_db
def test_three_wrong_codes_spend_it_even_for_the_right_one(outbox: Outbox) -> None:
    sent = ask(outbox)
    for left in (2, 1):
        with pytest.raises(CodeRefused, match=f"{left} more") as refused:
            redeem(sent, wrong(outbox.digits))
        assert not refused.value.final
    for digits in (wrong(outbox.digits), outbox.digits):
        with pytest.raises(CodeRefused, match="get a new one") as refused:
            redeem(sent, digits)
        assert refused.value.final
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_code_works_once(outbox: Outbox) -> None:
    sent = ask(outbox)
    redeem(sent, outbox.digits)
    with pytest.raises(CodeRefused):
        redeem(sent, outbox.digits)


@pytest.mark.django_db
def test_a_code_lapses(outbox: Outbox) -> None:
    sent = ask(outbox)
    with pytest.raises(CodeRefused):
        redeem(sent, outbox.digits, at=AT + CODE_LIFE)
    assert redeem(sent, outbox.digits, at=AT + CODE_LIFE - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_code_opens_only_the_request_it_answers(outbox: Outbox) -> None:
    first = ask(outbox)
    digits = outbox.digits
    second = ask(outbox, at=AT + timedelta(minutes=2), phone="13900139000")
    if outbox.digits == digits:  # one time in a million
        return
    with pytest.raises(CodeRefused):
        redeem(second, digits, at=AT + timedelta(minutes=2))
    assert redeem(first, digits, at=AT + timedelta(minutes=2))


@pytest.mark.django_db
def test_a_number_waits_a_minute_and_has_ten_an_hour(outbox: Outbox) -> None:
    ask(outbox)
    with pytest.raises(TooMany) as refused:
        ask(outbox, at=AT + timedelta(seconds=59))
    assert refused.value.until == AT + timedelta(seconds=60)
    for n in range(1, 10):
        ask(outbox, at=AT + timedelta(minutes=n))
    with pytest.raises(TooMany) as refused:
        ask(outbox, at=AT + timedelta(minutes=30))
    assert refused.value.until == AT + timedelta(hours=1)
    assert len(outbox.sent) == 10
    ask(outbox, at=AT + timedelta(hours=1))


@pytest.mark.django_db
def test_an_address_is_limited_over_all_numbers(outbox: Outbox) -> None:
    for n in range(60):
        ask(outbox, phone=f"138001380{n:02d}")
    with pytest.raises(TooMany):
        ask(outbox, phone="13900139000")
    assert request_login_code(phone="13900139000", address="192.0.2.2", at=AT, gateway=outbox)


@pytest.mark.django_db
def test_a_bad_number_costs_and_sends_nothing(outbox: Outbox) -> None:
    with pytest.raises(PhoneError):
        ask(outbox, phone="010 6512 3456")
    assert not Throttle.objects.exists()
    assert outbox.sent == []


def test_tries_at_the_same_moment_do_not_slip_through(committed_db: object, outbox: Outbox) -> None:
    sent, digits = ask(outbox), outbox.digits
    answers: list[str] = []

    def guess() -> None:
        try:
            redeem(sent, wrong(digits))
        except CodeRefused as refused:
            answers.append("spent" if refused.final else "wrong")
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert answers.count("spent") >= 6
    assert LoginCode.objects.get().tries == MOST_TRIES


def test_two_first_logins_at_once_make_one_account(committed_db: object, outbox: Outbox) -> None:
    codes = []
    for n in range(4):
        codes.append((ask(outbox, at=AT + timedelta(minutes=n)), outbox.digits))
    people: list[int] = []

    def log_in(sent: LoginCode, digits: str) -> None:
        try:
            people.append(redeem(sent, digits, at=AT + timedelta(minutes=3)).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=log_in, args=pair) for pair in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(people) == 4
    assert len(set(people)) == 1
    assert len(trail_of("person", User.objects.get().code)) == 1


@pytest.mark.django_db
def test_rotation_seals_again_with_the_newest_key(outbox: Outbox, settings: Settings) -> None:
    settings.CAREPOST_KEYS = new_keys()
    people = []
    for n in range(3):
        people.append(redeem(ask(outbox, phone=f"1380013800{n}"), outbox.digits))
    assert reseal_people() == 0
    both = settings.CAREPOST_KEYS = with_new_key(settings.CAREPOST_KEYS)
    assert [reseal_people(most=2), reseal_people(most=2), reseal_people(most=2)] == [2, 1, 0]
    index, _, newest = both.split(",")
    settings.CAREPOST_KEYS = f"{index},{newest}"
    for n, user in enumerate(people):
        user.refresh_from_db()
        assert phone_of_person(user) == f"1380013800{n}"
    later = AT + timedelta(hours=1)
    assert redeem(ask(outbox, at=later, phone="13800138000"), outbox.digits, at=later) == people[0]
    assert User.objects.count() == 3


@pytest.mark.django_db
def test_a_number_moved_to_another_person_does_not_open(outbox: Outbox) -> None:
    mine = redeem(ask(outbox), outbox.digits)
    other = redeem(ask(outbox, phone="13900139000"), outbox.digits)
    other.phone_sealed = mine.phone_sealed
    with pytest.raises(SealBroken):
        phone_of_person(other)


@pytest.mark.django_db
def test_old_codes_and_counters_are_forgotten(outbox: Outbox) -> None:
    ask(outbox)
    assert daily_kinds()["people.forget_login_codes"] == 3
    forget_login_codes({}, AT + timedelta(hours=2))
    assert LoginCode.objects.count() == 1
    forget_login_codes({}, AT + timedelta(days=2))
    assert not LoginCode.objects.exists()
    assert not Throttle.objects.exists()


def test_the_file_gateway_keeps_the_last_message_for_itself(sms_folder: Path) -> None:
    gateway = FileGateway()
    assert gateway.last_code(PHONE) == ""
    gateway.send(phone=PHONE, text="验证码 111111，")
    gateway.send(phone=PHONE, text="验证码 222222，")
    assert gateway.last_code(PHONE) == "222222"
    assert [path.name for path in sms_folder.iterdir()] == [f"{PHONE}.txt"]
    assert (sms_folder / f"{PHONE}.txt").stat().st_mode & 0o077 == 0
    assert sms_folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_said(sms_folder: Path) -> None:
    sms_folder.write_text("in the way")
    with pytest.raises(SmsNotSent):
        FileGateway().send(phone=PHONE, text="验证码 111111，")


def test_the_console_masks_the_number(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ConsoleGateway().send(phone=PHONE, text="验证码 111111，")
    assert "138****8000" in caplog.text
    assert PHONE not in caplog.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [("console", ConsoleGateway), ("file", FileGateway), ("tests.records.people.conftest.Outbox", Outbox)],
)
def test_the_setting_names_the_gateway(settings: Settings, name: str, kind: type) -> None:
    settings.CAREPOST_SMS = name
    assert isinstance(sms_gateway(), kind)


@pytest.mark.parametrize("name", ["pigeon", "no.such.Gateway", ""])
def test_a_gateway_that_is_none_is_refused_by_name(settings: Settings, name: str) -> None:
    settings.CAREPOST_SMS = name
    with pytest.raises(ImproperlyConfigured, match="CAREPOST_SMS"):
        sms_gateway()
