"""Running saved searches: each post is told once per search, whoever dies on the way."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.search import BadParameter
from carepost.records.carers.matching import new_posts
from carepost.records.carers.models import AlertHit, SavedSearch
from carepost.records.carers.sealed import query_of
from carepost.records.people import notify, send_text
from carepost.records.posts import Post

log = logging.getLogger(__name__)

# A post whose opening commits while a round runs bears an earlier time than the round: looked for again next time.
OVERLAP = timedelta(hours=1)
NOTICE_KIND = "alert"


@transaction.atomic
def run_alert(*, search: SavedSearch, at: datetime) -> int:
    """Tells her of posts that fit, opened since the last run and were not told yet; returns how many.

    One notice or text for all of them. The row is locked: two workers at once tell nothing twice.
    """
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("user").get(pk=search.pk)
    if search.paused or not search.user.is_active:
        return 0
    found = _found(search, at)
    told = set(AlertHit.objects.filter(search=search, post__in=found).values_list("post_id", flat=True))
    fresh = [post for post in found if post.pk not in told]
    AlertHit.objects.bulk_create(AlertHit(search=search, post=post, told_at=at) for post in fresh)
    search.since, search.last_run = max(search.since, at - OVERLAP), at
    search.save(update_fields=["since", "last_run"])
    if fresh:
        _tell(search, fresh, at)
    return len(fresh)


def _found(search: SavedSearch, at: datetime) -> tuple[Post, ...]:
    """None for a search that can no longer be read: it needs a week that she no longer keeps."""
    try:
        return new_posts(query_of(search), user=search.user, since=search.since, at=at)
    except BadParameter as bad:
        log.info("saved search %s was not run: %s", search.code, bad.parameter)
        return ()


def _tell(search: SavedSearch, posts: list[Post], at: datetime) -> None:
    """The key is the first of the posts: a post is told once, so that the key is new exactly for new posts."""
    key = f"{NOTICE_KIND}:{search.code}:{posts[0].code}"
    number = len(posts)
    if search.on_site:
        text = Text("“{name}”有 {number} 个新岗位。", "{number} new for “{name}”.").format(
            name=search.name, number=number
        )
        notify(user=search.user, kind=NOTICE_KIND, key=key, text=text, url=f"/me/searches/{search.code}/posts/", at=at)
    if search.by_text:
        send_text(user=search.user, text=words_of_text(search, number), key=key, at=at)


def words_of_text(search: SavedSearch, number: int) -> str:
    """The text message: a number and the link that stops it, nothing else, because it may stand on a locked screen."""
    words = f"您订阅的搜索有 {number} 条新内容，请登录查看。"
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{words}停止提醒 {origin}/me/stop/{quote(search.token)}/ " if origin else words
