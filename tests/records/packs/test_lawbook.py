"""What is approved in one process is seen by the others, at the price of one small question a request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carepost.domain.rules import PackError
from carepost.records.audit import Event
from carepost.records.packs import lapses_for, law_faults, parameters_on, schemes_on, watch_lapses, withdraw_version
from carepost.records.packs.files import laid_out
from carepost.records.packs.lawbook import LAWBOOK, Law, Lawbook, approved_from
from carepost.records.packs.models import LapseNotice
from tests.records.packs.build import (
    AT,
    CLERK,
    FAR,
    PLACE,
    REVIEWER,
    SCHEME,
    STARTS,
    TODAY,
    approved,
    place_with,
    scheme_with,
    staged,
)

pytestmark = pytest.mark.django_db


def known(book: Lawbook) -> bool:
    return book.on(STARTS).store.ask("made_up", place=PLACE, on=STARTS).known


def test_two_processes_see_the_same_law() -> None:
    here, there = Lawbook(), Lawbook()
    assert not known(here)
    assert not known(there)
    version = approved(place_with())
    assert known(here)
    assert known(there)
    withdraw_version(version=version, reason="撤", by=REVIEWER, at=AT)
    assert not known(there)


def test_what_was_built_is_kept_until_the_stamp_changes() -> None:
    book = Lawbook()
    approved(place_with())
    law = book.on(STARTS)
    assert book.on(STARTS + timedelta(days=3)) is law
    staged(scheme_with())
    assert book.on(STARTS) is law
    approved(scheme_with(500))
    assert book.on(STARTS) is not law


def test_an_approval_that_fails_leaves_nothing_behind() -> None:
    """A process that saw a law inside a transaction that was rolled back must not show it later."""
    book = Lawbook()
    with transaction.atomic():
        approved(place_with("'0.06'"))
        assert known(book)
        transaction.set_rollback(True)
    assert not known(book)
    approved(place_with("'0.07'"))
    found = book.on(STARTS).store.ask("made_up", place=PLACE, on=STARTS).value
    assert found is not None
    assert str(found.value) == "0.07"


def test_a_request_asks_once() -> None:
    book = Lawbook()
    approved(place_with())
    book.on(STARTS)
    book.begin_request()
    with CaptureQueriesContext(connection) as seen:
        for _ in range(20):
            book.on(STARTS)
    assert len(seen) == 1
    book.end_request()
    with CaptureQueriesContext(connection) as seen:
        book.on(STARTS)
        book.on(STARTS)
    assert len(seen) == 2


def test_within_a_request_an_approval_is_seen_at_once() -> None:
    LAWBOOK.begin_request()
    try:
        parameters_on(STARTS)
        approved(place_with())
        assert parameters_on(STARTS).ask("made_up", place=PLACE, on=STARTS).known
    finally:
        LAWBOOK.end_request()


def test_a_page_ends_its_request(client: Client) -> None:
    client.get("/about/")
    with CaptureQueriesContext(connection) as seen:
        parameters_on(TODAY)
        parameters_on(TODAY)
    assert len(seen) == 2


def test_a_version_that_no_longer_loads_is_left_out_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A newer product may ship what an approved version contradicts: pages go on, and officers see why."""
    place, scheme = approved(place_with()), approved(scheme_with())
    said = PackError("params/x.yaml: no longer a word")
    broken = Law(LAWBOOK.on(STARTS).versions)

    def fail(*_: object) -> None:
        raise said

    with monkeypatch.context() as patch:
        patch.setattr("carepost.records.packs.lawbook.laid_over", fail)
        patch.setattr("carepost.records.packs.lawbook.load_pack", fail)
        assert not broken.store.ask("made_up", place=PLACE, on=STARTS).known
        assert SCHEME in broken.schemes
    assert {place.code, scheme.code} <= set(broken.faults)
    assert "left out" in caplog.text or "without" in caplog.text
    assert law_faults(STARTS) == {}


def test_files_that_somebody_changed_on_disk_are_written_anew() -> None:
    version = approved_from(approved(place_with()))
    file = version.pack_folder() / "params" / "made_up.yaml"
    before = file.read_bytes()
    file.write_bytes(b"changed: by hand\n")
    (file.parent / "more.yaml").write_bytes(b"more: by hand\n")
    from carepost.records.packs import files

    files._found_sound.clear()
    version.folder()
    assert file.read_bytes() == before
    assert sorted(p.name for p in file.parent.iterdir()) == ["contributions.yaml", "made_up.yaml"]
    assert laid_out({}) == laid_out({})


def test_the_watch_tells_each_lapse_once() -> None:
    watch_lapses({}, AT)
    told = LapseNotice.objects.count()
    assert told > 10
    assert Event.objects.filter(verb="pack.value_lapses").count() == told
    watch_lapses({}, AT)
    watch_lapses({}, AT + timedelta(days=1))
    assert Event.objects.filter(verb="pack.value_lapses").count() == LapseNotice.objects.count()
    assert LapseNotice.objects.count() - told < told


def test_a_value_that_lapses_is_told_again_when_it_has_lapsed() -> None:
    soon = "  - {value: '1', from: 2026-01-01, to: 2026-12-31, source: a test, mark: P}\n"
    files = place_with() | {"params/made_up.yaml": f"made_up:\n  unit: x\n  values:\n{soon}".encode()}
    approved(files, effective_from=TODAY)
    states = []
    for days in (0, 1, 60):
        watch_lapses({}, AT + timedelta(days=days))
        states.append([n.state for n in LapseNotice.objects.filter(place=PLACE, item="made_up").order_by("id")])
    assert states == [["soon"], ["soon"], ["soon", "lapsed"]]
    assert "made_up" in {lapse.item for lapse in lapses_for(CLERK, TODAY)}
    assert "made_up" not in {lapse.item for lapse in lapses_for(FAR, TODAY)}
    assert "000000" in {lapse.place for lapse in lapses_for(FAR, TODAY)}


def test_schemes_of_a_day_run_under_the_values_of_that_day() -> None:
    approved(place_with())
    pack = schemes_on(STARTS)[SCHEME]
    assert pack.store.ask("made_up", place=PLACE, on=STARTS).known
