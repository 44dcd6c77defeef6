"""Numbers are read as people write them, and refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.records.people import PhoneError, mask_phone, normalise_phone


@pytest.mark.parametrize(
    "words",
    [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "+86 138 0013 8000",
        "+8613800138000",
        "0086 13800138000",
        "86-138-0013-8000",
        "１３８００１３８０００",
        "＋８６　１３８００１３８０００",
        "(+86)13800138000",
        "138\u00a00013\u20118000",
    ],
)
def test_a_number_is_read_as_people_write_it(words: str) -> None:
    assert normalise_phone(words) == "13800138000"


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("", "请填写手机号", "Enter a mobile number"),
        ("　 ", "请填写手机号", "Enter a mobile number"),
        ("1" * 10_000, "太长", "too long"),
        ("1380013800", "11 位", "11 digits"),
        ("138001380000", "11 位", "11 digits"),
        ("12800138000", "13 至 19", "13 to 19"),
        ("010 6512 3456", "固定电话", "landline"),
        ("+1 415 555 0100", "内地手机号", "mainland"),
        ("+852 9123 4567", "内地手机号", "mainland"),
        ("我的号码", "只能包含数字", "digits only"),
        ("1380013800a", "只能包含数字", "digits only"),
        ("1380013800\x00", "只能包含数字", "digits only"),
        ("١٣٨٠٠١٣٨٠٠٠", "只能包含数字", "digits only"),
        ("' OR 1=1 --", "只能包含数字", "digits only"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(words: str, zh: str, en: str) -> None:
    with pytest.raises(PhoneError) as refused:
        normalise_phone(words)
    assert zh in refused.value.reason.zh
    assert en in refused.value.reason.en


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(["", "+86", "0086 ", "86"]))
def test_writing_a_number_otherwise_changes_nothing(number: str, prefix: str) -> None:
    assert normalise_phone(f"{prefix}{number[:3]} {number[3:7]}-{number[7:]}") == number


@given(st.text(max_size=60))
def test_any_words_give_eleven_digits_or_a_reason(words: str) -> None:
    try:
        number = normalise_phone(words)
    except PhoneError:
        return
    assert len(number) == 11
    assert number.isascii()
    assert number.isdigit()


def test_a_masked_number_shows_seven_digits() -> None:
    assert mask_phone("13800138000") == "138****8000"
