"""Headcount as adverts write it. Every text is invented for this test."""

from __future__ import annotations

import pytest

from carepost.domain.listings import Advert, read

HEADS = [
    ("30", "30", "30"),
    ("3人", "3", "3"),
    ("招5人", "5", "5"),
    ("急招１２名", "12", "12"),
    ("3-5名", "3", "5"),
    ("２～３人", "2", "3"),
    ("三至五人", "3", "5"),
    ("两名", "2", "2"),
    ("三五个", "3", "5"),
    ("二三十人", "20", "30"),
    ("十几名", "10", ""),
    ("20余人", "20", ""),
    ("60多名", "60", ""),
    ("百余人", "100", ""),
    ("10+", "10", ""),
    ("50人以上", "50", ""),
    ("不少于8人", "8", ""),
    ("超百人", "100", ""),
    ("至多6人", "", "6"),
    ("不超过20人", "", "20"),
    ("约40人", "40", "40"),
    ("15人左右", "15", "15"),
    ("若干", "", ""),
    ("不限", "", ""),
    ("名额有限", "", ""),
    ("多名", "", ""),
    ("合计120个", "", ""),
    ("5家企业共80人", "", ""),
    ("两厂90名", "", ""),
    ("累计80人次", "", ""),
    ("培训学员30名", "", ""),
    ("40台缝纫机", "", ""),
    ("惠及300人", "", ""),
    ("2024年", "", ""),
    ("30人（全厂200人）", "30", "30"),
    ("裁剪5人、缝纫15人", "20", "20"),
    ("300余+100余", "400", ""),
    ("妈妈工35名", "35", "35"),
    ("12 openings", "12", "12"),
    ("about 40 people", "40", "40"),
    ("over 50 mothers", "50", ""),
    ("3 to 5 positions", "3", "5"),
    ("20+ openings", "20", ""),
    ("several", "", ""),
]


@pytest.mark.parametrize(("text", "low", "high"), HEADS)
def test_headcount_counts_places_on_this_post(text: str, low: str, high: str) -> None:
    reading = read(Advert(headcount=text, title="缝纫工"))
    assert (reading.headcount_min, reading.headcount_max) == (low, high)


BATCH_ROWS = [
    ("本区12家企业", "妈妈岗", "合计260个", "260"),
    ("首批妈妈岗汇总", "生育友好岗", "300余+200余", "500"),
    ("本区12家企业", "收银员", "合计260个", ""),
    ("首批12家单位之一", "妈妈岗", "合计260个", ""),
]


@pytest.mark.parametrize(("employer", "title", "text", "low"), BATCH_ROWS)
def test_a_total_counts_only_where_the_row_is_the_batch(employer: str, title: str, text: str, low: str) -> None:
    assert read(Advert(employer=employer, title=title, headcount=text)).headcount_min == low
