"""Filters that put the words of packs on a page: in the reader's language where there are such, else marked as data."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import DatedValue, Doubt, value_in_words, words_for
from carepost.records.places import get_place
from carepost.web.templatetags.words import not_stated, say_quoting

register = template.Library()
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
DOUBTS = {
    Doubt.MAY_HAVE_LAPSED: Text("可能已失效", "may have lapsed"),
    Doubt.CONFLICT: Text("来源不一致", "sources disagree"),
    Doubt.UNCONFIRMED: Text("待核实", "not confirmed"),
}
_TONES = {Mark.P: "", Mark.S: "quiet", Mark.D: "quiet", Mark.M: "warn", Mark.N: "warn"}


@register.filter
def told(text: Text) -> SafeString:
    """A label or sentence of a pack in the page's language; what stays in the other language in it is marked."""
    if (get_language() or "").startswith("en"):
        return say_quoting(text)
    return _marked(text.zh) if _LATIN.search(text.zh) else format_html("{}", text.zh)


@register.filter
def written(value: str) -> SafeString:
    """Words that a pack writes: said in the page's language where they have such a form, else marked as data."""
    if not value:
        return not_stated()
    known = words_for(value)
    return told(known) if known else _marked(value)


@register.filter
def as_written(words: str) -> SafeString:
    """A paragraph as it is written, marked as data."""
    return _marked(words)


@register.filter
def place_or_word(key: str) -> SafeString:
    """A variant: the name of a place by its code, else the words of the pack."""
    place = get_place(key) if key.isdigit() else None
    return told(place.text) if place else written(key)


@register.filter
def value_said(value: DatedValue) -> SafeString:
    """A dated value with its unit."""
    known = value_in_words(value)
    return told(known) if known else written(str(value.value))


@register.filter
def doubt_word(doubt: Doubt) -> Text:
    """What is doubtful about a value, in a word."""
    return DOUBTS[doubt]


@register.filter
def mark_tone(mark: Mark) -> str:
    """The tone of the badge of a mark: the weaker the source, the louder."""
    return _TONES[mark]


def _marked(words: str) -> SafeString:
    """Words of the other language as data; a sentence in English that quotes Chinese marks the quotation alone."""
    chinese = len(_CHINESE.findall(words)) > len(_LATIN.findall(words))
    if not chinese and (get_language() or "").startswith("en"):
        return say_quoting(Text(words, words))
    return format_html('<span lang="{}" data-source>{}</span>', "zh" if chinese else "en", words)
