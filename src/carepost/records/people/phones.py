"""Mobile numbers of mainland China: 11 digits, the first 1, the second 3 to 9 (the ranges of the numbering plan)."""

from __future__ import annotations

import re
import unicodedata

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal

_LONGEST = 40
_FILLING = re.compile(r"[\s\-‐-―().·]+")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")


class PhoneError(Refusal):
    """The words hold no mobile number; `reason` says what is wrong with them, and what to write."""


def normalise_phone(words: str) -> str:
    """The 11 digits of a mainland mobile number written with spaces, hyphens, +86 or full-width digits.

    Raises PhoneError.
    """
    if not words.strip():
        raise PhoneError(Text("请填写手机号。", "Enter a mobile number."))
    if len(words) > _LONGEST:
        raise PhoneError(Text("手机号太长，应为 11 位数字。", "The number is too long: it has 11 digits."))
    plain = _FILLING.sub("", unicodedata.normalize("NFKC", words))
    found = _MOBILE.fullmatch(plain)
    if found:
        return found[1]
    raise PhoneError(_why_not(plain))


def _why_not(plain: str) -> Text:
    digits = plain.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return Text(
            "手机号只能包含数字，例如 138 0013 8000。", "A mobile number holds digits only, such as 138 0013 8000."
        )
    if plain.startswith("+") and not plain.startswith("+86"):
        return Text(
            "目前只支持中国内地手机号（+86）。", "Only mobile numbers of mainland China (+86) can be used for now."
        )
    if re.fullmatch(r"0[1-9][0-9]{8,10}", plain):
        return Text(
            "这是固定电话，收不到短信，请填手机号。", "This is a landline and gets no texts: enter a mobile number."
        )
    return Text("手机号应为 11 位，以 13 至 19 开头。", "A mobile number has 11 digits and begins with 13 to 19.")


def mask_phone(phone: str) -> str:
    """The number as it may stand on a page or in a log: 138****8000."""
    return f"{phone[:3]}****{phone[-4:]}"
