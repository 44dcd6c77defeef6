"""A carer in her browser."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from carepost.records.people import User
from tests.records.carers.build import carer


@pytest.fixture
def user(db: None) -> User:
    return carer(name="林小满")


@pytest.fixture
def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return client
