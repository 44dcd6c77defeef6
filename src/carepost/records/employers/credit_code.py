"""The unified social credit code of GB 32100-2015: 18 characters, the last a check digit."""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Characters 3 to 8 are the division of registration. The two before it may be letters (N2: rural collectives).
_DIVISION = range(3, 9)
_APART = re.compile(r"[\s\-－—·.]+")


def check_credit_code(written: str) -> str:
    """The code as it stands on a licence, from what was typed: full-width, lower case and spaces are put right.

    Raises Refusal, which names the character or the check digit that is wrong. Source: GB 32100-2015.
    """
    code = _APART.sub("", unicodedata.normalize("NFKC", written)).upper()
    if not code:
        raise Refusal(Text("请填写统一社会信用代码（18位）。", "Give the unified social credit code (18 characters)."))
    for place, character in enumerate(code, 1):
        _check_character(place, character)
    if len(code) != LENGTH:
        raise Refusal(
            Text(
                f"统一社会信用代码应为18位，现有{len(code)}位，请对照营业执照核对。",
                f"A credit code has 18 characters, this one has {len(code)}: compare it with the licence.",
            )
        )
    expected = uscc.calc_check_digit(code)
    if code[-1] != expected:
        raise Refusal(
            Text(
                f"统一社会信用代码第18位（校验码）是“{code[-1]}”，与前17位不符（按前17位应为“{expected}”），请对照营业执照逐位核对。",
                f"Character 18, the check digit, is {code[-1]}, but the first 17 call for {expected}: "
                "compare every character with the licence.",
            )
        )
    return code


def _check_character(place: int, character: str) -> None:
    if character not in ALPHABET:
        raise Refusal(
            Text(
                f"统一社会信用代码第{place}位“{character}”不是可用的字符：只用数字和除 I、O、S、V、Z 以外的大写字母。",
                f"Character {place} of the credit code, “{character}”, is never used: only digits and capital letters "
                "other than I, O, S, V and Z are.",
            )
        )
    if place in _DIVISION and not character.isdigit():
        raise Refusal(
            Text(
                f"统一社会信用代码第{place}位“{character}”应为数字：第3至8位是登记机关的行政区划码。",
                f"Character {place} of the credit code, “{character}”, must be a digit: characters 3 to 8 are the code "
                "of the division of registration.",
            )
        )
