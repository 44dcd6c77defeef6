"""Filters that put the two languages and the words of sources on a page."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from carepost.domain.facts import Text
from carepost.domain.rules import halves
from carepost.domain.standard import describe_hours, describe_pay
from carepost.records.posts import Post, post_file_of

register = template.Library()
# A run of Chinese with the figures and brackets of a document's number: 鲁政字〔2025〕140号.
_CHINESE = re.compile(r"((?:[0-9]*[\u3400-\u9fff〔〕《》（）、，；：]+)+)")


@register.filter
def say(text: Text) -> str:
    """The side of a bilingual Text for the page's language."""
    return text.say(get_language() or "zh-hans")


@register.filter
def say_quoting(text: Text) -> SafeString:
    """Like `say`; names and words that stay Chinese in an English sentence (a document, a quotation) are marked."""
    said = say(text)
    if said == text.zh != text.en:
        return format_html("{}", said)
    # Split by a pattern with one group: every second part is Chinese.
    parts = ((words(part) if n % 2 else part,) for n, part in enumerate(_CHINESE.split(said)))
    return format_html_join("", "{}", parts)


@register.filter
def both(recorded: str) -> SafeString:
    """Words of a pack recorded as 中文 · English, by the page's language; an empty value says "not stated"."""
    return say_quoting(halves(recorded)) if recorded else not_stated()


@register.filter
def words(value: object) -> SafeString:
    """Words as recorded (a name, a title, a source's text): marked as Chinese and as data, never translated."""
    return format_html('<span lang="zh" data-source>{}</span>', value)


@register.filter
def stated(value: object) -> SafeString:
    """Like `words`; an empty value says "not stated" in the page's language."""
    return words(value) if value else not_stated()


@register.filter
def quoted(value: object) -> SafeString:
    """Words as recorded, between quotation marks."""
    return format_html('<q lang="zh" data-source>{}</q>', value)


@register.filter
def pay_line(post: Post) -> SafeString:
    """What a post pays: as read where an amount was, else in the words of its source."""
    said = describe_pay(post_file_of(post))
    return format_html("{}", say(said)) if said else stated(post.pay_text)


@register.filter
def hours_line(post: Post) -> SafeString:
    """When a post works: as read where hours were, else in the words of its source."""
    said = describe_hours(post_file_of(post))
    return format_html("{}", say(said)) if said else stated(post.hours_text)


def not_stated() -> SafeString:
    """The answer where a source says nothing."""
    return format_html('<span class="cp-none">{}</span>', gettext("未载明"))
