"""What tests of pages share."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings


@pytest.fixture(autouse=True)
def layout_has_its_links(settings: Settings) -> None:
    try:
        reverse("public:home")
    except (NoReverseMatch, ImportError):
        settings.ROOT_URLCONF = "tests.web.standin"
