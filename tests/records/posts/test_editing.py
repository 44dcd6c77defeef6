"""Writing own posts: what is saved, what is refused, and that nobody overwrites anybody."""

from __future__ import annotations

import copy
import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.flow import Refusal
from carepost.domain.roles import Role
from carepost.domain.standard import PostFile, post_from, post_templates
from carepost.records.audit import trail_of
from carepost.records.posts import (
    Conflict,
    Pin,
    Post,
    PostNotFound,
    Twin,
    Unfit,
    access_own_post,
    blocks_of,
    copy_post,
    edit_post,
    expiring_posts,
    own_counts,
    own_posts,
    post_file_of,
    start_post,
    submit_checked,
    twins_of,
)
from tests.records.posts.build import AT, CLERK, OWNER, TODAY, actor, employer, own_post, reported_post

RECRUITER = actor(Role.EMPLOYER_RECRUITER, employers=("emp1",))
STRANGER = actor(Role.EMPLOYER_OWNER, employers=("emp2",))
LATER = AT + timedelta(minutes=5)


def sewing(**more: Any) -> PostFile:
    """A whole post by the template of sewing."""
    data = next(t.post for t in post_templates() if t.key == "sewing").model_dump()
    data["pay"] |= {"low": "3000", "high": "4000"}
    return post_from(data | {"place": "442000", "place_words": "石岐街道 1 号", "headcount": "2"} | more)


def draft(**more: Any) -> Post:
    return start_post(employer=employer(), facts=sewing(**more), by=OWNER, at=AT)


@pytest.mark.django_db
def test_a_draft_holds_facts_words_columns_and_the_shared_pattern() -> None:
    post = draft()
    stored = Post.objects.select_related("pattern", "place").get(pk=post.pk)
    assert (stored.state, stored.kind, stored.form) == ("draft", "own", "full_time")
    assert (stored.title, stored.headcount_text, stored.place_text) == ("平车缝纫工", "2", "石岐街道 1 号")
    assert (stored.pay_text, stored.requirements_text) == ("3000–4000 元/月", "无")
    assert "8:30–16:00" in stored.hours_text
    assert stored.pay_month_fen == 300000
    assert stored.insured is True
    assert stored.pattern is not None
    assert stored.place is not None
    assert stored.expires_on == TODAY + timedelta(days=60)
    facts = post_file_of(stored)
    assert facts == sewing(expires_on=stored.expires_on).model_copy(
        update={"employer": facts.employer, "expires_on": stored.expires_on}
    )
    assert (facts.employer.name, facts.employer.dispatch_agency) == ("中山兴隆制衣厂", "no")
    assert [e.verb for e in trail_of("post", post.code)] == ["post.drafted"]


@pytest.mark.django_db
def test_a_save_writes_one_audit_row_that_names_fields_and_no_values() -> None:
    post = draft()
    facts = sewing(headcount="3", title="缝纫工")
    edit_post(post=post, facts=facts, by=RECRUITER, at=LATER, pin=Pin(22.5, 113.4))
    stored = Post.objects.get(pk=post.pk)
    assert (stored.title, stored.headcount_text, stored.latitude) == ("缝纫工", "3", 22.5)
    assert stored.changed_at == LATER == post.changed_at
    event = trail_of("post", post.code)[-1]
    assert (event.verb, event.data) == ("post.edited", {"title": "缝纫工", "fields": "title, headcount, pin"})
    edit_post(post=stored, facts=facts, by=OWNER, at=LATER + timedelta(hours=1))
    assert len(trail_of("post", post.code)) == 2
    assert Post.objects.get(pk=post.pk).changed_at == LATER
    edit_post(post=stored, facts=facts, by=OWNER, at=LATER, pin=Pin())
    assert Post.objects.get(pk=post.pk).latitude is None


