"""The shift patterns in memory, and what a week leaves of each: asked once per pattern, not once per post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from carepost.domain.week import Pattern as Shifts
from carepost.domain.week import ProfileFit, Travel, WeekProfile, fit_profile, pattern_from_dict, reaches
from carepost.records.posts.models import Pattern

_NEVER = -1


@dataclass(frozen=True, eq=False)
class Patterns:
    """All patterns by id, as they were when the table bore this stamp. Rows are added, never changed or removed."""

    stamp: str
    shifts: dict[int, Shifts]
    kinds: dict[int, str]
    keys: dict[str, Shifts]

    def of_kinds(self, kinds: Iterable[str]) -> list[int]:
        """The ids of the patterns of these kinds."""
        wanted = frozenset(kinds)
        return [pk for pk, kind in self.kinds.items() if kind in wanted]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """What a week leaves of each pattern. Without travel a pattern fits, nearly does, has no hours stated, or does not.

    `stated` are all with hours. `fits_to` and `nearly_to` hold the most minutes of travel (-1: not even without) by
    pattern id, as arrays in PostgreSQL's notation.
    """

    fits: tuple[int, ...]
    nearly: tuple[int, ...]
    unknown: tuple[int, ...]
    no: tuple[int, ...]
    stated: tuple[int, ...]
    fits_to: str
    nearly_to: str


_cached = Patterns("", {}, {}, {})


def patterns() -> Patterns:
    """The patterns as this process last read them: to be compared with the stamp of the table."""
    return _cached


def refresh_patterns(stamp: str) -> Patterns:
    """Reads the table; `stamp` is what the caller saw there. Rows added since then do no harm."""
    global _cached
    known, rows = _cached.keys, list(Pattern.objects.values_list("id", "kind", "key", "form"))
    keys = {key: known.get(key) or pattern_from_dict(form) for _, _, key, form in rows}
    _cached = Patterns(stamp, {pk: keys[key] for pk, _, key, _ in rows}, {pk: kind for pk, kind, _, _ in rows}, keys)
    return _cached


@lru_cache(maxsize=128)
def thresholds(known: Patterns, profile: WeekProfile) -> Thresholds:
    """Asks the week of every pattern; the answers of weeks that were asked lately are kept."""
    found = dict(zip(known.shifts, reaches(known.shifts.values(), profile), strict=True))
    stated = {pk: reach for pk, reach in found.items() if reach}
    fits = tuple(pk for pk, reach in stated.items() if reach.fits_to is not None)
    within = {pk for pk, reach in stated.items() if reach.nearly_to is not None}
    return Thresholds(
        fits=fits,
        nearly=tuple(within.difference(fits)),
        unknown=tuple(found.keys() - stated.keys()),
        no=tuple(stated.keys() - within),
        stated=tuple(stated),
        fits_to=_array({pk: reach.fits_to for pk, reach in stated.items()}),
        nearly_to=_array({pk: reach.nearly_to for pk, reach in stated.items()}),
    )


@lru_cache(maxsize=4096)
def fit_of(shifts: Shifts, profile: WeekProfile, minutes: int | None) -> ProfileFit:
    """The fit of a pattern with a week at so many minutes of travel each way; None: not stated, counted as 0."""
    return fit_profile(shifts, profile, Travel(minutes, minutes))


def _array(minutes: dict[int, int | None]) -> str:
    most = max(minutes, default=0)
    values = (minutes.get(pk) for pk in range(1, most + 1))
    return "{" + ",".join(str(_NEVER if value is None else value) for value in values) + "}"
