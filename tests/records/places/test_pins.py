"""Points that officers give to places for which no table has one."""

from __future__ import annotations

import pytest

from carepost.domain.facts import Mark
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.domain.travel import Point
from carepost.records.audit import trail_of
from carepost.records.places import (
    Place,
    PlacePin,
    km_from_reference,
    load_places,
    pin_place,
    pins_of,
    point_of,
    reference_of,
    unpinned_in,
)
from tests.records.posts.build import AT, CLERK, FAR_REVIEWER, OWNER, actor, place

pytestmark = pytest.mark.django_db
TOWN = "442000114"
HERE = Point(22.62, 113.3)


def pin(**changes: object) -> PlacePin:
    values: dict[str, object] = {"place": place(TOWN), "point": HERE, "source": "镇政府网站地图", "mark": Mark.S}
    return pin_place(**(values | {"by": CLERK, "at": AT} | changes))  # type: ignore[arg-type]


def refused(**changes: object) -> str:
    with pytest.raises(Refusal) as said:
        pin(**changes)
    assert said.value.reason.zh
    return said.value.reason.en


def test_a_town_without_a_point_gets_one_and_a_better_one() -> None:
    town = place(TOWN)
    assert point_of(town) is None
    assert town in unpinned_in(place("442000"))
    pin()
    assert point_of(town) == HERE
    pin(point=Point(22.63, 113.31), source="现场核对", mark=Mark.P)
    assert point_of(town) == Point(22.63, 113.31)
    assert (place(TOWN).latitude, place(TOWN).longitude) == (22.63, 113.31)
    assert [(p.source, p.mark) for p in pins_of(town)] == [("现场核对", "P"), ("镇政府网站地图", "S")]
    assert [event.verb for event in trail_of("place", TOWN)] == ["place.pinned"] * 2
    assert town in unpinned_in(place("442000"))


def test_what_is_near_is_measured_from_the_place_above() -> None:
    town = place(TOWN)
    reference = reference_of(town)
    assert reference is not None
    assert reference[0].code == "442000"
    measured = km_from_reference(HERE, town)
    assert measured is not None
    assert 5 < measured[1] < 30
    assert "more than 100" in refused(point=Point(39.9, 116.4))


def test_a_pin_is_an_officer_s_for_her_own_area_with_its_source() -> None:
    for who in (FAR_REVIEWER, OWNER, actor(Role.CARER), Actor.visitor()):
        assert "do not cover" in refused(by=who)
    assert "where the point is from" in refused(source="  ")
    assert "where the point is from" in refused(source="长" * 201)
    assert "published point already" in refused(place=place("442000"))
    assert not PlacePin.objects.exists()


def test_loading_the_table_again_keeps_the_pins_and_mends_the_rest() -> None:
    pin()
    Place.objects.filter(code="442000").update(latitude=1.0, name="改名")
    Place.objects.filter(code=TOWN).update(name="改名")
    load_places()
    assert point_of(place(TOWN)) == HERE
    assert place(TOWN).name != "改名"
    assert place("442000").name == "中山市"
    assert place("442000").latitude != 1.0
