"""The compiled engine gives what the numpy engine gives, to the last id and bit, at every level of the processor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import Carer, Post, carer_table
from carepost.domain.matching.fitting import PatternRows
from carepost.domain.matching.kernel import Kernel
from carepost.domain.matching.matching import _Numpy
from carepost.domain.matching.records import carer_record, carer_records
from carepost.domain.matching.reference import fixed_scores
from carepost.domain.matching.schema import check_carers
from carepost.domain.native import kernel, levels
from carepost.domain.travel import Way
from carepost.domain.week import Travel, Week, fit
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
    minutes = fit_minutes(quarters)
    expected = fit(pattern, free, Travel(minutes, minutes)).answer == "fits"  # type: ignore[arg-type]
    for level in levels():
        _, counts = Kernel(index, 1, fixed_scores(index, None), level)(*carer_record(her))
        assert bool(counts[0]) is expected


def fit_minutes(quarters: int) -> int:
    from carepost.domain.travel import minutes_of

    return minutes_of(float(np.float32(quarters * 0.85)), Way.WALK)


def test_many_posts_in_many_leaves_are_as_in_numpy() -> None:
    rng = np.random.default_rng(4)
    pattern = usual_patterns.example  # noqa: F841 (only the constants below are drawn)
    from benchmarks.match_city import carers_of_city, patterns_of_city, posts_of_city

    from carepost.domain.matching import build

    patterns = patterns_of_city(rng, 60)
    index = build(posts_of_city(rng, 6000, patterns), patterns)
    records, hidden = carer_records(check_carers(carers_of_city(rng, 40)))
    hits, counts = _Numpy(index, 20, None)(records, hidden)
    assert counts.max() == 20
    for level in levels():
        other, others = Kernel(index, 20, fixed_scores(index, None), level)(records, hidden)
        assert others.tolist() == counts.tolist()
        assert all(other[n, :c].tolist() == hits[n, :c].tolist() for n, c in enumerate(counts))


def test_a_processor_without_the_level_and_wrong_buffers_are_refused() -> None:
    index = index_of([Post(1, 1, None, ())]) if False else index_of([])
    engine = Kernel(index, 1, fixed_scores(index, None), "altivec")
    with pytest.raises(ValueError, match="altivec"):
        engine(*carer_record(Carer(1, (0.0, 0.0), Week(), Way.BIKE, 0)))
    assert kernel is not None
    with pytest.raises(ValueError, match="too few buffers"):
        kernel.prepare((), 1, 1, 1, 1, 1, 1, 0, (0.1, 0.1, 0.1, 0.1, 0.1, 3, 4))
    assert PatternRows.__doc__
