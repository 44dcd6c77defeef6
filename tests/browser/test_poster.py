"""The card of a post on paper: one sheet of A6, and nothing on it but the card."""

from __future__ import annotations

import re

from tests.browser.conftest import Open
from tests.browser.screens import DESK

# 105 x 148 mm in points.
A6 = (298, 420)


def test_the_card_of_a_post_is_one_sheet_of_a6(open_page: Open, addresses: dict[str, str]) -> None:
    page = open_page(f"/posts/{addresses['post']}/share/", screen=DESK)
    printed = page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(wide)), round(float(high))) for wide, high in sheets] == [A6]
    page.emulate_media(media="print")
    assert page.locator(".cp-code").is_visible()
    assert not page.locator(".cp-foot, .cp-head, .cp-poster__rest").filter(visible=True).count()
