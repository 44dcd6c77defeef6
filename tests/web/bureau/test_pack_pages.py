"""The officer's pages of packs and decisions: upload, difference, approval, what lapses; a case from form to letter."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from carepost.domain.roles import Actor, Role
from carepost.domain.rules import archive_of
from carepost.records.packs import Decision, Version, current_files, kept_case, parameters_on, schemes_on
from carepost.web import lawbook
from tests.records.packs.build import (
    CASE,
    CLERK,
    FAR,
    MADE_UP,
    PLACE,
    REVIEWER,
    SCHEME,
    approved,
    in_qingdao,
    kept,
    kept_in_qingdao,
    officer,
    scheme_with,
    staged,
)
from tests.web.bureau.conftest import Enter

pytestmark = pytest.mark.django_db
NEW, PACKS = "/bureau/packs/new/", "/bureau/packs/"
ASSESS = "/bureau/decisions/new/"
FACTS = {
    "scheme": SCHEME,
    "at": "2027-01",
    "relation": "mother",
    "child_birth": "2020-05-05",
    "contract_from": "2026-12-01",
    "contract_to": "2028-12-01",
    "employer_kind": "enterprise",
}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def plain(response: HttpResponse) -> str:
    """The words of a page without its marks."""
    return re.sub(r"<[^>]+>", "", text(response))


def sent(files: dict[str, bytes] | bytes, **changes: str) -> dict[str, Any]:
    content = files if isinstance(files, bytes) else archive_of(files)
    file = SimpleUploadedFile("pack.zip", content, "application/zip")
    return {"file": file, "effective_from": str(timezone.localdate()), "note": "依据某文件"} | changes


def place_files() -> dict[str, bytes]:
    return current_files(PLACE, on=timezone.localdate()) | {"params/made_up.yaml": MADE_UP.encode()}


def test_from_upload_to_force(enter: Enter) -> None:
    response = enter(CLERK).post(NEW, sent(place_files()))
    assert response.status_code == 302
    path = urlsplit(response["Location"]).path
    page = text(enter(CLERK).get(path))
    assert "<code>made_up</code>" in page
    assert 'value="approve"' not in page
    reviewed = text(enter(REVIEWER).get(path))
    assert 'value="approve"' in reviewed
    today = timezone.localdate()
    assert not parameters_on(today).ask("made_up", place=PLACE, on=today).known
    assert enter(REVIEWER).post(path, {"action": "approve"}).status_code == 302
    assert parameters_on(today).ask("made_up", place=PLACE, on=today).known
    assert "现行" in text(enter(CLERK).get(PACKS))
    (change, *_) = lawbook.history_of(PLACE, "made_up")
    assert CLERK.code not in change.by.zh
    assert change.what.zh == "依据某文件"


def test_the_public_law_is_read_from_the_approved_version(enter: Enter) -> None:
    before = lawbook.schemes(timezone.localdate())[SCHEME].hash
    approved(effective_from=timezone.localdate(), at=timezone.now())
    assert lawbook.schemes(timezone.localdate())[SCHEME].hash != before
    past = timezone.localdate().replace(year=2020, day=1)
    assert lawbook.schemes(past)[SCHEME].hash == lawbook.schemes(timezone.localdate())[SCHEME].hash
    assert lawbook.rule_packs(past).keys() > lawbook.schemes(past).keys()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (b"no zip", ["zip"]),
        ({"pack.yaml": b"place: '442000'\ntitle: {zh: a, en: a}\n", "../x.yaml": b"a: 1"}, ["../x.yaml", "路径"]),
        ({"pack.yaml": b"place: '370200'\ntitle: {zh: a, en: a}\n"}, ["不属于您负责的地区"]),
        ({"pack.yaml": b"a: [\n"}, ["pack.yaml", "YAML"]),
    ],
)
def test_a_bad_upload_comes_back_with_the_file_and_the_remedy(
    enter: Enter, files: dict[str, bytes] | bytes, words: list[str]
) -> None:
    response = enter(CLERK).post(NEW, sent(files))
    assert response.status_code == 422
    for word in words:
        assert word in plain(response)
    assert "依据某文件" in text(response)
    assert not Version.objects.exists()


def test_an_upload_with_faults_is_kept_and_tells_them(enter: Enter) -> None:
    wrong = place_files() | {"params/made_up.yaml": MADE_UP.replace("mark: P", "mark: Q").encode()}
    response = enter(CLERK).post(NEW, sent(wrong), follow=True)
    assert "params/made_up.yaml" in text(response)
    assert "证据等级应为" in plain(response)
    path = response.redirect_chain[0][0]
    answer = enter(REVIEWER).post(path, {"action": "approve"})
    assert answer.status_code == 422
    assert "检查没有错误" in plain(answer)


def test_refusals_are_said_on_the_page(enter: Enter) -> None:
    both = officer("packboth", Role.OFFICER_REVIEWER)
    path = f"{PACKS}{staged(by=both).code}/"
    assert "上传人以外" in plain(enter(both).post(path, {"action": "approve"}))
    assert enter(REVIEWER).post(path, {"action": "refuse"}).status_code == 422
    assert enter(REVIEWER).post(path, {"action": "refuse", "reason": "依据不足"}).status_code == 302
    assert "依据不足" in text(enter(CLERK).get(path))
    assert enter(REVIEWER).post(path, {"action": "withdraw", "reason": "x"}).status_code == 422
    assert enter(REVIEWER).post(path, {"action": "explode"}).status_code == 422


def test_officers_of_elsewhere_find_nothing(enter: Enter) -> None:
    version, decision = staged(), kept()
    browser = enter(FAR)
    for path in (
        f"{PACKS}{version.code}/",
        f"{PACKS}{version.code}/files.zip",
        f"{PACKS}of/{SCHEME}/",
        f"{PACKS}of/{PLACE}/files.zip",
        f"{PACKS}of/nothing/",
        f"/bureau/decisions/{decision.code}/",
        f"/bureau/decisions/{decision.code}/letter/",
    ):
        assert browser.get(path).status_code == 404, path


def files_in(response: HttpResponse) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_files_in_force_go_out_and_come_in_again(enter: Enter) -> None:
    browser = enter(CLERK)
    response = browser.get(f"{PACKS}of/{SCHEME}/files.zip")
    assert response["Content-Disposition"] == f'attachment; filename="{SCHEME}.zip"'
    assert files_in(response) == current_files(SCHEME, on=timezone.localdate())
    assert browser.post(NEW, sent(response.content)).status_code == 302
    version = Version.objects.get()
    assert version.faults == []
    assert files_in(browser.get(f"{PACKS}{version.code}/files.zip")) == files_in(response)


def test_the_difference_shows_values_and_kept_decisions(enter: Enter) -> None:
    decision = kept(at=timezone.now())
    version = staged(effective_from=timezone.localdate(), at=timezone.now())
    words = plain(enter(REVIEWER).get(f"{PACKS}{version.code}/"))
    assert "就业补贴标准" in words
    assert decision.code in words
    assert "400 元" in words


def assess(browser: Client, action: str = "assess", **changes: str) -> HttpResponse:
    return browser.post(ASSESS, FACTS | {"action": action} | changes)


def test_a_case_is_assessed_and_kept_only_when_asked(enter: Enter) -> None:
    browser = enter(CLERK)
    response = assess(browser)
    assert response.status_code == 200
    assert "结论" in text(response)
    assert 'value="2020-05-05"' in text(response)
    assert not Decision.objects.exists()
    kept_at = assess(browser, "keep")
    assert kept_at.status_code == 302
    page = browser.get(kept_at["Location"] + "?replay=1")
    assert "完全相同" in text(page)
    assert "推理过程" in text(page)
    assert page["Cache-Control"] == "no-store"
    letter = text(browser.get(kept_at["Location"] + "letter/"))
    assert Decision.objects.get().code in letter
    assert Decision.objects.get().code in text(browser.get("/bureau/decisions/"))


def test_any_fact_may_be_left_out(enter: Enter) -> None:
    response = enter(CLERK).post(ASSESS, {"scheme": SCHEME, "at": "2027-01", "action": "keep"})
    assert response.status_code == 302
    assert Decision.objects.get().post_access == "unknown"


@pytest.mark.parametrize("scheme", ["zhongshan-1.0", "tax-7800", "guangdong-2023-16"])
def test_the_form_asks_every_fact_of_a_scheme(enter: Enter, scheme: str) -> None:
    page = text(enter(CLERK).get(f"{ASSESS}?scheme={scheme}"))
    for name in schemes_on(timezone.localdate())[scheme].facts:
        assert f'name="{name}"' in page, name


def test_months_of_insurance_are_read_as_spans(enter: Enter) -> None:
    facts = {"scheme": "zhongshan-1.0", "at": "2022-11", "insured": "2022-08~2022-10, 2022-11", "action": "keep"}
    assert enter(CLERK).post(ASSESS, facts).status_code == 302
    assert kept_case(Decision.objects.get()).facts["insured"] == ["2022-08", "2022-09", "2022-10", "2022-11"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": ""}, "请填写月份"),
        ({"at": "2027"}, "请填年和月"),
        ({"child_birth": "soon"}, "请填年月日"),
        ({"contract_to": "2020-01-01"}, "早于"),
        ({"relation": "aunt"}, "请从列出的选项里选一个"),
        ({"contract_to_open": "on"}, "请只留一个"),
        ({"scheme": "zhongshan-1.0", "insured": "2022-13"}, "请填月份"),
        ({"scheme": "zhongshan-1.0", "insured": "2022-10~2022-01"}, "请填月份"),
        ({"scheme": "zhongshan-1.0", "insured": "1900-01~2100-01"}, "请填月份"),
        ({"scheme": "nothing"}, "请从列出的方案里选一个"),
        ({"scheme": "shandong-2024"}, "请从列出的方案里选一个"),
    ],
)
def test_a_bad_case_comes_back(enter: Enter, changes: dict[str, str], words: str) -> None:
    response = assess(enter(CLERK), "keep", **changes)
    assert response.status_code == 422
    assert words in plain(response)
    assert not Decision.objects.exists()


def test_the_desk_counts_versions_and_lapses(
    enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    in_qingdao()
    qingdao = officer("packother", Role.OFFICER_REVIEWER, "370200")
    browser = enter(qingdao)
    with django_assert_max_num_queries(14):
        page = browser.get("/bureau/")
    assert re.search(r"<b>1</b>\s*待批准的规则包", text(page))
    assert re.search(r"<b>[1-9][0-9]*</b>\s*到期或即将到期", text(page))
    assert re.search(r"<b>0</b>\s*待批准的规则包", text(enter(CLERK).get("/bureau/")))


@pytest.mark.parametrize("path", [PACKS, "/bureau/decisions/"])
def test_lists_ask_as_much_for_many_as_for_few(
    enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    browser = enter(CLERK)
    staged()
    kept()
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    for amount in (500, 600, 700):
        staged(scheme_with(amount))
        kept(CASE | {"wage_fen": amount * 100})
    with django_assert_num_queries(len(few)):
        browser.get(path)


def test_lapses_of_her_area_stand_on_the_page(enter: Enter) -> None:
    who: Actor = officer("packother", Role.OFFICER_REVIEWER, "370200")
    version = in_qingdao()
    enter(who).post(f"{PACKS}{version.code}/", {"action": "approve"})
    assert "made_up" in plain(enter(who).get(PACKS))
    assert "2027-01-31" in plain(enter(who).get(PACKS))
    assert "made_up" not in plain(enter(CLERK).get(PACKS))


def test_an_english_officer_reads_all_of_it(enter: Enter) -> None:
    decision = kept_in_qingdao()
    browser = enter(officer("packother", place="370200"))
    browser.cookies["django_language"] = "en"
    page = plain(browser.get(f"/bureau/decisions/{decision.code}/?replay=1"))
    assert "the same as what was kept" in page
    assert "Trace" in page
