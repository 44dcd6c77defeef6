"""What the shipped packs show: names in both languages, citations and notes that read right on a Chinese page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from carepost.domain.facts import Mark
from carepost.domain.rules import (
    PACKS,
    DatedValue,
    Doubt,
    Head,
    LapseState,
    ParameterStore,
    halves,
    lapsing,
    lineage,
    shipped_packs,
    shipped_schemes,
    unit_label,
)
from carepost.domain.rules.loader import parameters

STORE = shipped_packs()
# Words that name a value to the program, never shown by themselves.
CODES = re.compile(r"none|not_stated|yes|no|male60: .*|pregnant|nursing|pregnant_or_nursing|women|[a-z/]+")
LATIN = re.compile(r"[A-Za-z]{2}")
CHINESE = re.compile("[㐀-鿿]")


def test_every_parameter_has_a_name_in_both_languages() -> None:
    for (name, place), head in STORE.heads().items():
        assert head.label is not None, (name, place)
        assert CHINESE.search(head.label.zh), name
        assert not CHINESE.search(head.label.en), name
        assert unit_label(head.unit).zh != head.unit, (name, head.unit)


def test_every_variant_has_a_name_in_both_languages() -> None:
    for name in STORE.names():
        for place in STORE.places(name):
            for key in filter(None, STORE.keys(name, place=place)):
                said = STORE.head(name, place=place).keys.get(key)
                assert said is not None, (name, place, key)
                assert not CHINESE.search(said.en) or place == "000000", (name, key)


@pytest.mark.parametrize("name", sorted(shipped_schemes()))
def test_every_parameter_of_a_scheme_has_a_name(name: str) -> None:
    pack = shipped_schemes()[name]
    heads: dict[tuple[str, str], Head] = {}
    list(parameters(pack.folder / "params", pack.place, heads))
    for (parameter, _), head in heads.items():
        assert head.label is not None, parameter
        assert unit_label(head.unit).zh != head.unit, parameter


@pytest.mark.parametrize("path", sorted(PACKS.glob("*/schemes/*/texts/*.md")), ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_a_text_is_written_in_both_languages(path: Path) -> None:
    head, chinese, english = path.read_text(encoding="utf-8").split("\n\n", 2)
    assert head.startswith("# ")
    assert len(CHINESE.findall(chinese)) > len(LATIN.findall(chinese)) * 4
    assert LATIN.search(english)


def test_every_pack_of_a_place_is_named_after_it() -> None:
    for path in PACKS.glob("*/pack.yaml"):
        title = yaml.safe_load(path.read_text(encoding="utf-8"))["title"]
        assert title["zh"].endswith("法规参数")
        assert re.fullmatch(r"Law of [A-Za-z' ]+", title["en"]), path


def test_documents_and_articles_are_chinese() -> None:
    for value in STORE:
        assert not LATIN.search(value.document), value
        assert not LATIN.search(value.article), value


def test_notes_and_words_have_a_chinese_half() -> None:
    for value in STORE:
        for words in (value.note, value.value if isinstance(value.value, str) else ""):
            if words and not CODES.fullmatch(words):
                assert CHINESE.search(halves(words).zh) or not LATIN.search(words), words
                assert " · " in words or not LATIN.search(words), words
    for row in STORE.watch:
        assert CHINESE.search(halves(row.item).zh), row


def unmarked(store: ParameterStore, on: date) -> list[str]:
    """The values that have lapsed on a day, where neither the value nor a row of the watch says so."""
    found = []
    for row in lapsing(store, on):
        if row.state is not LapseState.LAPSED:
            continue
        kinds = re.sub(r"^\w+ ", "", row.item)
        watched = (w for w in store.watch if w.place in lineage(row.place))
        if not any(w.item.startswith(row.label.zh) or any(c in kinds for c in w.concerns) for w in watched):
            found.append(f"{row.place} {row.item} until {row.until}")
    return found


@pytest.mark.parametrize("on", [date(2026, 11, 22), datetime.now(UTC).date()])
def test_no_shipped_value_has_lapsed_without_a_mark(on: date) -> None:
    assert unmarked(STORE, on) == [], "renew the value, or mark it: doubt: may_have_lapsed, or a row in watch.yaml"


def test_a_value_that_lapses_unmarked_is_found() -> None:
    end = date(2020, 12, 31)
    value = DatedValue("x", "000000", "", "words", "words", date(2020, 1, 1), end, True, "", "", "a test", Mark.P)
    doubted = DatedValue(
        "y", "000000", "", "words", "words", date(2020, 1, 1), None, True, "", "", "a test", Mark.P,
        doubt=Doubt.MAY_HAVE_LAPSED,
    )  # fmt: skip
    store = ParameterStore([value, doubted])
    assert unmarked(store, end) == []
    assert unmarked(store, date(2021, 1, 1)) == ["000000 x until 2020-12-31"]


def test_the_ends_of_schemes_are_watched() -> None:
    rows = {row.label.en: row for row in lapsing(STORE, date(2027, 12, 1))}
    for name in ("tax-7800", "tax-20000"):
        found = rows[shipped_schemes()[name].title.en]
        assert (found.state, found.until) == (LapseState.SOON, date(2027, 12, 31))
    open_end = rows[shipped_schemes()["zhongshan-2.0"].title.en]
    assert (open_end.state, open_end.until) == (LapseState.MAY_HAVE_LAPSED, None)
    over = {shipped_schemes()[name].title.en for name in ("zhongshan-1.0", "guangdong-2023-draft")}
    assert not over & set(rows)
