"""Why a post is not among a carer's: every hard constraint that fails, in words; and what a score is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from carepost.domain.facts import Text
from carepost.domain.matching.index import Index, pay_share
from carepost.domain.matching.matching import Match
from carepost.domain.matching.records import carer_record
from carepost.domain.matching.reference import Terms, fixed_scores, squared_distances
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.rows import Carer, Post, carer_from_row, patterns_from, post_from_row
from carepost.domain.matching.schema import check_carers
from carepost.domain.matching.weights import PARTS, part_label
from carepost.domain.travel import minutes_of
from carepost.domain.week import Answer, Fit, Travel, WeekProfile, fit_profile


class Hindrance(StrEnum):
    """A hard constraint that fails."""

    NOT_LAWFUL = "not_lawful"
    NO_PLACES = "no_places"
    EMPLOYER_HIDDEN = "employer_hidden"
    SKILLS = "skills"
    TOO_FAR = "too_far"
    WEEK = "week"
    HOLIDAY = "holiday"
    HOURS_NOT_STATED = "hours_not_stated"


@dataclass(frozen=True, slots=True)
class Failing:
    """One failing constraint in words. `skills`: the bits that are missing; `fits`: per pattern, what clashes."""

    hindrance: Hindrance
    text: Text
    skills: int = 0
    fits: tuple[Fit, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """All that stands between a carer and a post; empty when it fits. `minutes`: travel each way, 0 for remote work."""

    failing: tuple[Failing, ...]
    minutes: int

    @property
    def fits(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.failing


def why_not(carer: Carer, post: Post) -> WhyNot:
    """Every hard constraint of `match` that fails for a pair, each with a sentence; the week with its clash windows.

    The week is tested after the travel that the post would need, even where that is too far.
    """
    minutes = travel_minutes(carer, post)
    failing = [*_standing(carer, post), *_skills(carer, post), *_distance(carer, minutes), *_week(carer, post, minutes)]
    return WhyNot(tuple(failing), minutes)


def travel_minutes(carer: Carer, post: Post) -> int:
    """Minutes each way, the worse of home and school; 0 for remote work. Distances in float32, as in the tables."""
    if post.place is None:
        return 0
    x, y = np.float32(post.place[0]), np.float32(post.place[1])
    squares = []
    for place in (carer.home, carer.school or carer.home):
        east, north = np.float32(place[0]) - x, np.float32(place[1]) - y
        squares.append(east * east + north * north)
    return minutes_of(sqrt(float(max(squares))), carer.way)


def _standing(carer: Carer, post: Post) -> list[Failing]:
    found = []
    if not post.lawful:
        found.append(
            Failing(Hindrance.NOT_LAWFUL, Text("岗位未通过合法性检查", "The post has not passed the legal checks"))
        )
    if post.places < 1:
        found.append(Failing(Hindrance.NO_PLACES, Text("名额已满", "No place is left")))
    if post.employer in carer.hidden:
        found.append(Failing(Hindrance.EMPLOYER_HIDDEN, Text("您已隐藏这家单位", "You have hidden this employer")))
    return found


def _skills(carer: Carer, post: Post) -> list[Failing]:
    missing = post.required & ~carer.skills
    if not missing:
        return []
    said = Text("缺少 {n} 项必备技能", "{n} required skills are missing").format(n=missing.bit_count())
    return [Failing(Hindrance.SKILLS, said, skills=missing)]


def _distance(carer: Carer, minutes: int) -> list[Failing]:
    if minutes <= carer.max_commute:
        return []
    said = Text("单程约 {n} 分钟，超过您的上限 {most} 分钟", "About {n} minutes each way, over your limit of {most}")
    return [Failing(Hindrance.TOO_FAR, said.format(n=minutes, most=carer.max_commute))]


def _week(carer: Carer, post: Post, minutes: int) -> list[Failing]:
    profile, travel = WeekProfile(carer.week, carer.holiday), Travel(minutes, minutes)
    found = [fit_profile(pattern, profile, travel) for pattern in post.patterns]
    if any(both.answer is Answer.FITS for both in found):
        return []
    term = tuple(both.term for both in found)
    if not any(fitted.answer is Answer.FITS for fitted in term):
        if all(fitted.answer is Answer.UNKNOWN for fitted in term):
            return [Failing(Hindrance.HOURS_NOT_STATED, term[0].reason, fits=term)]
        return [Failing(Hindrance.WEEK, _nearest(term).reason, fits=term)]
    holiday = tuple(both.holiday for both in found if both.holiday and both.term.answer is Answer.FITS)
    said = Text("寒暑假：{why}", "School holidays: {why}").format(why=_nearest(holiday).reason)
    return [Failing(Hindrance.HOLIDAY, said, fits=holiday)]


def _nearest(fits: tuple[Fit, ...]) -> Fit:
    return min(fits, key=lambda fitted: (fitted.answer.rank, fitted.clash_minutes))


def carer_of(carers: pa.Table, carer_id: int) -> Carer:
    """A carer of a table by id; raises MatchError for an unknown id."""
    found = check_carers(carers).filter(pc.equal(carers["id"], carer_id))
    if not found.num_rows:
        raise MatchError("carers", "id", None, Text(f"没有照护者 {carer_id}", f"no carer {carer_id}"))
    return carer_from_row(found.to_pylist()[0])


def post_of(index: Index, post_id: int) -> Post:
    """A post of the index by id, open or not, with its patterns; raises MatchError for an unknown id."""
    row = index.post_row(post_id).to_pylist()[0]
    patterns = [pattern for n in row["pattern_ids"] for pattern in patterns_from(index.patterns, n)]
    return post_from_row(row, patterns)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what it is worth here, of at most `most`."""

    name: str
    label: Text
    worth: float
    most: float


def explain(found: Match, carer: Carer, index: Index) -> tuple[Part, ...]:
    """The parts of a match's score, in the order of the weights; their sum is the score (to float32).

    Raises MatchError where the post is no longer open.
    """
    terms, record = Terms.of(index.weights), carer_record(carer)[0][0]
    number = index.number_of(found.post_id)
    offers = slice(number, number + 1)
    held = np.bitwise_count(index.offers.wished[offers] & record["skills"]).astype(np.int32)
    squares = squared_distances(index, record)[offers]
    worth = _fixed_parts(index, number) | {
        "travel": terms.of_travel(squares, index.offers.remote[offers], record["inverse"])[0],
        "skills": terms.of_skills(held)[0],
        "slack": terms.slack * np.float32(found.slack_q),
    }
    rest = fixed_scores(index, None)[number] + worth["travel"] + worth["skills"] + worth["slack"]
    worth["hours"] = np.float32(found.score) - rest
    weights = index.weights
    return tuple(Part(name, part_label(name), round(float(worth[name]), 6), getattr(weights, name)) for name in PARTS)


def _fixed_parts(index: Index, number: int) -> dict[str, np.float32]:
    weights, offers = index.weights, index.offers
    pay = weights.pay * float(pay_share(offers.pay_fen[number : number + 1].astype(float), weights)[0])
    up = weights.way_up * bool(offers.way_up[number])
    rest = float(offers.fixed_score[number]) - pay - up
    return {"pay": np.float32(pay), "quality": np.float32(rest), "way_up": np.float32(up)}
