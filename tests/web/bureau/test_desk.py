"""The officer's pages: from the queue to the certificate, the second reader, the list, points and corrections."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from carepost.domain.travel import Point, TravelError
from carepost.records.certification import (
    Batch,
    Case,
    Certificate,
    Deadline,
    Phrase,
    Proposal,
    add_phrase,
    close_batch,
    open_case_of,
)
from carepost.records.people import User, notify
from carepost.records.places import point_of
from carepost.records.posts import Post
from carepost.web.bureau.mending import point_in
from carepost.web.bureau.tables import csv_response, harmless, xlsx_response
from tests.records.certification.build import certified, clerk, every_criterion, owner, published, reviewer, submitted
from tests.records.posts.build import place, reported_post
from tests.web.bureau.conftest import Enter

pytestmark = pytest.mark.django_db
QUEUE = "/bureau/queue/"


def text(response: HttpResponse) -> str:
    return response.content.decode()


def now(days: int = 0) -> object:
    return timezone.now() + timedelta(days=days)


def waits(code: str = "own1", days: int = 0, **changes: object) -> Post:
    """A lawful post that was submitted so many days ago."""
    last = timezone.localdate() + timedelta(days=300)
    return submitted(code, now(-days), expires_on=last, **changes)  # type: ignore[arg-type]


def listed(code: str = "own1") -> Post:
    last = timezone.localdate() + timedelta(days=300)
    return published(code, now(), expires_on=last)  # type: ignore[arg-type]


def answers(**said: str) -> dict[str, str]:
    """A form in which every criterion is left open, and what is said."""
    blank = {f"{part}.{name}": "" for name in every_criterion() for part in ("answer", "evidence", "remark")}
    return blank | {"opinion": "", "phrase": ""} | said


def test_the_desk_counts_and_leads_on(enter: Enter) -> None:
    waits("late", 30)
    waits("fresh")
    by = clerk()
    user = User.objects.get(code=by.code)
    notify(user=user, kind="x", key="x", text=_news(), url="/bureau/queue/", at=timezone.now())
    page = text(enter(by).get("/bureau/"))
    assert "<b>1</b> 已逾期" in page
    assert "<b>2</b> 待认定" in page
    assert "有新消息" in page
    enter(by).post("/bureau/notices/read/")
    assert "全部标为已读" not in text(enter(by).get("/bureau/"))


def _news() -> object:
    from carepost.domain.facts import Text

    return Text("有新消息", "there is news")


def test_ticked_posts_are_taken_on_together_and_the_address_keeps_the_filters(enter: Enter) -> None:
    waits("own1")
    waits("own2")
    browser = enter(clerk())
    response = browser.post(f"{QUEUE}?show=free&sort=newest", {"action": "take", "post": ["own1", "own2", "nothing"]})
    assert (response.status_code, response["Location"]) == (302, f"{QUEUE}?show=free&sort=newest")
    page = text(browser.get(response["Location"]))
    assert "已处理 2 个岗位。" in page
    assert "没有岗位 nothing。" in page
    assert Case.objects.filter(officer__code="clerk1").count() == 2
    other = enter(clerk("clerk2", name="李示例"))
    assert "own1：陈示例正在办理这个岗位。" in text(
        other.post(QUEUE, {"action": "take", "post": ["own1"]}, follow=True)
    )
    assert "请先勾选岗位。" in text(other.post(QUEUE, {"action": "take"}, follow=True))
    browser = enter(clerk())
    browser.post(QUEUE, {"action": "release", "post": ["own1"]})
    assert open_case_of(Post.objects.get(code="own1")).officer is None  # type: ignore[union-attr]


@pytest.mark.parametrize("query", ["?show=nonsense", "?sort=&page=x", "?page=999", "?place=370200", "?q=%3Cb%3E"])
def test_an_address_of_the_queue_is_never_an_error(enter: Enter, query: str) -> None:
    waits()
    assert enter(clerk()).get(QUEUE + query).status_code == 200


def test_from_the_queue_to_a_certificate(enter: Enter) -> None:
    waits()
    browser = enter(clerk())
    assert "/bureau/posts/own1/" in text(browser.get(QUEUE))
    here = "/bureau/posts/own1/"
    assert "我来办理" in text(browser.get(here))
    assert "请先点“我来办理”。" in text(browser.post(here, answers(), follow=True))
    page = text(browser.post(f"{here}take/", follow=True))
    assert "逐项核查" in page
    assert "合法" in page
    said = {"answer.contract.written": "met", "evidence.contract.written": "合同第5条", "opinion": "同意"}
    page = text(browser.post(here, answers(**said, action="save"), follow=True))
    assert "合同第5条" in page
    page = text(browser.post(here, answers(**said, action="insert", phrase="材料齐全。"), follow=True))
    assert "同意\n材料齐全。" in page
    page = text(browser.post(here, answers(**said, action="certify"), follow=True))
    certificate = Certificate.objects.get()
    assert f"已认定，证书 {certificate.number}。" in page
    assert "发出证书" in page
    assert Post.objects.get(code="own1").state == "certified"


def test_a_decision_that_cannot_be_says_why_and_keeps_what_was_typed(enter: Enter) -> None:
    waits(facts__asks__sex="women")
    browser = enter(clerk())
    browser.post("/bureau/posts/own1/take/")
    said = {"evidence.contract.written": "看过的合同", "opinion": "再看看"}
    response = browser.post("/bureau/posts/own1/", answers(**said, action="certify"))
    assert response.status_code == 422
    for words in ("没有办理", "R12", "看过的合同", "再看看"):
        assert words in text(response)
    response = browser.post("/bureau/posts/own1/", answers(**{"remark.contract.written": "长" * 301}))
    assert response.status_code == 422
    assert "超过 300 字" in text(response)


def test_a_return_tells_the_employer(enter: Enter) -> None:
    waits()
    browser = enter(clerk())
    browser.post("/bureau/posts/own1/take/")
    here = "/bureau/posts/own1/"
    assert browser.post(here, answers(action="return")).status_code == 422
    said = {"answer.contract.written": "not_met", "remark.contract.written": "请补合同"}
    assert "如退回，单位会看到" in text(browser.post(here, answers(**said, action="save"), follow=True))
    assert "已退回修改" in text(browser.post(here, answers(**said, action="return"), follow=True))
    assert Post.objects.get(code="own1").state == "returned"


def test_a_colleague_s_case_is_shown_and_not_decided(enter: Enter) -> None:
    waits()
    enter(clerk()).post("/bureau/posts/own1/take/")
    other = enter(clerk("clerk2", name="李示例"))
    page = text(other.get("/bureau/posts/own1/"))
    assert "正在办理这个岗位。" in page
    assert "陈示例" in page
    assert "放回待办" not in page
    assert "陈示例正在办理" in text(other.post("/bureau/posts/own1/take/", follow=True))
    assert other.post("/bureau/posts/own1/", answers(action="certify")).status_code == 422
    assert "陈示例正在办理" in text(other.post("/bureau/posts/own1/release/", follow=True))
    boss = enter(reviewer())
    assert "放回待办" in text(boss.get("/bureau/posts/own1/"))
    assert "已放回待办。" in text(boss.post("/bureau/posts/own1/release/", follow=True))


def test_a_post_elsewhere_is_not_there(enter: Enter) -> None:
    waits("far", place=place("370200"))
    browser = enter(clerk())
    for page in ("", "take/", "release/", "recheck/", "propose/", "pin/", "correct/"):
        method = browser.post if page in {"take/", "release/"} else browser.get
        assert method(f"/bureau/posts/far/{page}").status_code == 404
    assert browser.get("/bureau/posts/nothing/").status_code == 404


def test_every_post_of_the_area_is_found(enter: Enter) -> None:
    listed()
    certificate = Certificate.objects.get()
    reported_post("rep1", place=place("442000"))
    browser = enter(clerk())
    assert "rep1" in text(browser.get("/bureau/posts/"))
    assert "own1" in text(browser.get("/bureau/posts/", {"q": certificate.number}))
    assert "没有找到岗位" in text(browser.get("/bureau/posts/", {"state": "withdrawn"}))
    assert "rep1" not in text(browser.get("/bureau/posts/", {"state": "published"}))
    assert browser.get("/bureau/posts/", {"state": "nonsense"}).status_code == 200


def test_looking_again_confirms_or_says_why_not(enter: Enter) -> None:
    listed()
    Certificate.objects.update(changes=[{"kind": "rule", "id": "R01", "was": "", "now": "warn"}])
    browser = enter(clerk())
    assert "/bureau/posts/own1/recheck/" in text(browser.get("/bureau/rechecks/"))
    assert "R01" in text(browser.get("/bureau/posts/own1/recheck/"))
    response = browser.post("/bureau/posts/own1/recheck/", answers(**{"answer.contract.insured": "not_met"}))
    assert response.status_code == 422
    assert "已维持证书" in text(browser.post("/bureau/posts/own1/recheck/", answers(), follow=True))
    assert Certificate.objects.get().changes == []


def test_two_officers_and_the_employer_between_them(enter: Enter) -> None:
    listed()
    browser = enter(clerk())
    form = "/bureau/posts/own1/propose/"
    assert browser.post(form, {}).status_code == 422
    wrong = browser.post(form, {"what": "downgrade:exemplary", "reason": "x"})
    assert wrong.status_code == 422
    said = {"what": "revoke:", "reason": "实际工时不符。", "criteria": ["time.stated"]}
    response = browser.post(form, said)
    proposal = Proposal.objects.get()
    assert response["Location"] == f"/bureau/proposals/{proposal.code}/"
    assert "须由另一名复核人员决定" in text(browser.get(response["Location"]))
    assert "open already" in text(browser.post(form, said, headers={"accept-language": "en"}))
    here = f"/proposals/{proposal.code}/"
    employer = enter(owner())
    assert "您可以说明情况" in text(employer.get(here))
    assert employer.post(here, {"words": ""}).status_code == 422
    assert "已送达人社部门。" in text(employer.post(here, {"words": "已改正。"}, follow=True))
    assert employer.post(here, {"words": "再说"}).status_code == 422
    boss = enter(reviewer())
    assert "已改正。" in text(boss.get(f"/bureau/proposals/{proposal.code}/"))
    assert boss.post(f"/bureau/proposals/{proposal.code}/", {"action": "reject", "words": ""}).status_code == 422
    decided = boss.post(f"/bureau/proposals/{proposal.code}/", {"action": "confirm", "words": "属实。"}, follow=True)
    assert "已决定。" in text(decided)
    assert Post.objects.get(code="own1").state == "withdrawn"
    assert enter(clerk("far", "370200")).get(f"/bureau/proposals/{proposal.code}/").status_code == 404


def test_a_batch_is_closed_read_and_taken_away(enter: Enter) -> None:
    last = timezone.localdate() + timedelta(days=300)
    certified("own1", at=now(), expires_on=last, title="=1+1 缝纫")  # type: ignore[arg-type]
    browser = enter(clerk())
    assert "1 个新认定的岗位" in text(browser.get("/bureau/batches/"))
    assert "没有这个地区" in text(browser.post("/bureau/batches/", {"place": "x"}, follow=True))
    response = browser.post("/bureau/batches/", {"place": "442000"})
    batch = Batch.objects.get()
    assert response["Location"] == f"/batches/{batch.code}/"
    assert "没有新的证书" in text(browser.post("/bureau/batches/", {"place": "442000"}, follow=True))
    visitor = Client()
    page = text(visitor.get(f"/batches/{batch.code}/"))
    number = Certificate.objects.get().number
    for words in (number, "中山兴隆制衣厂", "第 1 批", "2600–3200 元/月"):
        assert words in page
    assert f"/batches/{batch.code}/" in text(visitor.get("/batches/"))
    sheet = visitor.get(f"/batches/{batch.code}/list.csv")
    header, row = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")))
    assert sheet.content.startswith(b"\xef\xbb\xbf")
    assert header[:4] == ["序号", "证书编号", "用人单位", "岗位"]
    assert (row[1], row[3], row[7]) == (number, "'=1+1 缝纫", "合法")
    book = load_workbook(io.BytesIO(visitor.get(f"/batches/{batch.code}/list.xlsx").content))
    cells = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert list(cells[0]) == header
    assert (cells[1][0], cells[1][1], cells[1][3]) == (1, number, "'=1+1 缝纫")
    english = visitor.get(f"/batches/{batch.code}/list.csv", headers={"accept-language": "en"}).content.decode()
    assert "2600–3200 yuan a month" in english
    for missing in ("/batches/nothing/", "/batches/nothing/list.csv", "/batches/nothing/list.xlsx"):
        assert visitor.get(missing).status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2", "@x", "\tx", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    book = load_workbook(io.BytesIO(xlsx_response("a", "b", ["c"], [[cell]]).content))
    assert book.active["A2"].data_type == "s"  # type: ignore[index]
    assert b"'" in csv_response("a", ["c"], [[cell]]).content


def test_a_demo_batch_says_that_it_is_one(enter: Enter) -> None:
    last = timezone.localdate() + timedelta(days=300)
    certified("own1", at=now(), expires_on=last, demo=True)  # type: ignore[arg-type]
    batch = close_batch(place=place("442000"), by=clerk(), at=timezone.now())
    page = text(Client().get(f"/batches/{batch.code}/"))
    assert "演示-442000-" in page
    assert "证书无效" in page


def test_a_place_gets_its_point_after_a_look_at_the_distance(enter: Enter) -> None:
    browser, here = enter(clerk()), "/bureau/places/442000114/"
    assert here in text(browser.get("/bureau/places/"))
    link = {"point": "https://map.example/?ll=22.62,113.30&z=12", "source": "镇政府网站", "mark": "S"}
    looked = browser.post(here, link | {"action": "look"})
    assert looked.status_code == 200
    assert "公里" in text(looked)
    assert point_of(place("442000114")) is None
    assert "已标注。" in text(browser.post(here, link | {"action": "keep"}, follow=True))
    assert point_of(place("442000114")) == Point(22.62, 113.30)
    for wrong in ("", "somewhere", "10.5,20.5", "39.9042,116.4074"):
        assert browser.post(here, link | {"point": wrong, "action": "keep"}).status_code == 422
    assert browser.get("/bureau/places/370200/").status_code == 404
    assert browser.get("/bureau/places/x/").status_code == 404


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("22.52,113.38", Point(22.52, 113.38)),
        ("https://x/?center=113.38%2C22.52", Point(22.52, 113.38)),
        ("纬度22.52，113.38", Point(22.52, 113.38)),
        ("nothing", None),
    ],
)
def test_a_point_is_read_from_what_is_copied(words: str, point: Point | None) -> None:
    assert point_in(words) == point


def test_a_point_outside_china_is_refused() -> None:
    with pytest.raises(TravelError):
        point_in("10.50,20.50")


def test_a_post_gets_its_own_point(enter: Enter) -> None:
    waits()
    browser, here = enter(clerk()), "/bureau/posts/own1/pin/"
    said = {"point": "22.52,113.38", "source": "现场核对"}
    assert browser.post(here, said | {"action": "look"}).status_code == 200
    assert browser.post(here, said | {"point": "39.9,116.4", "action": "keep"}).status_code == 422
    assert browser.post(here, said | {"action": "keep"})["Location"] == "/bureau/posts/own1/"
    assert Post.objects.get(code="own1").latitude == 22.52
    assert "22.52,113.38" in text(browser.get(here))


def test_a_report_is_put_right_or_taken_down(enter: Enter) -> None:
    reported_post("rep1", place=place("442000"), employer_text="兴隆")
    browser, here = enter(clerk()), "/bureau/posts/rep1/correct/"
    assert browser.post(here, {"place": "442000114"}).status_code == 422
    assert browser.post(here, {"place": "不存在的地方", "reason": "核对"}).status_code == 422
    browser.post(here, {"place": "442000114", "employer": "中山兴隆制衣厂", "reason": "核对", "action": "correct"})
    post = Post.objects.select_related("employer").get(code="rep1")
    assert (post.place_id, post.employer.name) == ("442000114", "中山兴隆制衣厂")  # type: ignore[union-attr]
    browser.post(here, {"reason": "来源有误", "action": "withdraw"})
    assert Post.objects.get(code="rep1").state == "withdrawn"
    assert browser.get(here).status_code == 404


def test_phrases_are_kept_and_dropped(enter: Enter) -> None:
    browser = enter(clerk())
    assert browser.post("/bureau/phrases/", {"text": ""}).status_code == 422
    browser.post("/bureau/phrases/", {"text": "请补花名册。"})
    assert "请补花名册。" in text(browser.get("/bureau/phrases/"))
    theirs = add_phrase(text="别人的。", by=clerk("clerk2"))
    browser.post("/bureau/phrases/", {"drop": str(theirs.pk)})
    browser.post("/bureau/phrases/", {"drop": "x"})
    assert Phrase.objects.count() == 2
    browser.post("/bureau/phrases/", {"drop": str(Phrase.objects.get(officer__code="clerk1").pk)})
    assert Phrase.objects.get() == theirs


def test_a_reviewer_sets_a_term_and_a_clerk_does_not(enter: Enter) -> None:
    said = {"place": "442000", "kind": "decide", "working_days": "5", "source": "中人社函1号（示例）", "mark": "P"}
    browser = enter(clerk())
    assert "自行设计" in text(browser.get("/bureau/deadlines/"))
    assert "按本地文件设定" not in text(browser.get("/bureau/deadlines/"))
    browser.post("/bureau/deadlines/", said)
    assert not Deadline.objects.exists()
    boss = enter(reviewer(place="442000"))
    assert boss.post("/bureau/deadlines/", said | {"working_days": "0"}).status_code == 422
    assert "中人社函1号（示例）" in text(boss.post("/bureau/deadlines/", said, follow=True))
    assert Deadline.objects.get().working_days == 5
