"""Places without a database: what the command line reads adverts with."""

from __future__ import annotations

import pytest

from carepost.records.places import area_of, shipped_index

LOCATED = [
    ("各门店", "青岛", "370200"),
    ("鄄城县什集镇", "菏泽", "371726"),
    ("长沙县星沙街道", "湖南（市未载明）", "430121"),
    ("北京市朝阳区", "青岛", "370200"),
    ("市区", "", None),
    ("", "未载明（采访地多为青岛）", None),
]


@pytest.mark.parametrize(("words", "city", "code"), LOCATED)
def test_words_are_read_within_the_area_and_name_it_where_they_name_nothing(
    words: str, city: str, code: str | None
) -> None:
    found = shipped_index().locate(words, area_of(city))
    assert found == code if code is None else (found or "").startswith(code)
