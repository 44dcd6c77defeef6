"""The compiled engine gives what the numpy engine gives, to the last id and bit, at every level of the processor."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.match_city import city
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import Carer, Post, build, carer_of, carer_table, match, match_one, matching, people_for
from carepost.domain.matching.kernel import Kernel
from carepost.domain.matching.matching import _Numpy
from carepost.domain.matching.records import carer_record, carer_records
from carepost.domain.matching.reference import fixed_scores
from carepost.domain.matching.schema import check_carers
from carepost.domain.native import levels
from carepost.domain.travel import Way, minutes_of
from carepost.domain.week import Fixed, Shifts, Travel, Week, fit, weekly
from tests.domain.matching.cities import cities, index_of, usual_patterns, usual_weeks
from tests.domain.week import strategies as week

pytestmark = pytest.mark.skipif(not levels(), reason="the kernels are not built here (no C compiler)")


@settings(max_examples=80)
@given(cities(most_posts=30), st.integers(1, 8), st.data())
def test_every_level_gives_what_numpy_gives(city: tuple[list[Carer], list[Post]], k: int, data: st.DataObject) -> None:
    carers, posts = city
    index = index_of(posts)
    prices = data.draw(st.none() | st.lists(st.floats(-1, 1), min_size=len(index), max_size=len(index)))
    price = None if prices is None else np.array(prices)
    records, hidden = carer_records(check_carers(carer_table(carers)))
    hits, counts = _Numpy(index, k, price)(records, hidden)
    for level in levels():
        other, others = Kernel(index, k, fixed_scores(index, price), level)(records, hidden)
        assert others.tolist() == counts.tolist()
        for n, count in enumerate(counts):
            assert other[n, :count].tolist() == hits[n, :count].tolist()


@settings(max_examples=200)
@given(usual_patterns | week.patterns, usual_weeks | week.weeks, st.integers(0, 8))
def test_each_level_tests_the_week_as_the_week_does(pattern: object, free: Week, quarters: int) -> None:
    """A post right at home, and one so far away on foot that the way takes a known number of quarters."""
    post = Post(1, 1, (0.0, quarters * 0.85), (pattern,))  # type: ignore[arg-type]
    her = Carer(1, (0.0, 0.0), free, Way.WALK, 240)
    index = index_of([post])
    minutes = minutes_of(float(np.float32(quarters * 0.85)), Way.WALK)
    expected = fit(pattern, free, Travel(minutes, minutes)).answer == "fits"  # type: ignore[arg-type]
    for level in levels():
        _, counts = Kernel(index, 1, fixed_scores(index, None), level)(*carer_record(her))
        assert bool(counts[0]) is expected


def test_many_posts_in_many_leaves_are_as_in_numpy() -> None:
    carers, posts, patterns = city(40, 6000, seed=4)
    index = build(posts, patterns)
    records, hidden = carer_records(check_carers(carers))
    hits, counts = _Numpy(index, 20, None)(records, hidden)
    assert counts.max() == 20
    for level in levels():
        other, others = Kernel(index, 20, fixed_scores(index, None), level)(records, hidden)
        assert others.tolist() == counts.tolist()
        assert all(other[n, :c].tolist() == hits[n, :c].tolist() for n, c in enumerate(counts))


def test_a_post_with_many_patterns_has_its_best() -> None:
    hours = [(day, hour) for day in "1234567" for hour in range(24)]
    many = tuple(Fixed((Shifts.weekly(weekly(day, f"{hour}:00", f"{(hour + 1) % 24}:00")),)) for day, hour in hours)
    index = index_of([Post(n, 1, None, many[n:]) for n in range(20)])
    her = Carer(1, (0.0, 0.0), Week.available(weekly("7", "20:00", "21:30")), Way.BIKE, 30)
    hits, counts = _Numpy(index, 20, None)(*carer_record(her))
    assert counts.tolist() == [20]
    for level in levels():
        other, _ = Kernel(index, 20, fixed_scores(index, None), level)(*carer_record(her))
        assert other.tolist() == hits.tolist()


def test_without_kernels_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    carers, posts, patterns = city(12, 300, seed=6)
    index = build(posts, patterns)
    her = carer_of(carers, 3)
    compiled = match(carers, index), match_one(her, index), people_for(7, carers, index)
    monkeypatch.setattr(matching, "levels", tuple)
    plain = match(carers, index), match_one(her, index), people_for(7, carers, index)
    assert compiled[0].equals(plain[0])
    assert compiled[1] == plain[1]
    assert compiled[2].equals(plain[2])


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    carers, posts, patterns = city(200, 300, seed=6)
    index = build(posts, patterns)
    alone = match(carers, index, threads=1)
    monkeypatch.setattr(matching, "CHUNK", 30)
    assert match(carers, index, threads=3).equals(alone)


def test_a_level_that_the_processor_has_not_is_refused() -> None:
    index = index_of([])
    engine = Kernel(index, 1, fixed_scores(index, None), "altivec")
    with pytest.raises(ValueError, match="altivec"):
        engine(*carer_record(Carer(1, (0.0, 0.0), Week(), Way.BIKE, 0)))
