"""A search by the best match: its set is what matching lets through, its order is match_one's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.matching import Hindrance, match_one, why_not
from carepost.domain.roles import Actor
from carepost.domain.search import SearchQuery, Sort, parse_search
from carepost.domain.travel import Origins, Way
from carepost.domain.week import Answer, NotStated, WeekProfile
from carepost.records.places import get_place
from carepost.records.posts import (
    Kind,
    MatchFacts,
    Post,
    carer_of_search,
    fitting_order,
    live_index,
    post_for,
    search,
)
from carepost.records.posts.columns import pattern_row
from carepost.records.posts.travelling import point_of
from tests.domain.week.strategies import patterns, weeks
from tests.records.posts.build import TODAY, employer, own_post, reported_post
from tests.records.posts.test_searching import EXAMPLES, QINGDAO, post, shifts, spots, starts

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
# Beyond what the list asks: what else may keep a post from a carer.
LIST_KNOWS_NOT = {Hindrance.SKILLS, Hindrance.NO_PLACES, Hindrance.NOT_LAWFUL}
weighed = st.fixed_dictionaries(
    {
        "hand_fen": st.none() | st.integers(0, 20_000_000),
        "quality": st.none() | st.sampled_from([0.0, 0.4, 1.0]),
        "way_up": st.booleans(),
        "places": st.sampled_from([0, 1, 5]),
        "required": st.sampled_from([0, 0, 1, 6]),
        "wished": st.sampled_from([0, 3, 12]),
        "lawful": st.sampled_from([True, True, False]),
    }
)
rows = st.lists(st.tuples(patterns, spots, st.none() | weighed, st.booleans()), min_size=1, max_size=7)


@EXAMPLES
@given(
    rows=rows,
    term=weeks,
    holiday=st.none() | weeks,
    way=st.sampled_from(Way),
    commute=st.none() | st.integers(1, 240),
    skills=st.sampled_from([0, 1, 7]),
    origin=starts,
)
def test_the_list_is_what_matching_lets_through_in_the_order_of_matching(
    rows: Any, term: Any, holiday: Any, way: Way, commute: int | None, skills: int, origin: Origins
) -> None:
    """The set, the reasons of what is missing, and the order, for random posts and weeks, from one end and from two."""
    Post.objects.all().delete()
    made = {}
    for n, (pattern, (pin, code, at_home), facts, reported) in enumerate(rows):
        values = {
            "pattern": None if isinstance(pattern, NotStated) else pattern_row(pattern),
            "place": get_place(code) if code else None,
            "latitude": origin.home.latitude + pin[0] if pin else None,
            "longitude": origin.home.longitude + pin[1] if pin else None,
            "at_home": at_home,
        }
        one = reported_post(f"p{n}", **values) if reported else own_post(f"p{n}", "published", **values)
        made[one.pk] = one
        if facts:
            MatchFacts.objects.create(post=one, weighed_on=TODAY, **facts)
    profile = WeekProfile(term, holiday)
    query = SearchQuery(origin=QINGDAO, way=way, commute=commute, profile=profile, sort=Sort.FIT, show_all=True)
    found = search(VISITOR, query, place=None, origin=origin, on=TODAY, skills=skills)
    carer = carer_of_search(query, origin, skills=skills)
    assert carer is not None
    best = [each.post_id for each in match_one(carer, live_index(origin.home, on=TODAY), 255)]
    assert fitting_order(query, origin, on=TODAY, skills=skills) == best

    fits = [item.post.pk for item in found.items if item.fit and item.fit.answer is Answer.FITS]
    for item in found.items:
        one, why = item.post, why_not(carer, post_for(item.post, origin.home))
        assert item.minutes is None or item.minutes == why.minutes
        reachable = one.at_home or point_of(one) is not None
        # The list and matching agree on the week and the way; what else matching asks, it names.
        named = {failing.hindrance for failing in why.failing}
        assert (one.pk in fits) == (not named - LIST_KNOWS_NOT)
        assert (one.pk in best) == (reachable and not named)
    assert set(best) <= set(fits)
    for kind in Kind:
        mine = [pk for pk in fits if made[pk].kind == kind]
        ranked = [pk for pk in best if made[pk].kind == kind]
        assert mine[: len(ranked)] == ranked


def test_the_best_match_takes_a_week_and_a_start() -> None:
    week = {"days": "12345", "start": "08:30", "end": "16:30"}
    assert parse_search({"sort": "fit"}).order is Sort.NEW
    assert parse_search({"sort": "fit", **week}).order is Sort.PAY
    assert parse_search({"sort": "fit", "from": "36.07,120.38", **week}).order is Sort.FIT


def test_a_filter_and_a_page_keep_the_order_at_a_constant_price() -> None:
    for n in range(9):
        one = post(f"p{n}", hours=shifts("12345", "9:00", "15:00"), pay=20 + n % 4, employer=employer())
        Post.objects.filter(pk=one.pk).update(latitude=36.07 + 0.005 * n, longitude=120.38)
        MatchFacts.objects.create(post=one, weighed_on=TODAY, hand_fen=2000 + 500 * (n % 4))
    query = parse_search(
        {"sort": "fit", "from": "36.07,120.38", "days": "12345", "start": "08:00", "end": "17:00", "pay_min": "21"}
    )
    live_index(QINGDAO, on=TODAY)
    start = Origins(QINGDAO)

    def page(number: int) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            shown = search(
                VISITOR, replace(query, page=number), place=None, origin=Origins(QINGDAO), on=TODAY, per_page=2
            )
        assert len(queries) <= 6, [each["sql"][:80] for each in queries]
        return [item.post.code for item in shown.items]

    paged = page(1) + page(2) + page(3)
    order = fitting_order(query, start, on=TODAY)
    wanted = [Post.objects.get(pk=pk).code for pk in order if (Post.objects.get(pk=pk).pay_hour_fen or 0) >= 2100]
    assert paged == wanted
    assert len(paged) == 6
