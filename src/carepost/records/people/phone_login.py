"""Login by phone: a code goes to any number alike; who is behind it is asked only once the number is proved.

So nothing before that can tell a known number from an unknown one: there is no look-up to tell it by.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.records.audit import record
from carepost.records.crypto import blind_index, new_code, seal, unseal
from carepost.records.people import throttling
from carepost.records.people.events import SIGNED_UP
from carepost.records.people.models import LoginCode, Throttle, User
from carepost.records.people.phones import mask_phone, normalise_phone
from carepost.records.people.sms import SmsGateway, sms_gateway
from carepost.records.queue import handler

CODE_LIFE = timedelta(minutes=5)
MOST_TRIES = 3
KEPT = timedelta(days=1)
_CODE_TABLE, _USER_TABLE = "people_logincode", "people_user"


class CodeRefused(Refusal):
    """The digits open nothing. `final` says that this code is spent: a new one must be asked for."""

    def __init__(self, reason: Text, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


_WRONG = Text("验证码不正确，还可以再试 {left} 次。", "The code is wrong; {left} more tries.")
_SPENT = Text("验证码已失效，请重新获取。", "The code no longer works: get a new one.")


def request_login_code(*, phone: str, address: str, at: datetime, gateway: SmsGateway | None = None) -> LoginCode:
    """Sends six digits to a number, whoever has it, and notes them for CODE_LIFE.

    `phone` as written, `address` the visitor's network address (only counted). Raises PhoneError, TooMany (each says
    when or what to write) and SmsNotSent.
    """
    number = normalise_phone(phone)
    throttling.count_hit(throttling.CODE_BY_ADDRESS, address, at=at)
    for limit in (throttling.CODE_RESEND, throttling.CODE_BY_PHONE, throttling.CODE_BY_PHONE_DAILY):
        throttling.count_hit(limit, number, at=at)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = new_code()
    sent = LoginCode.objects.create(
        code=code,
        phone_sealed=seal(number, table=_CODE_TABLE, row=code, column="phone"),
        digest=_digest(code, digits),
        sent_at=at,
        expires_at=at + CODE_LIFE,
    )
    minutes = int(CODE_LIFE.total_seconds() // 60)
    text = f"【育儿友好岗】验证码 {digits}，{minutes} 分钟内有效。请勿告诉他人。"
    (gateway or sms_gateway()).send(phone=number, text=text)
    return sent


def redeem_login_code(*, code: str, digits: str, address: str, at: datetime) -> User:
    """The person whose number received these digits; an unknown number gets its account now.

    `code` is LoginCode.code. A try is counted before the digits are compared and stays counted. Raises CodeRefused and
    TooMany.
    """
    throttling.count_hit(throttling.TRY_BY_ADDRESS, address, at=at)
    live = LoginCode.objects.filter(code=code, used_at__isnull=True, expires_at__gt=at)
    if not live.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise CodeRefused(_SPENT, final=True)
    sent = LoginCode.objects.get(code=code)
    if not hmac.compare_digest(bytes(sent.digest), _digest(code, digits)):
        left = MOST_TRIES - sent.tries
        raise CodeRefused(_WRONG.format(left=left) if left > 0 else _SPENT, final=left <= 0)
    with transaction.atomic():
        if not live.update(used_at=at):
            raise CodeRefused(_SPENT, final=True)
        return _person_of(phone_of(sent), at=at)


def phone_of(sent: LoginCode) -> str:
    """The number that a code went to."""
    return unseal(bytes(sent.phone_sealed), table=_CODE_TABLE, row=sent.code, column="phone")


def sent_login_code(code: str) -> LoginCode | None:
    """The code of this name, live or spent; None once it is forgotten."""
    return LoginCode.objects.filter(code=code).first()


def phone_index(number: str) -> bytes:
    """What a normalised number is found by."""
    return blind_index(number, purpose="people_user.phone")


def seal_phone(number: str, *, person: str) -> bytes:
    """The number sealed for the person with this public code."""
    return seal(number, table=_USER_TABLE, row=person, column="phone")


def phone_of_person(user: User) -> str:
    """A person's number, "" when she has none."""
    if user.phone_sealed is None:
        return ""
    return unseal(bytes(user.phone_sealed), table=_USER_TABLE, row=user.code, column="phone")


def _person_of(number: str, *, at: datetime) -> User:
    index = phone_index(number)
    known = User.objects.filter(phone_index=index).first()
    return known or _sign_up(number, index, at=at)


def _sign_up(number: str, index: bytes, *, at: datetime) -> User:
    code = new_code()
    user = User(code=code, phone_index=index, phone_sealed=seal_phone(number, person=code), joined_at=at)
    user.phone_verified = True
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # two first logins of one number at once: the other one made the account
        return User.objects.get(phone_index=index)
    actor = Actor(code=code, roles=frozenset())
    record(
        SIGNED_UP,
        actor=actor,
        subject_kind="person",
        subject_code=code,
        at=at,
        person_code=code,
        phone=mask_phone(number),
    )
    return user


def _digest(code: str, digits: str) -> bytes:
    return blind_index(f"{code}\x00{digits}", purpose="people_logincode.digits")


@handler("people.forget_login_codes", daily_hour=3)
def forget_login_codes(_payload: dict[str, object], at: datetime) -> None:
    """Deletes codes a day after they lapsed, and counters whose window is over."""
    LoginCode.objects.filter(expires_at__lt=at - KEPT).delete()
    Throttle.objects.filter(until__lt=at).delete()
