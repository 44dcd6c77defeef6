"""Numbers without gaps, how long a certificate stands, what the demo's say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from carepost.domain.flow import Refusal
from carepost.domain.standard import newest_standard
from carepost.records.certification import Certificate, certificate_of, certificates_of, certify_case
from carepost.records.certification.certificates import expiry_of, recheck_after
from carepost.records.certification.items import hash_of
from carepost.records.posts import Conflict, Post
from tests.records.certification.build import AT, certified, clerk, reviewer, submitted, taken
from tests.records.posts.build import own_post, place


@pytest.mark.django_db
def test_numbers_run_by_county_and_year() -> None:
    by = reviewer(place="440000")
    numbers = [
        certified("own1", by).number,
        certified("own2", by, place=place("442000114")).number,
        certified("own3", by, place=place("441900"), facts__place="441900").number,
        certified("own4", by, at=datetime(2027, 1, 5, tzinfo=UTC), expires_on=date(2027, 6, 1)).number,
    ]
    assert numbers == ["442000-2026-00001", "442000-2026-00002", "441900-2026-00001", "442000-2027-00001"]


@pytest.mark.django_db
def test_a_demo_certificate_says_so_and_takes_no_real_number() -> None:
    demo, real = certified("own1", demo=True), certified("own2")
    assert (demo.number, demo.demo) == ("演示-442000-2026-00001", True)
    assert (real.number, real.demo) == ("442000-2026-00001", False)


@pytest.mark.django_db
def test_a_certificate_ends_with_the_post_or_when_its_items_are_due_again() -> None:
    edition = newest_standard()
    months = {c.recheck_months for c in edition.criteria}
    assert (min(months), max(months)) == (6, 12)
    on = date(2026, 11, 23)
    assert recheck_after(edition, on) == date(2027, 5, 23)
    assert expiry_of(own_post("a", "draft", expires_on=date(2026, 12, 31)), edition, on) == date(2026, 12, 31)
    assert expiry_of(own_post("b", "draft", expires_on=date(2030, 1, 1)), edition, on) == date(2027, 11, 23)


@pytest.mark.django_db
def test_a_certificate_keeps_what_was_certified() -> None:
    certificate = certified()
    post = certificate.post
    assert certificate_of(post) == certificate
    assert certificates_of(post) == (certificate,)
    assert len(certificate.items) == len(newest_standard().criteria)
    assert certificate.facts_hash == hash_of(post)
    changed = own_post("other", "draft", facts=post.facts | {"headcount": "3"})
    assert re.fullmatch(r"[0-9a-f]{64}", hash_of(changed))
    assert hash_of(changed) != certificate.facts_hash
    assert certificate.seen["rules"] == {"R32": "info"}
    assert certificate_of(changed) is None


@pytest.mark.django_db
def test_a_post_without_a_place_cannot_be_numbered() -> None:
    by = clerk()
    post = submitted(facts__place="442000")
    Post.objects.filter(pk=post.pk).update(place=None)
    post.refresh_from_db()
    with pytest.raises(Refusal, match="place of work"):
        certify_case(case=taken(post, by), by=by, at=AT)


@pytest.mark.django_db
def test_a_decision_that_fails_gives_its_number_back() -> None:
    by = clerk()
    case = taken(submitted("own1"), by)
    Post.objects.filter(code="own1").update(state="withdrawn")
    with pytest.raises(Conflict), transaction.atomic():
        certify_case(case=case, by=by, at=AT)
    assert certified("own2").number == "442000-2026-00001"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"), [("level", "splendid"), ("expires_on", date(2026, 1, 1)), ("officer", None)]
)
def test_the_database_refuses_what_cannot_be(column: str, value: object) -> None:
    certificate = certified()
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**{column: value})
