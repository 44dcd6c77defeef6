"""The list of posts: SQL answers as Python does, in the order promised, at a constant price."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carepost.domain.roles import Actor
from carepost.domain.search import MOST_COMMUTE, Count, SavedWeek, SearchQuery, Sort, parse_search
from carepost.domain.standard import post_from
from carepost.domain.travel import Origins, Point, Way
from carepost.domain.week import Answer, NotStated, Travel, Week, WeekProfile, fit_profile, pattern_from_dict
from carepost.records.places import Place, PlacePin, get_place
from carepost.records.posts import (
    Found,
    Post,
    PostPage,
    columns_of,
    minutes_to,
    origin_of,
    relaxed,
    search,
)
from carepost.records.posts import list_sql as sql_of_list
from carepost.records.posts.columns import pattern_row
from tests.domain.week.strategies import patterns, weeks
from tests.records.posts.build import AT, TODAY, employer, own_post, place, reported_post

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
QINGDAO = Point(36.07, 120.38)
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def ask(query: SearchQuery | None = None, *, origin: Origins | None = None, **more: Any) -> PostPage:
    query = query or SearchQuery()
    where = place(query.place) if query.place else None
    return search(VISITOR, query, place=where, origin=origin or origin_of(query), on=TODAY, **more)


def asked(**values: str) -> PostPage:
    return ask(parse_search(values))


def codes(page: PostPage) -> list[str]:
    return [item.post.code for item in page.items]


def shifts(days: str, start: str, end: str) -> dict[str, Any]:
    row = {"days": [int(day) for day in days], "start": start, "end": end}
    return {"kind": "fixed", "alternatives": [{"shifts": [row]}]}


def post(code: str, *, hours: dict[str, Any] | None = None, pay: int | None = None, **changes: Any) -> Post:
    """A published post with these hours, this pay an hour in yuan, and its columns as the product computes them."""
    facts: dict[str, Any] = {"title": changes.pop("title", "收银员"), "place": changes.pop("at", "370211")}
    facts |= {"employer": {"name": "青岛示例超市"}, "hours": {"pattern": hours} if hours else {}}
    facts |= {"pay": {"per": "hour", "low": pay} if pay else {}, "work": changes.pop("work", {})}
    facts |= {"form": changes.pop("form", None)}
    read = post_from({name: value for name, value in facts.items() if value is not None})
    pattern = read.hours.pattern and pattern_row(pattern_from_dict(read.hours.pattern))
    columns = columns_of(read) | {
        "title": facts["title"],
        "place": get_place(facts["place"]),
        "pattern": pattern or None,
    }
    return own_post(code, "published", **(columns | changes))


# A post somewhere around the origin: pinned, or only in a place; at home or not.
spots = st.tuples(
    st.none() | st.tuples(st.floats(-0.6, 0.6), st.floats(-0.8, 0.8)),
    st.sampled_from(["370211", "370202", "370283", "370200", "370000", "110105", None]),
    st.booleans(),
)
rows = st.lists(st.tuples(patterns, spots), min_size=1, max_size=6)


def around(point: Point, *, north: float = 0.3, east: float = 0.4) -> st.SearchStrategy[Point]:
    """Somewhere within so many degrees of a point."""
    return st.builds(
        lambda up, right: Point(point.latitude + up, point.longitude + right),
        st.floats(-north, north),
        st.floats(-east, east),
    )


# West of it lies another zone of the flat maps.
BORDER = Point(30.5, 112.5)
# Where her way begins: at one end, at two, at two across the border of a zone, at two that nothing is near to.
starts = st.one_of(
    st.just(Origins(QINGDAO)),
    st.builds(Origins, st.just(QINGDAO), around(QINGDAO)),
    st.builds(Origins, around(BORDER, east=0.05), around(BORDER, east=0.05)),
    st.just(Origins(QINGDAO, Point(36.5, 104))),
)


@EXAMPLES
@given(
    rows=rows,
    term=weeks,
    holiday=st.none() | weeks,
    way=st.sampled_from(Way),
    commute=st.none() | st.integers(1, 240),
    sort=st.none() | st.sampled_from(Sort),
    origin=st.none() | starts,
)
def test_the_list_answers_as_the_fit_of_each_post_does(
    rows: Any, term: Any, holiday: Any, way: Way, commute: int | None, sort: Sort | None, origin: Origins | None
) -> None:
    """Every answer, every minute and every place in the order, for random posts and weeks."""
    Post.objects.all().delete()
    profile = WeekProfile(term, holiday)
    query = SearchQuery(origin=QINGDAO, way=way, commute=commute, profile=profile, sort=sort, show_all=True)
    middle = origin.home if origin else QINGDAO
    expected = {}
    for n, (pattern, (pin, code, at_home)) in enumerate(rows):
        made = own_post(
            f"p{n}",
            "published",
            pattern=None if isinstance(pattern, NotStated) else pattern_row(pattern),
            place=get_place(code) if code else None,
            latitude=middle.latitude + pin[0] if pin else None,
            longitude=middle.longitude + pin[1] if pin else None,
            at_home=at_home,
            pay_hour_fen=(None, 2000, 2500, 2000)[n % 4],
        )
        minutes = minutes_to(made, origin, way)
        if minutes is None or minutes <= (commute or MOST_COMMUTE):
            expected[made.code] = (fit_profile(pattern, profile, Travel(minutes, minutes)), minutes)
    found = search(VISITOR, query, place=None, origin=origin, on=TODAY)
    assert {item.post.code: (item.fit, item.minutes) for item in found.items} == expected
    assert found.count == Count(len(expected))
    keys = [_key(item, query, origin is not None) for item in found.items]
    assert keys == sorted(keys)
    assert {rank: count.number for rank, count in found.ranks.items()} == {
        answer: sum(fit.answer is answer for fit, _ in expected.values()) for answer in Answer
    }


def _key(item: Found, query: SearchQuery, travels: bool) -> tuple[Any, ...]:
    assert item.fit is not None
    minutes = MOST_COMMUTE + 1 if item.minutes is None else item.minutes
    near = query.order is Sort.NEAR and travels
    if query.order is Sort.FIT and travels and item.fit.answer is Answer.FITS:
        return (item.fit.answer.rank,)  # in the order of matching: test_fit_order
    pay = -(item.post.pay_hour_fen or -1) if query.order in (Sort.PAY, Sort.FIT) else 0
    return item.fit.answer.rank, travels and item.minutes is None, minutes if near else 0, pay, -item.post.pk


def test_what_fits_comes_first_then_what_nearly_does_then_what_states_no_hours() -> None:
    post("no", hours=shifts("67", "8:00", "20:00"), pay=90)
    post("unknown", pay=90)
    post("nearly", hours=shifts("12345", "8:30", "16:30"), pay=90)
    post("fits", hours=shifts("12345", "9:00", "15:00"), pay=20)
    page = asked(week="12345_0830-1600")
    assert codes(page) == ["fits", "nearly", "unknown"]
    assert (page.count, page.unfit) == (Count(3), Count(1))
    assert [item.fit.answer for item in page.items if item.fit] == [Answer.FITS, Answer.NEARLY, Answer.UNKNOWN]
    everything = asked(week="12345_0830-1600", show="all")
    assert codes(everything) == ["fits", "nearly", "unknown", "no"]
    assert everything.ranks == dict.fromkeys(Answer, Count(1))


def test_travel_is_taken_from_the_time_that_she_has() -> None:
    for code, north in (("near", 0.01), ("far", 0.05)):
        post(code, hours=shifts("12345", "9:00", "15:30"), latitude=36.07 + north, longitude=120.38)
    page = asked(**{"week": "12345_0830-1600", "from": "36.07,120.38"})
    assert [(item.post.code, item.fit and item.fit.answer) for item in page.items] == [
        ("near", Answer.FITS),
        ("far", Answer.NEARLY),
    ]
    near = page.items[0]
    assert near.minutes == minutes_to(near.post, Origins(QINGDAO), Way.BIKE) == 10
    assert codes(asked(**{"from": "36.07,120.38", "commute": "30"})) == ["near"]


def test_posts_without_a_place_of_work_stand_after_those_within_reach() -> None:
    post("nowhere", pay=90, at="370200")
    post("there", pay=20, latitude=36.07, longitude=120.38)
    post("home", pay=10, work={"at_home": "yes"}, at="110105")
    page = asked(**{"from": "36.07,120.38", "commute": "20", "sort": "pay"})
    assert [(item.post.code, item.minutes) for item in page.items] == [("there", 0), ("home", 0), ("nowhere", None)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"place": "370000"}, {"cashier", "cleaner", "reported"}),
        ({"place": "370211"}, {"cashier", "reported"}),
        ({"q": "清洁工"}, {"cleaner"}),
        ({"q": "收"}, {"cashier"}),
        ({"q": "昌平"}, {"nanny"}),
        ({"q": "北京 月子护理"}, {"nanny"}),
        ({"q": "月嫂 上海"}, set()),
        ({"pay_min": "25"}, {"cleaner", "nanny"}),
        ({"kind": "part_time"}, {"cleaner"}),
        ({"kind": "part_time,full_time,home"}, {"nanny"}),
        ({"kind": "fixed"}, {"cashier"}),
        ({"kind": "fixed,output"}, {"cashier", "nanny"}),
        ({"kind": "reported"}, {"reported"}),
    ],
)
def test_filters(values: dict[str, str], found: set[str]) -> None:
    post("cashier", hours=shifts("12345", "9:00", "15:00"), pay=20, form="full_time")
    post("cleaner", title="保洁员", pay=25, at="370202", form="part_time")
    post(
        "nanny", title="月嫂", pay=40, at="110114", form="full_time", hours={"kind": "output"}, work={"at_home": "yes"}
    )
    reported_post("reported", title="家政服务员", place=place("370211"))
    assert set(codes(asked(**values))) == found


def test_only_what_everybody_may_see_is_listed_and_no_employer_that_she_hides() -> None:
    own_post("open", "published")
    own_post("draft", "draft")
    own_post("past", "published", expires_on=TODAY - timedelta(days=1))
    own_post("other", "published", employer=employer("emp2", "别家"))
    reported_post("named", employer=employer("emp3", "第三家"))
    reported_post("unnamed")
    assert set(codes(ask())) == {"open", "other", "named", "unnamed"}
    assert set(codes(ask(hidden=frozenset({"emp2", "emp3"})))) == {"open", "unnamed"}


def test_an_alert_asks_for_what_opened_since() -> None:
    own_post("old", "published", opened_at=AT - timedelta(days=2))
    own_post("new", "published", opened_at=AT)
    reported_post("reported", created_at=AT + timedelta(hours=1))
    since: datetime = AT - timedelta(days=1)
    assert codes(ask(opened_after=since)) == ["new", "reported"]


def test_counts_and_pages_end_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_of_list, "MOST", 4)
    monkeypatch.setattr("carepost.records.posts.searching.MOST", 4)
    for n in range(6):
        post(f"p{n}", hours=shifts("12345", "9:00", "15:00"))
    post("unknown")
    page = ask(SearchQuery(page=2), per_page=3)
    assert (page.count, page.pages, codes(page)) == (Count(4, more=True), 2, ["p3"])
    assert str(page.count) == "4+"
    ranks = ask(parse_search({"week": "12345_0830-1600"}), per_page=3).ranks
    assert ranks == {Answer.FITS: Count(4, more=True)}


def test_a_pattern_that_another_process_adds_is_seen_at_once() -> None:
    post("first", hours=shifts("12345", "9:00", "15:00"))
    query = parse_search({"week": "12345_0830-1600"})
    assert codes(ask(query)) == ["first"]
    post("second", hours=shifts("12345", "10:00", "14:00"))
    assert set(codes(ask(query))) == {"first", "second"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"week": "12345_0830-1600"},
        {"week": "6_0900-1200", "from": "36.07,120.38"},
        {"week": "6_0900-1200", "from": "36.07,120.38", "school": "370211"},
    ],
)
def test_the_list_asks_two_statements_however_many_posts(values: dict[str, str]) -> None:
    for n in range(1, 13):
        post(f"p{n}", hours=shifts("12345", "9:00", "15:00"), employer=employer(f"emp{n}", f"厂{n}"))
        asked(**values)
        with CaptureQueriesContext(connection) as seen:
            page = asked(**values)
            assert all(item.post.employer and item.post.place for item in page.items)
        assert len(seen) <= 2


def test_relaxations_say_how_many_posts_that_fit_they_bring() -> None:
    for n in range(3):
        post(f"later{n}", hours=shifts("12345", "9:00", "16:00"), pay=20)
    post("dear", hours=shifts("12345", "9:00", "14:00"), pay=20)
    query = parse_search({"week": "12345_0900-1530", "pay_min": "50", "place": "370211"})
    assert not ask(query).count
    with CaptureQueriesContext(connection) as seen:
        ways = relaxed(query, place=get_place("370211"), origin=None, on=TODAY)
    assert len(seen) == 1
    assert [(way.text.zh, way.count.number) for way in ways] == [("不限时薪", 1)]
    assert ways[0].query.pay_min_fen is None
    query = parse_search({"week": "12345_0900-1530", "place": "370202"})
    best = {way.text.zh: way.count.number for way in relaxed(query, place=get_place("370202"), origin=None, on=TODAY)}
    assert best == {"青岛市": 1, "山东省": 1, "全国": 1}


def test_where_she_sets_out_from() -> None:
    county = get_place("370211")
    assert county is not None
    middle = Point(county.latitude or 0, county.longitude or 0)
    assert origin_of(parse_search({"from": "370211"})) == Origins(middle)
    for code in ("370200", "999999", ""):
        assert origin_of(parse_search({"from": code})) is None
    assert origin_of(parse_search({"from": "36.07,120.38"})) == Origins(QINGDAO)
    assert origin_of(parse_search({"from": "36.07,120.38", "school": "370211"})) == Origins(QINGDAO, middle)
    kept = SavedWeek(WeekProfile(Week.whole()), Origins(QINGDAO, middle))
    assert origin_of(parse_search({"from": "home"}, saved=kept), kept) == kept.origin


def test_a_point_that_an_officer_gave_meanwhile_counts_at_once() -> None:
    """Another process gave it: this one still holds the place without a point."""
    town = get_place("130181")
    assert town is not None
    assert town.latitude is None
    post("there", at=town.code, pay=20)
    query = parse_search({"from": "37.93,115.22", "commute": "30"})
    assert [item.minutes for item in ask(query).items] == [None]
    values = {"latitude": 37.94, "longitude": 115.22}
    Place.objects.filter(code=town.code).update(**values)
    PlacePin.objects.create(place_id=town.code, source="测试", mark="P", by_code="x", at=AT, **values)
    assert [item.minutes for item in ask(query).items] == [10]
