"""Events are typed, speak both languages, and forget personal values without losing the event."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from carepost.domain.facts import Text
from carepost.domain.roles import Actor, Role
from carepost.records.audit import Event, define, event_kinds, forget_person, record, sentence_of, trail_of

AT = datetime(2026, 11, 22, tzinfo=UTC)
OFFICER = Actor(code="officer1", roles=frozenset({Role.OFFICER_CLERK}))
CALLED = define(
    "test.called",
    Text("{actor}就{reason}致电{phone}。", "{actor} rang {phone} about {reason}."),
    plain=("reason",),
    personal=("phone",),
)


def call(at: datetime = AT) -> Event:
    return record(
        CALLED,
        actor=OFFICER,
        subject_kind="test",
        subject_code="t1",
        at=at,
        person_code="carer1",
        phone="13800000000",
        reason="面试",
    )


@pytest.mark.django_db
def test_an_event_tells_itself_in_both_languages() -> None:
    call()
    (event,) = trail_of("test", "t1")
    assert sentence_of(event, names={"officer1": "王敏"}).zh == "王敏就面试致电13800000000。"
    assert sentence_of(event).en == "officer1 rang 13800000000 about 面试."


@pytest.mark.django_db
def test_forgetting_a_person_keeps_the_event_and_drops_the_value() -> None:
    call()
    assert forget_person(person_code="someone-else") == 0
    assert forget_person(person_code="carer1") == 1
    (event,) = trail_of("test", "t1")
    assert "13800000000" not in sentence_of(event).zh
    assert "已按本人要求删除" in sentence_of(event).zh
    assert "13800000000" not in str(event.data)


@pytest.mark.django_db
def test_a_row_of_a_verb_that_is_gone_still_reads() -> None:
    event = Event.objects.create(at=AT, verb="old.verb", subject_kind="test", subject_code="t2")
    assert sentence_of(event).en == "old.verb (recorded by an older version)"


def test_a_sentence_may_only_name_what_the_event_holds() -> None:
    with pytest.raises(ValueError, match=r"names \['title'\]"):
        define("test.bad", Text("{title}", "{title}"))
    with pytest.raises(ValueError, match="defined twice"):
        define("test.called", Text("甲", "a"))
    with pytest.raises(ValueError, match="both plain and personal"):
        define("test.both", Text("甲", "a"), plain=("x",), personal=("x",))


@pytest.mark.django_db
def test_values_must_be_those_of_the_kind() -> None:
    with pytest.raises(ValueError, match=r"test\.called holds"):
        record(CALLED, actor=OFFICER, subject_kind="test", subject_code="t1", at=AT, person_code="c", phone="1")
    with pytest.raises(ValueError, match="say whose"):
        record(CALLED, actor=OFFICER, subject_kind="test", subject_code="t1", at=AT, phone="1", reason="x")


def test_every_kind_speaks_both_languages() -> None:
    for kind in event_kinds():
        values = dict.fromkeys(kind.plain | kind.personal | {"actor", "subject"}, "…")
        assert kind.sentence.format(**values)


def test_a_process_that_used_no_room_yet_knows_every_room_s_events() -> None:
    code = "import django; django.setup(); from carepost.records.audit import event_kinds; print(len(event_kinds()))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert int(answer) == len([kind for kind in event_kinds() if not kind.verb.startswith("test.")])
