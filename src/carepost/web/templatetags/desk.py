"""Filters of the bureau's pages."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from carepost.domain.facts import Text
from carepost.domain.rules import DatedValue
from carepost.domain.standard import Level
from carepost.records.certification import BatchRow
from carepost.records.packs import Version
from carepost.records.posts import POST_LIFE, Post, State
from carepost.web.templatetags.words import not_stated, say_quoting, stated, words

register = template.Library()
# A run of Latin words, names and figures between them: params/x.yaml, child_age_limit.
_LATIN = re.compile(r"([A-Za-z][\w./:+\-()'\"\[\]{}= ,]*)")


@register.filter
def state_of(post: Post) -> Text:
    """The state of a post in both languages."""
    return POST_LIFE.states[State(post.state)]


@register.filter
def mixed(text: Text) -> SafeString:
    """A sentence that quotes names of files and keys: what is of the other language in it is marked as data."""
    if (get_language() or "").startswith("en"):
        return say_quoting(text)
    # Split by a pattern with one group: every second part is Latin.
    parts = enumerate(_LATIN.split(text.zh))
    marked = (format_html('<span translate="no">{}</span>', part) if n % 2 else part for n, part in parts)
    return format_html_join("", "{}", ((part,) for part in marked))


@register.filter
def pack_value(value: DatedValue) -> SafeString:
    """A dated value as the pack states it, with its unit; what it may be, where it is not stated."""
    if value.value == "none":
        return format_html("{}", gettext("文件没有这项要求"))
    if value.value == "not_stated":
        could = format_html(" {}", words(" / ".join(value.candidates))) if value.candidates else ""
        return format_html("{}{}", not_stated(), could)
    return words(f"{value.value} {value.unit}".strip())


@register.filter
def fault_said(fault: dict[str, str]) -> SafeString:
    """What the check found, in both languages' words."""
    return mixed(Text(fault["zh"], fault["en"]))


@register.filter
def named(names: dict[str, str], code: str) -> str:
    """The name of somebody by her code."""
    return names.get(code, code)


@register.filter
def standing_tone(standing: str) -> str:
    """The tone of the badge of a version."""
    return {"staged": "warn", "waiting": "info", "in_force": "", "refused": "block"}.get(standing, "quiet")


@register.filter
def level_name(value: str) -> Text:
    """The name of a stored level in both languages."""
    return Level(value).label


@register.filter
def in_language(row: BatchRow | Version, column: str) -> SafeString:
    """A row's column in the page's language; words that exist in Chinese only are marked as such."""
    english = (get_language() or "").startswith("en")
    said = getattr(row, f"{column}_en" if english else column)
    return stated(said) if not said or said == getattr(row, column) else format_html("{}", said)
