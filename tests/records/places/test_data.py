"""The shipped tables agree with themselves, with the law tables and with how names are really said."""

from __future__ import annotations

import re

import pytest
from tools.place_names import english, sort_key

from carepost.records.places.names import parts_of, short_names
from carepost.records.places.reader import prefix_of
from carepost.records.places.tables import read_table

PLACES = {row["code"]: row for row in read_table("places.csv")}
LEVELS = ["province", "city", "county", "town"]


def test_codes_are_unique_and_every_parent_is_there_and_above() -> None:
    assert len(PLACES) == len(list(read_table("places.csv")))
    for row in PLACES.values():
        if row["level"] == "province":
            assert not row["parent"]
        else:
            parent = PLACES[row["parent"]]
            assert LEVELS.index(parent["level"]) < LEVELS.index(row["level"])
            assert row["code"].startswith(prefix_of(parent["code"], parent["level"]))


def test_there_are_as_many_divisions_as_the_country_has() -> None:
    count = {level: sum(row["level"] == level for row in PLACES.values()) for level in LEVELS}
    assert count["province"] == 34
    assert count["city"] == 333
    # The mainland, then the districts of Hong Kong and of Macao.
    assert count["county"] == 2846 + 18 + 8


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("500233", "忠县", "500000"),
        ("310115", "浦东新区", "310000"),
        ("429004", "仙桃市", "420000"),
        ("469001", "五指山市", "460000"),
        ("659001", "石河子市", "650000"),
        ("419001", "济源市", "410000"),
        ("441900", "东莞市", "440000"),
        ("442000114", "三乡镇", "442000"),
        ("620201001", "雄关街道", "620200"),
        ("810001", "中西区", "810000"),
        ("820001", "花地玛堂区", "820000"),
        # Changes of 2021 to 2024.
        ("330113", "临平区", "330100"),
        ("330114", "钱塘区", "330100"),
        ("350405", "沙县区", "350400"),
        ("410308", "孟津区", "410300"),
        ("653229", "和安县", "653200"),
    ],
)
def test_a_place_stands_where_it_belongs(code: str, name: str, parent: str) -> None:
    assert (PLACES[code]["name"], PLACES[code]["parent"]) == (name, parent)


@pytest.mark.parametrize("gone", ["330103", "330104", "350427", "410381", "110100", "429000", "370282"])
def test_abolished_codes_and_headings_of_tables_are_no_places(gone: str) -> None:
    assert gone not in PLACES


def test_every_place_named_by_the_law_tables_is_there() -> None:
    # The area codes of the minimum wage tables that the product ships for Guangdong, Shandong, Hubei and big cities.
    named = "110000 310000 370100 370200 371000 371700 420100 420600 422800 440100 440300 441800 442000 445300 510100"
    assert set(named.split()) <= PLACES.keys()


def test_a_centroid_is_a_pair_in_china_and_towns_have_none() -> None:
    for row in PLACES.values():
        assert bool(row["latitude"]) is bool(row["longitude"])
        assert bool(row["latitude"]) is ("cpca" in row["source"])
        if row["latitude"]:
            assert 3 < float(row["latitude"]) < 54
            assert 73 < float(row["longitude"]) < 136
        assert row["level"] != "town" or not row["latitude"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        line.split()
        for line in """
        重庆市 chongqingshi
        长沙市 changshashi
        厦门市 xiamenshi
        六安市 luanshi
        蚌埠市 bengbushi
        亳州市 bozhoushi
        台州市 taizhoushi
        丽水市 lishuishi
        乐清市 yueqingshi
        番禺区 panyuqu
        东阿县 dongexian
        单县 shanxian
        朝阳市 chaoyangshi
        长治市 changzhishi
        长子县 zhangzixian
        长春市 changchunshi
        成都市 chengdushi
        都江堰市 dujiangyanshi
        乐陵市 laolingshi
        乐亭县 laotingxian
        乐山市 leshanshi
        南乐县 nanlexian
        六合区 luhequ
        六盘水市 liupanshuishi
        涡阳县 guoyangxian
        浚县 xunxian
        洪洞县 hongtongxian
        珲春市 hunchunshi
        繁峙县 fanshixian
        荥阳市 xingyangshi
        荥经县 yingjingxian
        什邡市 shifangshi
        喀什市 kashishi
        佛冈县 fogangxian
        佛山市 foshanshi
        闵行区 minhangqu
        漯河市 luoheshi
        黄陂区 huangpiqu
        郫都区 piduqu
        大埔县 dabuxian
        尉犁县 yulixian
        尉氏县 weishixian
        铅山县 yanshanxian
        曾都区 zengduqu
        马尾区 maweiqu
        阿坝县 abaxian
        武陟县 wuzhixian
        即墨区 jimoqu
        鄄城县 juanchengxian
        什集镇 shijizhen
        绿春县 lvchunxian
        塘厦镇 tangxiazhen
        """.strip().splitlines()
    ],
)
def test_names_sort_as_they_are_said(name: str, said: str) -> None:
    assert sort_key(name) == said
    assert said in {row["pinyin"] for row in PLACES.values() if row["name"] == name}


@pytest.mark.parametrize(
    ("code", "name", "name_en"),
    [
        ("370200", "青岛市", "Qingdao"),
        ("370202", "市南区", "Shinan District"),
        ("371524", "东阿县", "Dong'e County"),
        ("610100", "西安市", "Xi'an"),
        ("610000", "陕西省", "Shaanxi"),
        ("140000", "山西省", "Shanxi"),
        ("150000", "内蒙古自治区", "Inner Mongolia"),
        ("540000", "西藏自治区", "Xizang"),
        ("450000", "广西壮族自治区", "Guangxi"),
        ("310115", "浦东新区", "Pudong New Area"),
        ("441803", "清新区", "Qingxin District"),
        ("140109", "万柏林区", "Wanbailin District"),
        ("429021", "神农架林区", "Shennongjia Forestry District"),
        ("222400", "延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture"),
        ("500243", "彭水苗族土家族自治县", "Pengshui Miao and Tujia Autonomous County"),
        ("520526", "威宁彝族回族苗族自治县", "Weining Yi, Hui and Miao Autonomous County"),
        ("150723", "鄂伦春自治旗", "Oroqen Autonomous Banner"),
        ("532531", "绿春县", "Lüchun County"),
        ("442000114", "三乡镇", "Sanxiang Town"),
        ("810002", "湾仔区", "Wan Chai District"),
    ],
)
def test_english_names(code: str, name: str, name_en: str) -> None:
    assert english(code, name) == name_en
    assert (PLACES[code]["name"], PLACES[code]["name_en"]) == (name, name_en)


def test_english_names_hold_latin_letters_only() -> None:
    assert [row for row in PLACES.values() if not re.fullmatch(r"[A-Za-zü',() áéãôóíç-]+", row["name_en"])] == []


def test_parts_of_a_name() -> None:
    assert parts_of("彭水苗族土家族自治县").stem == "彭水"
    assert parts_of("内蒙古自治区").stem == "内蒙古"
    assert short_names("延边朝鲜族自治州") == ("延边", "延边州")
    assert short_names("单县") == ()
    assert short_names("松山湖") == ()


def test_every_bureau_says_its_label_and_where_it_stands() -> None:
    bureaus = list(read_table("bureaus.csv"))
    assert {row["label"] for row in bureaus} == {"妈妈岗", "生育友好岗"}
    for row in bureaus:
        assert row["place"] in PLACES
        assert row["source"]
        assert row["mark"] in "PSD"
        # No source that was read states a telephone number.
        assert row["phone"] == ""
