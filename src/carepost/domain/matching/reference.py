"""The engine in numpy: one carer against all posts. The executable meaning of a match; the C kernel gives the same.

score = ((fixed + travel) + wished skills) + hours + slack, in float32 and in this order, so that both engines round
alike. A post counts with the best of its pattern rows; ties go to the row first listed and to the lower post id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import OUTPUT, Ints, PatternRows
from carepost.domain.matching.index import NO_LOW, Index
from carepost.domain.matching.places import Floats, quarter_squares
from carepost.domain.matching.reasons import Reason
from carepost.domain.matching.records import ANY_HIGH, ANY_LOW, HIT, Hidden, Records
from carepost.domain.matching.weights import Weights
from carepost.domain.week import QUARTER, Week

ONE, ZERO = np.float32(1), np.float32(0)


@dataclass(frozen=True, slots=True)
class Terms:
    """The weights as float32: `skill` for each wished skill held, `slack` for each quarter to spare."""

    travel: np.float32
    hours: np.float32
    per_quarter: np.float32
    skill: np.float32
    slack: np.float32
    wished_full: int
    slack_quarters: int

    @classmethod
    def of(cls, weights: Weights) -> Terms:
        """From weights."""
        return cls(
            np.float32(weights.travel),
            np.float32(weights.hours),
            np.float32(1 / (weights.hours_gap * 4)),
            np.float32(weights.skills / weights.wished_full),
            np.float32(weights.slack / weights.slack_quarters),
            weights.wished_full,
            weights.slack_quarters,
        )

    def of_travel(self, squares: Floats, remote: Ints, inverse: np.float32) -> Floats:
        """For squared distances; remote work costs nothing."""
        share = np.where(remote, ONE, ONE - np.sqrt(squares) * inverse)
        return np.asarray(self.travel * share, np.float32)

    def of_skills(self, held: Ints) -> Floats:
        """For a number of wished skills held."""
        return np.asarray(self.skill * np.minimum(held, self.wished_full).astype(np.float32))

    def of_slack(self, quarters: Ints) -> Floats:
        """For quarters to spare, none of them beyond `slack_quarters`."""
        return np.asarray(self.slack * quarters.astype(np.float32))

    def of_hours(self, gap: Ints) -> Floats:
        """For a gap in quarters between the hours and those wanted."""
        share = np.maximum(ZERO, ONE - gap.astype(np.float32) * self.per_quarter)
        return np.asarray(self.hours * share, np.float32)


def fixed_scores(index: Index, price: np.ndarray[Any, Any] | None) -> Floats:
    """What each post is worth to anyone, less its price: float32 by number."""
    fixed = index.offers.fixed_score
    return (fixed if price is None else fixed - price).astype(np.float32)


def best_posts(index: Index, fixed: Floats, carer: Any, hidden: Hidden, k: int) -> Records:
    """The k best posts that fit one carer (a record), best first: HIT[<= k]."""
    terms, offers = Terms.of(index.weights), index.offers
    squares = squared_distances(index, carer)
    theirs = hidden[carer["hidden_at"] : carer["hidden_at"] + carer["hidden_count"]]
    able = (offers.required & ~carer["skills"]) == 0
    near = offers.remote | (squares <= carer["limit"])
    posts = np.flatnonzero(able & near & ~np.isin(offers.employer, theirs))
    squares, remote = squares[posts], offers.remote[posts]
    held = np.bitwise_count(offers.wished[posts] & carer["skills"]).astype(np.int32)
    base = (fixed[posts] + terms.of_travel(squares, remote, carer["inverse"])) + terms.of_skills(held)
    quarters = quarters_of(squares, remote, carer["way"])
    found = _fitting_rows(index, carer, posts, base, quarters, terms, k)
    best = _best_row_each(found)[:k]
    at = found["at"][best]
    out = np.zeros(len(best), HIT)
    out["post"], out["row"], out["score"] = posts[at], found["row"][best], found["score"][best]
    out["quarters"], out["slack"] = quarters[at], found["slack"][best]
    out["reasons"] = _reasons(index, carer, out, squares[at], held[at])
    return out


def squared_distances(index: Index, carer: Any) -> Floats:
    """The worse of home and school, squared, to each post in km; 0 for remote work: float32 by number."""
    x, y = index.offers.x, index.offers.y
    home = (carer["home_x"] - x) * (carer["home_x"] - x) + (carer["home_y"] - y) * (carer["home_y"] - y)
    school = (carer["school_x"] - x) * (carer["school_x"] - x) + (carer["school_y"] - y) * (carer["school_y"] - y)
    worse: Floats = np.where(index.offers.remote, ZERO, np.maximum(home, school))
    return worse


def quarters_of(squares: Floats, remote: Ints, way: int) -> Ints:
    """Travel in quarter-hours, as `Week.erode` rounds the minutes; none for remote work."""
    steps = (squares[:, None] > quarter_squares()[way]).sum(axis=1, dtype=np.uint8)
    return np.where(remote, 0, steps).astype(np.uint8)


def _fitting_rows(
    index: Index, carer: Any, posts: Ints, base: Floats, quarters: Ints, terms: Terms, k: int
) -> dict[str, Ints]:
    """Each pair of a post and one of its pattern rows that fits, with slack and score; `at` points into `posts`."""
    offers = index.offers
    counts = np.diff(offers.row_at)[posts]
    at = np.repeat(np.arange(len(posts)), counts)
    within = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = offers.rows[np.repeat(offers.row_at[:-1][posts], counts) + within]
    room = _Rooms(index.rows, carer)
    fitting = np.zeros(len(at), bool)
    for travel in np.unique(quarters):
        here = quarters[at] == travel
        fitting[here] = room.fits(row[here], int(travel), 0)
    at, row = at[fitting], row[fitting]
    gap = np.maximum(0, np.maximum(index.row_low[row] - carer["want_high"], carer["want_low"] - index.row_high[row]))
    known = base[at] + terms.of_hours(gap)
    # Slack is worked out only where, at its most, it could still lift a pair among the k best posts.
    kept = known + terms.slack * np.float32(terms.slack_quarters) >= _kth_best(at, known, k)
    at, row, known = at[kept], row[kept], known[kept]
    slack = np.zeros(len(at), np.uint8)
    for travel in np.unique(quarters[at]):
        here = np.flatnonzero(quarters[at] == travel)
        for spare in range(1, terms.slack_quarters + 1):
            here = here[room.fits(row[here], int(travel), spare)]
            slack[here] = spare
    return {"at": at, "row": row, "slack": slack, "score": known + terms.of_slack(slack)}


def _kth_best(at: Ints, known: Floats, k: int) -> np.float32:
    """The k-th best post's least score; everything is among the best where there are no k posts."""
    if not len(at):
        return ZERO
    firsts = np.flatnonzero(np.diff(at, prepend=-1))
    best = np.maximum.reduceat(known, firsts)
    return np.partition(best, -k)[-k] if len(best) >= k else np.float32(-np.inf)


