"""Small packs written for one test: a place, a few facts, parameters and rules."""

from __future__ import annotations

from pathlib import Path

from carepost.domain.rules import Pack, ParameterStore, load_pack

PACKS = Path(__file__).parent / "packs"
ZHONGSHAN = PACKS / "zhongshan-1.0"
HOSTILE = Path(__file__).parent / "hostile"
EMPTY = ParameterStore([])
FACTS = """
  x: {type: count, zh: 数, en: a count}
  c: {type: condition, zh: 条件, en: a condition}
  money: {type: fen, zh: 金额, en: an amount}
  day: {type: day, zh: 日, en: a day}
  kind: {type: choice, of: [one, two, three], zh: 类, en: a kind}
"""


def write(folder: Path, rules: str, parameters: str = "", head: str = "", facts: str = FACTS) -> Path:
    """A pack folder; `head` adds lines to pack.yaml."""
    pack = folder / "small"
    for name in ("params", "rules"):
        (pack / name).mkdir(parents=True, exist_ok=True)
    title = "title: {zh: 小, en: small}"
    written = f"id: small\nplace: '442000'\n{title}\nfrom: 2020-01-01\n{head}\nfacts:{facts}"
    (pack / "pack.yaml").write_text(written, encoding="utf-8")
    (pack / "rules" / "small.py").write_text(rules, encoding="utf-8")
    if parameters:
        (pack / "params" / "small.yaml").write_text(parameters, encoding="utf-8")
    return pack


def load(folder: Path, rules: str, parameters: str = "", head: str = "", above: ParameterStore = EMPTY) -> Pack:
    """A pack written and loaded."""
    return load_pack(write(folder, rules, parameters, head), above)


def rule(text: str) -> str:
    """A rule file of one rule or more."""
    return "\n".join(f'@rule(zh="甲", en="a")\n{part}\n' for part in text.strip().split("\n\n"))


def parameter(name: str, value: str, kind: str = "count", more: str = "") -> str:
    """A parameter with one value since 2020."""
    row = f"{{value: {value}, from: 2020-01-01, source: a test, mark: P{more}}}"
    return f"{name}:\n  unit: u\n  type: {kind}\n  values:\n    - {row}\n"
