"""Every parameter of a search: read, or refused by name; and the one address of what was read."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.search import (
    HOME,
    KINDS,
    BadParameter,
    SavedWeek,
    SearchQuery,
    Sort,
    address_of,
    parse_search,
    shared,
)
from carepost.domain.travel import Origins, Point, Way
from carepost.domain.week import Week, WeekProfile, weekly
from tests.domain.week.strategies import weeks

SCHOOL_RUN = Week.available(weekly("12345", "8:30", "16:00"))
KEPT = SavedWeek(WeekProfile(SCHOOL_RUN), Origins(Point(22.52, 113.38), Point(22.6, 113.4)), Way.BUS)


def term_of(**values: str) -> Week:
    profile = parse_search(values).profile
    assert profile is not None
    return profile.term


def test_nothing_asked_is_the_first_page_of_everything() -> None:
    assert parse_search({}) == parse_search({"place": "", "q": " ", "from": "", "page": ""}) == SearchQuery()
    assert address_of(SearchQuery()) == ""


def test_every_parameter_is_read() -> None:
    values = {
        "place": "442000", "from": "22.521234567,113.38", "school": "442000114", "way": "bus", "commute": "45",
        "q": " 保洁　 收银 ",
        "week": "12345_0830-1600", "holiday": "6_0900-1200", "pay_min": "22.5", "kind": "part_time,home",
        "sort": "near", "show": "all", "page": "3",
    }  # fmt: skip
    assert parse_search(values) == SearchQuery(
        place="442000",
        page=3,
        origin=Point(22.5212, 113.38),
        school="442000114",
        way=Way.BUS,
        commute=45,
        words="保洁 收银",
        profile=WeekProfile(SCHOOL_RUN, Week.available(weekly("6", "9:00", "12:00"))),
        pay_min_fen=2250,
        kinds=frozenset({"part_time", "home"}),
        sort=Sort.NEAR,
        show_all=True,
    )


@pytest.mark.parametrize("value", ["groupmessage", "singlemessage", "timeline", "青岛", "1,2,3"])
def test_a_from_that_is_no_place_is_passed_over(value: str) -> None:
    assert parse_search({"from": value, "isappinstalled": "0", "utm_source": "x"}) == SearchQuery()


def test_a_school_stands_only_beside_a_place_to_set_out_from() -> None:
    both = parse_search({"from": "442000", "school": "22.521234567,113.38"})
    assert (both.origin, both.school) == ("442000", Point(22.5212, 113.38))
    assert address_of(both) == "from=442000&school=22.5212,113.38"
    for origin in ("", "groupmessage"):
        assert parse_search({"from": origin, "school": "442000"}) == SearchQuery()
    kept = parse_search({"from": "home", "school": "442000"}, saved=KEPT)
    assert (kept.origin, kept.school) == (HOME, None)
    # An address of before it could be said.
    assert parse_search({"from": "442000", "commute": "30"}).school is None


def test_days_and_times_make_a_week() -> None:
    assert term_of(days="12345", start="8:30", end="16:00") == SCHOOL_RUN
    assert term_of(start="08:30", end="16:00") == SCHOOL_RUN
    assert term_of(days="67") == Week.available(weekly("67", "0:00", "24:00"))
    assert term_of(days="1", start="20:00") == Week.available(weekly("1", "20:00", "24:00"))
    assert term_of(days="1", end="9:00") == Week.available(weekly("1", "0:00", "9:00"))
    assert term_of(days="7", start="22:00", end="6:00") == Week.available(weekly("7", "22:00", "6:00"))
    assert term_of(week="6_0900-1200", days="12345") == Week.available(weekly("6", "9:00", "12:00"))


def test_what_is_kept_stands_in_when_there_is_something() -> None:
    query = parse_search({"week": "saved", "from": "home", "holiday": "0"}, saved=KEPT)
    assert (query.profile, query.saved, query.origin, query.way) == (KEPT.profile, True, HOME, Way.BUS)
    assert parse_search({"from": "home", "way": "walk"}, saved=KEPT).way is Way.WALK
    assert address_of(query) == "week=saved&from=home&way=bus"
    for name, value in (("week", "saved"), ("from", "home")):
        with pytest.raises(BadParameter) as refused:
            parse_search({name: value})
        assert refused.value.parameter == name
    with pytest.raises(BadParameter):
        parse_search({"from": "home"}, saved=SavedWeek(KEPT.profile))


@pytest.mark.parametrize(
    ("parameter", "values"),
    [
        ("place", {"place": "青岛"}),
        ("page", {"page": "0"}),
        ("from", {"from": "113.38,22.52"}),
        ("school", {"from": "442000", "school": "113.38,22.52"}),
        ("school", {"from": "442000", "school": "Primary School No. 1"}),
        ("school", {"school": "groupmessage"}),
        ("way", {"way": "boat"}),
        ("commute", {"commute": "0"}),
        ("commute", {"commute": "241"}),
        ("commute", {"commute": "1.5"}),
        ("q", {"q": "保" * 101}),
        ("q", {"q": " ".join("一二三四五六七八九")}),
        ("week", {"week": "monday"}),
        ("week", {"week": "12345_0830-0830"}),
        ("holiday", {"week": "6_0900-1200", "holiday": "x"}),
        ("holiday", {"holiday": "6_0900-1200"}),
        ("days", {"days": "0"}),
        ("days", {"days": "mon"}),
        ("start", {"start": "9"}),
        ("end", {"end": "25:00"}),
        ("end", {"start": "9:00", "end": "9:00"}),
        ("end", {"start": "9:01", "end": "9:14"}),
        ("pay_min", {"pay_min": "twenty"}),
        ("pay_min", {"pay_min": "20.123"}),
        ("pay_min", {"pay_min": "-1"}),
        ("kind", {"kind": "remote"}),
        ("sort", {"sort": "best"}),
        ("show", {"show": "some"}),
    ],
)
def test_a_wrong_value_is_refused_by_its_name_in_both_languages(parameter: str, values: dict[str, str]) -> None:
    with pytest.raises(BadParameter) as refused:
        parse_search(values)
    assert refused.value.parameter == parameter
    assert refused.value.message.zh.endswith("。")
    assert refused.value.message.en.endswith(".")


words = st.lists(st.sampled_from(["保洁", "月嫂", "AI", "a&b=c", "100%", "+"]), max_size=4, unique=True).map(" ".join)
profiles = st.builds(WeekProfile, weeks, st.none() | weeks)
points = st.builds(
    lambda lat, lon: Point(lat / 10_000, lon / 10_000), st.integers(0, 600_000), st.integers(700_000, 1_400_000)
)
ends = points | st.sampled_from(["370211", "442000114"])
queries = st.builds(
    lambda *, both, **asked: SearchQuery(**asked, **dict(zip(("origin", "school"), both, strict=False))),
    both=st.lists(ends, max_size=2),
    place=st.none() | st.sampled_from(["440000", "442000114"]),
    page=st.integers(1, 999_999),
    way=st.none() | st.sampled_from(Way),
    commute=st.none() | st.integers(1, 240),
    words=words,
    profile=st.none() | profiles,
    pay_min_fen=st.none() | st.integers(1, 999_999),
    kinds=st.frozensets(st.sampled_from(sorted(KINDS)), max_size=4),
    sort=st.none() | st.sampled_from(Sort),
    show_all=st.booleans(),
)


@settings(max_examples=150)
@given(query=queries)
def test_the_address_of_a_search_is_the_search(query: SearchQuery) -> None:
    address = address_of(query)
    assert parse_search(dict(parse_qsl(address))) == query
    assert address.isascii()


@settings(max_examples=50)
@given(query=queries, saved=st.booleans())
def test_what_is_passed_on_says_neither_where_she_lives_nor_the_week_she_keeps(query: SearchQuery, saved: bool) -> None:
    asked = parse_search(dict(parse_qsl(address_of(query))) | ({"week": "saved"} if saved else {}), saved=KEPT)
    names = {name for name, _ in parse_qsl(address_of(shared(asked)))}
    assert names.isdisjoint({"from", "school", "way", "commute", "page"})
    assert not saved or names.isdisjoint({"week", "holiday"})


@settings(max_examples=100)
@given(
    values=st.dictionaries(
        st.sampled_from(["place", "from", "school", "way", "commute", "q", "week", "holiday", "days", "start", "end",
                         "pay_min", "kind", "sort", "show", "page"]),
        st.text(max_size=20) | st.from_regex(r"[0-9:.,_~b-]{1,20}", fullmatch=True),
        max_size=6,
    )
)  # fmt: skip
def test_any_values_are_read_or_refused_by_a_name_that_was_given(values: dict[str, str]) -> None:
    assert _refused(values) in {*values, "end", None}


def _refused(values: dict[str, str]) -> str | None:
    try:
        parse_search(values)
    except BadParameter as refused:
        return refused.parameter
    return None
