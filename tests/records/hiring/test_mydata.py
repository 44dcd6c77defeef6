"""What this room holds of a person is told and erased with the rest."""

from __future__ import annotations

import json

import pytest
from django.apps import apps

from carepost.records.carers import erase_person, export_of, oneself
from carepost.records.carers.mydata import PARTS
from carepost.records.hiring import join_fair, plan_talks, reveal_contact, wish_share
from carepost.records.people import User
from tests.records.hiring.build import AT, clerk, fair
from tests.records.hiring.test_approaches import agreed, sent
from tests.records.hiring.test_shares import full_time, halves

pytestmark = pytest.mark.django_db


def test_every_table_with_a_person_in_it_is_told() -> None:
    told = {(part.model, part.path) for part in PARTS}
    for model in apps.get_app_config("hiring").get_models():
        people = {field.name for field in model._meta.fields if field.related_model is User}
        # Officers and employers who acted stay on record; what they did is in the trail.
        assert {(model, name) for name in people - {"made_by", "sent_by"}} <= told, model


def test_all_of_it_is_exported_and_erased() -> None:
    first, second = halves()
    post = full_time(code="whole", employer_code="emp9")
    for user in (first, second):
        wish_share(post=post, user=user, alone=True, at=AT)
    asked = agreed(5)
    reveal_contact(approach=sent(asked), user=asked, contact="李女士 13900000005", at=AT)
    made = fair("emp2")
    join_fair(fair=made, user=asked, at=AT)
    plan_talks(fair=made, by=clerk(), at=AT)
    whole = json.dumps(export_of(asked, at=AT), ensure_ascii=False)
    assert "李女士" in whole
    assert made.code in whole
    assert export_of(first, at=AT)["share_pairs_first"] or export_of(first, at=AT)["share_pairs_second"]
    for user in (first, second, asked):
        erase_person(user=user, by=oneself(user), at=AT)
    for part in PARTS:
        assert not part.model._default_manager.exists(), part.key
