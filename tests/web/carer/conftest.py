"""A carer in her browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from carepost.records.people import User
from tests.records.carers.build import carer


@pytest.fixture(autouse=True)
def sms_folder(settings: Settings, tmp_path: Path) -> None:
    settings.CAREPOST_SMS_FOLDER = tmp_path


@pytest.fixture
def user(db: None) -> User:
    return carer(name="林小满")


@pytest.fixture
def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return client
