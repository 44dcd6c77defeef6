"""The list by batch: numbered, frozen, each certificate in one batch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from carepost.domain.roles import Actor
from carepost.records.audit import trail_of
from carepost.records.certification import (
    Batch,
    BatchNotFound,
    BatchRow,
    access_batch,
    batches_in,
    close_batch,
    rows_of,
    waiting_for_batch,
)
from carepost.records.posts import Post, withdraw_post
from tests.records.certification.build import AT, TODAY, certified, clerk, owner, published, reviewer
from tests.records.certification.test_cases import refusal
from tests.records.posts.build import place

pytestmark = pytest.mark.django_db


def test_a_batch_holds_what_stands_since_the_last_one() -> None:
    by, here = clerk(), place("442000")
    assert "no new certificate" in refusal(close_batch, place=here, by=by, at=AT)
    published("own1")
    certified("own2", place=place("442000114"))
    withdrawn = published("own3")
    withdraw_post(post=withdrawn, by=owner(), at=AT, reason="已招满。")
    batch = close_batch(place=here, by=by, at=AT)
    rows = rows_of(batch)
    assert (batch.number, batch.closed_on, batch.label, batch.demo) == (1, TODAY, "妈妈岗", False)
    assert [(r.line, r.number, r.post_code) for r in rows] == [
        (1, "442000-2026-00001", "own1"),
        (2, "442000-2026-00002", "own2"),
    ]
    first = rows[0]
    assert (first.title, first.employer, first.level) == ("平车缝纫工", "中山兴隆制衣厂", "lawful")
    assert (first.pay, first.pay_en) == ("2600–3200 元/月", "2600–3200 yuan a month")
    assert first.place.startswith("广东省中山市")
    assert waiting_for_batch(here, at=AT).count() == 0
    certified("own4", demo=True)
    second = close_batch(place=here, by=by, at=AT + timedelta(days=1))
    assert (second.number, second.demo, len(rows_of(second))) == (2, True, 1)
    assert [b.number for b in batches_in()] == [2, 1]
    assert [b.number for b in batches_in(("4420",))] == [2, 1]
    assert batches_in(("3702",)) == batches_in(()) == ()
    assert trail_of("batch", batch.code)[0].verb == "batch.closed"


def test_a_certificate_that_ran_out_is_not_published() -> None:
    certified("own1")
    later = AT + timedelta(days=60)
    assert "no new certificate" in refusal(close_batch, place=place("442000"), by=clerk(), at=later)


def test_only_who_covers_the_place_closes_its_batch() -> None:
    certified("own1")
    for who in (clerk("far", "370200"), owner(), Actor.visitor()):
        assert refusal(close_batch, place=place("442000"), by=who, at=AT)
    assert "do not cover" in refusal(close_batch, place=place("440000"), by=clerk(), at=AT)
    assert close_batch(place=place("440000"), by=reviewer(), at=AT).number == 1


def test_a_published_list_stays_as_it_was_whatever_becomes_of_the_posts() -> None:
    published("own1")
    batch = close_batch(place=place("442000"), by=clerk(), at=AT)
    withdraw_post(post=Post.objects.get(code="own1"), by=owner(), at=AT, reason="已招满。")
    assert rows_of(access_batch(batch.code))[0].number == "442000-2026-00001"
    changes = (
        lambda: BatchRow.objects.update(title="改"),
        lambda: BatchRow.objects.all().delete(),
        lambda: Batch.objects.update(number=9),
        lambda: batch.delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(BatchNotFound):
        access_batch("nothing")
