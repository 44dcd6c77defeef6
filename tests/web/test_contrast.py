"""The colours keep the contrast of WCAG 2.2 AA, in light, in dark and on paper."""

from __future__ import annotations

import re

import pytest

from tests.strict import PRODUCT

STYLE = PRODUCT / "web" / "static" / "carepost"
TEXT, SIGN = 4.5, 3.0
# Which colours meet on a page: foreground, background, the least ratio (text 4.5:1; borders, icons and rings 3:1).
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-2", "link", "link-hover", "error")
        for ground in ("ground", "surface")
    ),
    ("on-fill", "fill", TEXT),
    ("on-fill", "fill-hover", TEXT),
    ("on-soft", "soft", TEXT),
    ("link-hover", "soft", TEXT),
    ("ink-2", "soft", TEXT),
    ("on-warn-soft", "warn-soft", TEXT),
    ("on-block-soft", "block-soft", TEXT),
    ("on-info-soft", "info-soft", TEXT),
    ("control", "surface", SIGN),
    ("control", "ground", SIGN),
    ("fill", "surface", SIGN),
    ("ring-dark", "ring-light", SIGN),
]


def tokens(text: str) -> dict[str, str]:
    return dict(re.findall(r"--cp-([a-z0-9-]+):\s*(#[0-9a-f]{6});", text))


def themes() -> dict[str, dict[str, str]]:
    text = (STYLE / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    paper = (STYLE / "app.css").read_text(encoding="utf-8").partition("@media print")[2]
    return {"light": tokens(light), "dark": tokens(light) | tokens(dark), "print": tokens(light) | tokens(paper)}


def luminance(colour: str) -> float:
    """Relative luminance; source: WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#07c160", "#ffffff") == pytest.approx(2.38, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(theme: str, front: str, back: str, least: float) -> None:
    colours = themes()[theme]
    assert ratio(colours[front], colours[back]) >= least


def test_dark_changes_every_colour_but_the_ring() -> None:
    """A colour forgotten in the dark theme would be light on dark or the reverse."""
    found = themes()
    same = {name for name in found["light"] if found["light"][name] == found["dark"][name]}
    assert same == {"ring-dark", "ring-light"}


def test_every_colour_in_use_is_a_token() -> None:
    screen = (STYLE / "app.css").read_text(encoding="utf-8").partition("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", screen) == []
    used = set(re.findall(r"var\(--cp-([a-z0-9-]+)", screen))
    assert used <= set(re.findall(r"--cp-([a-z0-9-]+):", (STYLE / "tokens.css").read_text(encoding="utf-8")))
