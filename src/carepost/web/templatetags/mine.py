"""What a page shows to the person who looks at it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from carepost.records.carers import has_saved
from carepost.records.posts import Post
from carepost.web.access import person_of

register = template.Library()


@register.inclusion_tag("carer/_save_button.html", takes_context=True)
def save_button(context: Context, post: Post) -> dict[str, Any]:
    """A button that marks a post to find again, or takes the mark away; a visitor's leads past the login."""
    user = person_of(context["request"])
    return {
        "post": post,
        "known": user is not None,
        "saved": user is not None and has_saved(user, post),
        "csrf_token": context.get("csrf_token", ""),
    }