@pytest.mark.django_db
def test_who_says_it_is_known_and_not_typed() -> None:
    post = draft()
    said = sewing(source="reported", mark="S", employer={"name": "别家公司", "credit_code": "x"}, text="限女性")
    facts = post_file_of(edit_post(post=post, facts=said, by=OWNER, at=LATER))
    assert (facts.source, facts.mark.value, facts.employer.name, facts.text) == ("own", "P", "中山兴隆制衣厂", "")


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["submitted", "certified", "published", "paused", "expired", "withdrawn"])
def test_only_drafts_and_returned_posts_are_edited(state: str) -> None:
    with pytest.raises(Refusal, match="Only drafts"):
        edit_post(post=own_post("own1", state), facts=sewing(), by=OWNER, at=AT)


@pytest.mark.django_db
def test_nobody_else_edits_copies_or_starts() -> None:
    post, reported = draft(), reported_post("r1", employer=employer())
    for who in (STRANGER, CLERK, actor(Role.CARER)):
        with pytest.raises(Refusal, match="belongs neither"):
            edit_post(post=post, facts=sewing(), by=who, at=AT)
        with pytest.raises(Refusal, match="belongs neither"):
            copy_post(post=post, by=who, at=AT)
        with pytest.raises(Refusal, match="belongs neither"):
            start_post(employer=employer(), facts=sewing(), by=who, at=AT)
    for refused in (edit_post, copy_post):
        with pytest.raises(Refusal, match="belongs neither"):
            refused(post=reported, by=OWNER, at=AT, **({"facts": sewing()} if refused is edit_post else {}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"title": ""}, ValidationError, "title"),
        ({"title": "工" * 121}, ValidationError, "title"),
        ({"place": "999999"}, Refusal, "no such place"),
        ({"expires_on": date(2026, 11, 21)}, Refusal, "today or later"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    wrong: dict[str, Any], error: type[Exception], words: str
) -> None:
    post = draft()
    with pytest.raises(error, match=words):
        edit_post(post=post, facts=sewing(**wrong), by=OWNER, at=LATER)
    assert Post.objects.get(pk=post.pk).title == post.title == "平车缝纫工"
    with pytest.raises(ValidationError, match="latitude"):
        edit_post(post=post, facts=sewing(), by=OWNER, at=LATER, pin=Pin(22.5, None))


@pytest.mark.django_db
def test_a_draft_whose_last_day_is_past_can_still_be_edited() -> None:
    post = draft()
    Post.objects.filter(pk=post.pk).update(expires_on=TODAY - timedelta(days=1))
    post.refresh_from_db()
    edit_post(post=post, facts=post_file_of(post).model_copy(update={"headcount": "9"}), by=OWNER, at=LATER)
    assert Post.objects.get(pk=post.pk).headcount_text == "9"


@pytest.mark.django_db
def test_a_stale_copy_changes_nothing_even_within_one_tick() -> None:
    post = draft()
    stale = copy.copy(post)
    edit_post(post=post, facts=sewing(headcount="3"), by=OWNER, at=AT)
    with pytest.raises(Conflict, match="reload"):
        edit_post(post=stale, facts=sewing(headcount="4"), by=RECRUITER, at=AT)
    assert Post.objects.get(pk=post.pk).headcount_text == "3"


def test_of_two_savers_one_wins_and_the_other_is_told(committed_db: object) -> None:
    code = draft().code
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def save(headcount: str) -> None:
        try:
            post = Post.objects.select_related("employer").get(code=code)
            ready.wait()
            outcomes.append(edit_post(post=post, facts=sewing(headcount=headcount), by=OWNER, at=LATER).headcount_text)
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in ("3", "4")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [outcome for outcome in outcomes if outcome != "conflict"]
    assert len(outcomes) == 2
    assert Post.objects.get(code=code).headcount_text == won
    assert len(trail_of("post", code)) == 2


