"""The only writers of bureaus."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Mark, Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import record
from carepost.records.places.events import BUREAU_LABEL_SET
from carepost.records.places.models import LABEL_EN_MAX, LABEL_MAX, Bureau, Place
from carepost.records.places.queries import in_area


@transaction.atomic
def set_bureau_label(*, place: Place, label: str, label_en: str, by: Actor, at: datetime) -> Bureau:
    """Sets what the bureau of exactly this place calls its posts; setting the same again changes nothing.

    Raises Refusal: not by a reviewer in charge of the place, a place without a bureau of its own, a label that is empty
    or too long.
    """
    _check_in_charge(by, place)
    label = _checked(label, LABEL_MAX, Text("中文", "Chinese"))
    label_en = _checked(label_en, LABEL_EN_MAX, Text("英文", "English"))
    bureau = Bureau.objects.select_for_update().filter(place=place).first()
    if bureau is None:
        raise Refusal(
            Text(
                f"{place.name}还没有登记主管的人社部门，岗位名称随上级：请在上级设定。",
                f"{place.name_en} has no bureau of its own here and uses the label of the one above: set it there.",
            )
        )
    before = bureau.label_text
    if before == Text(label, label_en):
        return bureau
    day = timezone.localtime(at).date()
    bureau.label, bureau.label_en = label, label_en
    bureau.source, bureau.mark = f"{bureau.name}于 {day:%Y-%m-%d} 在本系统设定", Mark.P.value
    bureau.save(update_fields=["label", "label_en", "source", "mark"])
    record(
        BUREAU_LABEL_SET,
        actor=by,
        subject_kind="bureau",
        subject_code=place.code,
        at=at,
        bureau=bureau.name,
        bureau_en=bureau.name_en,
        before=before.zh,
        before_en=before.en,
        label=label,
        label_en=label_en,
    )
    return bureau


def _check_in_charge(by: Actor, place: Place) -> None:
    if not by.holds(Role.SYSTEM) and not in_area(by, place.code, Role.OFFICER_REVIEWER):
        raise Refusal(
            Text(
                f"只有主管{place.name}的人社局复核人员可以设定岗位名称。",
                f"Only a bureau reviewer in charge of {place.name_en} may set the label of its posts.",
            )
        )


def _checked(words: str, most: int, language: Text) -> str:
    words = " ".join(words.split())
    if not words or len(words) > most or not words.isprintable():
        raise Refusal(
            Text(
                f"岗位名称（{language.zh}）应为1至{most}个字，不含控制字符。",
                f"The label in {language.en} needs 1 to {most} characters, none of them a control character.",
            )
        )
    return words
