"""The week entry as a visitor without scripts goes through it: forms that send, addresses that hold the answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from carepost.domain.week import Week, weekly
from tests.records.posts.build import place
from tests.web.html import Element, read

pytestmark = pytest.mark.django_db
STEPS = ("start", "blocks", "times", "duties", "holiday", "home", "travel", "summary")
WHOLE = {
    "p": "school-run",
    "t": "12345_0900-1500",
    "hol": "own",
    "ht": "12345_0830-1200",
    "drop": "12345_0800-0830",
    "pick": "12345_1620-1700",
    "pickby": "35",
    "busy": "6_0900-1000",
    "home": "370200",
    "school": "36.07,120.38",
    "way": "bike",
    "commute": "30",
    "travel": "20",
}


def path_of(step: str) -> str:
    return "/week/" if step == "start" else f"/week/{step}/"


def page(client: Client, path: str, status: int = 200, **values: Any) -> Element:
    response = client.get(path, values)
    assert response.status_code == status
    return read(response.content.decode())


def text_of(tree: Element) -> str:
    return " ".join(tree.text().split())


def sent(tree: Element, press: tuple[str, str] | None = None, **answers: list[str]) -> dict[str, list[str]]:
    """What the form of a page sends: its fields as they stand, with some answered anew and a button pressed."""
    (form,) = [f for f in tree.all("form") if "data-week" in f.attrs]
    values: dict[str, list[str]] = {}
    for field in form.all("input", "select"):
        name = field.attrs["name"]
        if field.tag == "select":
            chosen = [o.attrs["value"] for o in field.all("option") if "selected" in o.attrs]
            values.setdefault(name, []).append((chosen or [field.all("option")[0].attrs["value"]])[0])
        elif field.attrs.get("type") not in {"checkbox", "radio"} or "checked" in field.attrs:
            values.setdefault(name, []).append(field.attrs.get("value", ""))
    return values | answers | ({press[0]: [press[1]]} if press else {})


def going_on(client: Client, path: str, values: dict[str, list[str]]) -> tuple[str, dict[str, str]]:
    """Where a form leads: the path, and the answers in the address."""
    response = client.get(path, values)
    assert response.status_code == 302, response.content.decode()
    target = urlsplit(response["Location"])
    return target.path, {name: value for name, (value,) in parse_qs(target.query).items()}


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_page_can_be_passed_and_keeps_every_answer(client: Client, step: str) -> None:
    path = path_of(step)
    tree = page(client, path, **WHOLE)
    onward, answers = going_on(client, path, sent(tree, ("to", STEPS[STEPS.index(step) + 1])))
    assert answers == WHOLE
    assert onward == ("/week/holiday-hours/" if step == "holiday" else path_of(STEPS[STEPS.index(step) + 1]))


def test_own_hours_survive_the_first_page(client: Client) -> None:
    tree = page(client, "/week/", t="1_0900-1000")
    assert going_on(client, "/week/", sent(tree, ("to", "blocks")))[1] == {"t": "1_0900-1000"}


def test_the_week_of_a_list_can_be_changed(client: Client) -> None:
    assert "周一 9:00–10:00" in text_of(page(client, "/week/", week="1_0900-1000", q="缝纫"))
    client.post("/week/summary/", {"keep": "1", "p": "mornings"})
    assert client.get("/week/?week=saved")["Location"] == "/week/?p=mornings"


def test_what_else_a_search_asked_goes_along_and_is_not_kept(client: Client) -> None:
    asked = {"q": "月嫂", "kind": "part_time,home", "pay_min": "25", "sort": "pay"}
    passed = sent(page(client, "/week/", **asked, place="370200", page="3"), press=("to", "posts"), p=["school-run"])
    onward = parse_qs(urlsplit(client.get("/week/", passed).headers["Location"]).query)
    assert {name: values for name, values in onward.items() if name != "week"} == {
        name: [value] for name, value in (asked | {"place": "370200"}).items()
    }
    client.post("/week/summary/", WHOLE | asked | {"keep": "1"})
    assert not client.session["carepost_week"].keys() & asked.keys()


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_page_can_be_passed_without_an_answer(client: Client, step: str) -> None:
    path = path_of(step)
    _, answers = going_on(client, path, sent(page(client, path), ("to", STEPS[STEPS.index(step) + 1])))
    assert answers == {}


def test_one_choice_leads_straight_to_the_posts(client: Client) -> None:
    values = sent(page(client, "/week/"), ("to", "posts"), p=["school-run"])
    assert going_on(client, "/week/", values) == ("/posts/", {"week": "12345_0830-1600"})


def test_the_search_takes_her_week_after_duties_and_the_city_of_her_home(client: Client) -> None:
    values = WHOLE | {"to": "posts", "school": ""}
    where, query = going_on(client, "/week/travel/", {name: [value] for name, value in values.items()})
    assert where == "/posts/"
    assert query == {
        "week": "12345_0900-1500",
        "holiday": "12345_0830-1200",
        "from": "370200",
        "way": "bike",
        "commute": "30",
        "place": "370200",
    }


@pytest.mark.parametrize(
    ("home", "city"),
    [("370211", "370200"), ("370200", "370200"), ("370000", "370000"), ("310115", "310000"), ("442000114", "442000")],
)
def test_the_place_of_the_search_is_the_city_around(client: Client, home: str, city: str) -> None:
    for code in (home, city, home[:6]):
        place(code)
    _, query = going_on(client, "/week/home/", {"home": [home], "to": ["posts"]})
    assert query == {"from": home, "place": city}


def test_the_block_table_is_filled_from_the_preset_and_a_tick_adds_a_block(client: Client) -> None:
    tree = page(client, "/week/blocks/", p="school-run")
    boxes = [i for i in tree.all("input") if i.attrs["type"] == "checkbox"]
    assert len(boxes) == 28
    ticked = [i.attrs["value"] for i in boxes if "checked" in i.attrs]
    assert ticked == [f"{day}{part}" for day in "12345" for part in "ma"]
    assert {th.attrs["scope"] for th in tree.all("th")} == {"col", "row"}
    assert "周六 上午" in text_of(tree)
    _, answers = going_on(client, "/week/blocks/", sent(tree, ("to", "times"), b=["", *ticked, "6m"]))
    expected = Week.available(weekly("12345", "8:30", "16:00") + weekly("6", "8:30", "12:00"))
    assert Week.decode(answers["t"]) == expected


def test_times_are_said_in_words(client: Client) -> None:
    text = text_of(page(client, "/week/times/", p="school-run"))
    for words in ("上午 8:30", "中午 12:30", "下午 3:30", "晚上 8:00", "半夜 12:00", "凌晨 5:30"):
        assert words in text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = text_of(page(client, "/week/times/", p="school-run"))
    for words in ("8:30 am", "12:30 pm", "3:30 pm", "midnight", "12:30 am"):
        assert words in english


def test_another_stretch_of_a_day_keeps_what_was_chosen(client: Client) -> None:
    tree = page(client, "/week/times/", p="school-run")
    changed = sent(tree, ("add", "2"), s1=["0900"], e1=["1130"])
    response = client.get("/week/times/", changed)
    assert response["Location"].endswith("&add=2#d2")
    after = page(client, response["Location"].partition("#")[0])
    assert [s.attrs["name"] for s in after.all("select") if s.attrs["name"] in {"s1", "s2"}] == ["s1", "s2", "s2"]
    values = sent(after, ("to", "duties"), s2=["0830", "1400"], e2=["1200", "1600"])
    _, answers = going_on(client, "/week/times/", values)
    expected = weekly("1", "9:00", "11:30") + weekly("2", "8:30", "12:00") + weekly("2", "14:00", "16:00")
    assert Week.decode(answers["t"]) == Week.available(expected + weekly("345", "8:30", "16:00"))


def test_the_hours_of_a_day_are_copied_to_others(client: Client) -> None:
    tree = page(client, "/week/times/")
    values = sent(tree, ("copy", "1"), s1=["0900"], e1=["1500"], copy_from=["1"], copy_to=["2", "4"])
    where, answers = going_on(client, "/week/times/", values)
    assert (where, answers) == ("/week/times/", {"t": "124_0900-1500"})
    for wrong in ({"copy_from": ["9"]}, {"copy_to": ["x"]}):
        assert going_on(client, "/week/times/", values | wrong)[1] == {"t": "1_0900-1500"}


def test_duties_bind_her_on_the_days_that_nobody_else_takes(client: Client) -> None:
    tree = page(client, "/week/duties/", t="12345_0800-1700")
    values = sent(tree, ("to", "holiday"), pick_d=["1", "2"], pick_s=["1620"], pick_e=["1700"], pickby=["2"])
    where, answers = going_on(client, "/week/duties/", values)
    assert where == "/week/holiday/"
    assert answers == {"t": "12345_0800-1700", "pick": "12_1620-1700", "pickby": "2"}
    assert "周一 8:00–16:15；周二至周五 8:00–17:00" in text_of(page(client, where, **answers))


def test_a_home_is_chosen_from_province_to_county(client: Client) -> None:
    place("440000")
    assert "青岛市" not in text_of(page(client, "/week/home/"))
    province = page(client, "/week/home/", home_at="370000")
    assert "已选： 山东省" in text_of(province)
    buttons = {b.text(): b.attrs["value"] for b in province.all("button") if b.attrs.get("name") == "home_at"}
    assert buttons["青岛市"] == "370200"
    city = page(client, "/week/home/", **sent(province, ("home_at", "370200")))
    assert "已选： 山东省 · 青岛市" in text_of(city)
    assert going_on(client, "/week/home/", sent(city, ("to", "travel")))[1] == {"home": "370200"}
    again = page(client, "/week/home/", **sent(city, ("home_at", "")))
    assert "已选" not in text_of(again)


def test_a_pin_stands_for_a_home_and_can_be_taken_back(client: Client) -> None:
    tree = page(client, "/week/home/", home="370200")
    _, answers = going_on(client, "/week/home/", sent(tree, ("to", "travel"), home_pin=["36.0671,120.3826"]))
    assert answers == {"home": "36.07,120.38"}
    shown = page(client, "/week/home/", **answers)
    assert sent(shown)["home_pin"] == ["36.07,120.38"]
    assert going_on(client, "/week/home/", sent(shown, ("to", "travel"), home_pin=[""]))[1] == {}


WRONG = [
    ("start", {"p": "nights"}, "请从列表中选", "p"),
    (
        "times",
        {"s3": ["0900", "1700"], "e3": ["1200", "1500"]},
        "周三第 2 段：结束要晚于开始；跨夜的请分成两天填",
        "d3",
    ),
    ("times", {"s3": ["0900"], "e3": [""]}, "周三第 1 段：请把开始和结束都选上，或都留空", "d3"),
    ("duties", {"drop_d": ["1"], "drop_s": ["0900"], "drop_e": ["0800"]}, "结束时间要晚于开始时间", "drop"),
    ("holiday", {"hol": "x"}, "请选：与平时一样、另填或不确定", "hol"),
    ("home", {"home_pin": "中山"}, "请选一个地区，或写成 22.52,113.38", "home_pin"),
    ("home", {"home_pin": "120,36"}, "请先写纬度", "home_pin"),
    ("home", {"home": "999999"}, "没有代码为 999999 的地区，请重新选", "home"),
    ("travel", {"commute": "999"}, "请填 1 到 240 之间的分钟数", "commute"),
    ("blocks", {"way": "boat"}, "请选步行、骑车、公交或开车", ""),
]


@pytest.mark.parametrize(("step", "wrong", "remedy", "part"), WRONG)
def test_a_wrong_answer_is_422_with_the_remedy_and_the_rest_stays(
    client: Client, step: str, wrong: dict[str, Any], remedy: str, part: str
) -> None:
    kept = {"p": "mornings", "busy": "6_0900-1000"} | wrong
    tree = page(client, path_of(step), 422, **kept, to="summary")
    (alert,) = [e for e in tree.walk() if e.attrs.get("role") == "alert"]
    assert remedy in text_of(alert)
    assert [a.attrs["href"] for a in alert.all("a")] == ([f"#{part}"] if part else [])
    assert not part or [e for e in tree.walk() if e.attrs.get("id") == part]
    values = sent(tree)
    assert values.get("busy", values.get("busy_d")) in (["6_0900-1000"], ["6"])


def test_wrong_rows_are_shown_as_they_were_sent(client: Client) -> None:
    tree = page(client, "/week/times/", 422, p="mornings", s3=["0900", "1700"], e3=["1200", "1500"])
    assert sent(tree)["s3"] == ["0900", "1700"]
    assert sent(tree)["e3"] == ["1200", "1500"]


def test_the_sentence_alone_is_answered_for_scripts(client: Client) -> None:
    response = client.get("/week/blocks/?p=mornings&b=&b=1m&fragment=sentence")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "每周可上班 3.5 小时：周一 8:30–12:00"
    wrong = client.get("/week/travel/?way=boat&fragment=sentence")
    assert wrong.content.decode() == "请选步行、骑车、公交或开车"


@pytest.mark.parametrize("step", STEPS)
def test_the_sentence_stands_on_every_page_and_is_read_out(client: Client, step: str) -> None:
    tree = page(client, path_of(step), p="mornings")
    (said,) = [e for e in tree.walk() if e.attrs.get("role") == "status"]
    assert text_of(said) == "每周可上班 17.5 小时：周一至周五 8:30–12:00"
    assert step == "summary" or said.attrs["aria-live"] == "polite"


def test_all_answers_are_said_back_with_the_way_to_change_each(client: Client) -> None:
    tree = page(client, "/week/summary/", **WHOLE)
    text = text_of(tree)
    for words in (
        "周一至周五 9:00–15:00",
        "周一至周五 16:20–17:00（周三、周五别人能替）",
        "山东省青岛市",
        "地图上的一点（36.07,120.38，约一公里）",
        "自行车或电动车",
        "30 分钟",
    ):
        assert words in text
    changes = [a.attrs["href"] for a in tree.all("a") if a.text().strip().startswith("更改")]
    assert len(changes) == 10
    for address in changes:
        assert {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()} == WHOLE
    (primary,) = [a for a in tree.all("a") if a.text() == "看看哪些岗位适合"]
    assert primary.attrs["href"].startswith("/posts/?")
    assert "week=12345_0900-1500" in primary.attrs["href"]


def test_a_visitor_s_week_is_kept_in_the_session_and_forgotten_on_demand(client: Client) -> None:
    response = client.post("/week/summary/", WHOLE | {"keep": "1"})
    assert response.status_code == 302
    assert "忘掉我的一周" in text_of(page(client, response["Location"]))
    start = page(client, "/week/")
    assert "上次记住的一周" in text_of(start)
    assert any(a.attrs["href"].startswith("/posts/?") for a in start.all("a") if a.text() == "用它看岗位")
    assert "记住我的一周" in text_of(page(client, "/week/summary/", p="mornings"))
    assert client.post("/week/summary/", {"forget": "1"})["Location"] == "/week/"
    assert "上次记住的一周" not in text_of(page(client, "/week/"))


def test_nothing_is_kept_where_nothing_was_said_or_it_cannot_be_read(client: Client) -> None:
    for values in ({"keep": "1"}, {"keep": "1", "p": "nights"}):
        assert client.post("/week/summary/", values).status_code == 422
    assert "上次记住的一周" not in text_of(page(client, "/week/"))


def test_a_kept_week_that_this_version_cannot_read_is_none(client: Client) -> None:
    session = client.session
    session["carepost_week"] = {"p": "from an older version"}
    session.save()
    assert "上次记住的一周" not in text_of(page(client, "/week/"))


@pytest.mark.parametrize("step", ["", "blocks/", "travel/"])
def test_the_pages_of_questions_take_no_post(client: Client, step: str) -> None:
    assert client.post(f"/week/{step}", {"p": "mornings"}).status_code == 405


def test_an_unknown_page_is_not_there(client: Client) -> None:
    assert client.get("/week/nothing/").status_code == 404


def test_what_chat_programs_add_is_passed_over(client: Client) -> None:
    tree = page(client, "/week/blocks/", p="mornings", **{"from": "groupmessage", "isappinstalled": "0"})
    assert "17.5 小时" in text_of(tree)
