"""Faults in a pack are named by file, key and what was expected."""

from pathlib import Path

import pytest

from carepost.domain.facts import Text
from carepost.domain.rules import PackError, halves, load_packs

GOOD = {"key": "a", "value": "'1.5'", "from": "2020-01-01", "source": "s", "mark": "P"}


def pack(folder: Path, parameters: str, head: str = "place: '440000'\n") -> Path:
    (folder / "440000" / "params").mkdir(parents=True)
    (folder / "440000" / "pack.yaml").write_text(head, encoding="utf-8")
    (folder / "440000" / "params" / "p.yaml").write_text(parameters, encoding="utf-8")
    return folder


def rows(*changes: dict[str, str]) -> str:
    lines = ["x:", "  unit: u", "  values:"]
    for change in changes:
        row = {k: v for k, v in (GOOD | change).items() if v}
        lines += [f"  {'-' if n == 0 else ' '} {k}: {v}" for n, (k, v) in enumerate(row.items())]
    return "\n".join(lines)


def test_a_good_pack_loads(tmp_path: Path) -> None:
    assert load_packs(pack(tmp_path, rows({}))).names() == ("x",)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (rows({"value": ""}), r"p\.yaml: x: value 1: lacks \['value'\]"),
        (rows({"colour": "red"}), r"unknown keys \['colour'\]"),
        (rows({"value": "1.5"}), "in quotes"),
        (rows({"value": "true"}), "expected a number or words"),
        (rows({"from": "'2020'"}), "from: expected a date such as 2026-01-31, got '2020'"),
        (rows({"to": "2019-01-01"}), "to: 2019-01-01 lies before from: 2020-01-01"),
        (rows({"mark": "X"}), "mark: expected one of P, S, D, M, N, got 'X'"),
        (rows({}, {"from": "2021-01-01"}), "value 2: from 2021-01-01 overlaps the value from 2020-01-01"),
        (rows({}) + "\n  keys: [a]", "keys: expected a mapping of key to zh and en"),
        (rows({}) + "\n  keys: {a: {zh: 甲}}", "keys: a: expected 'zh' and 'en'"),
        ("x: {columns: [a], values: []}", "columns: expected a mapping of column to unit"),
        ("x: {columns: {a: {zh: 甲, en: a}}, values: []}", "columns: a: expected unit, zh and en"),
        ("x: {columns: {a: {unit: u, zh: 甲}}, values: []}", "columns: a: expected 'zh' and 'en'"),
        ("x: 3", "expected 'unit' and a list 'values'"),
        ("- x", "expected a mapping at the top"),
        ("x: [", "not readable as YAML"),
        ("x: !!python/object:os.system {}", "not readable as YAML"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, parameters: str, told: str) -> None:
    with pytest.raises(PackError, match=told):
        load_packs(pack(tmp_path, parameters))


def test_a_table_names_itself_its_columns_and_its_variants(tmp_path: Path) -> None:
    written = """
t:
  zh: 表
  en: table
  columns: {a: {unit: u, zh: 甲, en: first}, b: v}
  keys: {k: {zh: 变体, en: variant}}
  values:
  - {key: k, a: '1', b: '2', from: 2020-01-01, source: s, mark: P}
"""
    store = load_packs(pack(tmp_path, written))
    a, b = (store.head(f"t.{column}", place="440000") for column in "ab")
    assert (a.label, a.unit) == (Text("表：甲", "table: first"), "u")
    assert (b.label, b.unit) == (Text("表", "table"), "v")
    assert a.variant("k") == Text("变体", "variant")
    assert a.variant("other") == Text("other", "other")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [("允许 · allowed", "允许", "allowed"), ("劳动合同法", "劳动合同法", "劳动合同法"), ("甲·乙", "甲·乙", "甲·乙")],
)
def test_recorded_words_have_two_halves(words: str, zh: str, en: str) -> None:
    assert halves(words) == Text(zh, en)


def test_a_pack_names_its_own_place(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="place: expected '440000'"):
        load_packs(pack(tmp_path, rows({}), head="place: '450000'\n"))


def test_an_empty_folder_is_no_set_of_packs(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="found none"):
        load_packs(tmp_path)
