"""Credit codes, and whether words name one employer."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from carepost.domain.flow import Refusal
from carepost.records.employers.credit_code import ALPHABET, check_credit_code
from carepost.records.employers.naming import NAME_MAX, PINYIN_MAX, checked_name, is_named, sort_key

SHARED = Path(os.environ.get("CAREPOST_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared"))
# The example of the library's own documentation.
GOOD = "91110000600037341L"


@pytest.mark.parametrize(
    "written",
    [GOOD, GOOD.lower(), "９１１１００００６０００３７３４１Ｌ", " 9111 0000 6000 3734 1L\n", "91110000-600037341-L"],
)
def test_a_code_is_taken_however_it_is_typed(written: str) -> None:
    assert check_credit_code(written) == GOOD


def test_the_code_of_a_rural_collective_may_begin_with_letters() -> None:
    body = "N2330100MF0000001"
    assert check_credit_code(body + uscc.calc_check_digit(body)).startswith("N2")


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("", "请填写", "Give the"),
        ("   ", "请填写", "Give the"),
        (GOOD[:-1], "现有17位", "this one has 17"),
        (GOOD + "0", "现有19位", "this one has 19"),
        ("9111000060003734IL", "第17位“I”", "Character 17"),
        ("91110000600037O41L", "第15位“O”", "Character 15"),
        ("9111A000600037341L", "第5位“A”应为数字", "Character 5"),
        ("91110000600037341M", "应为“L”", "call for L"),
        ("91110000600037314L", "校验码", "check digit"),
        ("91110000６０００37341\x00L", "第18位", "Character 18"),
        ("青岛市肯德基", "第1位“青”", "Character 1"),
    ],
)
def test_a_wrong_code_is_told_where(written: str, zh: str, en: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_credit_code(written)
    assert zh in refused.value.reason.zh
    assert en in refused.value.reason.en


@given(
    st.text("0123456789ANY", min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
    st.integers(0, 17),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_character_never_passes(authority: str, division: str, body: str, place: int, other: str) -> None:
    first = authority + division + body
    code = first + uscc.calc_check_digit(first)
    assert check_credit_code(code) == code
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        with pytest.raises(Refusal):
            check_credit_code(wrong)


@pytest.mark.parametrize(
    "employer",
    [
        "青岛市肯德基有限公司",
        "中山涛美远东日用制品有限公司",
        "Zhongshan Zhiniu Electronic Co., Ltd.",
        "兴隆制衣厂",
        "荣电集团（中山）",
        "中山同得仕",
        "加十分服饰（妈妈工厂）",
        "Somehot Coffee",
        "武胜县街子镇妈妈岗微工厂",
        # Invented, with the characters that the rules look for.
        "青岛海棠家具有限公司（首批7家之一）",
        "中山千家惠超市有限公司",
        "万家乐电器厂",
        "百家味餐饮有限公司",
        "58到家服务站",
        "360家装有限公司",
        "云朵的店",
        "美的集团股份有限公司",
        "我们的家政服务有限公司",
        "和泰纺织厂",
        "与你同行托育中心",
        "初等数学辅导中心",
        "一家亲月嫂服务部",
        "第一家具厂",
        "一家人餐饮公司",
        "招聘通人力资源有限公司",
        "优等生托管中心",
    ],
)
def test_words_that_name_an_employer(employer: str) -> None:
    assert is_named(employer)


@pytest.mark.parametrize(
    "employer",
    [
        "",
        "  ",
        "（某公司）",
        "某家政服务公司",
        "徐汇西岸模速空间某AI公司",
        "未具名",
        "广东各地妈妈岗招聘（单位未具名）",
        "第一批6家单位之一",
        "首批7家用人单位之一（未具名）",
        "智通电子、中科光芯、瑞视光电等（招聘会合计300余岗）",
        "陕西省妇女手工艺协会与东三路社区",
        "全市540余家用人单位（汇总）",
        "高明区30家企业（区妇联牵头）",
        "11家生育友好岗用人单位（未具名）",
        "青岛市“妈妈岗”首轮汇总",
        "社区引入的大中型企业",
        "集贤县起程职业技能培训学校推荐的家庭客户",
        # Invented.
        "海棠服饰等",
        "海棠服饰等5家",
        "海棠服饰公司和云朵玩具厂",
        "十余家企业",
        "一家公司",
        "数十家门店",
        "武汉一家电子厂",
        "多家餐饮企业",
        "家政公司",
        "本地民营企业",
        "超市",
        "春风行动招聘会",
        "不详",
        "企业名称保密",
        "甲公司；乙公司",
        "……",
        "12345",
    ],
)
def test_words_that_name_none_or_several(employer: str) -> None:
    assert not is_named(employer)


@given(st.text(max_size=40))
def test_any_words_get_an_answer(words: str) -> None:
    assert is_named(words) in {True, False}
    assert not is_named("某" + words)


@pytest.mark.skipif(not (SHARED / "data" / "listings.csv").exists(), reason="no shared listings here")
def test_the_published_listings() -> None:
    with (SHARED / "data" / "listings.csv").open(encoding="utf-8", newline="") as file:
        unnamed = [row["employer"] for row in csv.DictReader(file) if not is_named(row["employer"])]
    # 36 rows name no employer; rows 34, 35 and 41 name several.
    assert len(unnamed) == 36 + 3


def test_a_name_is_kept_with_single_spaces() -> None:
    assert checked_name("  Somehot \t Coffee\n") == "Somehot Coffee"


@pytest.mark.parametrize("wrong", ["", " \n", "厂" * (NAME_MAX + 1), "兴隆\x00制衣厂", "兴隆\x07厂"])
def test_a_name_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(Refusal):
        checked_name(wrong)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("青岛市肯德基有限公司", "qingdaoshikendejiyouxiangongsi"),
        ("重庆长安厂", "chongqingchanganchang"),
        ("Zhongshan Zhiniu Electronic Co., Ltd.", "zhongshanzhiniuelectroniccoltd"),
        ("荣电集团（中山）", "rongdianjituanzhongshan"),
    ],
)
def test_names_sort_by_pinyin(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_the_longest_name_has_a_key_that_fits() -> None:
    assert len(sort_key("双" * NAME_MAX)) <= PINYIN_MAX
