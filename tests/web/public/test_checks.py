"""What a post page says of an advert beyond its words: its week, how it was read, its findings, the standard."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from carepost.domain.standard import newest_standard
from carepost.records.posts import Post, import_listings
from tests.records.posts.build import AT, CLERK, as_csv, listing, own_post
from tests.web.html import read

pytestmark = pytest.mark.django_db
KITCHEN = {
    "city": "青岛",
    "employer": "青岛示例餐饮有限公司",
    "title": "钟点工（后厨）",
    "headcount": "50",
    "pay_text": "14-18元/小时，按整月工时结算",
    "hours_text": "每次出勤4-8小时，按接送孩子时间排班",
    "place": "青岛市各门店",
    "requirements": "健康证",
}


def page_of(client: Client, language: str = "zh-hans", **cells: str) -> str:
    import_listings(actor=CLERK, at=AT, file_name="岗位.csv", content=as_csv(listing(**(KITCHEN | cells))))
    client.cookies["django_language"] = language
    response = client.get(f"/posts/{Post.objects.get().code}/")
    assert response.status_code == 200
    return read(response.content.decode()).text()


def test_a_reported_part_time_post_shows_its_findings_with_article_and_dated_value(client: Client) -> None:
    text = page_of(client)
    pay, _, rest = text.partition("R01")[2].partition("R04")
    hours, _, settled = rest.partition("R05")
    assert "24元/小时" in pay
    assert "劳动合同法第72条" in pay
    assert "对照标准： 鲁政字〔2025〕140号 ，自 2025-10-01 起，二手来源" in " ".join(pay.split())
    assert "劳动合同法第68条" in hours
    assert "改为每15日以内结算" in settled
    assert text.count("待核实") >= 4
    assert "须改正" not in text


def test_the_same_in_english_with_documents_marked_as_chinese(client: Client) -> None:
    text = page_of(client, "en")
    assert "To be verified" in text
    assert "24 yuan an hour" in text
    assert "Labour Contract Law art. 68" in text


def test_each_value_stands_beside_the_words_it_was_read_from(client: Client) -> None:
    text = page_of(client).partition("我们怎样读这份招聘")[2].partition("对照育儿友好岗标准")[0]
    for value, words in (("14–18 元/小时", "14-18元/小时"), ("50 人", "50"), ("4–8 小时", "4-8小时")):
        assert value in text
        assert words in text.partition(value)[2]
    assert "可选班次或按本人时间排班" in text
    assert "写明可以兼顾" in text
    assert "钟点工" in text.partition("非全日制（钟点工、小时工、兼职）")[2]
    assert "周末 未载明" in " ".join(text.split())


def test_a_range_of_a_batch_is_not_shown_as_the_pay_of_the_post(client: Client) -> None:
    text = page_of(client, pay_text="整批岗位薪酬区间2000-8000元/月")
    assert "写的是整批岗位的范围" in text


STRIPS: list[tuple[dict[str, str], list[str], str]] = [
    (
        {"hours_text": "周一至周五 8:30-14:00"},
        ["一8:3014:00", "二8:3014:00", "三8:3014:00", "四8:3014:00", "五8:3014:00", "六–", "日–"],
        "周一至周五 8:30–14:00",
    ),
    ({"hours_text": "每天4-8小时"}, [], "工时未载明到周内各天。已知：每天 4–8 小时"),
    ({"hours_text": "灵活"}, [], "工时未载明到周内各天"),
]


@pytest.mark.parametrize(("cells", "days", "line"), STRIPS)
def test_a_week_strip_stands_only_where_the_days_are_known(
    client: Client, cells: dict[str, str], days: list[str], line: str
) -> None:
    import_listings(actor=CLERK, at=AT, file_name="岗位.csv", content=as_csv(listing(**(KITCHEN | cells))))
    tree = read(client.get(f"/posts/{Post.objects.get().code}/").content.decode())
    strips = [e for e in tree.all("ol") if "cp-week" in e.attrs.get("class", "")]
    assert ["".join(day.text().split()) for strip in strips for day in strip.all("li")] == days
    assert all(strip.attrs["aria-hidden"] == "true" for strip in strips)
    assert line in " ".join(tree.text().split()).replace("。 已知： ", "。已知：")


def test_the_checklist_has_seven_parts_and_says_what_is_missing(client: Client) -> None:
    text = " ".join(page_of(client).partition("对照育儿友好岗标准")[2].split())
    assert "结论： 尚无法判断" in text
    assert "待核实的规则： R01, R04, R05" in text
    assert "是否缴纳工伤保险" in text
    for _, title in newest_standard().parts:
        assert title.zh in text
    for answer in ("符合", "不符合", "未载明", "待工作人员核实"):
        assert answer in text


def test_an_own_post_below_the_floor_must_be_corrected(client: Client) -> None:
    own_post("own9", "published", title="钟点工", pay_text="14元/小时", hours_text="每天4小时")
    text = read(client.get("/posts/own9/").content.decode()).text()
    assert "须改正" in text
    assert "据报道" not in text


def test_a_list_says_pay_and_hours_as_read_and_else_the_words(client: Client) -> None:
    rows: list[dict[str, Any]] = [KITCHEN, KITCHEN | {"title": "保洁", "pay_text": "从优", "hours_text": "弹性"}]
    import_listings(actor=CLERK, at=AT, file_name="岗位.csv", content=as_csv(*(listing(**row) for row in rows)))
    text = read(client.get("/posts/").content.decode()).text()
    for words in ("14–18 元/小时", "每天 4–8 小时", "从优", "弹性"):
        assert words in text
