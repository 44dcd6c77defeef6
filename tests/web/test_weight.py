"""What a phone loads stays small, and old web-views can read it."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.strict import PRODUCT

STATIC = PRODUCT / "web" / "static"
# What kernels as old as Chromium 77 do not know and would drop, with the rule around it.
TOO_NEW = re.compile(r"@layer|@container|:has\(|:is\(|:where\(|:focus-visible|\binset:|(?<!-)\bgap:|\d[sdl]v[hw]\b|&")


def zipped(suffix: str) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in STATIC.rglob(f"*{suffix}"))


def test_style_weighs_at_most_20_kb_zipped() -> None:
    assert 0 < zipped(".css") <= 20 * 1024


def test_scripts_weigh_at_most_25_kb_zipped() -> None:
    assert zipped(".js") <= 25 * 1024


def test_there_are_no_web_fonts() -> None:
    assert [p.name for p in STATIC.rglob("*") if p.suffix in {".woff", ".woff2", ".ttf", ".otf"}] == []


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.css")), ids=lambda p: p.name)
def test_style_is_what_old_web_views_read(path: object) -> None:
    text = re.sub(r"/\*.*?\*/", "", (STATIC / str(path)).read_text(encoding="utf-8"), flags=re.S)
    assert TOO_NEW.findall(text) == []
    assert "outline: 0" not in text.replace("outline: 0; box-shadow: none", "")
