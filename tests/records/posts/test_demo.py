"""The generated city in the database: marked as demo, whole, and going on where it was stopped."""

from datetime import UTC, date, datetime
from itertools import islice

import pytest

from carepost.domain.population import City, demo_city, shipped_towns
from carepost.domain.roles import Actor
from carepost.records.employers import Employer, Origin, add_demo_employers
from carepost.records.posts import Post, State, add_demo_posts, demo_post_count, post_file_of, visible_to

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
ON = date(2026, 11, 22)
CERTIFIED = {State.CERTIFIED, State.PUBLISHED, State.PAUSED}


def city(posts: int) -> City:
    return demo_city(on=ON, towns=shipped_towns("442000"), employers=5, posts=posts)


def store(made: City, first: int = 0) -> list[int]:
    employers = add_demo_employers(employers=made.employers, at=AT)
    return list(add_demo_posts(city=made, employers=employers, first=first, at=AT))


def test_every_post_and_employer_is_marked_and_keeps_its_facts() -> None:
    made = city(40)
    assert store(made) == [40]
    assert demo_post_count() == 40
    assert set(Employer.objects.values_list("origin", flat=True)) == {Origin.DEMO}
    for generated, post in zip(made.posts(), Post.objects.order_by("pk"), strict=True):
        assert post_file_of(post).title == generated.facts["title"] == post.title
        assert (post.certificate_number is not None) == (post.state in CERTIFIED)
        assert post.certificate_number is None or post.certificate_number.startswith("演示")
        assert (post.pattern_id is None) == (generated.pattern is None)
        assert (post.latitude, post.longitude) == (generated.point.latitude, generated.point.longitude)
        assert (post.opened_at is None) == (generated.published_on is None)


def test_the_public_sees_what_is_published_alone() -> None:
    store(city(40))
    assert set(visible_to(Actor.visitor(), on=ON).values_list("state", flat=True)) == {State.PUBLISHED}


def test_a_stopped_load_goes_on_and_a_full_one_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carepost.records.posts.demo.BATCH", 8)
    made = city(20)
    employers = add_demo_employers(employers=made.employers, at=AT)
    assert list(islice(add_demo_posts(city=made, employers=employers, first=0, at=AT), 1)) == [8]
    assert store(made, first=demo_post_count()) == [16, 20]
    assert store(made, first=demo_post_count()) == []
    assert Employer.objects.count() == 5
    assert len(set(Post.objects.values_list("code", flat=True))) == 20