def _best_row_each(found: dict[str, Ints]) -> Ints:
    """The best pair of each post, best first; `at` ascends with the post's id and rows stand in their listed order."""
    order = np.lexsort((np.arange(len(found["at"])), found["at"], -found["score"]))
    _, first = np.unique(found["at"][order], return_index=True)
    best: Ints = order[np.sort(first)]
    return best


class _Rooms:
    """Whether rows fit her week, and her holidays where stated, after travel; each (row, room) is tested once."""

    def __init__(self, rows: PatternRows, carer: Any) -> None:
        self._rows = rows
        weeks = [carer["week"], carer["holiday"]] if carer["has_holiday"] else [carer["week"]]
        self._weeks = [Week(int.from_bytes(words.tobytes(), "little")) for words in weeks]

    def fits(self, which: Ints, travel: int, spare: int) -> Ints:
        """With so many quarters of travel each way, and so many more to spare on the way back."""
        rows, back = np.unique(which, return_inverse=True)
        fitting = np.ones(len(rows), bool)
        for week in self._weeks:
            room = week.erode(travel * QUARTER, (travel + spare) * QUARTER)
            fitting[fitting] = self._rows.fits(rows[fitting], room)
        return fitting[back]


def _reasons(index: Index, carer: Any, hits: Records, squares: Floats, held: Ints) -> Ints:
    offers, row, post = index.offers, hits["row"], hits["post"]
    remote, fen, low = offers.remote[post], offers.pay_fen[post], index.row_low[row]
    inside = (low <= carer["want_high"]) & (carer["want_low"] <= index.row_high[row])
    said_hours = carer["want_low"] != ANY_LOW or carer["want_high"] != ANY_HIGH
    said_pay = carer["wanted_fen"] >= 0
    holds = {
        Reason.NO_TRAVEL: remote,
        Reason.SHORT_WAY: ~remote & (squares * np.float32(4) <= carer["limit"]),
        Reason.HOURS_AS_WANTED: inside & said_hours,
        Reason.TIME_TO_SPARE: (hits["slack"] >= 2) & (index.rows.kind[row] != OUTPUT),
        Reason.PAY_AS_WANTED: said_pay & (fen >= carer["wanted_fen"]) & (fen >= 0),
        Reason.WISHED_SKILLS: held > 0,
        Reason.WAY_UP: offers.way_up[post],
        Reason.HOLIDAYS_FIT: np.full(len(hits), carer["has_holiday"] == 1),
        Reason.HOLIDAYS_NOT_STATED: np.full(len(hits), carer["has_holiday"] == 0),
        Reason.PAY_NOT_STATED: fen < 0,
        Reason.HOURS_NOT_STATED: low == NO_LOW,
    }
    bits: Ints = np.zeros(len(hits), np.uint32)
    for reason, true in holds.items():
        bits |= np.where(true, np.uint32(reason), np.uint32(0))
    return bits
