"""The place of a page on law: read from the address, chosen from tiles, and whom to ask there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from carepost.domain.rules import Pack, lineage
from carepost.domain.search import parse_search
from carepost.records.places import Place, ancestors, bureau_of, children, full_name, get_place
from carepost.web.public.asking import place_of
from carepost.web.templatetags.words import say

HOTLINE = "12333"


@dataclass(frozen=True, slots=True)
class Choice:
    """The tiles with which a place is chosen: those above the place to go back to, and those below; (name, address)."""

    place: Place | None
    above: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to ask: the bureau's name ("" for none), its code, and a telephone; `own_phone` False for the hotline."""

    name: str
    code: str
    phone: str
    own_phone: bool


def read_place(values: QueryDict) -> Place | None:
    """The parameter `place`, None where it is absent. Raises BadParameter and NotThere (see `answers_refusals`)."""
    return place_of(parse_search({"place": str(values.get("place", ""))}))


def choice_of(path: str, place: Place | None) -> Choice:
    """The tiles of a page at `path`."""

    def tile(each: Place | None) -> tuple[str, str]:
        return (say(each.text), _address(path, each)) if each else (gettext("全国"), path)

    above = (None, *ancestors(place)) if place else ()
    return Choice(place, tuple(tile(each) for each in above), tuple(tile(each) for each in children(place)))


def places_with(schemes: Mapping[str, Pack], path: str, within: Place | None) -> list[tuple[str, str]]:
    """(name, address) of the places below one that have schemes of their own, by code."""
    codes = sorted({pack.place for pack in schemes.values()})
    found = (get_place(code) for code in codes)
    inside = [p for p in found if p and (within is None or (p.code != within.code and within.code in lineage(p.code)))]
    return [(say(full_name(place)), _address(path, place)) for place in inside]


def office_of(place: Place | None) -> Office:
    """The bureau of a place with its telephone, else the hotline of the labour and social-security authorities."""
    bureau = bureau_of(place) if place else None
    if bureau is None:
        return Office("", "", HOTLINE, own_phone=False)
    return Office(say(bureau.text), bureau.place_id, bureau.phone or HOTLINE, own_phone=bool(bureau.phone))


def _address(path: str, place: Place) -> str:
    return f"{path}?{urlencode({'place': place.code})}"
