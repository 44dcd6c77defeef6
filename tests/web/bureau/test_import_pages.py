"""The officer's import pages: upload, report, and what happens when the file is bad."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from carepost.domain.roles import Actor, Appointment, Role
from carepost.records.posts import COLUMNS, ImportRun, Post
from tests.records.posts.build import CLERK, actor, as_csv, listing
from tests.web.bureau.conftest import Enter

FORM = "/bureau/import/"


def send(browser: Client, content: bytes, name: str = "岗位.csv") -> HttpResponse:
    return browser.post(FORM, {"file": SimpleUploadedFile(name, content)})


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_file_leads_to_a_report_that_links_to_its_posts(enter: Enter) -> None:
    browser = enter(CLERK)
    response = send(browser, as_csv(listing(), listing(title=""), listing(title="乙", other="row_type=anecdote")))
    run = ImportRun.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{FORM}{run.code}/")
    report = browser.get(response["Location"])
    assert report.status_code == 200
    assert f"/posts/{Post.objects.get().code}/" in text(report)
    for words in ("岗位.csv", "CSV, UTF-8", "没有写职位。", "请填写职位。", "网络传闻", "新增", "有误", "搁置"):
        assert words in text(report)


def test_the_report_shows_one_outcome_when_asked(enter: Enter) -> None:
    browser = enter(CLERK)
    address = send(browser, as_csv(listing(), listing(title="")))["Location"]
    wrong = text(browser.get(address, {"outcome": "wrong"}))
    assert "没有写职位。" in wrong
    assert "缝纫工" not in wrong
    assert "缝纫工" in text(browser.get(address, {"outcome": "nonsense"}))
    assert "缝纫工" in text(browser.get(address, {"page": "99999999999999999999"}))
    assert "缝纫工" in text(browser.get(address, {"page": "²"}))


def test_a_long_report_has_pages(enter: Enter) -> None:
    browser = enter(CLERK)
    address = send(browser, as_csv(*(listing(title=f"工{n:03}") for n in range(101))))["Location"]
    assert "工100" not in text(browser.get(address))
    assert "工100" in text(browser.get(address, {"page": "2"}))


def test_the_report_speaks_english(enter: Enter) -> None:
    browser = enter(CLERK)
    address = send(browser, as_csv(listing(title="")))["Location"]
    report = text(browser.get(address, headers={"accept-language": "en"}))
    assert "The title is missing. Fill in the title." in report
    assert "没有写职位" not in report


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的。"),
        (b"title\n\x00\n", "缺少的列"),
        (as_csv(listing(), encoding="utf-16"), "UTF-16"),
        (b"x" * (10 * 1024 * 1024), "文件超过 5 MB。"),
        (b"PK\x03\x04broken", "无法读取"),
    ],
    ids=["empty", "columns", "utf-16", "10 MB", "broken xlsx"],
)
def test_a_bad_file_comes_back_with_the_reason(enter: Enter, content: bytes, words: str) -> None:
    response = send(enter(CLERK), content)
    assert response.status_code == 422
    assert words in text(response)
    assert text(response).index("cp-errors") < text(response).index('<form method="post" enctype')
    assert not ImportRun.objects.exists()


def test_no_file_at_all_is_said(enter: Enter) -> None:
    response = enter(CLERK).post(FORM, {})
    assert response.status_code == 422
    assert "请选择要导入的文件。" in text(response)


def test_the_same_file_again_is_harmless_and_said(enter: Enter) -> None:
    browser = enter(CLERK)
    content = as_csv(listing())
    send(browser, content)
    report = text(browser.get(send(browser, content)["Location"]))
    assert Post.objects.count() == 1
    assert "同一文件此前已导入过" in report
    assert "未变" in report
    assert text(browser.get(FORM)).count("岗位.csv") == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "岗\u202e位.csv", "x" * 300 + ".csv", "<script>.csv"])
def test_a_file_s_name_is_only_shown(enter: Enter, name: str) -> None:
    browser = enter(CLERK)
    response = send(browser, as_csv(listing()), name)
    assert response.status_code == 302
    assert "<script>" not in text(browser.get(response["Location"]))
    assert "/" not in ImportRun.objects.get().file_name


def test_what_is_written_in_a_cell_is_never_run(enter: Enter) -> None:
    browser = enter(CLERK)
    report = text(browser.get(send(browser, as_csv(listing(title="<script>alert(1)</script>")))["Location"]))
    assert "<script>alert" not in report
    assert "&lt;script&gt;" in report


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (Actor.visitor(), 302),
        (actor(Role.CARER), 403),
        (actor(Role.EMPLOYER_OWNER, employers=("emp1",)), 403),
        (actor(Role.INSPECTOR, places=("442000",)), 403),
    ],
)
def test_only_officers_come_in(enter: Enter, who: Actor, status: int) -> None:
    address = send(enter(CLERK), as_csv(listing()))["Location"]
    browser = enter(who)
    for page in ("/bureau/", FORM, f"{FORM}template.csv", address):
        assert browser.get(page).status_code == status
    assert send(browser, as_csv(listing(title="乙"))).status_code == status
    assert Post.objects.count() == 1


def test_an_officer_s_desk_leads_to_the_import(enter: Enter) -> None:
    assert f'href="{FORM}"' in text(enter(CLERK).get("/bureau/"))


def test_a_wrong_row_is_put_right_on_its_page(enter: Enter) -> None:
    browser = enter(CLERK)
    address = send(browser, as_csv(listing(), listing(title="", pay_text="20元/时")))["Location"]
    assert f"{address}rows/2/" in text(browser.get(address))
    form = text(browser.get(f"{address}rows/2/"))
    assert "20元/时" in form
    assert "没有写职位。" in form
    cells = ImportRun.objects.get().rows[1]["cells"]
    still = browser.post(f"{address}rows/2/", cells | {"title": "=1+1"})
    assert still.status_code == 422
    assert "像公式" in text(still)
    assert "20元/时" in text(still)
    mended = browser.post(f"{address}rows/2/", cells | {"title": "裁剪工"}, follow=True)
    assert "第 3 行已更正并导入。" in text(mended)
    assert Post.objects.get(title="裁剪工").pay_text == "20元/时"
    assert browser.get(f"{address}rows/2/").status_code == 404
    assert browser.get(f"{address}rows/1/").status_code == 404
    assert browser.get(f"{address}rows/99/").status_code == 404


def test_a_post_whose_place_was_not_recognised_can_be_placed(enter: Enter) -> None:
    browser = enter(CLERK)
    report = text(browser.get(send(browser, as_csv(listing(city="", place="某镇")))["Location"]))
    post = Post.objects.get()
    assert "地点未识别" in report
    assert f"/bureau/posts/{post.code}/correct/" in report


def test_a_colleague_s_report_is_not_found(enter: Enter) -> None:
    address = send(enter(CLERK), as_csv(listing()))["Location"]
    stranger = Actor(
        code="person2",
        roles=frozenset({Role.OFFICER_CLERK}),
        appointments=frozenset({Appointment(Role.OFFICER_CLERK, "370200")}),
    )
    assert enter(stranger).get(address).status_code == 404
    assert enter(CLERK).get(f"{FORM}nothing/").status_code == 404


def test_the_template_is_a_header_that_an_import_accepts(enter: Enter) -> None:
    browser = enter(CLERK)
    content = browser.get(f"{FORM}template.csv").content
    (header,) = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert header == [column.label for column in COLUMNS]
    filled = content + as_csv(listing()).split(b"\r\n")[1] + b"\r\n"
    assert send(browser, filled).status_code == 302
    assert Post.objects.count() == 1
