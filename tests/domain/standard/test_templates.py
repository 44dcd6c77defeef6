"""Templates by trade: completed with what only the employer knows, each passes every check."""

from __future__ import annotations

from pathlib import Path

import pytest

from carepost.domain.facts import Severity
from carepost.domain.rules import HOURLY, MONTHLY, PackError, wage_floor
from carepost.domain.standard import (
    PostFile,
    PostTemplate,
    check_post,
    pattern_of,
    post_from,
    post_templates,
    read_templates,
)
from carepost.domain.wording import check_wording
from tests.domain.standard.posts import STORE, TODAY

TEMPLATES = post_templates()


def completed(template: PostTemplate, place: str) -> PostFile:
    """With employer, place, number of people, the last day, and pay at the local floor."""
    data = template.post.model_dump()
    name = HOURLY if template.post.form == "part_time" else MONTHLY
    data["pay"]["low"] = wage_floor(STORE, name, place=place, on=TODAY).highest
    data["employer"]["name"] = "示例公司"
    return post_from(data | {"place": place, "headcount": "2", "expires_on": "2026-12-31"})


def test_there_are_enough_trades_and_each_stands_once() -> None:
    assert len(TEMPLATES) >= 15
    assert len({t.key for t in TEMPLATES}) == len({t.trade for t in TEMPLATES}) == len(TEMPLATES)


@pytest.mark.parametrize("place", ["370200", "442000"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.key)
def test_a_template_that_is_completed_has_no_block_and_no_warning(template: PostTemplate, place: str) -> None:
    post = completed(template, place)
    report = check_post(post, store=STORE, on=TODAY, wording=lambda text: check_wording(text).findings)
    assert [(f.rule, f.message.zh) for f in report.findings if f.severity is not Severity.INFO] == []
    assert report.missing == ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.key)
def test_a_template_says_which_hours_and_leaves_amounts_to_the_employer(template: PostTemplate) -> None:
    assert pattern_of(template.post) is not None
    assert template.post.pay.low is None
    assert not template.post.place
    assert template.post.growth.next_step


def test_a_template_that_cannot_be_read_names_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "templates.yaml"
    row = "templates: {sewing: {trade: {zh: 缝纫, en: Sewing}, form: full_time, headcounts: '2'}}"
    file.write_text("common: {}\nforms: {full_time: {}}\n" + row, encoding="utf-8")
    with pytest.raises(PackError, match=r"templates\.yaml: sewing: headcounts"):
        read_templates(file)
