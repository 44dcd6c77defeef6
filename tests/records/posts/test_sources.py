"""The register of sources: well-formed, marked, and only for addresses of the published posts."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from carepost.domain.facts import Mark
from carepost.records.posts.sources import NOT_STATED, source_of
from tests.records.posts.test_importing import SHARED

ROWS = list(
    csv.DictReader(
        files("carepost.records.posts").joinpath("data", "sources.csv").read_text(encoding="utf-8").splitlines()
    )
)


def test_every_address_stands_once_with_what_is_known_of_it() -> None:
    assert len({row["address"] for row in ROWS}) == len(ROWS) == 20
    for row in ROWS:
        assert Mark.parse(row["mark"]) is Mark.S
        assert bool(row["publisher_zh"]) == bool(row["publisher_en"])
        assert row["publisher_zh"] or row["date"]
        assert re.fullmatch(r"(≈ )?\d{4}(-\d\d){0,2}", row["date"])
        assert source_of(row["address"]).date == row["date"]


def test_an_address_that_is_not_registered_is_not_stated() -> None:
    assert source_of("https://rsj.huangshi.gov.cn/") is NOT_STATED


@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the shared listings are not beside the repository")
def test_the_register_holds_no_other_address_than_those_of_the_published_posts() -> None:
    with (SHARED / "data" / "listings.csv").open(encoding="utf-8") as file:
        published = {row["source_url"] for row in csv.DictReader(file)}
    assert {row["address"] for row in ROWS} <= published
