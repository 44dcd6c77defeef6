"""Unmet demand is counted by day, city and filters, and holds nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.search import parse_search
from carepost.records.posts import Unmet, count_unmet, unmet_in
from tests.records.posts.build import AT, TODAY, place

pytestmark = pytest.mark.django_db
ASKED = {
    "week": "12345_0830-1600",
    "q": "飞行员",
    "from": "22.5,113.4",
    "commute": "20",
    "pay_min": "30",
    "kind": "home",
}


def test_alike_searches_are_one_row_with_their_number() -> None:
    for code in ("370211", "370202"):
        count_unmet(query=parse_search(ASKED), place=place(code), at=AT)
    count_unmet(query=parse_search({"pay_min": "99"}), place=None, at=AT)
    rows = Unmet.objects.order_by("-number").values_list("on", "place_id", "filters", "number")
    assert list(rows) == [(TODAY, "370200", "commute,kind,pay_min,week,words", 2), (TODAY, None, "pay_min", 1)]


def test_it_is_read_by_place_and_days() -> None:
    count_unmet(query=parse_search({"q": "保洁"}), place=place("370211"), at=AT)
    count_unmet(query=parse_search({"q": "会计"}), place=place("442000"), at=AT - timedelta(days=1))
    words = frozenset({"words"})
    assert unmet_in(None, since=TODAY - timedelta(days=9), until=TODAY) == {words: 2}
    assert unmet_in(None, since=TODAY, until=TODAY) == {words: 1}
    assert unmet_in(place("370000"), since=TODAY, until=TODAY) == {words: 1}
    assert not unmet_in(place("440000"), since=TODAY, until=TODAY)
