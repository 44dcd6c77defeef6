"""The texts in our own words that a pack of rules brings: short Markdown, in one language or in both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HEADING = re.compile(r"#\s*(.+)")


@dataclass(frozen=True, slots=True)
class SchemeText:
    """One text: its heading in each language ("" where there is none) and its paragraphs as (words, language)."""

    heading_zh: str
    heading_en: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The heading in the page's language, else in the other."""
        own, other = (self.heading_en, self.heading_zh) if _english() else (self.heading_zh, self.heading_en)
        return own or other

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs in the page's language; those of the other language where there are none in it."""
        language = "en" if _english() else "zh"
        own = tuple(words for words, written_in in self.paragraphs if written_in == language)
        return own or tuple(words for words, _ in self.paragraphs)


def texts_of(texts: Mapping[str, str]) -> tuple[SchemeText, ...]:
    """The texts of a pack, in the order of their names."""
    return tuple(_text(text) for text in texts.values())


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _text(text: str) -> SchemeText:
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip())]
    title = _HEADING.fullmatch(blocks[0]) if blocks else None
    zh, en = _sides(title.group(1)) if title else ("", "")
    rest = blocks[1:] if title else blocks
    return SchemeText(zh, en, tuple((block, language_of(block)) for block in rest))


def language_of(words: str) -> str:
    """zh where a third of the letters or more are Chinese: an English text may quote Chinese terms."""
    chinese = len(_CHINESE.findall(words))
    latin = len(re.findall(r"[A-Za-z]+", words))
    return "zh" if chinese > latin else "en"


def _sides(heading: str) -> tuple[str, str]:
    """A heading that is written as Chinese, then English."""
    last = max((m.end() for m in _CHINESE.finditer(heading)), default=0)
    return heading[:last].strip(), heading[last:].strip()
