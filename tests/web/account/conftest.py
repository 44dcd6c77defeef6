"""People who log in, and browsers that check forgery tokens."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from carepost.domain.roles import Actor, Role
from carepost.records.people import FileGateway, User, create_staff, grant_role
from carepost.records.places import Place

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
PASSWORD = "three-blue-chairs"
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def private_sms(settings: Settings, tmp_path: Path) -> None:
    settings.CAREPOST_SMS_FOLDER = tmp_path / "sms"
    settings.CAREPOST_SMS = "file"


class Browser(Client):
    """A browser that posts what a form holds, its forgery token included."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def submit(self, path: str, follow: bool = False, **data: str) -> HttpResponse:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).content.decode())
        assert token, f"{path} has no form"
        answer: HttpResponse = self.post(path, {"csrfmiddlewaretoken": token[1], **data}, follow=follow)
        return answer

    def ask_code(self, phone: str = PHONE, **data: str) -> HttpResponse:
        return self.submit("/account/login/", phone=phone, **data)

    def log_in_by_phone(self, phone: str = PHONE, **data: str) -> HttpResponse:
        self.ask_code(phone, **data)
        return self.submit("/account/login/code/", digits=FileGateway().last_code(phone))


@pytest.fixture
def browser(db: None) -> Browser:
    return Browser()


@pytest.fixture
def qingdao(db: None) -> Place:
    return Place.objects.get_or_create(code="370200", defaults={"name": "青岛市", "level": "city", "pinyin": "qd"})[0]


@pytest.fixture
def officer(qingdao: Place) -> User:
    """A clerk who has not set up a second factor."""
    user = create_staff(username="clerk", name="陈示例", password=PASSWORD, at=AT)
    grant_role(user=user, role=Role.OFFICER_CLERK, place=qingdao, by=Actor.system(), at=AT)
    return user
