"""Keys are read, made once, and refused with a sentence."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from carepost.records.crypto import key_ring, new_keys, parse_keys, with_new_key
from carepost.records.crypto.keys import _create


def test_a_fresh_ring_is_read_back_and_its_newest_number_seals() -> None:
    text = with_new_key(with_new_key(new_keys()))
    ring = parse_keys(text, where="test")
    assert ring.newest == 3
    assert sorted(ring.sealing) == [1, 2, 3]
    assert len({ring.index, *ring.sealing.values()}) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs the key index"),
        ("index=AAAA", "must be 32 bytes"),
        ("index=中文", "must be 32 bytes"),
        (new_keys() + ",0=" + "A" * 43 + "=", "from 1 to 255"),
        (new_keys() + ",256=" + "A" * 43 + "=", "from 1 to 255"),
        (new_keys() + ",1=" + "A" * 43 + "=", "each once"),
        (new_keys() + ",two=" + "A" * 43 + "=", "from 1 to 255"),
        ("index=" + "A" * 43 + "=,1=" + "A" * 43 + "=", "must differ"),
        (new_keys().split(",")[1], "needs the key index"),
    ],
)
def test_bad_keys_are_refused_by_name_and_never_shown(text: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        parse_keys(text, where="CAREPOST_KEYS")
    assert "A" * 20 not in str(refused.value)
    assert "CAREPOST_KEYS" in str(refused.value)


def test_a_ring_never_shows_its_keys() -> None:
    assert repr(parse_keys(new_keys(), where="test")) == "KeyRing()"


def test_without_keys_the_remedy_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.CAREPOST_KEYS, settings.CAREPOST_KEYS_FILE, settings.DEMO = "", tmp_path / "keys", False
    with pytest.raises(ImproperlyConfigured, match=r"CAREPOST_KEYS.*carepost keys new"):
        key_ring()
    assert not (tmp_path / "keys").exists()


def test_the_demo_makes_its_keys_once_and_for_itself_only(settings: Settings, tmp_path: Path) -> None:
    settings.CAREPOST_KEYS, settings.CAREPOST_KEYS_FILE, settings.DEMO = "", tmp_path / "var" / "keys", True
    first = key_ring()
    assert (tmp_path / "var" / "keys").stat().st_mode & 0o777 == 0o600
    assert key_ring() == first
    assert list((tmp_path / "var").iterdir()) == [tmp_path / "var" / "keys"]


def test_many_starters_make_one_file(tmp_path: Path) -> None:
    path = tmp_path / "keys"

    def start(_: int) -> str:
        _create(path)
        return path.read_text()

    with ThreadPoolExecutor(8) as starters:
        assert len(set(starters.map(start, range(16)))) == 1


def test_a_key_file_that_others_can_read_is_refused(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(new_keys())
    os.chmod(path, 0o644)
    settings.CAREPOST_KEYS, settings.CAREPOST_KEYS_FILE = "", path
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        key_ring()
