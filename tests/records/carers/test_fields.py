"""No table of the product has a field for sex, marriage or children (妇女权益保障法 art. 43)."""

from __future__ import annotations

import re

from django.apps import apps

ASKED = re.compile(
    r"sex|gender|male|marri|marital|spouse|husband|wife|pregnan|birth|child|kid|mother|father|parent_of|nursing|fertil"
)


def test_no_model_asks_for_sex_marriage_or_children() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("carepost.")]
    asked = [
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.fields
        if ASKED.search(field.name.lower())
    ]
    assert len(ours) > 15
    assert asked == []
