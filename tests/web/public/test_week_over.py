"""A post over her week: every day in words, and clashes by word and pattern beside the colour."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from carepost.domain.week import (
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Shifts,
    Slots,
    Travel,
    Week,
    Window,
    weekly,
)
from carepost.web.public.week_strip import Bar, strip_over
from tests.web.html import Element, faults, read

HERS = Week.available(weekly("12345", "8:30", "16:00"))


def fixed(days: str, start: str, end: str) -> Fixed:
    return Fixed((Shifts.weekly(weekly(days, start, end)),))


def shown(pattern: Pattern, week: Week = HERS, travel: Travel | None = None, language: str = "zh-hans") -> Element:
    with translation.override(language):
        body = render_to_string("components/week_over_hers.html", {"over": strip_over(pattern, week, travel)})
    lang = "en" if language == "en" else "zh-Hans"
    return read(
        f'<html lang="{lang}"><head><title>- – -</title><meta name="description" content="-"></head>'
        f"<body><main><h1>-</h1>{body}</main></body></html>"
    )


def rows(tree: Element) -> list[str]:
    return [" ".join(row.text().split()) for row in tree.all("tbody")[0].all("tr")]


def test_each_day_says_the_work_and_her_free_time() -> None:
    said = rows(shown(fixed("123", "9:00", "15:00")))
    assert said[0] == "周一 上班 9:00–15:00 您有空 8:30–16:00 合适"
    assert said[3] == "周四 不上班 您有空 8:30–16:00"
    assert said[6] == "周日 不上班 您没有空"


def test_a_clash_has_its_word_and_its_hours_and_a_pattern() -> None:
    tree = shown(fixed("12345", "9:00", "16:30"))
    assert rows(tree)[0] == "周一 上班 9:00–16:30 您有空 8:30–16:00 冲突 16:00–16:30"
    bars = tree.all("tbody")[0].all("rect")
    assert sum(bar.attrs.get("fill") == "url(#cp-clash)" for bar in bars) == 5
    assert "差一点：周一至周五 16:00–16:30" in tree.text()


def test_what_travel_needs_clashes_too() -> None:
    over = strip_over(fixed("1", "9:00", "16:00"), HERS, Travel(0, 30))
    assert over is not None
    assert over.clashes
    assert over.days[0].clash == "15:30–16:00"
    assert (over.first, over.length) == (20, 76)
    assert over.days[0].bars == (Bar("free", 34, 30), Bar("work", 36, 26), Bar("clash", 62, 2))


def test_hours_of_her_choice_are_said_as_such() -> None:
    band = shown(Band(weekly("12345", "8:00", "18:00"), min_week_minutes=20 * 60))
    assert rows(band)[0] == "周一 可以上班 8:30–16:00 您有空 8:30–16:00 合适"
    slots = strip_over(Slots(weekly("12", "9:00", "12:00"), 1), HERS)
    assert slots is not None
    assert [day.work for day in slots.days[:2]] == ["9:00–12:00", ""]


def test_a_night_is_shown_on_both_its_days() -> None:
    over = strip_over(Fixed((Shifts.weekly((Window.on(0, "22:00", "6:00"),)),)), HERS)
    assert over is not None
    assert (over.first, over.length) == (0, 96)
    assert [day.clash for day in over.days[:3]] == ["22:00–24:00", "0:00–6:00", ""]


@pytest.mark.parametrize("pattern", [None, NotStated(), Output()])
def test_without_set_hours_there_is_nothing_to_lay_over(pattern: Pattern | None) -> None:
    assert strip_over(pattern, HERS) is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_sound_in_both_languages(language: str) -> None:
    tree = shown(fixed("12345", "9:00", "16:30"), language=language)
    assert faults(tree, "/", english=language == "en") == []
