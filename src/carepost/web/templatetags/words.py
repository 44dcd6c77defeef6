"""Filters that put the two languages and the words of sources on a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from carepost.domain.facts import Text

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """The side of a bilingual Text for the page's language."""
    return text.say(get_language() or "zh-hans")


@register.filter
def words(value: object) -> SafeString:
    """Words as recorded (a name, a title, a source's text): marked as Chinese and as data, never translated."""
    return format_html('<span lang="zh" data-source>{}</span>', value)


@register.filter
def stated(value: object) -> SafeString:
    """Like `words`; an empty value says "not stated" in the page's language."""
    return words(value) if value else not_stated()


def not_stated() -> SafeString:
    """The answer where a source says nothing."""
    return format_html('<span class="cp-none">{}</span>', gettext("未载明"))
