"""The directory of employers, the counts of a place, and the median pay."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.roles import Actor
from carepost.records.posts import (
    LEAST_FOR_MEDIAN,
    EmployerNotFound,
    Post,
    count_posts,
    employer_directory,
    employer_posts,
    employers_by_place,
    pay_median,
)
from tests.records.posts.build import OWNER, TODAY, employer, own_post, place, reported_post
from tests.web.public.build import OCCUPATION, complete_post, shop

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
MONDAY = {"days": [1], "start": "8:00", "end": "18:00"}


def codes(page: Any) -> list[str]:
    return [entry.employer.code for entry in page.items]


def directory(
    actor: Actor = VISITOR, code: str | None = None, name: str = "", page: int = 1, per_page: int = 20
) -> Any:
    where = place(code) if code else None
    return employer_directory(actor, place=where, page=page, name=name, per_page=per_page, on=TODAY)


def test_the_directory_counts_only_visible_posts() -> None:
    second = employer("emp2", "青岛示例服装厂", "370200")
    employer("emp3", "无岗位的厂")
    own_post("own1", "published")
    own_post("own2", "draft")
    reported_post("rep1", employer=second)
    reported_post("rep2", employer=second)
    found = directory()
    assert [(e.employer.code, e.posts, e.certified) for e in found.items] == [("emp1", 1, 0), ("emp2", 2, 0)]
    assert (found.count, found.page, found.pages) == (2, 1, 1)
    assert {e.employer.code: e.posts for e in directory(OWNER).items} == {"emp1": 2, "emp2": 2}
    assert directory(code="442000").count == 1


def test_employers_with_certified_posts_come_first_then_pinyin() -> None:
    reported_post("rep1", employer=employer("an", "安康家政", "370200"))
    reported_post("rep2", employer=employer("bao", "宝贝托育", "370200"))
    complete_post("whole")
    assert codes(directory()) == ["shop", "an", "bao"]
    assert [entry.certified for entry in directory().items] == [1, 0, 0]
    pages = [directory(page=n, per_page=2) for n in (1, 2, 9)]
    assert [codes(page) for page in pages] == [["shop", "an"], ["bao"], ["bao"]]
    assert (pages[0].count, pages[0].pages, pages[2].page) == (3, 2, 2)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("花店", ["shop"]),
        ("shili", ["shop"]),
        ("SHI", ["shop"]),
        ("lihua", []),
        ("安", ["an"]),
        ("%", []),
        (" ", ["shop", "an"]),
    ],
)
def test_a_name_is_found_by_its_words_or_the_start_of_its_pinyin(name: str, found: list[str]) -> None:
    reported_post("rep1", employer=employer("an", "安康家政", "370200"))
    complete_post("whole")
    assert codes(directory(name=name)) == found


def test_promises_are_counted_over_the_visible_posts_of_an_employer() -> None:
    complete_post("first")
    complete_post("second", changes={"care": {"nursing_room": "yes"}, "insurance": {"social": "no"}, "growth": {}})
    complete_post("hidden", state="paused", changes={"work": {"children_welcome": "yes"}})
    (entry,) = directory().items
    assert {said.promise.key: said.posts for said in entry.promises} == {
        "insured": 1,
        "no_forced_overtime": 1,
        "leave": 1,
        "nursing_room": 1,
        "training": 1,
    }


@pytest.mark.parametrize(
    ("hours", "key"),
    [
        ({"pattern": {"kind": "output"}}, "output"),
        ({"pattern": {"kind": "band", "within": [{"days": [1], "start": "8:00", "end": "18:00"}]}}, "flexible"),
        (
            {"pattern": {"kind": "slots", "offered": [{"days": [1], "start": "8:00", "end": "9:00"}], "choose": 1}},
            "flexible",
        ),
    ],
)
def test_the_kind_of_hours_is_a_promise_of_its_own(hours: dict[str, Any], key: str) -> None:
    complete_post("whole", changes={"hours": hours})
    (entry,) = directory().items
    assert key in {said.promise.key for said in entry.promises}


def test_an_employer_without_a_visible_post_is_not_told_from_none() -> None:
    own_post("own1", "draft")
    own_post("own2", "published")
    found = employer_posts(VISITOR, "emp1", on=TODAY)
    assert (found.entry.employer.code, found.entry.posts, [p.code for p in found.items]) == ("emp1", 1, ["own2"])
    Post.objects.filter(code="own2").update(state="draft")
    for code in ("emp1", "nobody"):
        with pytest.raises(EmployerNotFound):
            employer_posts(VISITOR, code, on=TODAY)
    assert {p.code for p in employer_posts(OWNER, "emp1", on=TODAY).items} == {"own1", "own2"}


def test_a_member_sees_an_employer_that_has_no_post_yet() -> None:
    employer()
    found = employer_posts(OWNER, "emp1", on=TODAY)
    assert (found.entry.posts, found.entry.promises, found.items, found.pages) == (0, (), (), 1)


def test_the_posts_of_an_employer_come_page_by_page() -> None:
    for n in range(3):
        reported_post(f"rep{n}", employer=employer())
    pages = [employer_posts(VISITOR, "emp1", page=n, per_page=2, on=TODAY) for n in (1, 2)]
    assert [[post.code for post in page.items] for page in pages] == [["rep2", "rep1"], ["rep0"]]
    assert {page.entry.posts for page in pages} == {3}


def test_employers_are_counted_in_each_part_of_a_place() -> None:
    complete_post("whole")
    reported_post("rep1", employer=shop())
    reported_post("rep2", employer=employer("emp2", "仙桃某厂", "429004"), place=place("429004"))
    reported_post("rep3", employer=employer("emp3", "武汉某厂", "420100"), place=place("420100"))

    def numbers(code: str | None) -> list[tuple[str, int]]:
        parent = place(code) if code else None
        return [(part.code, number) for part, number in employers_by_place(VISITOR, parent, on=TODAY)]

    assert sorted(numbers(None)) == [("370000", 1), ("420000", 2)]
    assert numbers("370200") == [("370211", 1)]
    assert sorted(numbers("420000")) == [("420100", 1), ("429004", 1)]


def test_a_place_is_counted_in_one_query() -> None:
    complete_post("whole")
    complete_post("demo", demo=True, certificate_number=None, certified_on=None)
    reported_post("rep1")
    own_post("draft", "draft", place=place("370200"))
    with CaptureQueriesContext(connection) as queries:
        found = count_posts(VISITOR, place("370200"), on=TODAY)
    assert (found.posts, found.certified, found.reported, found.demo, found.employers) == (3, 1, 1, 1, 1)
    assert len(queries) == 2  # the place itself, and the count
    assert count_posts(VISITOR, None, on=TODAY).posts == 3


def laid(number: int, **fields: Any) -> Post:
    """So many posts of one occupation that pay 2,000, 2,100, … yuan a month; the last of them."""
    for n in range(number):
        last = complete_post(f"paid{n}", changes={"pay": {"per": "month", "low": str(2000 + 100 * n)}}, **fields)
    return last


def test_a_median_needs_ten_posts() -> None:
    few = laid(LEAST_FOR_MEDIAN - 1)
    assert pay_median(few, hourly=False, on=TODAY) is None
    complete_post("one more", changes={"pay": {"per": "month", "low": "9000"}})
    found = pay_median(few, hourly=False, on=TODAY)
    assert found is not None
    # 2,000 … 2,800 and 9,000: of the two in the middle the lower, which a post really pays.
    assert (found.fen, found.posts, found.place.code) == (240_000, LEAST_FOR_MEDIAN, "370200")


@pytest.mark.parametrize(
    "other",
    [
        {"state": "paused"},
        {"demo": True},
        {"occupation": "4-14-01-02"},
        {"place_id": "370300"},
        {"pay_month_fen": None},
    ],
)
def test_a_median_counts_like_with_like(other: dict[str, Any]) -> None:
    laid(LEAST_FOR_MEDIAN)
    post = Post.objects.get(code="paid0")
    assert pay_median(post, hourly=False, on=TODAY) is not None
    Post.objects.filter(code="paid9").update(**other)
    assert pay_median(post, hourly=False, on=TODAY) is None


def test_without_occupation_or_place_there_is_no_median() -> None:
    post = laid(LEAST_FOR_MEDIAN)
    assert post.occupation == OCCUPATION
    post.occupation = ""
    assert pay_median(post, hourly=False, on=TODAY) is None
    post.occupation, post.place = OCCUPATION, None
    assert pay_median(post, hourly=False, on=TODAY) is None


@pytest.mark.parametrize(("code", "city"), [("110105", "110000"), ("429004", "429004"), ("442000114", "442000")])
def test_the_city_of_a_post_is_a_municipality_or_stands_alone(code: str, city: str) -> None:
    post = laid(LEAST_FOR_MEDIAN, place=place(code))
    found = pay_median(post, hourly=False, on=TODAY)
    assert found is not None
    assert found.place.code == city


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda: [e.employer.place for e in employer_directory(VISITOR, place=None, page=1).items], 4),
        (lambda: employers_by_place(VISITOR, None), 2),
        (lambda: [p.employer for p in employer_posts(VISITOR, "emp1").items], 4),
    ],
)
def test_the_number_of_queries_does_not_grow(ask: Any, most: int) -> None:
    for n in range(2):
        reported_post(f"rep{n}", employer=employer())
    for n in range(2, 8):
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) <= most
        reported_post(f"rep{n}", employer=employer(f"emp{n}", f"厂{n}"))
