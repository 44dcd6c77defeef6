"""What a bureau calls its posts is set by the reviewer in charge, and told in the trail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Appointment, Role
from carepost.records.audit import sentence_of, trail_of
from carepost.records.places import Bureau, Place, get_place, label_for, set_bureau_label

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


def place(code: str) -> Place:
    found = get_place(code)
    assert found is not None
    return found


def reviewer(*places: str, role: Role = Role.OFFICER_REVIEWER) -> Actor:
    return Actor("r", frozenset({role}), frozenset(Appointment(role, code) for code in places))


@pytest.mark.parametrize("by", [reviewer("370200"), reviewer("370000"), Actor.system()])
def test_the_reviewer_in_charge_sets_the_label(by: Actor) -> None:
    set_bureau_label(place=place("370200"), label=" 育儿岗 ", label_en="parenting post", by=by, at=AT)
    assert label_for(place("370211")) == Text("育儿岗", "parenting post")
    bureau = Bureau.objects.get(pk="370200")
    # The day is Beijing's.
    assert (bureau.mark, bureau.source) == ("P", "青岛市人力资源和社会保障局于 2026-11-23 在本系统设定")
    told = sentence_of(trail_of("bureau", "370200")[-1], names={"r": "王五"})
    assert told.zh.endswith("将青岛市人力资源和社会保障局的岗位名称由“妈妈岗”改为“育儿岗”。")
    assert "“mums' post” to “parenting post”" in told.en


def test_setting_the_same_again_tells_nothing_new() -> None:
    for _ in range(2):
        set_bureau_label(place=place("370200"), label="育儿岗", label_en="parenting post", by=reviewer("370200"), at=AT)
    assert len(trail_of("bureau", "370200")) == 1


@pytest.mark.parametrize(
    "by",
    [
        reviewer(),
        reviewer("370211"),
        reviewer("442000"),
        reviewer("370200", role=Role.OFFICER_CLERK),
        Actor.visitor(),
    ],
)
def test_nobody_else_sets_it(by: Actor) -> None:
    with pytest.raises(Refusal, match="in charge of Qingdao"):
        set_bureau_label(place=place("370200"), label="育儿岗", label_en="parenting post", by=by, at=AT)
    assert label_for(place("370200")).zh == "妈妈岗"


def test_a_place_without_a_bureau_is_told_where_to_go() -> None:
    with pytest.raises(Refusal, match="set it there"):
        set_bureau_label(place=place("370211"), label="育儿岗", label_en="x", by=reviewer("370200"), at=AT)


@pytest.mark.parametrize(
    ("label", "label_en"), [("", "x"), ("岗" * 21, "x"), ("岗", ""), ("岗", "x" * 61), ("岗\x00", "x")]
)
def test_a_label_that_cannot_be_is_refused(label: str, label_en: str) -> None:
    with pytest.raises(Refusal, match="needs 1 to"):
        set_bureau_label(place=place("370200"), label=label, label_en=label_en, by=reviewer("370200"), at=AT)


@pytest.mark.parametrize("wrong", [{"mark": "Q"}, {"label": ""}, {"label_en": ""}])
def test_the_database_refuses_a_wrong_bureau(wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Bureau.objects.filter(pk="370200").update(**wrong)
