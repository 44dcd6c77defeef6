"""The main job in one piece: faults mended by their findings, certified, opened, found, and told by a saved search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.roles import Actor
from carepost.domain.search import parse_search
from carepost.domain.standard import apply_fix, post_from, post_templates
from carepost.domain.week import Answer
from carepost.records.carers import Frequency, save_search
from carepost.records.certification import certify_case
from carepost.records.people import notices_of
from carepost.records.posts import (
    Unfit,
    blocks_of,
    edit_post,
    post_file_of,
    publish_post,
    search,
    start_post,
    submit_checked,
)
from carepost.records.queue import Task, Worker
from tests.records.carers.build import carer
from tests.records.certification.build import AT, TODAY, clerk, owner, taken
from tests.records.posts.build import employer, place

pytestmark = pytest.mark.django_db
ASKED = {"place": "442000", "week": "12345_0830-1630", "q": "收银"}


def work() -> None:
    worker = Worker(clock=lambda: AT + timedelta(hours=1))
    while worker.run_once():
        pass
    assert not Task.objects.exclude(error="").exists()


def test_from_three_faults_to_the_notice_of_a_carer() -> None:
    user = carer()
    save_search(user=user, name="收银", values=ASKED, frequency=Frequency.INSTANT, at=AT)
    template = next(t.post for t in post_templates() if t.key == "cashier").model_dump()
    template["pay"] |= {"low": "12", "high": "15"}
    template["asks"] |= {"conditions": "限女性，有健康证"}
    template["insurance"] |= {"work_injury": "no"}
    template |= {"place": "442000", "place_words": "石岐街道 1 号", "headcount": "2"}
    by = owner()
    post = start_post(employer=employer(), facts=post_from(template), by=by, at=AT)
    with pytest.raises(Unfit) as refused:
        submit_checked(post=post, by=by, at=AT)
    assert {"R01", "R10", "R11"} <= {finding.rule for finding in refused.value.findings}

    for _ in range(10):
        findings = blocks_of(post, on=TODAY)
        if not findings:
            break
        post = edit_post(post=post, facts=apply_fix(post_file_of(post), findings[0]), by=by, at=AT)
    post = submit_checked(post=post, by=by, at=AT)

    officer = clerk()
    certificate = certify_case(case=taken(post, officer), by=officer, at=AT)
    assert certificate.number.startswith("442000-2026-")
    assert search(Actor.visitor(), parse_search(ASKED), place=place("442000"), origin=None, on=TODAY).items == ()

    publish_post(post=certificate.post, by=by, at=AT + timedelta(minutes=5))
    (found,) = search(Actor.visitor(), parse_search(ASKED), place=place("442000"), origin=None, on=TODAY).items
    assert found.post.code == post.code
    assert found.fit is not None
    assert found.fit.answer is Answer.FITS
    work()
    (notice,) = notices_of(user)
    assert "收银" in notice.zh
