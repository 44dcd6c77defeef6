"""Findings, their spans and what shields them."""

from __future__ import annotations

import pytest

from carepost.domain.facts import Mark
from carepost.domain.wording import PhraseClass, Verdict, check_wording, find_blocked


def ids(text: str) -> set[str]:
    return {finding.id for finding in check_wording(text).findings}


def test_a_finding_says_what_is_wrong_and_what_would_be_lawful() -> None:
    report = check_wording("缝纫工，女士优先，双休")
    finding = report.findings[0]

    assert (finding.id, finding.words, finding.span) == ("B03", "女士优先", (4, 8))
    assert finding.phrase_class is PhraseClass.BLOCK
    assert finding.evidence is Mark.P
    assert "人力资源市场暂行条例" in finding.article
    assert finding.fix is not None
    assert "性别不限" in finding.fix.zh
    assert report.reworded == "缝纫工，性别不限，双休"


def test_an_english_phrase_gets_an_english_replacement() -> None:
    assert check_wording("Sewing, women only.").reworded == "Sewing, open to all genders."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("招 限 女 性 一名", "限 女 性"),
        ("招限\u200b女\u200b性一名", "限\u200b女\u200b性"),
        ("招限·女·性一名", "限·女·性"),
        ("女性，２５－４５岁", "女性，２５－４５岁"),
        ("優先錄用女性", "優先錄用女性"),
    ],
)
def test_the_span_is_the_way_it_was_written(text: str, words: str) -> None:
    assert find_blocked(text) == (words,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("部分岗位弹性工作制\n海报写有“女性优先”", ("女性优先",)),
        ("招聘图写明女士、40-55岁，会做饭者优先", ("女士、40-55岁",)),
        ("无合同、无五险一金；来源为自媒体", ("无五险一金",)),
        ("诚聘宝妈,限女性,25-45岁", ("限女性,25-45岁",)),
        ("女士优先，需交押金", ("女士优先", "需交押金")),
        ("妇女占80%以上", ()),
        ("专门面向宝妈", ()),
    ],
)
def test_blocked_words_are_exact_and_overlaps_are_one(text: str, words: tuple[str, ...]) -> None:
    assert find_blocked(text) == words


@pytest.mark.parametrize("text", ["非全日制，试用期一个月", "试用期七个月", "小时工，工资月结"])
def test_words_that_hang_on_the_form_of_employment_block_but_are_not_blocked_anywhere(text: str) -> None:
    assert check_wording(text).verdict is Verdict.BLOCK
    assert find_blocked(text) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("男士请绕道", "B02"),
        ("不招女生", "B01"),
        ("男士优先", "B01"),
        ("宝妈优先", "B03"),
        ("仅限宝爸宝妈", "B04"),
        ("女，25-45岁", "B09"),
        ("残疾人勿扰", "B19"),
        ("不招信教的", "B20"),
        ("男性较适合", "W19"),
        ("性别不限", "O01"),
        ("设有母婴室", "O05"),
        ("依法缴纳社会保险", "O07"),
    ],
)
def test_the_phrase_id(text: str, phrase: str) -> None:
    assert phrase in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "不得收取押金，违者举报",
        "严禁收取押金、扣押身份证",
        "劳动合同法规定，用人单位不得扣押证件；不得要求提供担保；不得收取押金",
        "他店“女士优先”被罚",
        "请把“限女性”改为“性别不限”",
        "没有“限女性”的要求",
        "谨防收取押金的骗局",
        "如果写“限男性，25-35岁”，就属于就业歧视",
    ],
)
def test_words_that_are_only_spoken_of_are_no_finding(text: str) -> None:
    assert check_wording(text).verdict is Verdict.FINE


@pytest.mark.parametrize(
    "text",
    [
        "不得迟到，女士优先",
        "反对歧视，女士优先",
        "不收押金，女士优先",
        "不得收取押金，需交培训费200元",
        "依法用工；限女性",
        "海报写有“女性优先”",
        "女士优先。不得限定性别是法律规定。",
    ],
)
def test_a_ban_on_one_thing_excuses_no_other(text: str) -> None:
    assert check_wording(text).verdict is Verdict.BLOCK


def test_the_programme_label_asks_for_a_neutral_sentence() -> None:
    assert check_wording("妈妈岗").verdict is Verdict.WARN
    assert check_wording("妈妈岗，性别不限").verdict is Verdict.FINE
    assert check_wording("妈妈岗，宝妈优先，性别不限").verdict is Verdict.BLOCK


def test_result_pay_with_a_floor_is_fine() -> None:
    assert check_wording("计件").verdict is Verdict.WARN
    assert check_wording("计件，保底2500元").verdict is Verdict.FINE


def test_nothing_is_found_in_nothing() -> None:
    for text in ("", " ", "\n\n", "\0", "。，、"):
        report = check_wording(text)
        assert (report.verdict, report.findings, report.reworded) == (Verdict.FINE, (), None)
