"""Reading places out of words: the words of published listings, and the traps around them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.records.places.reader import Alias, Division, PlaceIndex
from carepost.records.places.tables import read_table

ROWS = list(read_table("places.csv"))
INDEX = PlaceIndex(
    (Division(r["code"], r["name"], r["level"], r["parent"] or None) for r in ROWS),
    (Alias(r["name"], r["code"], r["whole"] == "yes") for r in read_table("aliases.csv")),
)
NAMES = {r["code"]: r["name"] for r in ROWS}
SHARED = Path(os.environ.get("CAREPOST_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared"))


@pytest.mark.parametrize(
    ("words", "code", "rest"),
    [
        ("菏泽市鄄城县什集镇", "371726101", ""),
        ("中山市三乡镇鸦岗大道兴隆制衣厂二楼", "442000114", "鸦岗大道兴隆制衣厂二楼"),
        ("青岛", "370200", ""),
        ("青岛市", "370200", ""),
        ("青岛市各门店（采访时仅剩偏远门店）", "370200", "各门店（采访时仅剩偏远门店）"),
        ("青岛西海岸新区", "370211", ""),
        ("上海市徐汇区西岸模速空间", "310104", "西岸模速空间"),
        ("襄阳市南漳县城关镇卞和社区", "420624100", "卞和社区"),
        ("湖北南漳城关镇", "420624100", ""),
        ("西安市新城区中山门街道东三路社区", "610102003", "东三路社区"),
        ("中山市荣电集团3U生态产业园", "442000", "荣电集团3U生态产业园"),
        ("甘肃（市未载明）", "620000", "（市未载明）"),
        ("北京市市辖区东城区", "110101", ""),
        ("上海市上海市徐汇区", "310104", ""),
        ("山东省，青岛市，市南区", "370202", ""),
        ("重庆市忠县", "500233", ""),
        ("湖北仙桃", "429004", ""),
        ("石河子市", "659001", ""),
        ("嘉峪关市新城镇", "620201100", ""),
        ("香港东区", "810003", ""),
        ("延边州", "222400", ""),
        ("恩施州利川市", "422802", ""),
        ("中国青岛", "370200", ""),
        ("地址：青岛市崂山区", "370212", ""),
        # The same characters in two ways: the deeper reading is meant.
        ("青岛市南区", "370202", ""),
        ("济南市中区", "370103", ""),
        ("青岛市南京路10号", "370200", "南京路10号"),
        ("长沙县", "430121", ""),
        ("吉林省吉林市船营区", "220204", ""),
        # One name on two levels: the higher one, unless the words say more.
        ("中山", "442000", ""),
        ("大连中山", "210202", ""),
        ("海南", "460000", ""),
        ("海南州", "632500", ""),
        ("海南区", "150303", ""),
    ],
)
def test_words_name_a_place(words: str, code: str, rest: str) -> None:
    reading = INDEX.read(words)
    assert (reading.code, reading.exact, reading.alternatives, reading.rest) == (code, True, (), rest)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("黄石市开发区·铁山区四棵社区", "420205"),  # the zone is wider than the district
        ("合肥市经开区", "340100"),  # a zone that is no division stays unread
        ("临沂沂河新区", "371300"),
        ("上海体育馆主会场", "310000"),  # a short name that runs on into other words
        ("深圳龙华大道", "440300"),  # a street is no proof of the district it is named after
        ("平安", "630203"),  # a county by its short name alone
    ],
)
def test_what_is_not_quite_said_is_not_exact(words: str, code: str) -> None:
    reading = INDEX.read(words)
    assert (reading.code, reading.exact) == (code, False)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "珠三角（市未载明）",
        "未载明（采访地多为青岛）",
        "全国",
        "某市",
        "中山路5号",
        "北京东路",
        "中山大学",
        "平安大厦",
        "三乡镇",
    ],
)
def test_words_that_name_no_place(words: str) -> None:
    reading = INDEX.read(words)
    assert (reading.code, reading.alternatives, reading.rest) == (None, (), words)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("城关区东岗街道", {"540102", "620102"}),
        ("朝阳区", {"110105", "220104"}),
    ],
)
def test_a_shared_name_needs_the_place_above(words: str, codes: set[str]) -> None:
    reading = INDEX.read(words)
    assert reading.code is None
    assert set(reading.alternatives) == codes
    assert all(INDEX.read(words, code[:4] + "00").code == code for code in codes if code != "110105")


@pytest.mark.parametrize(
    ("words", "above", "codes"),
    [
        ("中山/佛山/清远", "440000", ("442000", "440600", "441800")),
        ("青岛、日照等地", "370000", ("370200", "371100")),
        ("南京市鼓楼区、玄武区", "320100", ("320106", "320102")),
        ("山东、广东", None, ("370000", "440000")),
    ],
)
def test_a_list_is_read_as_the_place_above_it(words: str, above: str | None, codes: tuple[str, ...]) -> None:
    reading = INDEX.read(words)
    assert (reading.code, reading.exact, reading.alternatives) == (above, False, codes)


@pytest.mark.parametrize(
    ("words", "within", "code", "exact"),
    [
        ("市南", "370200", "370202", True),
        ("三乡镇鸦岗大道", "442000", "442000114", True),
        ("青岛市", "370200", "370200", True),
        ("山东省", "370200", "370200", False),
        ("华泰大厦3楼", "220100", "220100", False),
        ("中山路10号", "370200", "370200", False),
        ("广东省", "440000", "440000", True),
        ("广州市天河区", "370200", None, False),
        ("鼓楼区", "370200", None, False),
    ],
)
def test_what_is_known_already_bounds_the_answer(words: str, within: str, code: str | None, exact: bool) -> None:
    reading = INDEX.read(words, within)
    assert (reading.code, reading.exact) == (code, exact)
    assert code is not None or reading.alternatives


def test_words_without_end_are_read_without_fuss() -> None:
    assert INDEX.read("青岛市" * 50_000).code == "370200"
    assert INDEX.read("青岛、" * 2_000).alternatives == ("370200",)
    assert INDEX.read("、" * 50_000).code is None


@given(st.sampled_from(ROWS), st.text(alphabet="0123456789号楼室A", max_size=8))
def test_every_full_name_is_read_back(row: dict[str, str], after: str) -> None:
    said = "".join(NAMES[code] for code in INDEX.lineage(row["code"])) + after
    reading = INDEX.read(said)
    assert (reading.code, reading.rest) == (row["code"], after)


@given(st.text(max_size=60), st.sampled_from([None, "370200", "442000", "310000"]))
def test_any_words_get_an_answer_inside_what_is_known(words: str, within: str | None) -> None:
    reading = INDEX.read(words, within)
    if within and reading.code:
        assert INDEX.is_within(reading.code, within)


@pytest.mark.skipif(not (SHARED / "data" / "listings.csv").exists(), reason="no shared listings here")
def test_every_published_listing_is_placed_as_it_says() -> None:
    with (SHARED / "data" / "listings.csv").open(encoding="utf-8", newline="") as file:
        listings = list(csv.DictReader(file))
    unplaced = []
    for number, row in enumerate(listings, 1):
        city = INDEX.read(row["city"])
        place = INDEX.read(row["place"], city.code) if row["place"] else city
        if place.code is None:
            unplaced.append((number, row["city"]))
        # The place is never coarser than the city that the same row names.
        assert not city.code or (place.code and INDEX.is_within(place.code, city.code))
    assert {city for _, city in unplaced} == {"珠三角（市未载明）", "未载明（采访地多为青岛）", "未载明"}
