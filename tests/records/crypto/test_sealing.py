"""What is sealed opens in its own place with its own key, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from carepost.records.crypto import SealBroken, blind_index, is_newest, new_keys, seal, unseal, with_new_key

HOME = {"table": "people_user", "row": "abc23", "column": "phone"}


@given(st.text(max_size=200))
@examples(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_sealed_opens_again_and_shows_nothing(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    sealed = seal(text, **HOME)
    assert unseal(sealed, **HOME) == text
    assert len(sealed) == 1 + 12 + len(text.encode()) + 16
    assert seal(text, **HOME) != sealed


@pytest.mark.parametrize("elsewhere", [{"table": "audit_event"}, {"row": "abc24"}, {"column": "name"}])
def test_a_sealed_value_moved_elsewhere_is_refused(elsewhere: dict[str, str]) -> None:
    with pytest.raises(SealBroken, match="belongs to another row"):
        unseal(seal("13800138000", **HOME), **(HOME | elsewhere))


@given(st.integers(0, 39), st.integers(1, 255))
@examples(max_examples=60)
def test_one_changed_byte_is_noticed(at: int, change: int) -> None:
    sealed = bytearray(seal("13800138000", **HOME))
    assert len(sealed) == 40
    sealed[at] ^= change
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), **HOME)


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x01" * 13, b"\xff" * 40])
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(rubbish, **HOME)


def test_old_keys_open_and_the_newest_seals(settings: Settings) -> None:
    settings.CAREPOST_KEYS = new_keys()
    old = seal("13800138000", **HOME)
    index = blind_index("13800138000", purpose="phone")
    settings.CAREPOST_KEYS = with_new_key(settings.CAREPOST_KEYS)
    assert unseal(old, **HOME) == "13800138000"
    assert not is_newest(old)
    assert is_newest(seal("13800138000", **HOME))
    assert blind_index("13800138000", purpose="phone") == index
    settings.CAREPOST_KEYS = new_keys()
    with pytest.raises(SealBroken):
        unseal(old, **HOME)


def test_an_index_meets_equal_values_of_one_purpose_only() -> None:
    assert blind_index("1", purpose="a") == blind_index("1", purpose="a")
    assert blind_index("1", purpose="a") != blind_index("1", purpose="b")
    assert blind_index("1", purpose="a") != blind_index("2", purpose="a")
    assert len(blind_index("1", purpose="a")) == 32
