"""Citations as a Chinese reader writes them, for tools/build_packs.py: 劳动合同法 art.68 -> 第六十八条."""

from __future__ import annotations

import re
from typing import Any

from tools.pack_words import WORDS

_DIGITS = "零一二三四五六七八九"
_PART = re.compile(r"(?P<name>.*?) ?(?P<kind>art|item)\.? ?(?P<numbers>[\d(),\-]+)$")
_NUMBER = re.compile(r"(\d+)(?:\((\d+)\))?(?:-(\d+))?")
_MEMORY = re.compile(r" ?\((?:no\.|end date) from memory\)")
# Statutes whose bracketed number is a paragraph (款); in all others it is an item (项).
_PARAGRAPHS = ("女职工劳动保护特别规定", "妇女权益保障法第四十八条", "就业促进法第二十七条")


def numeral(number: int) -> str:
    """A number below 200 in Chinese numerals: 68 -> 六十八."""
    if number >= 100:
        rest = number % 100
        return "一百" + ("" if rest == 0 else "零" + _DIGITS[rest] if rest < 10 else _tens(rest))
    return _DIGITS[number] if number < 10 else numeral_tens(number)


def numeral_tens(number: int) -> str:
    """A number from 10 to 99, where ten itself has no 一 before it."""
    return _tens(number).removeprefix("一") if number < 20 else _tens(number)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"


def cited(basis: str, statute: str = "") -> dict[str, Any]:
    """`document` (the names, each once) and `article` (the whole citation) of a legal basis; {} for a blank one.

    `statute` is the one that a part without a name of its own belongs to. Raises KeyError for words without a
    Chinese form.
    """
    if not basis:
        return {}
    names: list[str] = []
    parts: list[str] = []
    for part in (each.strip() for each in WORDS.get(basis, basis).split(";")):
        name, article = _part(part, names[-1] if names else statute)
        names.append(name)
        parts.append(article)
    document = "；".join(dict.fromkeys(names))
    article = "；".join(parts)
    return {"document": document} | ({"article": article} if article != document else {})


def numbered(document: str) -> str:
    """The number of a document; what the table remembers only is said in Chinese."""
    return WORDS.get(document) or cited(document).get("article") or cited(document).get("document", "")


def _part(part: str, before: str) -> tuple[str, str]:
    found = _PART.fullmatch(part)
    if found is None:
        name = WORDS.get(part) or _MEMORY.sub("（凭记忆）", part)
        if re.search(r"[A-Za-z]", name):
            raise KeyError(part)
        return name, name
    name = found["name"].strip() or before
    name = WORDS.get(name, name)
    suffix = "条" if found["kind"] == "art" else "项"
    numbers = [_one(name, number, suffix) for number in _NUMBER.findall(found["numbers"])]
    return name, name + "、".join(numbers)


def _one(name: str, number: tuple[str, str, str], suffix: str) -> str:
    first, bracket, last = number
    said = f"第{numeral(int(first))}{suffix}"
    if bracket:
        said += f"第{numeral(int(bracket))}" + ("款" if (name + said).startswith(_PARAGRAPHS) else "项")
    return said + (f"至第{numeral(int(last))}{suffix}" if last else "")
