"""The page of a complete post: its facts, its pay beside what it compares with, and whether it fits her week."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carepost.records.posts import LEAST_FOR_MEDIAN, Post
from carepost.web.public.pay import yuan
from carepost.web.public.post import phone_in
from tests.records.posts.build import place, reported_post
from tests.web.html import Element, read
from tests.web.public.build import OCCUPATION, complete_post, shop

pytestmark = pytest.mark.django_db
HER_WEEK = "week=12345_0830-1500"


def page(client: Client, query: str = "", code: str = "whole", status: int = 200) -> Element:
    response = client.get(f"/posts/{code}/?{query}")
    assert response.status_code == status
    return read(response.content.decode())


def words(tree: Element) -> str:
    return " ".join(tree.text().split())


def section(tree: Element, name: str) -> str:
    return words(next(e for e in tree.walk() if e.attrs.get("id") == name))


def test_the_five_facts_stand_first(client: Client) -> None:
    complete_post()
    facts = next(e for e in page(client).walk() if "cp-facts--top" in e.attrs.get("class", ""))
    assert [dt.text().strip() for dt in facts.all("dt")] == ["薪酬", "工时", "地点", "保险", "认定"]
    said = [" ".join(dd.text().split()) for dd in facts.all("dd")]
    assert said[0] == "2600–3200 元/月 约 20 元/小时起"
    assert said[1] == "周一至周五 8:30–14:30，共 30 小时"
    assert said[3] == "参加社会保险"
    assert said[4].startswith("已认定，2026-11-01 至 ")


def test_a_certificate_shows_its_number_and_a_demo_says_so(client: Client) -> None:
    complete_post()
    complete_post(
        "made", demo=True, employer=shop("made", "演示花店", "demo"), certificate_number=None, certified_on=None
    )
    assert "编号 青育友〔2026〕whole号" in words(page(client))
    demo = page(client, code="made")
    assert "为演示编造的，不能应聘" in words(demo)
    assert "没有认定记录" in words(demo)
    # Nobody is sent to a number that was made up.
    assert [a.attrs["href"] for a in demo.all("a") if a.attrs["href"].startswith("tel:0")] == []


def test_pay_that_is_computed_says_how(client: Client) -> None:
    complete_post()
    assert "每小时 约 20 元/小时起 按写明的最多工时折算 每月 2600 元/月起" in section(page(client), "pay")


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ({"per": "hour", "low": "22.5"}, "每小时 22.5 元/小时起 每月 约 2925 元/月起 按写明的最少工时折算"),
        ({"per": "day", "low": "120"}, "每小时 约 20 元/小时起 按写明的最多工时折算 每月 约 2600 元/月起"),
        ({"per": "piece", "guaranteed_month": "2400"}, "每月 2400 元/月起"),
        ({"negotiable": "yes"}, "写明的薪酬 面议"),
    ],
)
def test_an_hour_and_a_month_are_told_where_the_hours_allow_it(client: Client, pay: dict[str, Any], said: str) -> None:
    complete_post(changes={"pay": pay})
    assert said in section(page(client), "pay")


def test_the_legal_floor_names_document_and_day(client: Client) -> None:
    complete_post()
    pay = section(page(client), "pay")
    assert "月最低工资 2400 元/月 一档 ： 鲁政字〔2025〕140号 ，自 2025-10-01 起，二手来源" in pay
    assert "小时最低工资" not in pay
    assert "同职业的市场薪酬 未载明" in pay


@pytest.mark.parametrize(
    ("form", "floors"), [("part_time", ["小时"]), ("platform", ["月", "小时"]), (None, ["月", "小时"])]
)
def test_the_floor_follows_the_form_of_employment(client: Client, form: str | None, floors: list[str]) -> None:
    complete_post(changes={"form": form})
    pay = section(page(client), "pay")
    assert [name for name in ("月", "小时") if f"{name}最低工资" in pay] == floors


def test_the_median_is_told_from_ten_posts_on_as_the_platform_s_own(client: Client) -> None:
    for n in range(LEAST_FOR_MEDIAN - 1):
        complete_post(f"n{n}")
    few = section(page(client, code="n0"), "pay")
    assert "不足 10 个，不作比较" in few
    assert "中位数" not in few
    complete_post()
    many = section(page(client), "pay")
    assert "青岛市同职业的 10 个在招岗位，最低报酬的中位数为 2600 元/月" in many
    assert "本平台自己的统计，不是市场调查" in many
    Post.objects.filter(code="whole").update(occupation="")
    assert "职业未载明，无法比较" in section(page(client), "pay")
    assert Post.objects.filter(occupation=OCCUPATION).count() == LEAST_FOR_MEDIAN - 1


def test_each_matter_says_what_is_stated_and_names_what_is_not(client: Client) -> None:
    complete_post()
    more = section(page(client), "more")
    for said in (
        "社会保险 参加",
        "合同期限 12 个月",
        "试用期 1 个月",
        "弹性安排 写入合同",
        "每月加班 不加班",
        "改班提前通知 3 天",
        "工作日加班费 1.5 倍",
        "工作内容 包装花束",
        "下一步 满一年可任组长",
        "首次评议 第 6 个月",
        "孩子生病临时请假 可以",
        "母婴室 没有",
        "职工诉求联系人 工会 王老师 0532-86001234",
        "答复时限 5 天",
    ):
        assert said in more
    assert "未载明：带孩子到单位、哺乳时间" in more
    assert "没有写明的内容" not in words(page(client))


def test_school_hours_that_nobody_states_are_said_to_be_unknown(client: Client) -> None:
    complete_post()
    complete_post("huizhou", place=place("441300"))
    qingdao, huizhou = section(page(client), "more"), section(page(client, code="huizhou"), "more")
    assert "幼儿园 未载明" in qingdao
    assert "小学 送到学校 不早于 8:20，放学 未载明，课后服务到 未载明" in qingdao
    assert "课后服务到 不早于 18:00" in huizhou
    assert "二手来源" in huizhou
    for text in (qingdao, huizhou):
        assert "托育机构 未载明" in text
        assert "请问学校" in text
        assert "12333" in text


@pytest.mark.parametrize(
    ("week", "answer", "sentence"),
    [
        ("12345_0830-1500", "合您的时间", "时间合适，下班到家后还有 30 分钟富余"),
        ("1234_0830-1500~5_0830-1400", "差一点", "周五 14:00–14:30"),
        ("67_0900-1700", "不合您的时间", "时间不合适"),
    ],
)
def test_a_post_is_held_against_the_week_of_the_address(client: Client, week: str, answer: str, sentence: str) -> None:
    complete_post()
    said = section(page(client, f"week={week}"), "week")
    assert answer in said
    assert sentence in said
    assert "没有填从哪里出发" in said


def test_the_way_is_an_estimate_that_says_from_what(client: Client) -> None:
    complete_post(latitude=36.0, longitude=120.20)
    near = section(page(client, f"{HER_WEEK}&from=36.01,120.21&way=bike"), "week")
    assert "单程约 12 分钟" in near
    assert "自行估算" in near
    assert "中心点" not in near
    assert "超过" not in near
    far = section(page(client, f"{HER_WEEK}&from=36.2,120.4&way=bike&commute=30"), "week")
    assert "超过您说的 30 分钟" in far
    assert "要留给路上" in far or "含路上时间" in far


def test_without_a_pin_the_middle_of_the_county_stands_for_it(client: Client) -> None:
    complete_post()
    said = section(page(client, f"{HER_WEEK}&from=36.0,120.0&way=car"), "week")
    assert "岗位没有标出位置，按黄岛区的中心点算" in said
    complete_post("city", place=place("370200"), place_text="")
    assert "岗位没有写明具体地点" in section(page(client, f"{HER_WEEK}&from=36.0,120.0", code="city"), "week")


def test_work_at_home_needs_no_way(client: Client) -> None:
    complete_post(changes={"work": {"at_home": "yes"}})
    assert "在家工作，不用路上时间" in section(page(client, f"{HER_WEEK}&from=36.0,120.0"), "week")


def test_her_holidays_are_answered_beside_the_term(client: Client) -> None:
    complete_post()
    said = section(page(client, f"{HER_WEEK}&holiday=0"), "week")
    assert "合您的时间 时间合适" in said
    assert "寒暑假： 不合您的时间 时间不合适" in said


def test_hours_that_are_not_stated_stay_unknown(client: Client) -> None:
    reported_post("r1")
    said = section(page(client, HER_WEEK, code="r1"), "week")
    assert "工时未载明，请向用人单位了解" in said


def test_without_a_week_the_way_to_say_it_stands_there(client: Client) -> None:
    complete_post()
    tree = page(client, "from=groupmessage&isappinstalled=0")
    assert "看合不合我的一周" in section(tree, "week")
    assert "/week/" in [a.attrs["href"] for a in tree.all("a")]


def test_the_week_that_a_visitor_keeps_is_used(client: Client) -> None:
    complete_post()
    session = client.session
    session["carepost_week"] = {"p": "school-run", "home": "370211", "way": "walk"}
    session.save()
    said = section(page(client), "week")
    assert "合您的时间" in said
    assert "单程约 0 分钟" in said
    # The address still wins.
    assert "不合您的时间" in section(page(client, "week=67_0900-1700"), "week")


def test_an_unreadable_week_names_its_parameter(client: Client) -> None:
    complete_post()
    assert "week" in words(page(client, "week=someday", status=400))


def test_a_chat_is_told_the_facts_and_nothing_of_the_reader(client: Client) -> None:
    complete_post()
    tree = page(client, f"{HER_WEEK}&from=36.0,120.0&way=bike")
    metas = {m.attrs["property"]: m.attrs["content"] for m in tree.all("meta") if "property" in m.attrs}
    assert metas["og:title"] == "花艺助理"
    assert metas["og:url"] == "http://testserver/posts/whole/"
    assert "2600–3200 元/月" in metas["og:description"]
    assert [link.attrs["href"] for link in tree.all("link") if link.attrs["rel"] == "canonical"] == ["/posts/whole/"]
    told = [m.attrs["content"] for m in tree.all("meta") if "content" in m.attrs]
    assert not [content for content in told if "120.0" in content or "0830-1500" in content]


def test_the_bar_rings_the_employer_where_a_number_is_on_record(client: Client) -> None:
    complete_post()
    complete_post("silent", changes={"voice": {}})
    assert "tel:053286001234" in [a.attrs["href"] for a in page(client).all("a")]
    silent = page(client, code="silent")
    assert "tel:12333" in [a.attrs["href"] for a in silent.all("a")]
    assert "没有记录联系方式" in words(silent)
    assert {"/posts/whole/share/", "/me/posts/whole/save/"} <= {a.attrs["href"] for a in page(client).all("a")}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("工会 王老师 0532-86001234", "053286001234"),
        ("李女士13800001111，工作日", "13800001111"),
        ("020 12345678", "02012345678"),
        ("每日 8:30-16:00 到一楼", ""),
        ("身份证号370200199001011234", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_found_in_words(written: str, number: str) -> None:
    assert phone_in(written) == number


@pytest.mark.parametrize(("fen", "said"), [(2000, "20"), (2250, "22.5"), (2205, "22.05"), (260_000, "2600")])
def test_fen_are_written_as_yuan(fen: int, said: str) -> None:
    assert yuan(fen) == said


def test_a_post_page_asks_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    complete_post()
    place("370200")
    with django_assert_max_num_queries(6):
        assert client.get(f"/posts/whole/?{HER_WEEK}&from=370211").status_code == 200


def test_a_list_hands_her_week_on_to_the_post_and_nothing_else(client: Client) -> None:
    complete_post()
    html = client.get(f"/posts/?place=370200&{HER_WEEK}&from=36.0,120.2&commute=60&pay_min=1").content.decode()
    links = [a.attrs["href"] for a in read(html).all("a") if a.attrs["href"].startswith("/posts/whole/")]
    assert links == [f"/posts/whole/?{HER_WEEK}&from=36,120.2&commute=60"]
    plain = client.get("/posts/?place=370200&pay_min=1").content.decode()
    assert 'href="/posts/whole/"' in plain


def card_figures(tree: Element) -> list[list[str]]:
    lists = [e for e in tree.all("dl") if e.attrs.get("class") == "cp-three"]
    return [[" ".join(dd.text().split()) for dd in each.all("dd")] for each in lists]


def test_the_pay_card_marks_the_form_of_the_post_and_leads_to_the_calculator(client: Client) -> None:
    complete_post()
    tree = page(client)
    said = section(tree, "card")
    assert said.index("全日制（劳动合同）") < said.index("本岗位") < said.index("非全日制（小时工）")
    assert len(card_figures(tree)) == 3
    # Rates lapse with time: the part-timer's pay in hand needs none.
    assert card_figures(tree)[1][0].startswith("约 ")
    link = next(a.attrs["href"] for a in tree.all("a") if a.attrs["href"].startswith("/pay/"))
    assert link == "/pay/?place=370211&form=full_time&gross=2600&week=30"
    assert client.get(link).status_code == 200


def test_the_pay_card_says_exactly_what_is_not_stated(client: Client) -> None:
    complete_post("nopay", changes={"pay": {"negotiable": "yes"}})
    complete_post("hours", changes={"pay": {"per": "hour", "low": "20"}, "hours": {}})
    reported_post("silent2", facts={}, place=None)
    assert "没有写明： 报酬的数额" in section(page(client, code="nopay"), "card")
    assert "没有写明： 每周工时" in section(page(client, code="hours"), "card")
    assert "没有写明： 工作地点（到市）、报酬的数额" in section(page(client, code="silent2"), "card")
