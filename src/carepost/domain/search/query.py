"""The parameters of a search, read from an address or refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from carepost.domain.facts import Text

PLACE_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class BadParameter(ValueError):
    """A parameter whose value has the wrong form; `message` says what to write instead."""

    def __init__(self, parameter: str, message: Text) -> None:
        super().__init__(message.en)
        self.parameter = parameter
        self.message = message


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is asked: the code of a place (None for the whole country) and the page, counted from 1."""

    place: str | None = None
    page: int = 1


def parse_search(values: Mapping[str, str]) -> SearchQuery:
    """Reads `place` (6 digits, or 9 for a town; GB/T 2260) and `page`; an empty value is as good as none.

    Other parameters are passed over: chat programs add their own to a shared address. Raises BadParameter.
    """
    place, page = values.get("place") or None, values.get("page") or "1"
    if place is not None and not PLACE_CODE.fullmatch(place):
        raise BadParameter(
            "place",
            Text(
                "地区须为 6 位行政区划代码（乡镇、街道为 9 位），例如 370200。",
                "A place must be a division code of 6 digits (9 for a town), such as 370200.",
            ),
        )
    if not PAGE_NUMBER.fullmatch(page):
        raise BadParameter(
            "page",
            Text(
                "页码须为从 1 开始的整数。",
                "A page number must be an integer from 1.",
            ),
        )
    return SearchQuery(place=place, page=int(page))
