"""Writing a post step by step: saving, bad answers, findings mended in one tap, two people at once, handing in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carepost.domain.standard import WIZARD_STEPS, PostFile, pattern_of
from carepost.domain.week import Band, Fixed, Output, Slots
from carepost.records.audit import trail_of
from carepost.records.employers import Employer
from carepost.records.posts import Post, findings_of, post_file_of
from tests.records.posts.build import employer, own_post
from tests.web.employer.conftest import draft_of, member_of, whole
from tests.web.html import Element, read

MOST_QUERIES = 12


def address(post: Post, step: str) -> str:
    return f"/employer/posts/{post.code}/edit/{step}/"


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", read(response.content.decode()).text())


def filled(browser: Client, url: str) -> dict[str, Any]:
    """What the page's own form would send."""
    return fields_of(read(browser.get(url).content.decode()), url.partition("?")[0])


def fields_of(page: Element, path: str) -> dict[str, Any]:
    (form,) = [f for f in page.all("form") if f.attrs.get("action") == path and f.attrs.get("method") == "post"]
    found: dict[str, Any] = {}
    for control in form.all("input", "textarea", "select"):
        name, kind = control.attrs.get("name", ""), control.attrs.get("type", control.tag)
        if kind in ("radio", "checkbox"):
            if "checked" in control.attrs:
                found.setdefault(name, []).append(control.attrs["value"])
        elif control.tag == "select":
            found[name] = next((o.attrs["value"] for o in control.all("option") if "selected" in o.attrs), "")
        else:
            found[name] = control.text().strip() if control.tag == "textarea" else control.attrs.get("value", "")
    return found


def save(browser: Client, post: Post, step: str, **answers: Any) -> HttpResponse:
    """Opens a step, changes some answers (dots written as __) and saves."""
    said = {name.replace("__", "."): value for name, value in answers.items()}
    return browser.post(address(post, step), filled(browser, address(post, step)) | said)


def row(name: str, days: list[str], start: str, end: str) -> dict[str, Any]:
    """The answers of one row of hours."""
    return {f"{name}_days": days, f"{name}_start": start, f"{name}_end": end}


def facts_of(post: Post) -> PostFile:
    return post_file_of(Post.objects.get(pk=post.pk))


def test_a_template_starts_a_draft_of_her_employer(browser: Client, mine: Employer) -> None:
    answer = browser.post("/employer/posts/new/", {"template": "cashier"})
    post = Post.objects.get()
    assert answer["Location"] == address(post, "title")
    assert (post.employer, post.title, post.state, post.place_id) == (mine, "超市收银员", "draft", "442000")
    assert pattern_of(facts_of(post)) is not None


def test_a_blank_sheet_needs_a_title(browser: Client) -> None:
    assert browser.post("/employer/posts/new/", {"template": "blank"}).status_code == 422
    too_long = browser.post("/employer/posts/new/", {"template": "blank", "title": "工" * 121})
    assert too_long.status_code == 422
    assert "工" * 121 in too_long.content.decode()
    assert browser.post("/employer/posts/new/", {"template": "blank", "title": "花艺助理"}).status_code == 302
    assert Post.objects.get().title == "花艺助理"


