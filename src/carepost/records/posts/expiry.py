"""Own posts close by themselves on the day after their last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.records.posts.life import CLOSABLE
from carepost.records.posts.models import Post
from carepost.records.posts.operations import Conflict, expire_post
from carepost.records.queue import handler


@handler("posts.expire_due", daily_hour=0)
def expire_due(payload: dict[str, Any], at: datetime) -> None:
    """Closes every post whose last day is past; harmless when repeated, because a closed post is no longer due."""
    due = Post.objects.filter(state__in=CLOSABLE, expires_on__lt=timezone.localdate(at)).select_related("employer")
    for post in due.order_by("pk").iterator(chunk_size=500):
        try:
            expire_post(post=post, by=Actor.system(), at=at)
        except Conflict:
            continue  # moved by somebody since we read it: theirs stands, tomorrow's task looks again
