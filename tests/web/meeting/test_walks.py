"""Meeting as its people go through it: an officer plans a fair, an employer approaches, two carers share a post."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from carepost.domain.roles import Actor
from carepost.records.carers import oneself
from carepost.records.hiring import Approach, Fair, Seeker, SharePair, begin_seeking, join_fair
from carepost.records.people import User
from tests.records.hiring.build import AT, clerk, open_post, owner, seeker
from tests.web.bureau.conftest import Enter

pytestmark = pytest.mark.django_db


def day() -> str:
    """A Tuesday ahead, whatever today is."""
    today = timezone.localdate()
    return f"{today + timedelta(days=14 + (1 - today.weekday()) % 7)}"


ENTERED = {
    "place": "442000",
    "title": "秋季招聘会",
    "start": "09:00",
    "end": "15:00",
    "break_start": "12:00",
    "break_end": "13:00",
    "slot": "20",
    "most": "3",
    "venue": "中山市人力资源市场",
    "point": "22.52,113.38",
}


def her(user: User) -> Actor:
    return oneself(user)


def test_a_fair_from_its_form_to_her_calendar(enter: Enter) -> None:
    post = open_post(expires_on=timezone.localdate() + timedelta(days=90))
    officer = clerk()
    made = enter(officer).post("/bureau/fairs/new/", ENTERED | {"day": day()})
    address = made.headers["Location"]
    code = address.rstrip("/").split("/")[-1]
    refused = enter(officer).post(address, {"do": "open"}, follow=True)
    assert "请先登记" in refused.content.decode() or "日期须在今天" in refused.content.decode()
    assert post.title in enter(officer).get(f"{address}desk/?employer=emp1").content.decode()
    enter(officer).post(f"{address}desk/?employer=emp1", {"employer": "emp1", "post": post.code, "tables": "2"})
    enter(officer).post(address, {"do": "open"})
    user = seeker(1)
    assert "报名" in enter(Actor.visitor()).get(f"/fairs/{code}/").content.decode()
    enter(her(user)).post(f"/me/fairs/{code}/", {"do": "join"})
    planned = enter(officer).post(address, {"do": "plan"}, follow=True).content.decode()
    assert "已排 1 场面谈，0 个意向排不上" in planned
    timetable = enter(officer).get(f"{address}timetable/").content.decode()
    assert post.title in timetable
    assert user.name not in timetable
    page = enter(her(user)).get(f"/me/fairs/{code}/").content.decode()
    assert "号桌" in page
    (event,) = Calendar.from_ical(enter(her(user)).get(f"/me/fairs/{code}/talks.ics").content).walk("VEVENT")
    fair = Fair.objects.get()
    assert timezone.localtime(event["DTSTART"].dt).date() == fair.day
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=20)
    mine = enter(owner()).get(f"/employer/fairs/{code}/").content.decode()
    assert user.name not in mine
    assert fair.guests.get().code in mine
    assert enter(officer).get(f"{address}timetable.csv").content.decode("utf-8-sig").count("\n") == 2


def test_a_fair_in_the_school_holidays_asks_who_has_not_said_hers(enter: Enter) -> None:
    open_post(expires_on=timezone.localdate() + timedelta(days=90))
    address = enter(clerk()).post("/bureau/fairs/new/", ENTERED | {"day": day()}).headers["Location"]
    silent, told = seeker(1), seeker(2, hol="same")
    code = address.rstrip("/").split("/")[-1]
    unsaid = "您没有填寒暑假的时间，只能按学期的一周排"
    Fair.objects.update(state="open")
    assert unsaid not in enter(her(silent)).get(f"/me/fairs/{code}/").content.decode()
    form = enter(clerk()).get(f"{address}edit/").content.decode()
    assert "这一天在寒暑假" in form
    enter(clerk()).post(f"{address}edit/", ENTERED | {"day": day(), "school_holiday": "on"})
    assert "（寒暑假）" in enter(clerk()).get(address).content.decode()
    assert unsaid in enter(her(silent)).get(f"/me/fairs/{code}/").content.decode()
    assert unsaid not in enter(her(told)).get(f"/me/fairs/{code}/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "请填写名称"),
        ("day", "2020-01-01", "不能早于今天"),
        ("day", "soon", "2026-12-05"),
        ("end", "08:00", "结束应晚于开始"),
        ("slot", "3", "5"),
        ("slot", "121", "120"),
        ("break_end", "", "都要填"),
        ("break_end", "16:00", "休息应在开放时间之内"),
        ("point", "here", "请写明坐标"),
        ("point", "", "请写明坐标"),
        ("most", "0", "1"),
        ("place", "370200", "370200"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(enter: Enter, field: str, value: str, said: str) -> None:
    answer = enter(clerk()).post("/bureau/fairs/new/", ENTERED | {"day": day()} | {field: value})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert said in html
    assert "中山市人力资源市场" in html
    assert not Fair.objects.exists()


def test_an_officer_of_another_place_finds_no_fair(enter: Enter) -> None:
    made = enter(clerk()).post("/bureau/fairs/new/", ENTERED | {"day": day()})
    address = made.headers["Location"]
    far = clerk("370200", "far")
    assert enter(far).get(address).status_code == 404
    assert enter(far).post(address, {"do": "cancel"}).status_code == 404
    assert enter(owner()).get(address).status_code == 403
    assert Fair.objects.get().state == "draft"


def test_an_employer_asks_and_she_decides(enter: Enter) -> None:
    post = open_post()
    user = seeker(1)
    begin_seeking(user=user, at=AT)
    address = f"/employer/posts/{post.code}/people/"
    code = Seeker.objects.get().code
    html = enter(owner()).get(address).content.decode()
    assert code in html
    for private in (user.name, user.code, "13900000001", "22.52"):
        assert private not in html
    assert enter(owner()).post(address, {"seeker": code, "words": "已婚优先"}).status_code == 422
    enter(owner()).post(address, {"seeker": code, "words": "您好，我们缺人"})
    asked = Approach.objects.get()
    page = enter(her(user)).get(f"/me/approaches/{asked.code}/").content.decode()
    assert "您好，我们缺人" in page
    assert enter(her(user)).post(f"/me/approaches/{asked.code}/", {"do": "reveal", "contact": ""}).status_code == 422
    enter(her(user)).post(f"/me/approaches/{asked.code}/", {"do": "reveal", "contact": "李女士 13900000001"})
    assert "李女士 13900000001" in enter(owner()).get(address).content.decode()
    enter(her(user)).post(f"/me/approaches/{asked.code}/", {"do": "decline"})
    assert "李女士" not in enter(owner()).get(address).content.decode()


def test_nobody_else_s_approach_is_there(enter: Enter) -> None:
    post, user = open_post(), seeker(1)
    begin_seeking(user=user, at=AT)
    enter(owner()).post(f"/employer/posts/{post.code}/people/", {"seeker": Seeker.objects.get().code})
    asked = Approach.objects.get()
    stranger = her(seeker(2))
    assert enter(stranger).get(f"/me/approaches/{asked.code}/").status_code == 404
    assert enter(owner("emp2")).get(f"/employer/posts/{post.code}/people/").status_code == 404


def test_two_carers_share_a_post_and_see_each_other_last(enter: Enter) -> None:
    post = open_post(start="08:00", end="17:00")
    morning, afternoon = seeker(1, p="", t="12345_0730-1330"), seeker(2, p="", t="12345_1200-1800")
    for user in (morning, afternoon):
        enter(her(user)).post(f"/me/posts/{post.code}/share/", {"do": "wish"})
    pair = SharePair.objects.get()
    html = enter(her(morning)).get("/me/shares/").content.decode()
    assert "您上班" in html
    assert afternoon.name not in html
    enter(her(morning)).post(f"/me/shares/{pair.code}/answer/", {"answer": "yes"})
    assert afternoon.name not in enter(her(morning)).get("/me/shares/").content.decode()
    enter(her(afternoon)).post(f"/me/shares/{pair.code}/answer/", {"answer": "yes"})
    html = enter(her(morning)).get("/me/shares/").content.decode()
    assert afternoon.name in html
    assert "13900000002" in html


def test_without_a_week_she_is_led_to_say_it(enter: Enter) -> None:
    post = open_post()
    user = User.objects.create(code="new", joined_at=AT)
    for address, sent in ((f"/me/posts/{post.code}/share/", {}), ("/me/approaches/", {"do": "begin"})):
        answer = enter(her(user)).post(address, sent)
        assert answer.status_code == 422
        assert "/week/" in answer.content.decode()


def test_a_registration_may_be_taken_back(enter: Enter) -> None:
    open_post(expires_on=timezone.localdate() + timedelta(days=90))
    made = enter(clerk()).post("/bureau/fairs/new/", ENTERED | {"day": day()})
    code = made.headers["Location"].rstrip("/").split("/")[-1]
    user, fair = seeker(1), Fair.objects.get(code=code)
    Fair.objects.update(state="open")
    join_fair(fair=fair, user=user, at=AT)
    enter(her(user)).post(f"/me/fairs/{code}/", {"do": "leave"})
    assert not fair.guests.exists()
