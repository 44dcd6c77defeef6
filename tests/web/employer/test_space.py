"""The employer's home, the life of its posts, its team: what members see and do, and what others cannot."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.roles import Actor, Role
from carepost.records.crypto import new_code
from carepost.records.employers import Employer, Member, invitations_of, invite_member, members_of
from carepost.records.people import User, notify, redeem_login_code, request_login_code
from carepost.records.posts import Post, post_file_of, return_post
from tests.records.posts.build import CLERK, employer, own_post
from tests.web.employer.conftest import AT, draft_of, member_of
from tests.web.html import read

PHONE = "13912345678"


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", read(response.content.decode()).text())


def on_list(mine: Employer, state: str, **more: object) -> Post:
    later = timezone.localdate() + timedelta(days=40)
    return own_post(new_code(), state, employer=mine, **({"expires_on": later} | more))


class Kept:
    text = ""

    def send(self, *, phone: str, text: str) -> None:
        self.text = text


def person(phone: str) -> User:
    kept, now = Kept(), timezone.now()
    sent = request_login_code(phone=phone, address="", at=now, gateway=kept)
    digits = re.findall(r"\b\d{6}\b", kept.text)[0]
    return redeem_login_code(code=sent.code, digits=digits, address="", at=now)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_home_says_what_to_do_next(browser: Client, mine: Employer) -> None:
    draft, _, ending = draft_of(mine), on_list(mine, "certified"), on_list(mine, "published", title="快到期的")
    Post.objects.filter(pk=ending.pk).update(expires_on=timezone.localdate() + timedelta(days=3))
    user = User.objects.get(memberships__employer=mine)
    notify(user=user, kind="post", key="k", text=Text("岗位已认定", "certified"), url="/employer/", at=AT)
    page = text(browser.get("/employer/"))
    for words in (
        "写完各项后预览并提交",
        "已通过认定，请发布",
        "两周内到期",
        "快到期的",
        "岗位已认定",
        "草稿 1",
        "招聘中 1",
    ):
        assert words in page
    assert draft.title in page
    assert "单位" in text(browser.get("/"))
    assert "/employer/" not in Client().get("/").content.decode()


def test_somebody_of_several_employers_chooses(mine: Employer) -> None:
    other = employer("emp2", "别家花店")
    browser = member_of(mine, other)
    page = text(browser.get("/employer/"))
    assert "您代表哪个单位？" in page
    assert "别家花店" in page
    for path in ("team/", "posts/", "posts/new/"):
        assert browser.get(f"/employer/{path}")["Location"] == "/employer/"
    browser.post("/employer/posts/new/", {"employer": "emp2", "title": "花艺助理"})
    assert Post.objects.get().employer == other
    assert "换一个单位" in text(browser.get("/employer/?employer=emp2"))


def test_the_life_of_a_post(browser: Client, mine: Employer) -> None:
    post = on_list(mine, "certified")
    url = f"/employer/posts/{post.code}/"
    for action, state in (("publish", "published"), ("pause", "paused"), ("resume", "published")):
        assert browser.post(url, {"action": action}).status_code == 302
        assert Post.objects.get(pk=post.pk).state == state
    assert browser.post(url, {"action": "withdraw", "reason": ""}).status_code == 422
    assert "请写明理由。" in text(browser.post(url, {"action": "withdraw", "reason": " "}))
    assert browser.post(url, {"action": "withdraw", "reason": "已招满"}).status_code == 302
    page = text(browser.get(url))
    assert "已招满" in page
    assert "复制为新岗位" in page
    for wrong in ("publish", "certify", "return", "", "nonsense"):
        assert browser.post(url, {"action": wrong}).status_code == 422
    assert Post.objects.get(pk=post.pk).state == "withdrawn"


def test_an_expired_post_gets_a_new_last_day(browser: Client, mine: Employer) -> None:
    post = on_list(mine, "expired", expires_on=timezone.localdate() - timedelta(days=1))
    url = f"/employer/posts/{post.code}/"
    for wrong in ("2020-01-01", "", "明天"):
        answer = browser.post(url, {"action": "revise", "expires_on": wrong})
        assert answer.status_code == 422
    new = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert browser.post(url, {"action": "revise", "expires_on": new}).status_code == 302
    stored = Post.objects.get(pk=post.pk)
    assert (stored.state, stored.expires_on and stored.expires_on.isoformat()) == ("draft", new)


def test_a_returned_post_shows_the_reason_and_can_be_edited(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    Post.objects.filter(pk=post.pk).update(state="submitted")
    post.refresh_from_db()
    return_post(post=post, by=CLERK, at=timezone.now(), reason="请写明休息时间")
    page = text(browser.get(f"/employer/posts/{post.code}/"))
    assert "人社局的理由： 请写明休息时间" in page
    assert "预览并提交" in page
    assert browser.get(f"/employer/posts/{post.code}/edit/title/").status_code == 200


def test_a_copy_starts_as_a_draft(browser: Client, mine: Employer) -> None:
    post = draft_of(mine)
    answer = browser.post(f"/employer/posts/{post.code}/", {"action": "copy"})
    new = Post.objects.exclude(pk=post.pk).get()
    assert answer["Location"] == f"/employer/posts/{new.code}/edit/title/"
    assert post_file_of(new) == post_file_of(post)


def test_the_list_shows_states_and_pay(browser: Client, mine: Employer) -> None:
    draft_of(mine)
    on_list(mine, "published", title="招聘中的")
    whole, some = text(browser.get("/employer/posts/")), text(browser.get("/employer/posts/?state=draft&page=7"))
    assert "每人每月报酬 3000 元" in whole
    assert "招聘中的" in whole
    assert "招聘中的" not in some
    assert browser.get("/employer/posts/?state=nonsense&page=x").status_code == 200


def test_who_registers_an_employer_writes_its_posts(db: None) -> None:
    user = User.objects.create(code=new_code(), joined_at=AT)
    browser = browser_of(user)
    assert "登记单位" in text(browser.get("/employer/"))
    said = {
        "name": "海棠花店",
        "credit_code": "９１１１００００６０００３７３４１l",
        "kind": "enterprise",
        "place": "青岛市黄岛区",
    }
    answer = browser.post("/employer/register/", said)
    mine = Employer.objects.get(name="海棠花店")
    assert answer["Location"] == f"/employer/?employer={mine.code}"
    assert (mine.place_id, mine.origin, [m.user for m in members_of(mine)]) == ("370211", "own", [user])
    assert browser.post("/employer/posts/new/", {"template": "sewing"}).status_code == 302
    assert Post.objects.get().place_id == "370211"
    again = browser.post("/employer/register/", said)
    assert again.status_code == 422
    assert "已登记：请让该单位的负责人把您加为成员" in text(again)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"credit_code": "91110000600037341X"}, "第18位（校验码）是“X”"),
        ({"credit_code": "9111000060003734I"}, "不是可用的字符"),
        ({"credit_code": ""}, "请填写统一社会信用代码（18位）。"),
        ({"name": " "}, "请填写用人单位名称。"),
        ({"name": "名" * 150}, "最多120个字"),
        ({"kind": "family"}, "请选择单位类型。"),
        ({"place": "不存在的地方"}, "没有找到这个地区"),
        ({"place": "朝阳区"}, "有几个地方叫这个名字，请写全：北京市朝阳区"),
        ({"place": ""}, "请填写所在地区，写到区县。"),
    ],
)
def test_a_wrong_registration_says_what_to_do(db: None, wrong: dict[str, str], words: str) -> None:
    browser = browser_of(User.objects.create(code=new_code(), joined_at=AT))
    said = {"name": "海棠花店", "credit_code": "91110000600037341L", "kind": "enterprise", "place": "青岛市"} | wrong
    answer = browser.post("/employer/register/", said)
    assert answer.status_code == 422
    assert words in text(answer)
    kept = {
        i.attrs["name"]: i.attrs.get("value", "")
        for i in read(answer.content.decode()).all("input")
        if "name" in i.attrs
    }
    assert all(kept[name] == value for name, value in said.items() if name != "kind")
    assert not Employer.objects.filter(name="海棠花店").exists()


def test_an_owner_invites_and_the_invited_accepts(mine: Employer) -> None:
    owner = member_of(mine, role=Role.EMPLOYER_OWNER)
    assert owner.post("/employer/team/", {"phone": "12", "role": "employer_recruiter"}).status_code == 422
    assert owner.post("/employer/team/", {"phone": PHONE, "role": ""}).status_code == 422
    sent = {"phone": PHONE, "role": "employer_recruiter"}
    assert owner.post("/employer/team/", sent).status_code == 302
    assert "139****5678" in text(owner.get("/employer/team/"))
    assert PHONE not in owner.get("/employer/team/").content.decode()
    assert "已邀请过这个手机号" in text(owner.post("/employer/team/", sent))
    user = person(PHONE)
    invited = browser_of(user)
    assert "您有待接受的邀请" in text(invited.get("/employer/"))
    (one,) = invitations_of(mine, at=timezone.now())
    answer = invited.post("/employer/invitations/", {"invitation": one.code, "answer": "accept"})
    assert answer["Location"] == "/employer/?employer=emp1"
    assert invited.get("/employer/team/").status_code == 200
    again = invited.post("/employer/invitations/", {"invitation": one.code, "answer": "accept"})
    assert again.status_code == 422


def test_an_invitation_is_declined_or_taken_back(mine: Employer) -> None:
    owner = member_of(mine, role=Role.EMPLOYER_OWNER)
    user = person(PHONE)
    by = Actor.system()
    one = invite_member(employer=mine, phone=PHONE, role=Role.EMPLOYER_OWNER, by=by, at=timezone.now())
    invited = browser_of(user)
    answer = {"invitation": one.code, "answer": "decline"}
    assert invited.post("/employer/invitations/", answer)["Location"] == "/employer/invitations/"
    two = invite_member(employer=mine, phone=PHONE, role=Role.EMPLOYER_OWNER, by=by, at=timezone.now())
    assert owner.post("/employer/team/", {"do": "withdraw", "invitation": two.code}).status_code == 302
    assert owner.post("/employer/team/", {"do": "withdraw", "invitation": two.code}).status_code == 422
    assert invited.post("/employer/invitations/", {"invitation": two.code, "answer": "accept"}).status_code == 422
    assert not Member.objects.filter(user=user).exists()


def test_only_owners_manage_the_team(mine: Employer) -> None:
    owner, recruiter = member_of(mine, role=Role.EMPLOYER_OWNER), member_of(mine)
    page = recruiter.get("/employer/team/").content.decode()
    assert "邀请成员" not in page
    assert "取消这个身份" not in page
    sent = {"phone": PHONE, "role": "employer_recruiter"}
    assert "只有该单位的负责人" in text(recruiter.post("/employer/team/", sent))
    members = {m.role: m for m in members_of(mine)}
    for member in members.values():
        if member.role == Role.EMPLOYER_OWNER:
            ended = recruiter.post("/employer/team/", {"do": "end", "member": member.pk})
            assert ended.status_code == 422
    last = owner.post("/employer/team/", {"do": "end", "member": members[Role.EMPLOYER_OWNER].pk})
    assert "至少要有一名负责人" in text(last)
    assert (
        owner.post("/employer/team/", {"do": "end", "member": members[Role.EMPLOYER_RECRUITER].pk}).status_code == 302
    )
    assert owner.post("/employer/team/", {"do": "end", "member": "999999"}).status_code == 422
    assert recruiter.get("/employer/team/").status_code == 403
    assert [m.role for m in members_of(mine)] == [Role.EMPLOYER_OWNER]
