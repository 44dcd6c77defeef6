"""Filters of the bureau's pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from carepost.domain.facts import Text
from carepost.domain.standard import Level
from carepost.records.certification import BatchRow
from carepost.records.posts import POST_LIFE, Post, State
from carepost.web.templatetags.words import stated

register = template.Library()


@register.filter
def state_of(post: Post) -> Text:
    """The state of a post in both languages."""
    return POST_LIFE.states[State(post.state)]


@register.filter
def level_name(value: str) -> Text:
    """The name of a stored level in both languages."""
    return Level(value).label


@register.filter
def in_language(row: BatchRow, column: str) -> SafeString:
    """A frozen line's column in the page's language; words that exist in Chinese only are marked as such."""
    english = (get_language() or "").startswith("en")
    said = getattr(row, f"{column}_en" if english else column)
    return stated(said) if not said or said == getattr(row, column) else format_html("{}", said)