def test_saving_an_unchanged_step_changes_nothing(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    for step in WIZARD_STEPS:
        answer = save(browser, post, step.key)
        assert answer.status_code == 302, (step.key, text(answer))
    assert facts_of(post) == post_file_of(post)
    assert [e.verb for e in trail_of("post", post.code)] == ["post.drafted"]


def test_a_step_is_saved_and_leads_to_the_next(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    answer = save(browser, post, "headcount", headcount="３ 人")
    assert answer["Location"] == f"{address(post, 'form')}?saved=1"
    assert facts_of(post).headcount == "３ 人"
    assert save(browser, post, "last_day")["Location"].startswith(f"/employer/posts/{post.code}/preview/")
    page = text(browser.get(address(post, "pay")))
    assert re.search(r"已保存 \d\d:\d\d", page)
    assert "当地最低工资" in page
    save(browser, post, "pay", pay__low="3,200元", pay__high="4000")
    assert facts_of(post).pay.low == 3200


BAD = [
    ("title", {"title": " "}, "请填写岗位名称。"),
    ("title", {"title": "工" * 121}, "岗位名称有 121 字，最多 120 字"),
    ("place", {"place": "999"}, "应为6位或9位区划代码"),
    ("place", {"place": "999999"}, "应为6位或9位区划代码"),
    ("address", {"point": "36.06"}, "坐标应写成“纬度,经度”"),
    ("address", {"point": "nan,nan"}, "坐标应写成“纬度,经度”"),
    ("address", {"place_words": "街" * 201}, "最多 200 字"),
    ("headcount", {"headcount": "1" * 121}, "最多 120 字"),
    ("form", {"form": "slavery"}, "“用工形式”应为"),
    ("kind", {"kind": "flexible"}, "请选一种工时。"),
    ("breaks", {"hours__break_minutes": "半小时"}, "应为整数"),
    ("breaks", {"care__notice_days": "1000"}, "不得大于 90"),
    ("pay", {"pay__low": "面议"}, "“最低报酬（元）”应为数字"),
    ("pay", {"pay__low": "-1"}, "不得小于 0"),
    ("pay", {"pay__low": "nan"}, "应为"),
    ("pay", {"pay__low": "9" * 5000}, "最多 300 字"),
    ("pay", {"pay__low": "5000", "pay__high": "4000"}, "不得低于 “最低报酬（元）”"),
    ("overtime", {"hours__overtime_month": "很多"}, "应为数字"),
    ("contract", {"contract__probation_months": "x"}, "应为数字"),
    ("insurance", {"insurance__social": "maybe"}, "应为"),
    ("asks", {"asks__age_min": "40", "asks__age_max": "30"}, "不得低于 “最低年龄”"),
    ("asks", {"asks__conditions": "限" * 501}, "最多 500 字"),
    ("work", {"work__duties": "a\x07b"}, "控制字符"),
    ("growth", {"growth__review_month": "0"}, "不得小于 1"),
    ("care", {"care__nursing_room": "?"}, "应为"),
    ("voice", {"voice__answer_days": "91"}, "不得大于 90"),
    ("last_day", {"expires_on": "明天"}, "应为日期"),
    ("last_day", {"expires_on": ""}, "请填写最后一天。"),
    ("last_day", {"expires_on": "2020-01-01"}, "有效期须为今天或以后的日期。"),
]


@pytest.mark.parametrize(("step", "answers", "words"), BAD, ids=[f"{step} {words}" for step, _, words in BAD])
def test_a_bad_answer_names_its_place_and_nothing_is_lost(
    browser: Client, mine: Employer, step: str, answers: dict[str, str], words: str
) -> None:
    post = draft_of(mine)
    sent = filled(browser, address(post, step)) | {name.replace("__", "."): value for name, value in answers.items()}
    answer = browser.post(address(post, step), sent)
    assert answer.status_code == 422
    page = read(answer.content.decode())
    assert words in re.sub(r"\s+", " ", page.text())
    again = fields_of(page, address(post, step))
    for name, value in sent.items():
        if name not in ("seen", "kind", "csrfmiddlewaretoken", "place") and name not in again:
            # A choice that does not exist cannot be shown as chosen.
            assert name.replace(".", "__") in answers
        elif name in sent and name in again and name not in ("seen", "csrfmiddlewaretoken", "place"):
            assert again[name] == (value.rstrip() if name == "work.duties" else value), name
    assert facts_of(post) == post_file_of(post)


def test_unknown_steps_and_posts_of_others_are_not_there(browser: Client, mine: Employer) -> None:
    post, theirs = draft_of(mine), draft_of(employer("emp2", "别家"))
    assert browser.get(address(post, "salary")).status_code == 404
    for path in ("", "preview/", "edit/title/"):
        assert browser.get(f"/employer/posts/{theirs.code}/{path}").status_code == 404
    for path in ("", "preview/", "edit/title/", "fix/", "undo/"):
        assert browser.post(f"/employer/posts/{theirs.code}/{path}", {"action": "copy"}).status_code == 404
    assert browser.get("/employer/posts/?employer=emp2").status_code == 404
    assert browser.post("/employer/posts/new/", {"employer": "emp2", "title": "x"}).status_code == 404
    assert facts_of(theirs) == post_file_of(theirs)


def test_a_submitted_post_is_not_edited(browser: Client, mine: Employer) -> None:
    post = own_post("own1", "submitted", employer=mine)
    for path in ("edit/title/", "preview/"):
        assert browser.get(f"/employer/posts/own1/{path}")["Location"] == "/employer/posts/own1/"
    assert browser.post(address(post, "title"), {"title": "x"})["Location"] == "/employer/posts/own1/"


def test_hours_of_every_kind_are_written_with_ticks_and_selects(browser: Client, mine: Employer) -> None:
    post = draft_of(mine, whole(hours={}))
    url = address(post, "hours")
    assert browser.post(address(post, "kind"), {"kind": "band"})["Location"] == f"{url}?kind=band"

    def write(kind: str, **answers: Any) -> None:
        sent = filled(browser, f"{url}?kind={kind}") | answers
        assert browser.post(url, sent).status_code == 302

    week = ["1", "2", "3", "4", "5"]
    write("fixed", **row("a1r1", week, "8:30", "12:30"), **row("a2r1", week, "13:00", "17:00"))
    pattern = pattern_of(facts_of(post))
    assert isinstance(pattern, Fixed)
    assert len(pattern.alternatives) == 2
    shown = filled(browser, url)
    assert (shown["kind"], shown["a2r1_start"], shown["a2r1_days"]) == ("fixed", "13:00", week)
    core = row("w1", week, "8:30", "18:00") | row("c1", week, "10:00", "12:00")
    write("band", **core, week_hours="25", **{"hours.a_day_max": "6"})
    pattern = pattern_of(facts_of(post))
    assert isinstance(pattern, Band)
    assert pattern.min_week_minutes == 1500
    assert facts_of(post).hours.a_day_max == 6
    assert filled(browser, url)["week_hours"] == "25"
    write("slots", o1_days=week, o1_start="9:00", o1_end="12:00", choose="3")
    assert isinstance(pattern_of(facts_of(post)), Slots)
    assert filled(browser, url)["choose"] == "3"
    write("output")
    assert isinstance(pattern_of(facts_of(post)), Output)
    # A night ends on the next day, and what was stated beside other hours falls away.
    write("fixed", a1r1_days=["6"], a1r1_start="22:00", a1r1_end="6:00")
    assert facts_of(post).hours.a_day_max is None


@pytest.mark.parametrize(
    ("kind", "answers", "words"),
    [
        ("fixed", {}, "请至少写一行"),
        ("fixed", {"a1r1_days": ["1"]}, "第 1 种班次，第 1 行：选了星期，请再选从几点到几点。"),
        ("fixed", {"a2r3_start": "9:00", "a2r3_end": "10:00"}, "第 2 种班次，第 3 行：选了时间，请再选哪几天。"),
        ("fixed", {"a1r1_days": ["1"], "a1r1_start": "9:00", "a1r1_end": "9:00"}, "上班和下班是同一时间"),
        ("fixed", {"a1r1_days": ["9"], "a1r1_start": "9:00", "a1r1_end": "10:00"}, "选择"),
        ("band", {"week_hours": "很多"}, "“每周至少几小时”应为数字"),
        ("band", {"w1_days": ["1"], "w1_start": "9:00", "w1_end": "12:00", "week_hours": "40"}, "不多于时段总长"),
        (
            "slots",
            row("o1", ["1"], "9:00", "12:00") | {"choose": "5"},
            "无法从所给时段中选出 5 个",
        ),
        ("slots", {"o1_days": ["1"], "o1_start": "9:00", "o1_end": "12:00"}, "“每周至少选几个时段”应为数字"),
        (
            "band",
            row("w1", ["1"], "9:00", "12:00") | row("c1", ["2"], "9:00", "10:00"),
            "核心时段超出可选时段",
        ),
    ],
)
def test_bad_hours_name_the_row(
    browser: Client, mine: Employer, kind: str, answers: dict[str, Any], words: str
) -> None:
    post = draft_of(mine, whole(hours={}))
    url = address(post, "hours")
    answer = browser.post(url, filled(browser, f"{url}?kind={kind}") | answers)
    assert answer.status_code == 422
    assert words in text(answer)
    again = fields_of(read(answer.content.decode()), url)
    assert {name: again.get(name) for name in answers if answers[name] != ["9"]} == {
        name: value for name, value in answers.items() if value != ["9"]
    }


def test_a_rotation_is_told_and_not_cut(browser: Client, mine: Employer) -> None:
    shifts = [{"days": [1, 2], "start": "9:00", "end": "15:00"}]
    turns = {"kind": "fixed", "alternatives": [{"cycle_days": 4, "shifts": shifts}]}
    post = draft_of(mine, whole(hours={"pattern": turns}))
    assert "4 天一轮" in text(browser.get(address(post, "hours")))
    assert browser.post(address(post, "hours"), filled(browser, address(post, "hours"))).status_code == 422
    assert pattern_of(facts_of(post)) == pattern_of(post_file_of(post))


def test_places_are_found_by_name_and_down_the_chain(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    url = address(post, "place")
    for query, code in (("q=青岛市黄岛区", "370211"), ("at=370200", "370200"), ("at=", ""), ("at=junk", "")):
        assert filled(browser, f"{url}?{query}")["place"] == code
    assert "没有找到这个地名" in text(browser.get(f"{url}?q=不存在的地方"))
    assert "朝阳" in text(browser.get(f"{url}?q=朝阳"))
    sent = filled(browser, f"{url}?at=370211")
    assert browser.post(url, sent)["Location"] == f"{address(post, 'address')}?saved=1"
    assert Post.objects.get(pk=post.pk).place_id == "370211"


def test_a_pin_is_kept_and_taken_away(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    save(browser, post, "address", point="22.52，113.38")
    stored = Post.objects.get(pk=post.pk)
    assert (stored.latitude, stored.longitude) == (22.52, 113.38)
    save(browser, post, "headcount", headcount="5")
    assert Post.objects.get(pk=post.pk).latitude == 22.52
    save(browser, post, "address", point="")
    assert Post.objects.get(pk=post.pk).latitude is None


def test_two_people_at_one_step_do_not_overwrite_each_other(browser: Client, mine: Employer) -> None:
    post, other = draft_of(mine), member_of(mine)
    url = address(post, "headcount")
    hers, theirs = filled(browser, url), filled(other, url)
    assert other.post(url, theirs | {"headcount": "9"}).status_code == 302
    answer = browser.post(url, hers | {"headcount": "4"})
    assert answer.status_code == 409
    assert "这里又有人改过" in text(answer)
    assert "现在存的是：" in text(answer)
    assert facts_of(post).headcount == "9"
    again = fields_of(read(answer.content.decode()), url)
    assert again["headcount"] == "4"
    assert browser.post(url, again).status_code == 302
    assert facts_of(post).headcount == "4"


def test_two_people_at_different_steps_both_save(browser: Client, mine: Employer) -> None:
    post, other = draft_of(mine), member_of(mine)
    hers = filled(browser, address(post, "headcount"))
    assert save(other, post, "title", title="样衣工").status_code == 302
    assert browser.post(address(post, "headcount"), hers | {"headcount": "4"}).status_code == 302
    assert (facts_of(post).title, facts_of(post).headcount) == ("样衣工", "4")


def tap_fix(browser: Client, page: HttpResponse, rule: str) -> HttpResponse:
    """Presses the button beside a finding of this rule."""
    forms = [f for f in read(page.content.decode()).all("form") if f.attrs.get("action", "").endswith("/fix/")]
    for form in forms:
        sent = {i.attrs["name"]: i.attrs["value"] for i in form.all("input")}
        if sent["rule"] == rule:
            return browser.post(form.attrs["action"], sent, follow=True)
    raise AssertionError(f"no button for {rule}: {text(page)}")


def test_three_faults_are_mended_by_following_the_findings_only(browser: Client, mine: Employer) -> None:
    post = draft_of(mine, whole("restaurant"))
    assert save(browser, post, "pay", pay__low="2").get("Location") == f"{address(post, 'pay')}?saved=1"
    save(browser, post, "asks", asks__conditions="限女性，有健康证")
    save(browser, post, "insurance", insurance__work_injury="no")
    save(browser, post, "hours", a1r1_end="16:30")
    refused = browser.post(f"/employer/posts/{post.code}/preview/")
    assert refused.status_code == 422
    assert Post.objects.get(pk=post.pk).state == "draft"
    said = text(refused)
    for words in ("还有 5 处须改正", "当地小时最低工资", "限女性", "工伤保险", "非全日制上限", "第72条"):
        assert words in said
    for rule in ("R01", "R11", "R10"):
        mended = tap_fix(browser, browser.get(f"/employer/posts/{post.code}/preview/"), rule)
        assert "已改：" in text(mended)
    assert facts_of(post).asks.conditions == "性别不限，有健康证"
    assert facts_of(post).insurance.work_injury == "yes"
    # No single number mends the shifts: the finding leads to their step.
    page = read(browser.get(f"/employer/posts/{post.code}/preview/").content.decode())
    assert address(post, "hours") in {a.attrs["href"] for a in page.all("a")}
    save(browser, post, "hours", a1r1_end="14:00")
    assert [f.rule for f in findings_of(Post.objects.get(pk=post.pk)) if f.severity == "block"] == []
    assert browser.post(f"/employer/posts/{post.code}/preview/")["Location"] == f"/employer/posts/{post.code}/"
    assert Post.objects.get(pk=post.pk).state == "submitted"


def test_a_fix_is_shown_and_taken_back(browser: Client, mine: Employer) -> None:
    post = draft_of(mine, whole("cashier"))
    save(browser, post, "pay", pay__low="2", pay__high="3")
    (finding,) = [f for f in findings_of(Post.objects.get(pk=post.pk)) if f.rule == "R01"]
    mended = tap_fix(browser, browser.get(address(post, "pay")), "R01")
    assert "已改：最低报酬（元）：2→21.9" in text(mended).replace(" ", "")
    assert facts_of(post).pay.low == facts_of(post).pay.high == finding.fix_value
    undone = browser.post(f"/employer/posts/{post.code}/undo/", follow=True)
    assert (facts_of(post).pay.low, facts_of(post).pay.high) == (2, 3)
    assert "已改：" not in text(undone)
    # A second time there is nothing to take back, and a fix that is not due changes nothing.
    assert browser.post(f"/employer/posts/{post.code}/undo/").status_code == 302
    browser.post(f"/employer/posts/{post.code}/fix/", {"rule": "R38", "field": "pay.in_kind"})
    assert facts_of(post).pay.low == 2


def test_warnings_do_not_stop_and_are_shown_beside_the_question(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    assert save(browser, post, "asks", asks__age_max="40")["Location"] == f"{address(post, 'asks')}?saved=1"
    page = text(browser.get(address(post, "asks")))
    assert "年龄上限需说明法律依据" in page
    assert "先不改，下一步" in page
    assert browser.post(f"/employer/posts/{post.code}/preview/").status_code == 302


def test_a_post_like_another_needs_a_tick(browser: Client, mine: Employer) -> None:
    first, second = draft_of(mine), draft_of(mine)
    url = f"/employer/posts/{second.code}/preview/"
    page = browser.get(url)
    assert f"/employer/posts/{first.code}/" in page.content.decode()
    refused = browser.post(url)
    assert refused.status_code == 422
    assert "请勾选后提交" in text(refused)
    assert browser.post(url, {"another": "yes"}).status_code == 302
    assert Post.objects.get(pk=second.pk).state == "submitted"


def test_the_list_of_steps_marks_what_is_open_and_what_is_wrong(browser: Client, mine: Employer) -> None:
    post = draft_of(mine, whole("cashier", headcount="", insurance={"work_injury": "no"}))
    page = read(browser.get(f"/employer/posts/{post.code}/").content.decode())
    marks = {a.attrs["href"].split("/")[-2]: a.text() for a in page.all("a") if "/edit/" in a.attrs["href"]}
    assert set(marks) == {step.key for step in WIZARD_STEPS}
    for step, word in (("headcount", "待填"), ("insurance", "须改正"), ("title", "已填"), ("hours", "已填")):
        assert word in marks[step], step


def test_the_preview_says_the_cost_and_what_is_not_known(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    said = text(browser.get(f"/employer/posts/{post.code}/preview/"))
    plain = re.sub(" +", " ", said)
    assert "每月报酬 3000 元/月" in plain
    assert "养老保险 764 元/月 粤人社发〔2025〕32号" in plain
    nowhere = draft_of(mine, whole(place="330100"))
    unknown = text(browser.get(f"/employer/posts/{nowhere.code}/preview/"))
    assert unknown.count("当地费率未载明") == 5
    assert "已知部分每人每月合计" in unknown
    assert not re.search(r"(?<![\d.])0 元", said + unknown)
    assert f"/posts/{post.code}/" in browser.get(f"/employer/posts/{post.code}/preview/").content.decode()
    assert browser.get(f"/posts/{post.code}/").status_code == 200
    assert Client().get(f"/posts/{post.code}/").status_code == 404


def test_the_step_on_pay_says_what_the_post_costs_so_far(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    said = re.sub(" +", " ", text(browser.get(address(post, "pay"))))
    assert "用工成本每人每月" in said
    assert "养老保险 764 元/月" in said
    assert "用工成本每人每月" not in text(browser.get(address(post, "title")))


def test_pages_ask_a_bounded_number_of_queries(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    for n in range(25):
        own_post(f"own{n}", "draft", employer=mine)
    for path in (
        "/employer/",
        "/employer/posts/",
        "/employer/posts/new/",
        f"/employer/posts/{post.code}/",
        f"/employer/posts/{post.code}/preview/",
        address(post, "pay"),
        address(post, "hours"),
        address(post, "place"),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        assert len(queries) <= MOST_QUERIES, (path, len(queries))
