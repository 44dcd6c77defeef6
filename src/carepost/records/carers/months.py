"""Months as people write them."""

from __future__ import annotations

import re
import unicodedata

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal

_WRITTEN = re.compile(r"([12][0-9]{3})\s*(?:[-./年]\s*([0-9]{1,2})\s*月?|([0-9]{2}))")
_HOW = Text("请写成年和月，例如 2019-03 或 2019年3月。", "Write year and month, such as 2019-03.")


def read_month(written: str, *, on: str) -> str:
    """ "YYYY-MM" from 2019-03, 2019.3, 201903 or 2019年3月; "" stays "". `on` is the present month.

    Raises Refusal for other words and for a month to come.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain:
        return ""
    found = _WRITTEN.fullmatch(plain)
    month = int(found[2] or found[3]) if found else 0
    if found is None or not 1 <= month <= 12:
        raise Refusal(_HOW)
    said = f"{found[1]}-{month:02d}"
    if said > on:
        raise Refusal(Text("这个月份还没有到，请核对。", "This month is still to come: check it."))
    return said


def in_order(since: str, until: str) -> None:
    """Raises Refusal for an end without a start or before it."""
    if until and not since:
        raise Refusal(Text("请填写开始的年月。", "Give the month in which it began."))
    if until and until < since:
        raise Refusal(Text("结束的年月早于开始的年月，请核对。", "It ends before it begins: check the months."))
