"""The readers of places and bureaus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.roles import Actor, Role
from carepost.domain.travel import Point
from carepost.records.places.directory import NEAR_ENOUGH, directory
from carepost.records.places.models import Bureau, Place
from carepost.records.places.reader import area_of, prefix_of

# Where no bureau has chosen: the product's own word, which names care and not sex.
NEUTRAL_LABEL = Text("育儿友好岗", "parenting-friendly post")
_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """The place that some words name.

    `place` is None when they name none, or one of several that share the name (`alternatives`). For a list of places
    (中山/佛山/清远) it is the place above them all, with the list as `alternatives`. `exact` says that names were read
    in full or in their customary short form, and that no division was left unread. `rest` is what follows the place.
    """

    place: Place | None
    exact: bool
    alternatives: tuple[Place, ...]
    rest: str


def get_place(code: str) -> Place | None:
    """The place of a 6-digit code, or of a 9-digit one for a town; None for anything else."""
    return directory().places.get(code) if _CODE.fullmatch(code) else None


def points_of_places() -> Mapping[str, Point]:
    """The points of counties and towns by code, where one is known: they may stand for an address there.

    As this process last read them: hold `pins_known` against the table (the newest PlacePin) before relying on them.
    """
    return directory().points


def pins_known() -> int:
    """The id of the newest pin among the points of this process, 0 for none."""
    return directory().newest_pin


def near_point(code: str) -> Point | None:
    """The point that may stand for an address in a county or town as it is now; None where none is known."""
    place = get_place(code)
    return point_of(place) if place is not None and place.level in NEAR_ENOUGH else None


def point_of(place: Place) -> Point | None:
    """The point of a place as it is now; None where neither the table nor an officer gives one."""
    known = directory()
    here = known.places.get(place.code)
    if here and here.latitude is not None and here.longitude is not None and place.code not in known.pinned:
        return Point(here.latitude, here.longitude)
    row = Place.objects.filter(code=place.code).values_list("latitude", "longitude").first()
    return Point(row[0], row[1]) if row and row[0] is not None and row[1] is not None else None


def ancestors(place: Place) -> tuple[Place, ...]:
    """The places above, the province first; the place itself is not among them."""
    above = place.parent
    return (*ancestors(above), above) if above else ()


def children(place: Place | None) -> list[Place]:
    """The places right below, in pinyin order; the provinces for None."""
    return list(directory().children.get(place.code if place else None, ()))


def code_prefix(place: Place) -> str:
    """The digits with which the codes of this place and of all below it begin (37 · 3702 · 370211 · 442000114).

    Filter with `place__code__startswith=code_prefix(place)`: it holds for municipalities, for counties right under a
    province (4290, 4690, 6590) and for cities without counties (4420) alike.
    """
    return prefix_of(place.code, place.level)


def area_prefixes(actor: Actor, *roles: Role) -> tuple[str, ...]:
    """The code prefixes of the places for which the actor holds one of these bureau roles, and of all below them."""
    places = (get_place(code) for code in sorted(actor.scopes(*roles)))
    return tuple(code_prefix(place) for place in places if place)


def in_area(actor: Actor, code: str, *roles: Role) -> bool:
    """Whether the place of this code lies where the actor holds one of these bureau roles."""
    return code.startswith(area_prefixes(actor, *roles))


def full_name(place: Place) -> Text:
    """`山东省青岛市黄岛区` · `Huangdao District, Qingdao, Shandong`."""
    line = (*ancestors(place), place)
    return Text("".join(p.name for p in line), ", ".join(p.name_en for p in reversed(line)))


def find_place(words: str, within: Place | None = None) -> PlaceMatch:
    """The deepest place that the words begin with (菏泽市鄄城县什集镇 → the town).

    `within` is what is known already: the answer lies in it or is it (then never `exact`, unless the words name it);
    words that name a place elsewhere give None with that place as alternative. Sentences that mention a place later on
    (采访地多为青岛), streets and schools named after one (中山路, 青岛大学) name none.
    """
    known = directory()
    reading = known.index.read(words, within.code if within else None)
    place = known.places[reading.code] if reading.code else None
    return PlaceMatch(place, reading.exact, tuple(known.places[c] for c in reading.alternatives), reading.rest)


def locate_place(words: str, area: str) -> Place | None:
    """The place that words name within an area (both as a source writes them); the area where they name none in it."""
    known = directory()
    code = known.index.locate(words, area_of(area))
    return known.places[code] if code else None


def bureau_of(place: Place) -> Bureau | None:
    """The bureau of the place, or else the nearest above it."""
    return _nearest(place, _bureaus((place,)))


def bureaus() -> tuple[tuple[Bureau, Bureau | None], ...]:
    """Every bureau with the nearest one above it (None: there is none), by the code of its place; one query."""
    known = {bureau.place_id: bureau for bureau in Bureau.objects.order_by("place_id")}
    for bureau in known.values():
        bureau.place = directory().places[bureau.place_id]
    return tuple((b, _nearest(b.place.parent, known) if b.place.parent else None) for b in known.values())


def label_for(place: Place | None) -> Text:
    """The public label of posts there: the nearest bureau's (妈妈岗, 生育友好岗), else 育儿友好岗."""
    return NEUTRAL_LABEL if place is None else labels_for((place,))[place.code]


def labels_for(places: Iterable[Place]) -> dict[str, Text]:
    """The labels of many places by code, in one query: for lists of posts."""
    asked = tuple(places)
    bureaus = _bureaus(asked)
    nearest = {place.code: _nearest(place, bureaus) for place in asked}
    return {code: bureau.label_text if bureau else NEUTRAL_LABEL for code, bureau in nearest.items()}


def _bureaus(places: Iterable[Place]) -> dict[str, Bureau]:
    codes = {p.code for place in places for p in (*ancestors(place), place)}
    return {bureau.place_id: bureau for bureau in Bureau.objects.filter(place_id__in=codes)}


def _nearest(place: Place, bureaus: Mapping[str, Bureau]) -> Bureau | None:
    line = (place, *reversed(ancestors(place)))
    return next((bureaus[p.code] for p in line if p.code in bureaus), None)
