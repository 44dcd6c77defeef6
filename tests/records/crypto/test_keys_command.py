"""`carepost keys new` makes a ring, and adds a key to the ring that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from carepost.cli.keys import keys
from carepost.records.crypto import new_keys, parse_keys


@pytest.mark.parametrize("kept", ["setting", "file"])
def test_a_key_is_added_to_the_ring_that_is_there(settings: Settings, tmp_path: Path, kept: str) -> None:
    ring = new_keys()
    settings.CAREPOST_KEYS, settings.CAREPOST_KEYS_FILE = "", tmp_path / "ring"
    first = CliRunner().invoke(keys, ["new"]).output
    assert parse_keys(first, where="new").newest == 1
    if kept == "file":
        (tmp_path / "ring").write_text(ring + "\n")
    else:
        settings.CAREPOST_KEYS = ring
    second = parse_keys(CliRunner().invoke(keys, ["new"]).output, where="new")
    assert second.newest == 2
    assert second.sealing[1] == parse_keys(ring, where="test").sealing[1]
