"""What words declare of the form of employment, for drafts and for the standard alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.wording import declaration, declared_form


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (("钟点工",), "part_time"),
        (("周末兼职促销",), "part_time"),
        (("非全日制保洁",), "part_time"),
        (("part-time cashier",), "part_time"),
        (("casual staff for weekends",), "part_time"),
        (("文员（全职）",), "full_time"),
        (("Full time clerk",), "full_time"),
        (("普工", "按小时工结算"), "part_time"),
        # The first text that declares something decides.
        (("全职会计", "小时工"), "full_time"),
        (("会计", "可兼职"), None),
        (("不招兼职",), None),
        (("兼职勿扰",), None),
        (("全日制本科",), None),
        (("面向全职妈妈的岗位",), None),
        (("casual clothes welcome",), None),
        # Of some of a batch, not of the post.
        (("普工", "多为钟点工"), None),
        (("保安", "部分为小时工、兼职，包吃"), None),
        (("普工", "多为钟点工，全职两名"), "full_time"),
        # Both at once declare neither.
        (("收银（全职/兼职均可）",), None),
        ((), None),
        (("", "保洁"), None),
    ],
)
def test_the_form_is_what_the_words_call_it(texts: tuple[str, ...], form: str | None) -> None:
    assert declared_form(*texts) == form


@given(st.lists(st.text(alphabet="全职兼或可不招妈妈钟点工，多为 part-time", max_size=20), max_size=3))
def test_a_declaration_names_its_words(texts: list[str]) -> None:
    found = declaration(*texts)
    assert (found.form if found else None) == declared_form(*texts)
    if found:
        words = texts[found.text][found.start : found.end]
        assert declared_form(words) == found.form
