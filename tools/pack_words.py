"""The Chinese of the words in the reviewed tables (`law_words.yaml`), for tools/build_packs.py."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

Said = dict[str, str]
_FILE = yaml.safe_load(Path(__file__).with_name("law_words.yaml").read_text(encoding="utf-8"))
WORDS: Said = {english: zh for part in _FILE["words"].values() for english, zh in part.items()}
LABELS: dict[str, Said] = _FILE["labels"]
# The English of words that a table has in Chinese only.
ENGLISH: Said = _FILE["english"]
KEYS: dict[str, dict[str, Said]] = _FILE["keys"]
_NUMBER = re.compile(r"[\d.]+(-[\d.]+)?")
_LATIN = re.compile(r"[A-Za-z]")
_DOCS = " (docs, checked 2026-09/10)", "（文档，2026年9至10月核对）"
_TABLE = " (min-wage table built from the MOHRSS list as of 2026-01-01)", "（按人社部2026年1月1日标准表编的最低工资表）"


def both(english: str) -> str:
    """Words of a table with their Chinese half in front; figures stay. Raises KeyError for words that have none yet."""
    if not english or _NUMBER.fullmatch(english):
        return english
    zh = WORDS[english] if _LATIN.search(english) else WORDS.get(english, english)
    en = ENGLISH.get(english, english.strip())
    return zh if zh == en else f"{zh} · {en}"


def said(english: str) -> Said:
    """Words of a table as a label. Raises KeyError."""
    return {"zh": WORDS[english], "en": english}


def source(written: str) -> str:
    """A source as a Chinese reader reads it; addresses stay."""
    for english, zh in (_DOCS, _TABLE):
        written = written.replace(english, zh)
    return WORDS.get(written, written).replace(" ; ", "；").replace("; amounts: ", "；金额：")


def insurance_keys(keys: list[str]) -> dict[str, Said]:
    """Labels of the keys "insurance|payer"."""
    found = {}
    for key in keys:
        insurance, _, payer = key.partition("|")
        named, by = _FILE["insurances"][insurance], _FILE["payers"][payer]
        found[key] = {"zh": f"{named['zh']}（{by['zh']}）", "en": f"{named['en']} ({by['en']})"}
    return found


def tier_keys(keys: list[str]) -> dict[str, Said]:
    """Labels of wage tiers, where the key is one of the usual ones or ends in a bracket."""
    found = {}
    for key in keys:
        first = _FILE["tiers"].get(key[:2])
        if first and key != first["zh"]:
            found[key] = {"zh": key.replace("(", "（").replace(")", "）"), "en": f"{first['en']}, own line"}
        elif first:
            found[key] = first
    return found


def bracket_keys(keys: list[str]) -> dict[str, Said]:
    """Labels of the rows of a tax table."""
    return {key: {"zh": f"第{key}级", "en": f"bracket {key}"} for key in keys}


def named(name: str, body: dict[str, Any], keys: dict[str, Said] | None = None) -> dict[str, Any]:
    """A parameter with its names: its own, those of its columns and of its variants. Raises KeyError for none."""
    out: dict[str, Any] = dict(LABELS[name])
    for field, value in body.items():
        if field == "columns":
            value = {column: {"unit": unit, **LABELS[f"{name}.{column}"]} for column, unit in value.items()}
        if field == "values":
            used = {row["key"] for row in value if row.get("key")}
            labels = {key: label for key, label in (KEYS.get(name, {}) | (keys or {})).items() if key in used}
            out |= {"keys": labels} if labels else {}
        out[field] = value
    return out
