"""What the address of a list asks, with what it stands for: place, origin, the week that is kept, whom she hides."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from carepost.domain.facts import Text
from carepost.domain.search import HOME, SavedWeek, SearchQuery, Sort, parse_search
from carepost.domain.travel import Origins
from carepost.records.carers import hidden_of, profile_of, saved_week, skill_bits
from carepost.records.places import Place, get_place
from carepost.records.posts import counts_one_end, origin_of, origins_at
from carepost.web.access import person_of
from carepost.web.weeks import remembered_week

# Parameters that a form may send several times over; what an address writes in one word.
JOINED = {"kind": ",", "days": ""}


class NotThere(Exception):
    """A parameter of the right form that names nothing: an unknown place, a page past the last.

    `ways` are (words, address) to go on from.
    """

    def __init__(self, parameter: str, message: Text, ways: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message.en)
        self.parameter, self.message, self.ways = parameter, message, ways


@dataclass(frozen=True, slots=True)
class Asking:
    """A search and what it stands for. `hidden`: codes of the employers whose posts she does not want to see.

    `skills`: bits of what she can do, where the order asks for it. `one_end`: of home and school, both stated, one
    alone counts, because no source states a point for the other.
    """

    query: SearchQuery
    place: Place | None
    origin: Origins | None
    hidden: frozenset[str] = frozenset()
    skills: int = 0
    one_end: bool = False

    @property
    def both_ends(self) -> bool:
        """Whether the farther of home and school counts."""
        return self.origin is not None and self.origin.school is not None


def asking_of(request: HttpRequest) -> Asking:
    """Reads a search for whoever asks. Raises BadParameter and NotThere."""
    values = values_of(request.GET)
    saved = _saved(request, values)
    query = parse_search(values, saved=saved)
    person, origin = person_of(request), origin_of(query, saved)
    return Asking(
        query,
        place_of(query),
        origin,
        hidden_of(person) if person else frozenset(),
        skill_bits(profile_of(person).skills) if person and query.order is Sort.FIT else 0,
        counts_one_end(query, origin, saved),
    )


def values_of(query: QueryDict) -> dict[str, str]:
    """The parameters of an address, each once."""
    return {
        name: JOINED.get(name, "").join(query.getlist(name)) if name in JOINED else str(query[name]) for name in query
    }


def place_of(query: SearchQuery) -> Place | None:
    """The place that is asked. Raises NotThere for a code without a place."""
    place = get_place(query.place) if query.place else None
    if query.place and place is None:
        missing = Text("没有代码为 {code} 的地区。", "There is no place with the code {code}.")
        raise NotThere("place", missing.format(code=query.place))
    return place


def _saved(request: HttpRequest, values: dict[str, str]) -> SavedWeek | None:
    """What is kept for her, in her account or else in the session, looked up only where the address stands for it."""
    if values.get("week") != "saved" and values.get("from") != HOME:
        return None
    person = person_of(request)
    if person is not None and (kept := saved_week(person)):
        return kept
    entry = remembered_week(request)
    if entry is None or not entry.term.week:
        return None
    origin = origins_at(entry.ends)
    one_end = origin is not None and len(entry.ends) > len(origin.ends)
    return SavedWeek(entry.profile(), origin, entry.way, one_end)
