"""Who acts for the bureau: the checks that every operation of this room begins with."""

from __future__ import annotations

from datetime import datetime

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor, Role
from carepost.records.employers import members_of
from carepost.records.people import User, notify
from carepost.records.posts import Post, roles_on

NOT_YOURS = Text("这个岗位不在您负责的地区。", "This post does not lie in the area that you cover.")
WORDS_MOST = 1000


def officer_of(by: Actor, post: Post, *roles: Role) -> User:
    """The person behind an actor who covers the post in one of the roles (any officer's unless told).

    Raises Refusal for anybody else.
    """
    if not roles_on(by, post) & (frozenset(roles) or OFFICERS):
        raise Refusal(NOT_YOURS)
    return person_of(by)


def person_of(by: Actor) -> User:
    """The person behind an actor. Raises Refusal for a visitor and for the system: decisions are people's."""
    user = User.objects.filter(code=by.code).first() if by.code else None
    if user is None:
        raise Refusal(Text("请先登录。", "Log in first."))
    return user


def checked_words(words: str, what: Text, *, most: int = WORDS_MOST) -> str:
    """Words trimmed. Raises Refusal when there are none or too many."""
    words = words.strip()
    if not words or len(words) > most or "\x00" in words:
        raise Refusal(
            Text("请写明{what}，不超过 {most} 字。", "Say {what}, in at most {most} characters.").format(
                what=what, most=most
            )
        )
    return words


def tell_members(post: Post, *, kind: str, key: str, text: Text, at: datetime, url: str = "") -> None:
    """A notice to everybody who acts for the post's employer."""
    if post.employer is None:
        return
    for member in members_of(post.employer):
        notify(user=member.user, kind=kind, key=key, text=text, url=url or f"/employer/posts/{post.code}/", at=at)
