"""The face of the places room, on the loaded tables."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from carepost.domain.facts import Text
from carepost.records.places import (
    Bureau,
    Place,
    ancestors,
    bureau_of,
    children,
    code_prefix,
    find_place,
    full_name,
    get_place,
    label_for,
    labels_for,
    load_places,
)

pytestmark = pytest.mark.django_db


def place(code: str) -> Place:
    found = get_place(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "code", ["", "37", "3702000", "370200 ", "三七零二零零", "３７０２００", "999999", "370200\x00"]
)
def test_what_is_no_code_is_no_place(code: str) -> None:
    assert get_place(code) is None


def test_the_line_of_a_place() -> None:
    town = place("371726101")
    assert [p.name for p in ancestors(town)] == ["山东省", "菏泽市", "鄄城县"]
    assert full_name(town) == Text("山东省菏泽市鄄城县什集镇", "Shiji Town, Juancheng County, Heze, Shandong")
    assert ancestors(place("370000")) == ()


def test_children_stand_in_pinyin_order() -> None:
    provinces = children(None)
    assert [p.name for p in provinces[:4]] == ["安徽省", "澳门特别行政区", "北京市", "重庆市"]
    assert len(provinces) == 34
    assert [p.name for p in children(place("370200"))][:3] == ["城阳区", "黄岛区", "胶州市"]
    assert "三乡镇" in {p.name for p in children(place("442000"))}
    assert children(place("370202")) == []


@pytest.mark.parametrize(
    ("code", "prefix", "below"),
    [
        ("110000", "11", 16),
        ("500000", "50", 38),
        ("420000", "42", 12 + 1 + 103 + 3),
        ("442000", "4420", 23),
        ("429004", "429004", 0),
        ("810000", "81", 18),
        ("710000", "71", 0),
    ],
)
def test_a_prefix_finds_all_that_lies_below(code: str, prefix: str, below: int) -> None:
    assert code_prefix(place(code)) == prefix
    found = Place.objects.filter(code__startswith=prefix).exclude(code=code)
    assert found.count() == below
    assert all(place(code) in ancestors(place(p.code)) for p in found)


def test_places_are_read_from_the_database_once() -> None:
    get_place("370200")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ancestors(place("371726101"))
        children(place("370000"))
        find_place("中山市三乡镇鸦岗大道")
    assert len(asked) == 0


def test_finding_a_place_gives_places() -> None:
    match = find_place("中山市三乡镇鸦岗大道", within=place("440000"))
    assert match.place == place("442000114")
    assert match.exact
    assert match.rest == "鸦岗大道"
    several = find_place("鼓楼区")
    assert several.place is None
    assert [p.code for p in several.alternatives] == ["320106", "320302", "350102", "410204"]


@pytest.mark.parametrize(
    ("code", "bureau", "label"),
    [
        ("442000114", "442000", "妈妈岗"),
        ("440600", "440000", "妈妈岗"),
        ("370211", "370200", "妈妈岗"),
        ("310115", "310000", "生育友好岗"),
        ("620000", None, "育儿友好岗"),
    ],
)
def test_the_label_is_that_of_the_nearest_bureau_above(code: str, bureau: str | None, label: str) -> None:
    found = bureau_of(place(code))
    assert (found.place_id if found else None) == bureau
    assert label_for(place(code)).zh == label


def test_without_a_place_the_label_is_neutral() -> None:
    assert label_for(None) == Text("育儿友好岗", "parenting-friendly post")


def test_labels_of_a_list_take_one_query() -> None:
    listed = [place(code) for code in ("442000114", "310115", "620000", "370211")]
    with CaptureQueriesContext(connection) as asked:
        labels = labels_for(listed)
    assert len(asked) == 1
    assert [labels[p.code].zh for p in listed] == ["妈妈岗", "生育友好岗", "育儿友好岗", "妈妈岗"]


def test_loading_again_changes_nothing_and_keeps_what_an_officer_set() -> None:
    Bureau.objects.filter(pk="370200").update(label="育儿岗", label_en="parenting post", phone="12345")
    Place.objects.filter(pk="370202").update(name="旧名区")
    before = Place.objects.count()
    assert load_places() == before
    assert Place.objects.count() == before
    assert Place.objects.get(pk="370202").name == "市南区"
    bureau = Bureau.objects.get(pk="370200")
    assert (bureau.label, bureau.phone) == ("育儿岗", "12345")


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "37021", "level": "county", "parent_id": "370200"},
        {"code": "370299", "level": "town", "parent_id": "370200"},
        {"code": "370299", "level": "county", "parent_id": None},
        {"code": "370299", "level": "county", "parent_id": "370200", "latitude": 36.0},
        {"code": "370299", "level": "county", "parent_id": "370200", "latitude": 120.0, "longitude": 36.0},
    ],
)
def test_the_database_refuses_a_wrong_place(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(name="某区", name_en="Some District", pinyin="mouqu", **wrong)
