"""Importing reported posts: good rows stay, bad ones are named, and doing it twice changes nothing."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import DataError

from carepost.domain.facts import Severity
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Appointment, Role
from carepost.domain.standard import post_from
from carepost.domain.week import pattern_from_dict
from carepost.records.audit import sentence_of, trail_of
from carepost.records.employers import Employer
from carepost.records.posts import (
    FileRefused,
    ImportNotFound,
    ImportRun,
    Pattern,
    Post,
    access_import,
    findings_of,
    import_listings,
    post_file_of,
    publisher_of,
    withdraw_post,
)
from tests.records.posts.build import (
    AT,
    CLERK,
    COLUMN_NAMES,
    FAR_REVIEWER,
    REGISTERED,
    REVIEWER,
    TODAY,
    actor,
    as_csv,
    listing,
)

OWN_FILE = Path(__file__).with_name("fixture_listings.csv")
SHARED = Path(os.environ.get("CAREPOST_SHARED", Path(__file__).resolve().parents[4] / "shared"))


def run(content: bytes, *, by: Actor = CLERK, name: str = "岗位.csv") -> ImportRun:
    return import_listings(actor=by, at=AT, file_name=name, content=content)


def outcomes(done: ImportRun) -> list[str]:
    return [row["outcome"] for row in done.rows]


def errors(done: ImportRun, row: int = 0) -> list[dict[str, str]]:
    return list(done.rows[row]["errors"])


@pytest.mark.django_db
def test_each_row_is_taken_set_aside_or_named_as_wrong() -> None:
    done = run(OWN_FILE.read_bytes(), name="c:\\files\\岗位.csv")
    assert outcomes(done) == ["taken", "taken", "set_aside", "set_aside", "wrong"]
    assert done.counts == {"rows": 5, "taken": 2, "changed": 0, "unchanged": 0, "set_aside": 2, "wrong": 1}
    assert (done.file_name, done.read_as, done.actor_code) == ("岗位.csv", "CSV, UTF-8", CLERK.code)
    assert [(e["field"], e["message_zh"]) for e in errors(done, 4)] == [
        ("source_url", "来源不是网址。"),
        ("title", "没有写职位。"),
    ]
    assert "批" in done.rows[2]["reason"]["zh"]
    assert "anecdote" in done.rows[3]["reason"]["en"]
    assert [row["row"] for row in done.rows] == [1, 2, 3, 4, 5]
    assert [row["line"] for row in done.rows] == [2, 3, 4, 5, 6]
    sewing = Post.objects.get(title="平车缝纫工")
    assert (sewing.kind, sewing.state, sewing.row_type) == ("reported", "reported", "reported_post")
    assert (sewing.other_text, sewing.pay_text) == ("童装车间", "计件，约3000元/月")
    assert sewing.place is not None
    assert sewing.place.code.startswith("4420")
    assert sewing.employer is not None
    assert sewing.employer.name == "中山示例制衣厂"
    unnamed = Post.objects.get(title="电话客服")
    assert (unnamed.employer, unnamed.employer_text) == (None, "某互联网企业")
    (told,) = trail_of("import", done.code)
    assert "新增 2" in sentence_of(told).zh
    assert [e.verb for e in trail_of("post", sewing.code)] == ["post.reported"]


@pytest.mark.django_db
def test_twice_changes_nothing_and_a_correction_is_told() -> None:
    first = run(as_csv(listing(), listing(title="裁剪工")))
    assert outcomes(first) == ["taken", "taken"]
    assert outcomes(run(as_csv(listing(), listing(title="裁剪工")))) == ["unchanged", "unchanged"]
    corrected = run(as_csv(listing(pay_text="3000元/月", headcount="2"), listing(title="裁剪工")))
    assert outcomes(corrected) == ["changed", "unchanged"]
    assert Post.objects.count() == 2
    post = Post.objects.get(title="缝纫工")
    assert post.pay_text == "3000元/月"
    assert sentence_of(trail_of("post", post.code)[-1]).en.endswith("headcount_text, pay_text.")


@pytest.mark.django_db
def test_the_same_post_twice_in_one_file_names_the_other_row() -> None:
    done = run(as_csv(listing(), listing(), listing(pay_text="计件")))
    assert outcomes(done) == ["taken", "set_aside", "wrong"]
    assert "第 2 行" in done.rows[1]["reason"]["zh"]
    assert "第 2 行" in errors(done, 2)[0]["message_zh"]


@pytest.mark.django_db
def test_a_withdrawn_post_is_not_brought_back() -> None:
    run(as_csv(listing()))
    withdraw_post(post=Post.objects.get(), by=REVIEWER, at=AT, reason="已招满。")
    done = run(as_csv(listing(pay_text="计件")))
    assert outcomes(done) == ["set_aside"]
    assert Post.objects.get().state == "withdrawn"


@pytest.mark.django_db
def test_an_officer_of_another_area_changes_nothing_that_stands() -> None:
    run(as_csv(listing()))
    done = run(as_csv(listing(pay_text="计件")), by=FAR_REVIEWER)
    assert outcomes(done) == ["set_aside"]
    assert Post.objects.get().pay_text == ""


@pytest.mark.django_db
@pytest.mark.parametrize("who", [Actor.visitor(), actor(Role.CARER), actor(Role.EMPLOYER_OWNER, employers=("emp1",))])
def test_only_officers_import(who: Actor) -> None:
    with pytest.raises(Refusal, match="officers"):
        run(as_csv(listing()), by=who)
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_an_import_is_seen_by_who_made_it() -> None:
    code = run(as_csv(listing())).code
    assert access_import(CLERK, code).code == code
    stranger = Actor(
        code="person2",
        roles=frozenset({Role.OFFICER_CLERK}),
        appointments=frozenset({Appointment(Role.OFFICER_CLERK, "370200")}),
    )
    for who in (stranger, Actor.visitor()):
        with pytest.raises(ImportNotFound):
            access_import(who, code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cells", "field", "word"),
    [
        ({"title": ""}, "title", "没有写职位"),
        ({"title": " \t "}, "title", "没有写职位"),
        ({"title": "长" * 121}, "title", "121 字，最多 120 字"),
        # One letter as sent, two as kept.
        ({"employer": "\u0958" * 61}, "employer", "122 字，最多 120 字"),
        ({"other": "长" * 1001}, "other", "最多 1000 字"),
        ({"title": "缝\x00纫"}, "title", "控制字符"),
        ({"pay_text": "三千\x1b[2J"}, "pay_text", "控制字符"),
        ({"pay_text": "3000\u202e元"}, "pay_text", "控制字符"),
        ({"source_url": "见报纸"}, "source_url", "不是网址"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "不是网址"),
        ({"source_url": "http://[bad"}, "source_url", "不是网址"),
        ({"source_url": "https://example.org/" + "x" * 500}, "source_url", "最多 500 字"),
        ({"pay_text": "=HYPERLINK(1)"}, "pay_text", "像公式"),
        ({"hours_text": "@SUM(1)"}, "hours_text", "像公式"),
        ({"other": "-2+3+cmd|' /C calc'!A0"}, "other", "像公式"),
        ({"requirements": "+A1"}, "requirements", "像公式"),
        ({"other": "row_type=rumour"}, "other", "不认识的 row_type"),
    ],
)
def test_a_bad_cell_is_named_with_its_remedy_and_costs_only_its_row(
    cells: dict[str, str], field: str, word: str
) -> None:
    done = run(as_csv(listing(**cells), listing(title="裁剪工")))
    assert outcomes(done) == ["wrong", "taken"]
    (error,) = errors(done)
    assert error["field"] == field
    assert word in error["message_zh"]
    assert error["fix_zh"]
    assert error["fix_en"]


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["-", "+86 138", "-5", "约3000元\n每月", "<b>计件</b>", "计件😀"])
def test_odd_but_honest_cells_are_kept(cell: str) -> None:
    assert outcomes(run(as_csv(listing(pay_text=cell)))) == ["taken"]
    assert Post.objects.get().pay_text == " ".join(cell.split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "words"),
    [
        ((*COLUMN_NAMES[:-1], "备注2"), ("其他", "备注2")),
        ((*COLUMN_NAMES[:-1], "title"), ("其他", "重复的列", "职位")),
        ((*COLUMN_NAMES[:-1], ""), ("其他", "J1")),
    ],
)
def test_the_header_s_faults_are_named(header: tuple[str, ...], words: tuple[str, ...]) -> None:
    with pytest.raises(FileRefused) as refused:
        run(as_csv(listing(), header=header))
    assert all(word in refused.value.message.zh for word in words)
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_columns_may_stand_in_any_order_and_either_language() -> None:
    content = as_csv(listing()).decode().replace("source_url,city,employer,title", "来源,City,单位, TITLE ")
    assert outcomes(run(content.encode("gb18030"))) == ["taken"]
    assert ImportRun.objects.get().read_as == "CSV, GB18030"
    lines = [",".join(reversed(line.split(","))) for line in as_csv(listing()).decode().splitlines()]
    assert outcomes(run("\n".join(lines).encode())) == ["unchanged"]


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_takes_nothing_else_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Post.objects.create

    def refuse(**values: Any) -> Post:
        if values["title"] == "裁剪工":
            values["title"] = "长" * 200
        return real(**values)

    monkeypatch.setattr(Post.objects, "create", refuse)
    named = "中山示例针织厂"
    done = run(as_csv(listing(title="裁剪工", employer=named), listing(employer=named)))
    assert outcomes(done) == ["wrong", "taken"]
    assert "数据库" in errors(done)[0]["message_zh"]
    assert Post.objects.get().employer == Employer.objects.get(name=named)
    with pytest.raises(DataError):
        real(code="x", kind="reported", state="reported", title="长" * 200, created_at=AT, changed_at=AT)


@pytest.mark.django_db
def test_publisher_and_date_come_from_the_register_and_are_never_guessed() -> None:
    run(as_csv(listing(source_url=REGISTERED), listing(source_url="https://epaper.bjnews.com.cn/x", title="乙")))
    known, unknown = Post.objects.get(title="缝纫工"), Post.objects.get(title="乙")
    publisher = publisher_of(known)
    assert publisher is not None
    assert (publisher.zh, publisher.en, known.published_date) == ("中国报道", "China Report", "2025-02-10")
    assert (publisher_of(unknown), unknown.published_date) == (None, "")


def test_the_same_file_sent_twice_at_once_is_taken_once(committed_db: object) -> None:
    content = as_csv(*(listing(title=f"缝纫工{n}") for n in range(5)))
    done: list[list[str]] = []
    ready = threading.Barrier(2)

    def send() -> None:
        try:
            ready.wait()
            done.append(outcomes(run(content)))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [["taken"] * 5, ["unchanged"] * 5]
    assert Post.objects.count() == 5


@pytest.mark.django_db
def test_what_a_post_says_is_kept_in_structured_form() -> None:
    run(as_csv(listing(pay_text="14-18元/小时", hours_text="周一至周五 8:30-14:00"), listing(title="裁剪工", place="")))
    sewing, cutting = Post.objects.select_related("pattern").order_by("id")
    assert sewing.facts["pay"] == {"per": "hour", "low": "14", "high": "18"}
    assert (sewing.facts["source"], sewing.facts["mark"], sewing.facts["place"]) == ("reported", "S", "442000")
    assert sewing.pattern is not None
    assert pattern_from_dict(sewing.pattern.form) == pattern_from_dict(sewing.facts["hours"]["pattern"])
    assert (cutting.pattern, "hours" in cutting.facts, "pay" in cutting.facts) == (None, False, False)
    assert post_file_of(sewing) == post_from(sewing.facts)


@pytest.mark.django_db
def test_posts_with_the_same_hours_share_one_pattern() -> None:
    hours = ("周一至周五 8:30-14:00", "8:30-14:00，双休", "周一至周五 9:00-14:00")
    run(as_csv(*(listing(title=f"缝纫工{n}", hours_text=words) for n, words in enumerate(hours))))
    first, second, third = Post.objects.order_by("id").values_list("pattern_id", flat=True)
    assert first == second != third
    assert Pattern.objects.count() == 2


@pytest.mark.django_db
def test_an_import_refreshes_what_an_earlier_reader_did_not_see() -> None:
    rows = as_csv(listing(pay_text="14-18元/小时"))
    run(rows)
    Post.objects.update(facts={"source": "reported", "mark": "S"})
    far = actor(Role.OFFICER_CLERK, places=("370200",))
    assert outcomes(run(rows, by=far)) == ["changed"]
    post = Post.objects.get()
    assert post.facts["pay"]["low"] == "14"
    assert sentence_of(trail_of("post", post.code)[-1]).en.endswith("facts.")
    assert outcomes(run(rows)) == ["unchanged"]


@pytest.mark.django_db
def test_numbers_that_no_post_can_have_are_left_not_stated() -> None:
    done = run(as_csv(listing(pay_text="99999999999元/月", requirements="50-20岁", hours_text="25:61-99:00")))
    assert outcomes(done) == ["taken"]
    assert findings_of(Post.objects.get(), on=TODAY)


@pytest.mark.django_db
@pytest.mark.skipif(
    not (SHARED / "data" / "listings.csv").exists(), reason="the shared listings are not beside the repository"
)
def test_the_published_posts_go_in_once() -> None:
    content = (SHARED / "data" / "listings.csv").read_bytes()
    first = run(content, by=Actor.system())
    assert first.counts == {"rows": 68, "taken": 49, "changed": 0, "unchanged": 0, "set_aside": 19, "wrong": 0}
    reasons = [row["reason"]["en"].split()[1] for row in first.rows if row["outcome"] == "set_aside"]
    assert (reasons.count("total"), reasons.count("anecdote,")) == (13, 6)
    assert run(content, by=Actor.system()).counts["unchanged"] == 49
    assert not Post.objects.filter(other_text__regex="row_type|flag=").exists()
    kfc = Post.objects.get(title="钟点工（后厨）")
    assert kfc.place is not None
    assert kfc.place.code == "370200"
    assert kfc.employer is not None
    assert publisher_of(kfc) is not None
    found = {f.rule: f for f in findings_of(kfc, on=TODAY)}
    assert found.keys() == {"R01", "R04", "R05", "R32"}
    assert all(f.to_verify and f.severity is not Severity.BLOCK for f in found.values())
    assert found["R01"].value is not None
    assert (found["R01"].value.number, found["R01"].value.start) == (24, TODAY.replace(2025, 10, 1))
    blank = Post.objects.get(employer_text="碧乡农业（英德）有限公司连樟村现代农业科技示范园")
    finding, _nursing_hour = findings_of(blank)
    assert (finding.rule, finding.severity, finding.to_verify) == ("R22", Severity.WARN, True)
    assert "工作内容" in finding.message.zh
