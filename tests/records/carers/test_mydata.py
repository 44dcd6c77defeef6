"""Everything about her comes out, and everything goes."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import PersonalFact, trail_of
from carepost.records.carers import (
    add_experience,
    erase_person,
    export_of,
    hide_employer,
    keep_week,
    run_alert,
    save_post,
    set_about,
    set_break,
    set_skills,
)
from carepost.records.carers.models import Crowd, CrowdCount, FitAlert, FitHit
from carepost.records.carers.mydata import PARTS as ALL_PARTS
from carepost.records.carers.profile import oneself
from carepost.records.employers import (
    EmployerKind,
    Invitation,
    Member,
    add_member,
    invite_member,
    members_of,
    register_employer,
)
from carepost.records.people import Notice, User, actor_of, grant_role, notices_of
from carepost.records.people.phone_login import _person_of
from tests.records.carers.build import ANSWERS, AT, HOUR, WEEK, carer, opened, saved
from tests.records.posts.build import employer, place

pytestmark = pytest.mark.django_db
CREDIT_CODE = "91370200MA3C00001N"


@pytest.fixture
def user() -> User:
    """Somebody of whom everything is known."""
    person = carer(name="林小满")
    keep_week(user=person, entry=WEEK, at=AT)
    set_skills(user=person, codes=["sewing"], at=AT)
    set_break(user=person, since="2019-03", until="2025-02", at=AT)
    set_about(user=person, about="会做家常菜", at=AT)
    add_experience(user=person, occupation="平车工", since="2015-01", until="2018-06", at=AT)
    search = saved(person, values={"place": "442000", "page": "2"})
    post = opened("new1")
    run_alert(search=search, at=AT + 2 * HOUR)
    save_post(user=person, post=post, at=AT)
    hide_employer(user=person, employer=employer("former", "从前的厂"), at=AT)
    FitAlert.objects.create(user=person, since=AT)
    FitHit.objects.create(user=person, post=post, told_at=AT + HOUR)
    return person


# Outer rooms add their own and test them beside their tables.
PARTS = [part for part in ALL_PARTS if part.model._meta.app_label == "carers"]


def test_every_model_of_the_room_is_told_and_erased() -> None:
    # Numbers of people by post and by night: about nobody.
    counts = {Crowd, CrowdCount}
    assert {part.model for part in PARTS} == set(apps.get_app_config("carers").get_models()) - counts


def test_every_column_of_the_room_is_told(user: User) -> None:
    """What leads from row to row is told as a code, what is sealed in the open; nothing else is left out."""
    ways = {"id", "user", "profile", "query_index"}
    sealed = {"week_sealed": "week", "query_sealed": "query"}
    for part in PARTS:
        (row,) = export_of(user, at=AT)[part.key]
        columns = {field.name for field in part.model._meta.fields} - ways
        assert {sealed.get(name, name) for name in columns} <= row.keys(), part.key


def test_the_export_holds_everything(user: User) -> None:
    whole = export_of(user, at=AT)
    assert whole["account"]["phone"] == "13912345678"
    assert whole["profile"][0]["week"] == ANSWERS
    assert whole["searches"][0]["query"] == "place=442000"
    assert whole["notices"][0]["kind"] == "alert"
    assert [event["verb"] for event in whole["events"]][:1] == ["carer.week_kept"]
    assert {"carer.employer_hidden", "carer.post_saved"} <= {event["verb"] for event in whole["events"]}
    text = json.dumps(whole, ensure_ascii=False)
    for words in ("林小满", "平车工", "会做家常菜", "2019-03", "sewing", "从前的厂", "new1", "家附近"):
        assert words in text


def test_nobody_else_s_data_are_in_it(user: User) -> None:
    owner = Actor(user.code, frozenset({Role.CARER}))
    factory = register_employer(
        name="自己的厂", credit_code=CREDIT_CODE, kind=EmployerKind.ENTERPRISE, place=place("370200"), by=owner, at=AT
    )
    other = carer("13900000002", name="赵别人")
    add_member(employer=factory, user=other, role=Role.EMPLOYER_RECRUITER, by=owner, at=AT)
    whole = export_of(user, at=AT)
    assert whole["employers"][0]["name"] == "自己的厂"
    assert "employer_recruiter.added" in {event["verb"] for event in whole["events"]}
    assert "赵别人" not in json.dumps(whole, ensure_ascii=False)


def written_everywhere() -> str:
    """The whole database but what is public, as PostgreSQL prints it."""
    tables = [t for t in connection.introspection.table_names() if t.startswith(("carers_", "people_", "audit_"))]
    with connection.cursor() as cursor:
        out = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608
            out.append(cursor.fetchone()[0])
    return " ".join(out)


def test_erasing_leaves_the_code_and_the_events(user: User) -> None:
    verbs = [event.verb for event in trail_of("person", user.code)]
    erase_person(user=user, by=oneself(user), at=AT)
    for part in PARTS:
        assert not part.rows_of(user).exists(), part.key
    user.refresh_from_db()
    assert (user.name, user.phone_index, user.phone_sealed, user.is_active) == ("", None, None, False)
    assert not Notice.objects.filter(user=user).exists()
    assert not PersonalFact.objects.filter(person_code=user.code).exists()
    assert [event.verb for event in trail_of("person", user.code)] == [*verbs, "person.erased"]
    written = written_everywhere()
    for words in ("林小满", "平车工", "会做家常菜", "2019-03", "former", "家附近"):
        assert words not in written


def test_the_number_may_come_back_to_an_empty_account(user: User) -> None:
    erase_person(user=user, by=oneself(user), at=AT)
    again = _person_of("13912345678", at=AT + HOUR)
    assert again.pk != user.pk
    assert notices_of(again) == ()


def test_her_sessions_end_and_others_stay(user: User) -> None:
    hers, others = Client(), Client()
    hers.force_login(user)
    others.force_login(carer("13900000002"))
    assert Session.objects.count() == 2
    erase_person(user=user, by=oneself(user), at=AT)
    (left,) = Session.objects.all()
    assert left.session_key == others.cookies[configured.SESSION_COOKIE_NAME].value
    assert import_module(configured.SESSION_ENGINE).SessionStore(left.session_key)["_auth_user_id"] != str(user.pk)


def test_the_last_owner_must_hand_over_first(user: User) -> None:
    by = oneself(user)
    factory = register_employer(
        name="自己的厂", credit_code=CREDIT_CODE, kind=EmployerKind.ENTERPRISE, place=place("370200"), by=by, at=AT
    )
    with pytest.raises(Refusal, match="last owner of 自己的厂: make somebody else an owner first"):
        erase_person(user=user, by=by, at=AT)
    assert export_of(user, at=AT)["profile"] != []
    other = carer("13900000002")
    add_member(employer=factory, user=other, role=Role.EMPLOYER_OWNER, by=by, at=AT)
    erase_person(user=user, by=by, at=AT + HOUR)
    assert [member.user for member in members_of(factory)] == [other]
    assert Member.objects.get(user=user).until == AT + HOUR


def test_only_herself_and_no_staff_and_no_demo(user: User) -> None:
    with pytest.raises(Refusal, match="Only the person herself"):
        erase_person(user=user, by=oneself(carer("13900000002")), at=AT)
    User.objects.filter(pk=user.pk).update(demo=True)
    user.refresh_from_db()
    with pytest.raises(Refusal, match="demo"):
        erase_person(user=user, by=oneself(user), at=AT)
    user.demo = False
    grant_role(user=user, role=Role.AUDITOR, place=None, by=Actor.system(), at=AT)
    with pytest.raises(Refusal, match="account of staff"):
        erase_person(user=user, by=oneself(user), at=AT)
    assert export_of(user, at=AT)["profile"] != []


def test_open_invitations_are_told_and_declined(user: User) -> None:
    system = Actor.system()
    factory = register_employer(
        name="别人的厂", credit_code=CREDIT_CODE, kind=EmployerKind.ENTERPRISE, place=place("370200"), by=system, at=AT
    )
    owner = carer("13900000002")
    add_member(employer=factory, user=owner, role=Role.EMPLOYER_OWNER, by=system, at=AT)
    invite_member(employer=factory, phone="13912345678", role=Role.EMPLOYER_RECRUITER, by=actor_of(owner), at=AT)
    assert [row["name"] for row in export_of(user, at=AT)["invitations"]] == ["别人的厂"]
    erase_person(user=user, by=system, at=AT)
    assert Invitation.objects.get().phone_sealed is None
