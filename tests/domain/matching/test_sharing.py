"""Places shared out: nobody twice, no post over its places, deferred acceptance stable, the auction best."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import MATCHES, MatchError, Reason, allocate, build, guided_auction, match
from carepost.domain.matching import seats as seating
from carepost.domain.native import kernel

Entry = tuple[int, float, bool]


def shortlist(lists: dict[int, list[Entry]]) -> pa.Table:
    """carer -> (post, score, whether she holds a wished skill), best first."""
    rows = [
        {
            "carer_id": carer,
            "post_id": post,
            "rank": rank,
            "score": score,
            "pattern_id": 0,
            "commute_q": 0,
            "slack_q": 0,
            "reasons": int(Reason.WISHED_SKILLS) if held else 0,
        }
        for carer, entries in lists.items()
        for rank, (post, score, held) in enumerate(entries, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=MATCHES.remove_metadata())


entries = st.dictionaries(
    st.integers(0, 3), st.tuples(st.integers(1, 64).map(lambda n: n / 64), st.booleans()), max_size=4
)
people = st.dictionaries(
    st.integers(1, 50),
    entries.map(lambda found: sorted(((p, s, h) for p, (s, h) in found.items()), key=lambda e: (-e[1], e[0]))),
    min_size=1,
    max_size=6,
)
places = st.fixed_dictionaries(dict.fromkeys(range(4), st.integers(0, 3)))


def taken(result: object) -> dict[int, int]:
    table = result.placed  # type: ignore[attr-defined]
    return dict(zip(table["carer_id"].to_pylist(), table["post_id"].to_pylist(), strict=True))


def best_sum(lists: dict[int, list[Entry]], capacity: dict[int, int]) -> float:
    options = [[(None, 0.0), *((post, score) for post, score, _ in found)] for found in lists.values()]
    sums = []
    for choice in product(*options):
        used = Counter(post for post, _ in choice if post is not None)
        if all(used[post] <= capacity[post] for post in used):
            sums.append(sum(score for _, score in choice))
    return max(sums)


@settings(max_examples=80)
@given(people, places, st.sampled_from(["deferred", "auction"]))
def test_nobody_is_placed_twice_and_no_post_holds_too_many(
    lists: dict[int, list[Entry]], capacity: dict[int, int], method: str
) -> None:
    result = allocate(shortlist(lists), capacity, method)  # type: ignore[arg-type]
    placed = taken(result)
    assert len(placed) == result.placed.num_rows == result.filled
    assert all(count <= capacity[post] for post, count in Counter(placed.values()).items())
    assert all(post in [p for p, _, _ in lists[carer]] for carer, post in placed.items())
    assert result.places == sum(capacity.values())
    wanted = Counter(post for found in lists.values() for post, _, _ in found)
    assert {row.post_id: row.wanted for row in result.congestion} == {post: wanted[post] for post in capacity}


@settings(max_examples=80)
@given(people, places, st.integers(0, 3))
def test_deferred_acceptance_is_stable(lists: dict[int, list[Entry]], capacity: dict[int, int], lot: int) -> None:
    result = allocate(shortlist(lists), capacity, lot=lot)
    assert result.blocking == 0
    placed = taken(result)
    held = {(carer, post): h for carer, found in lists.items() for post, _, h in found}
    for carer, found in lists.items():
        for post, _, has in found:
            if placed.get(carer) == post:
                break
            # Whoever she would rather have is full of people who stand no lower by stated wishes.
            there = [other for other, theirs in placed.items() if theirs == post]
            assert len(there) == capacity[post]
            assert all(held[other, post] >= has for other in there)


@settings(max_examples=60)
@given(people, places)
def test_the_auction_reaches_the_greatest_sum(lists: dict[int, list[Entry]], capacity: dict[int, int]) -> None:
    result = allocate(shortlist(lists), capacity, "auction", step=1e-3)
    best = best_sum(lists, capacity)
    assert best - len(lists) * 1e-3 - 1e-6 <= result.welfare <= best + 1e-6
    full = Counter(taken(result).values())
    assert all(full[post] == capacity[post] for post in result.prices)


@pytest.mark.skipif(kernel is None, reason="the kernels are not built here (no C compiler)")
@settings(max_examples=60)
@given(people, places, st.sampled_from(["deferred", "auction"]))
def test_compiled_and_plain_place_alike(lists: dict[int, list[Entry]], capacity: dict[int, int], method: str) -> None:
    compiled = allocate(shortlist(lists), capacity, method)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seating, "kernel", None)
        plain = allocate(shortlist(lists), capacity, method)  # type: ignore[arg-type]
    assert compiled.placed.equals(plain.placed)
    assert compiled.prices == pytest.approx(plain.prices)


@cache
def town() -> tuple[pa.Table, pa.Table, pa.Table]:
    from benchmarks.match_city import city

    return city(60, 40, seed=3)


def test_prices_guide_people_to_places_that_static_lists_never_name() -> None:
    carers, posts, patterns = town()
    index = build(
        posts.set_column(posts.column_names.index("places"), "places", pa.array([1] * 40, pa.int32())), patterns
    )
    static = allocate(match(carers, index, k=2), dict.fromkeys(range(40), 1), "auction")
    guided = guided_auction(carers, index, k=2, step=1e-3)
    whole = allocate(match(carers, index, k=40), dict.fromkeys(range(40), 1), "auction", step=1e-3)
    assert guided.settled
    assert guided.filled > static.filled
    assert guided.welfare == pytest.approx(whole.welfare, abs=60 * 2e-3)
    assert guided.welfare > static.welfare


def test_the_lot_decides_among_equals_and_can_be_drawn_again() -> None:
    lists = {carer: [(0, 0.5, False)] for carer in range(20)}
    winners = {next(iter(taken(allocate(shortlist(lists), {0: 1}, lot=lot)))) for lot in range(30)}
    assert len(winners) > 3
    again = [taken(allocate(shortlist(lists), {0: 1}, lot=7)) for _ in range(2)]
    assert again[0] == again[1]


def test_congestion_is_told_per_place() -> None:
    lists = {carer: [(0, 0.5, False)] for carer in range(20)}
    (row, idle) = allocate(shortlist(lists), {0: 4, 1: 0}).congestion
    assert row.per_place == 5
    assert idle.per_place is None


def test_stated_wishes_may_be_counted() -> None:
    lists = {1: [(0, 0.5, False)], 2: [(0, 0.5, True)]}
    assert taken(allocate(shortlist(lists), {0: 1})) == {2: 0}
    assert taken(allocate(shortlist(lists), {0: 1}, standing=np.array([3, 1]))) == {1: 0}


@pytest.mark.parametrize(
    ("capacity", "more", "said"),
    [
        ({}, {}, "places of post 0"),
        ({0: -1}, {}, "negative"),
        ({0: 1}, {"method": "lottery"}, "deferred or auction"),
        ({0: 1}, {"method": "auction", "step": 0}, "above 0"),
        ({0: 1}, {"standing": np.zeros(5)}, "1 rows"),
    ],
)
def test_bad_arguments_are_refused(capacity: dict[int, int], more: dict[str, object], said: str) -> None:
    with pytest.raises(MatchError, match=said):
        allocate(shortlist({1: [(0, 0.5, False)]}), capacity, **more)  # type: ignore[arg-type]


def test_nobody_and_nothing() -> None:
    result = allocate(shortlist({}), {0: 2}, "auction")
    assert (result.filled, result.welfare, result.places) == (0, 0.0, 2)
    assert allocate(shortlist({1: [(0, 0.5, False)]}), {0: 0}).filled == 0
