"""A carer's week as a question to matching, or what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Text
from carepost.domain.matching import Carer
from carepost.domain.search import BadParameter, SearchQuery, parse_search
from carepost.domain.skills import bits_of, skills_of
from carepost.domain.travel import Origins
from carepost.domain.week import EntryError, WeekEntry
from carepost.records.carers.models import HiddenEmployer, Profile
from carepost.records.carers.saved import hidden_of
from carepost.records.carers.sealed import unseal_week
from carepost.records.people import User
from carepost.records.posts import carer_of_search, origin_of


class Lack(StrEnum):
    """What keeps a week from being matched; `step` is the page of the week entry that mends it."""

    NO_WEEK = "no_week"
    NO_TIME_LEFT = "no_time_left"
    NO_HOME = "no_home"
    HOME_UNKNOWN = "home_unknown"

    @property
    def text(self) -> Text:
        """What lacks, and what to do."""
        return _LACKS[self][0]

    @property
    def step(self) -> str:
        """The page of the week entry."""
        return _LACKS[self][1]


_LACKS = {
    Lack.NO_WEEK: (
        Text("还没有填可以上班的时间。填好后才能算哪些岗位合适。", "No times to work yet. Give them to see what fits."),
        "start",
    ),
    Lack.NO_TIME_LEFT: (
        Text(
            "接送等事情之后，没有剩下可以上班的时间。请看看时间和接送有没有填错。",
            "Your duties leave no time to work. Look whether times and duties are right.",
        ),
        "duties",
    ),
    Lack.NO_HOME: (
        Text(
            "还没有填从哪里出发，路上要多久算不出来。选到区县或乡镇就可以。",
            "You have not said where you set out from, so the way cannot be counted. A county or town will do.",
        ),
        "home",
    ),
    Lack.HOME_UNKNOWN: (
        Text(
            "您选的地区没有可用的位置，路上要多久算不出来。请改选一个区县，或在地图上点一个位置。",
            "No source gives a point for the place you chose, so the way cannot be counted. Choose a county, or a pin.",
        ),
        "home",
    ),
}


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """What she asks of matching: the search that her week stands for, where her way begins, and she as a carer."""

    query: SearchQuery
    origin: Origins
    carer: Carer


def fit_question(entry: WeekEntry | None, *, user: User | None = None) -> FitQuestion | Lack:
    """Her answers as a question, with the skills and hidden employers of her account; or what they lack."""
    if entry is None or not entry.term.week:
        return Lack.NO_WEEK
    if not entry.profile().term:
        return Lack.NO_TIME_LEFT
    if not entry.ends:
        return Lack.NO_HOME
    try:
        query = parse_search(entry.search_query())
    except BadParameter:
        return Lack.NO_HOME
    origin = origin_of(query)
    if origin is None:
        return Lack.HOME_UNKNOWN
    profile = Profile.objects.filter(user=user).first() if user else None
    skills = skill_bits(profile.skills) if profile else 0
    carer = carer_of_search(query, origin, skills=skills, hidden=hidden_of(user) if user else ())
    return FitQuestion(query, origin, carer) if carer else Lack.NO_WEEK


def skill_bits(codes: Iterable[str]) -> int:
    """The skills with these codes as matching reads them."""
    return bits_of(skills_of(list(codes)))


def known_carers(users: Iterable[int] | None = None) -> Iterator[tuple[int, FitQuestion]]:
    """Every active person whose kept week can be matched (among these), as (number, question), by number."""
    profiles = Profile.objects.filter(week_sealed__isnull=False, user__is_active=True).select_related("user")
    if users is not None:
        profiles = profiles.filter(user__in=list(users))
    hidden = _hidden_by_person()
    for profile in profiles.order_by("user_id").iterator(chunk_size=500):
        question = _question_of(profile, hidden.get(profile.user_id, frozenset()))
        if question is not None:
            yield profile.user_id, question


def _question_of(profile: Profile, hidden: frozenset[str]) -> FitQuestion | None:
    try:
        entry = WeekEntry.from_query(unseal_week(bytes(profile.week_sealed or b""), person=profile.user.code))
    except EntryError as error:
        entry = error.entry
    found = fit_question(entry)
    if isinstance(found, Lack):
        return None
    carer = carer_of_search(
        found.query, found.origin, skills=skill_bits(profile.skills), hidden=hidden, id=profile.user_id
    )
    return FitQuestion(found.query, found.origin, carer) if carer else None


def _hidden_by_person() -> dict[int, frozenset[str]]:
    hidden: dict[int, set[str]] = {}
    rows = HiddenEmployer.objects.filter(posts_too=True).values_list("user_id", "employer__code")
    for user, code in rows.iterator():
        hidden.setdefault(user, set()).add(code)
    return {user: frozenset(codes) for user, codes in hidden.items()}
