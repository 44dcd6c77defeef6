"""Text messages: one interface, two back ends that need no provider, and a way to name a provider's class."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from carepost.records.people.phones import mask_phone

log = logging.getLogger(__name__)


class SmsNotSent(RuntimeError):
    """The gateway did not take the message; the person may try again."""


class SmsGateway(Protocol):
    """What a provider must do: take a normalised number (11 digits) and a text. Raises SmsNotSent.

    A message with a `key` may be handed over again after a crash: a second one with the same key is dropped.
    """

    def send(self, *, phone: str, text: str, key: str = "") -> None:
        """Hands the message over."""


class ConsoleGateway:
    """Writes the message to the log, the number masked: for development."""

    def send(self, *, phone: str, text: str, key: str = "") -> None:
        """Logs the message."""
        log.info("SMS %s: %s", mask_phone(phone), text)


class FileGateway:
    """Keeps each number's last code and last other message in a private folder: for the demo and tests in a browser."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings.CAREPOST_SMS_FOLDER

    def send(self, *, phone: str, text: str, key: str = "") -> None:
        """Replaces the number's last message of its kind. Raises SmsNotSent when the folder cannot be written."""
        target = self.folder / f"{phone}.notice.txt" if key else self._path(phone)
        draft = target.with_suffix(f".{os.getpid()}.draft")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
            draft.replace(target)
        except OSError as error:
            raise SmsNotSent(str(error)) from error

    def last_code(self, phone: str) -> str:
        """The code in the number's last message, "" when there is none."""
        try:
            found = re.search(r"\b[0-9]{6}\b", self._path(phone).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""
        return found[0] if found else ""

    def _path(self, phone: str) -> Path:
        return self.folder / f"{phone}.txt"


_BACK_ENDS: dict[str, type[SmsGateway]] = {"console": ConsoleGateway, "file": FileGateway}


def sms_gateway() -> SmsGateway:
    """The gateway that `CAREPOST_SMS` names: console, file, or the dotted path of a class without arguments.

    Raises ImproperlyConfigured for a name that leads nowhere.
    """
    name: str = settings.CAREPOST_SMS
    if name in _BACK_ENDS:
        return _BACK_ENDS[name]()
    try:
        gateway: SmsGateway = import_string(name)()
    except ImportError as error:
        raise ImproperlyConfigured(
            f"CAREPOST_SMS={name!r}：应为 console、file 或网关类的路径。"
            f" CAREPOST_SMS={name!r}: must be console, file or the dotted path of a gateway class."
        ) from error
    return gateway
