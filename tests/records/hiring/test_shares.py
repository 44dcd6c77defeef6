"""Job shares: two who together cover a post, and neither is named before both say yes."""

from __future__ import annotations

from typing import Any

import pytest

from carepost.domain.flow import Refusal
from carepost.records.hiring import (
    SharePair,
    access_pair,
    answer_pair,
    can_be_shared,
    drop_share,
    pair_up,
    shares_of,
    wish_share,
    wishes_of,
)
from carepost.records.people import User, notices_of
from carepost.records.posts import Post
from tests.records.hiring.build import AT, carer, open_post, seeker
from tests.records.hiring.test_fairs import refused

pytestmark = pytest.mark.django_db


def full_time(**changes: Any) -> Post:
    return open_post(start="08:00", end="17:00", **changes)


def halves() -> tuple[User, User]:
    """One who can in the mornings, one in the afternoons."""
    return seeker(1, p="", t="12345_0730-1330"), seeker(2, p="", t="12345_1200-1800")


def test_two_halves_find_each_other_and_learn_nothing_before_both_agree() -> None:
    post, (first, second) = full_time(), halves()
    wish_share(post=post, user=first, alone=False, at=AT)
    assert shares_of(first) == ()
    wish_share(post=post, user=second, alone=False, at=AT)
    (hers,), (his,) = shares_of(first), shares_of(second)
    assert hers.partner is None
    assert his.partner is None
    assert hers.mine == his.theirs
    assert hers.mine != hers.theirs
    assert "合岗" in notices_of(first)[0].text.zh
    assert second.name not in notices_of(first)[0].text.zh
    answer_pair(pair=hers.pair, user=first, yes=True, at=AT)
    (hers,), (his,) = shares_of(first), shares_of(second)
    assert hers.said_yes
    assert not his.said_yes
    assert hers.partner is None
    assert his.partner is None
    answer_pair(pair=his.pair, user=second, yes=True, at=AT)
    assert shares_of(first)[0].partner == (second.name, "13900000002")
    assert shares_of(second)[0].partner == (first.name, "13900000001")


def test_a_no_ends_it_and_the_two_are_not_brought_together_again() -> None:
    post, (first, second) = full_time(), halves()
    for user in (first, second):
        wish_share(post=post, user=user, alone=False, at=AT)
    pair = shares_of(first)[0].pair
    answer_pair(pair=pair, user=second, yes=False, at=AT)
    assert shares_of(first) == ()
    assert "没有成" in notices_of(first)[0].text.zh
    assert pair_up(post=post, at=AT) == 0
    assert refused(lambda: answer_pair(pair=pair, user=first, yes=True, at=AT))
    third = seeker(3, p="", t="12345_1200-1800")
    wish_share(post=post, user=third, alone=False, at=AT)
    assert shares_of(first)[0].pair.state == "proposed"


def test_who_drops_out_ends_her_pair() -> None:
    post, (first, second) = full_time(), halves()
    for user in (first, second):
        wish_share(post=post, user=user, alone=False, at=AT)
    assert drop_share(post=post, user=first, at=AT)
    assert not drop_share(post=post, user=first, at=AT)
    assert shares_of(second) == ()
    assert [wish.post_id for wish in wishes_of(second)] == [post.pk]


def test_a_pair_is_nobody_else_s() -> None:
    post, (first, second) = full_time(), halves()
    for user in (first, second):
        wish_share(post=post, user=user, alone=False, at=AT)
    pair = SharePair.objects.get()
    stranger = carer("13600000001")
    with pytest.raises(Refusal):
        access_pair(pair.code, user=stranger)
    assert refused(lambda: answer_pair(pair=pair, user=stranger, yes=True, at=AT))


def test_what_cannot_be_divided_or_has_no_week_is_refused() -> None:
    short = open_post("short", days="1", start="09:00", end="12:00")
    assert not can_be_shared(short)
    assert can_be_shared(full_time())
    unknown = open_post("unknown", pattern=None)
    assert "不能两人分担" in refused(lambda: wish_share(post=unknown, user=seeker(1), alone=False, at=AT))
    assert "上班的时间" in refused(
        lambda: wish_share(post=full_time(code="p9"), user=carer("13600000002"), alone=False, at=AT)
    )
