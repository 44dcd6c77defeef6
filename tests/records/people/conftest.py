"""What people tests share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import Settings


@dataclass
class Outbox:
    """A gateway that keeps what it is given."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, *, phone: str, text: str) -> None:
        self.sent.append((phone, text))

    @property
    def digits(self) -> str:
        """The code in the last message."""
        text = self.sent[-1][1]
        at = text.index("验证码 ") + 4
        return text[at : at + 6]


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture(autouse=True)
def sms_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.CAREPOST_SMS_FOLDER = tmp_path / "sms"
    return tmp_path / "sms"
