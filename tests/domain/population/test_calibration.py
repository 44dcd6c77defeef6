"""The city against the figures that it is held to, every row recomputed."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from carepost.domain.population import City, Target, commuters, demo_city, measure, shipped_towns, targets
from carepost.domain.standard import Grade
from tests.domain.population.conftest import ON


@pytest.fixture(scope="module")
def measured(city: City) -> dict[str, float]:
    return measure(city)


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.id)
def test_the_city_meets_each_row_within_its_tolerance(target: Target, measured: dict[str, float]) -> None:
    assert target.met_by(measured[target.id]), f"{target.name.zh}: {measured[target.id]:.4f}"


def test_every_measured_figure_has_a_row(measured: dict[str, float]) -> None:
    assert set(measured) == {target.id for target in targets()}


def test_a_published_figure_carries_its_mark_and_a_line_of_our_own_has_none() -> None:
    assert all((target.mark is None) is (target.status == "design") for target in targets())
    assert all(target.source for target in targets())


def test_grades_over_a_thousand_posts(city: City) -> None:
    grades = Counter(post.grade for post in islice(city.posts(), 1000))
    expected = {
        Grade.EXEMPLARY: 0.055,
        Grade.GOOD: 0.30,
        Grade.LAWFUL: 0.44,
        Grade.CANNOT_TELL: 0.12,
        Grade.NOT_LAWFUL: 0.085,
    }
    assert {grade: round(grades[grade] / 1000, 3) for grade in expected} == pytest.approx(expected, abs=0.05)


def test_commuters_travel_to_the_posts_in_turn(city: City) -> None:
    travelled = list(commuters(city, 5))
    assert [one.post.number for one in travelled] == [0, 1, 2, 3, 4]
    assert all(one.minutes > 0 and one.km >= 0 for one in travelled)


def test_a_city_without_posts_has_no_figures() -> None:
    empty = demo_city(on=ON, towns=shipped_towns("442000"), employers=1, posts=0)
    assert list(empty.posts()) == list(commuters(empty, 3)) == []
    with pytest.raises(ValueError, match="without posts"):
        measure(empty)
