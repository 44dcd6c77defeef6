"""Notices: told once, newest first, read all together, and never leading off the site."""

from datetime import UTC, datetime

import pytest

from carepost.domain.facts import Text
from carepost.records.people import User, notices_of, notify, read_notices, unread_count

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def person() -> User:
    return User.objects.create(code="person1", joined_at=AT)


def tell(person: User, key: str, url: str = "/posts/") -> bool:
    return notify(user=person, kind="alert", key=key, text=Text(f"有新岗位 {key}", f"A new post {key}"), url=url, at=AT)


def test_a_key_is_told_once_and_reading_marks_all(person: User) -> None:
    assert tell(person, "a")
    assert not tell(person, "a")
    assert tell(person, "b")
    assert [notice.key for notice in notices_of(person)] == ["b", "a"]
    assert unread_count(person) == 2
    assert read_notices(user=person, at=AT) == 2
    assert unread_count(person) == 0


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "posts/"])
def test_a_notice_leads_nowhere_else(person: User, url: str) -> None:
    with pytest.raises(ValueError, match="address of this site"):
        tell(person, "a", url)