@pytest.mark.django_db
def test_a_copy_says_the_same_and_stands_for_itself() -> None:
    post = edit_post(post=draft(), facts=sewing(), by=OWNER, at=AT, pin=Pin(22.5, 113.4))
    certified = {"certificate_number": "A1", "certified_on": TODAY}
    Post.objects.filter(pk=post.pk).update(state="published", expires_on=TODAY, **certified)
    post.refresh_from_db()
    later = AT + timedelta(days=30)
    other = copy_post(post=post, by=RECRUITER, at=later)
    assert (other.state, other.title, other.latitude, other.certificate_number) == ("draft", "平车缝纫工", 22.5, None)
    assert other.expires_on == TODAY + timedelta(days=90)
    assert other.pattern_id == post.pattern_id
    assert post_file_of(other).pay.low == Decimal(3000)


@pytest.mark.django_db
def test_what_blocks_is_mended_before_a_post_is_handed_in() -> None:
    post = draft(pay={"per": "month", "low": "100", "in_kind": "no"})
    assert [f.rule for f in blocks_of(post, on=TODAY)] == ["R02"]
    with pytest.raises(Unfit, match="1 findings") as refused:
        submit_checked(post=post, by=OWNER, at=AT)
    assert [f.rule for f in refused.value.findings] == ["R02"]
    assert Post.objects.get(pk=post.pk).state == "draft"
    edit_post(post=post, facts=sewing(), by=OWNER, at=LATER)
    assert submit_checked(post=post, by=OWNER, at=LATER).state == "submitted"


@pytest.mark.django_db
def test_the_same_post_twice_needs_a_word() -> None:
    first, second = draft(), draft(title=" 平车·缝纫工 ")
    assert twins_of(second) == (first,)
    with pytest.raises(Twin) as refused:
        submit_checked(post=second, by=OWNER, at=AT)
    assert refused.value.posts == (first,)
    assert submit_checked(post=second, by=OWNER, at=AT, another=True).state == "submitted"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"title": "样衣工"},
        {"place": "370200"},
        {"hours": {"pattern": {"kind": "output"}}},
    ],
)
def test_another_title_place_or_pattern_is_another_post(change: dict[str, Any]) -> None:
    draft()
    assert twins_of(draft(**change)) == ()


@pytest.mark.django_db
def test_posts_that_are_over_or_of_others_are_no_twins() -> None:
    over, theirs = draft(), draft()
    Post.objects.filter(pk=over.pk).update(state="withdrawn")
    Post.objects.filter(pk=theirs.pk).update(employer=employer("emp2", "别家"))
    assert twins_of(draft()) == ()


@pytest.mark.django_db
def test_members_see_their_own_posts_and_nobody_elses() -> None:
    post, theirs = draft(), own_post("own2", "published", employer=employer("emp2", "别家"))
    reported_post("r1", employer=employer())
    assert access_own_post(RECRUITER, post.code) == post
    for who, code in ((OWNER, theirs.code), (OWNER, "r1"), (CLERK, post.code), (STRANGER, post.code)):
        with pytest.raises(PostNotFound):
            access_own_post(who, code)
    assert own_posts(OWNER, "emp1").items == (post,)
    assert own_posts(OWNER, "emp2").items == own_posts(STRANGER, "emp1").items == ()
    assert own_counts(OWNER, "emp1") == {"draft": 1}
    assert own_counts(OWNER, "emp2") == {}


@pytest.mark.django_db
def test_the_list_of_own_posts_has_pages_states_and_a_constant_number_of_queries() -> None:
    for n in range(5):
        own_post(f"own{n}", "published" if n % 2 else "draft", expires_on=TODAY + timedelta(days=10 * n))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = own_posts(OWNER, "emp1", states=("draft",), page=99, per_page=2)
        assert [p.employer and p.place and p.pattern for p in page.items] == [None]
    assert len(queries) == 2
    assert (page.count, page.page, page.pages) == (3, 2, 2)
    assert [p.code for p in expiring_posts(OWNER, "emp1", on=TODAY)] == ["own1"]
