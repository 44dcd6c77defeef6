"""The screens that pages are tried on, and what is measured on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BEIJING = "Asia/Shanghai"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Screen:
    """Width and height in CSS pixels."""

    name: str
    width: int
    height: int
    touch: bool = False

    def as_options(self) -> dict[str, Any]:
        """For a new browser context."""
        size = {"width": self.width, "height": self.height}
        return {"viewport": size, "has_touch": self.touch, "is_mobile": self.touch}


PHONE = Screen("phone", 375, 812, touch=True)
DESK = Screen("desk", 1366, 768)
SCREENS = (PHONE, DESK)
AXE = Axe()

# Elements that reach past the right edge of a screen this wide, unless a box of their own scrolls or hides them.
_PAST_THE_EDGE = """width => {
  const kept = e => { for (let p = e; p && p !== document.body; p = p.parentElement) {
    if (getComputedStyle(p).overflowX !== 'visible' || p.matches('.cp-skip')) return true; } return false; };
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > width + 0.5 && !kept(e))
    .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 30));
}"""

# What can be pressed and is smaller than `least` in either direction. A link within a sentence is exempt (WCAG 2.5.8).
_SMALL_TARGETS = """([selector, least]) => [...document.querySelectorAll(selector)].filter(e => {
  // A tick box is pressed by its label as well.
  const box = e.matches('[type=checkbox], [type=radio]') && e.labels.length;
  const s = getComputedStyle(e), r = (box ? e.labels[0] : e).getBoundingClientRect();
  if (!r.width || s.visibility === 'hidden' || e.matches('.cp-skip, [type=hidden]')) return false;
  if (e.matches('.cp-card__link')) return false;  // The whole card is its target.
  const alone = [...e.parentElement.childNodes].every(n => n === e || n.nodeType !== 3 || !n.textContent.trim());
  if (s.display === 'inline' && !alone) return false;
  return r.width < least || r.height < least;
}).map(e => e.tagName + ' ' + e.textContent.trim() + ' ' + JSON.stringify(e.getBoundingClientRect()))"""

_FOCUSED = """() => {
  const e = document.activeElement; if (!e || e === document.body) return null;
  const ring = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  const r = e.getBoundingClientRect();
  const bar = [...document.querySelectorAll('.cp-bar')].find(b => getComputedStyle(b).position === 'sticky');
  const b = bar && !bar.contains(e) ? bar.getBoundingClientRect() : {top: 1e9, bottom: 1e9};
  return {what: e.tagName + ' ' + (e.textContent.trim() || e.name).slice(0, 40),
          ring: ring(getComputedStyle(e)) || ring(getComputedStyle(e, '::after')),
          seen: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth
                && !(r.top >= b.top && r.bottom <= b.bottom)};
}"""

_CONTROLS = "a[href], button, input, select, textarea, summary"
# A tick or a choice is pressed by its label.
_TYPED = ".cp-field input:not([type=radio]):not([type=checkbox])"
_PRIMARY = (
    ".cp-btn, .cp-tile, .cp-cell, .cp-nav a, .cp-nav button, .cp-plain, .cp-brand, .cp-field--choices label, " + _TYPED
)


def past_the_edge(page: Page, width: int) -> list[str]:
    """What makes a page scroll sideways at this width."""
    page.set_viewport_size({"width": width, "height": 700})
    found: list[str] = page.evaluate(_PAST_THE_EDGE, width)
    return found


def enlarge_text(page: Page, factor: int = 2) -> None:
    """As a browser does whose text size is set: all our sizes follow the root's."""
    page.evaluate("factor => { document.documentElement.style.fontSize = 16 * factor + 'px'; }", factor)


def small_targets(page: Page) -> list[str]:
    """Controls under 24 px, and those of the main way under 44 px."""
    found: list[str] = []
    for selector, least in ((_CONTROLS, 24), (_PRIMARY, 44)):
        found += page.evaluate(_SMALL_TARGETS, [selector, least])
    return found


def focused(page: Page) -> dict[str, Any] | None:
    """What has the focus: in words, whether it has a ring, whether it can be seen; None for nothing."""
    answer: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return answer


def grave(page: Page, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe calls serious or critical, with where it is."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
