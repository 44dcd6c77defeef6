"""The words that every card of a list repeats, looked up once for all of them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from carepost.web.public.cards import icon
from carepost.web.templatetags.words import not_stated

register = template.Library()


@register.simple_tag
def card_labels() -> dict[str, str]:
    """The names of the facts, "not stated", and the arrow, in the page's language."""
    return {
        "pay": gettext("薪酬"),
        "hours": gettext("工时"),
        "travel": gettext("路上"),
        "place": gettext("地点"),
        "insurance": gettext("保险"),
        "certificate": gettext("认定"),
        "employer": gettext("单位"),
        "not_stated": not_stated(),
        "more": icon("more"),
    }
