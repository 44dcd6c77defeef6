"""What holds for any text: the reader never fails, and each span is a part of the advert."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.listings import Advert, Reader, draft_post
from carepost.domain.listings.numbers import chinese_number, numbers
from carepost.domain.listings.text import fold

WORDS = st.sampled_from(
    [
        "3000",
        "4.5k",
        "1万2",
        "三千五",
        "四五十",
        "元",
        "/月",
        "元/小时",
        "-",
        "至",
        "~",
        "计件",
        "底薪",
        "+",
        "约",
        "以上",
        "左右",
        "8:30",
        "１６：００",
        "九点半",
        "下午",
        "早九晚四",
        "到岗",
        "下班",
        "午休1小时",
        "每天6小时",
        "周末",
        "双休",
        "单休",
        "可选",
        "班次",
        "居家",
        "送孩子",
        "放学",
        "请假",
        "不",
        "，",
        "；",
        "（",
        "）",
        "人",
        "余",
        "合计",
        "招",
        "am",
        "9am-3pm",
        "yuan",
        "a",
        "month",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=12).map("".join), st.text(max_size=60))
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_advert_gets_a_reading_whose_spans_are_its_own_words(pay: str, hours: str, heads: str, other: str) -> None:
    advert = Advert(headcount=heads, pay_text=pay, hours_text=hours, other=other)
    understood = Reader().understand(advert)
    reading = understood.reading
    for spans in reading.spans.values():
        for span in spans:
            assert getattr(advert, span.field)[span.start : span.end] == span.words != ""
    for clock in (reading.weekday_start, reading.weekday_end):
        assert clock == "" or CLOCK.fullmatch(clock)
    for low, high in (
        (reading.pay_min_yuan, reading.pay_max_yuan),
        (reading.hours_per_day_min, reading.hours_per_day_max),
    ):
        assert low == "" or float(low) >= 0
        assert high == "" or float(high) >= 0
    assert draft_post(advert, understood).pay_kind == reading.pay_kind


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_a_value_that_is_stated_names_its_words(text: str) -> None:
    reading = Reader().read(Advert(pay_text=text, hours_text=text, headcount=text))
    silent = {"", "unstated", "none_stated"}
    for name, value in reading.columns().items():
        if name not in ("listing_no", "notes") and value not in silent | {"no"}:
            assert name in reading.spans, name


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold("other", text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.span(0, len(folded.text)).words == (text if folded.text else "")


@given(st.integers(min_value=1, max_value=9999))
def test_a_chinese_numeral_reads_back(value: int) -> None:
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    written = "".join(digits[int(d)] + units[3 - i] if d != "0" else "零" for i, d in enumerate(f"{value:04d}")).strip(
        "零"
    )
    written = re.sub("零+", "零", written)
    assert chinese_number(written) == (value, value, False)


def test_work_grows_with_the_text_not_with_its_square() -> None:
    """Counts the pieces the scanner yields: one per number, however long the text."""
    for piece in ("3000元，", "1,111,", "四五十人", "8:00-"):
        short, long = (sum(1 for _ in numbers(fold("pay_text", piece * n).text)) for n in (200, 400))
        assert long <= 2 * short + 1
