"""Fairs: who may make one, who comes, and a plan that keeps clear of everybody's school run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.records.carers import drop_week, erase_person, export_of, oneself
from carepost.records.employers import Employer
from carepost.records.hiring import (
    Fair,
    FairGuest,
    FairNotFound,
    FairTalk,
    access_fair,
    cancel_fair,
    change_fair,
    drop_desk,
    fairs_ahead,
    fairs_of_bureau,
    free_on,
    guest_of,
    holidays_unsaid,
    join_fair,
    leave_fair,
    make_fair,
    open_fair,
    plan_talks,
    set_desk,
    talks_of,
)
from carepost.records.hiring.scores import scores_of
from carepost.records.people import notices_of
from carepost.records.posts import Post
from tests.records.hiring.build import AT, DAY, PLAN, carer, clerk, fair, open_post, owner, seeker
from tests.records.posts.build import employer, place

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.reason.zh


def test_a_plan_keeps_clear_of_the_school_run_and_everybody_is_told() -> None:
    made = fair("emp1", "emp2")
    mother, afternoons = seeker(1), seeker(2, p="", t="2_1330-1600")
    for user in (mother, afternoons):
        join_fair(fair=made, user=user, at=AT)
    table = plan_talks(fair=made, by=clerk(), at=AT)
    assert Fair.objects.get().state == "planned"
    # Only her week fits the posts (9:00 to 15:00 every day); the other has no talk although she could come.
    assert {talk.guest.user_id for talk in talks_of(made)} == {mother.pk}
    assert len(table.appointments) == 2
    (start, end) = free_on(made, mother)[0]
    for talk in talks_of(made, user=mother):
        assert start <= talk.start
        assert talk.end <= end
        assert not 12 * 60 < talk.end <= 13 * 60
    assert "2 场面谈" in notices_of(mother)[0].text.zh
    assert "排不上" in notices_of(afternoons)[0].text.zh
    assert len(talks_of(made, employer=employer("emp1"))) == 1


def test_the_farther_of_home_and_school_counts_at_both_ends_of_her_free_span() -> None:
    made = fair()
    near = {"home": "22.52,113.39", "school": "22.52,113.44"}
    others, hers = seeker(1, **near), seeker(2, **near, drop="12345_0800-0830")
    # The post is at the fair: about 1 km from home, 6 km from school; the week is 8:30 to 16:00.
    assert free_on(made, others) == ((8 * 60 + 45, 15 * 60 + 45),)
    assert free_on(made, hers) == ((9 * 60 + 15, 15 * 60 + 15),)
    scores = scores_of(list(Post.objects.all()), [others, hers])
    assert {score.user for score in scores} == {others.pk}


def test_in_the_school_holidays_her_week_of_the_holidays_counts() -> None:
    made = fair(plan=replace(PLAN, school_holiday=True))
    told = seeker(1, hol="own", ht="2_1330-1600")
    same, never, silent = seeker(2, hol="same"), seeker(3, hol="own", ht="6_0900-1200"), seeker(4)
    assert free_on(made, told) == ((13 * 60 + 30, 16 * 60),)
    assert free_on(made, same) == free_on(fair(), same)
    assert free_on(made, never) == ()
    # Who has not said it is asked; until then her week of term stands.
    assert free_on(made, silent) == free_on(fair(), silent)
    assert [holidays_unsaid(made, user) for user in (told, same, never, silent)] == [False, False, False, True]
    assert not holidays_unsaid(fair(), silent)


def test_planning_again_takes_the_place_of_the_plan_before() -> None:
    made = fair()
    first, second = seeker(1), seeker(2)
    join_fair(fair=made, user=first, at=AT)
    plan_talks(fair=made, by=clerk(), at=AT)
    FairGuest.objects.create(fair=made, user=second, code="late", at=AT)
    plan_talks(fair=Fair.objects.get(), by=clerk(), at=AT + timedelta(hours=1))
    assert {talk.guest.user_id for talk in talks_of(made)} == {first.pk, second.pk}
    assert FairTalk.objects.count() == 2


def test_a_guest_who_leaves_frees_her_talks_and_data_is_told_and_erased() -> None:
    made, user = fair(), seeker(1)
    join_fair(fair=made, user=user, at=AT)
    plan_talks(fair=made, by=clerk(), at=AT)
    (told,) = export_of(user, at=AT)["fairs"]
    assert told["fair"] == made.code
    assert len(told["talks"]) == 1
    assert leave_fair(fair=made, user=user, at=AT)
    assert not leave_fair(fair=made, user=user, at=AT)
    assert talks_of(made) == ()
    join = replace(PLAN, title="第二场")
    again = fair(plan=join)
    join_fair(fair=again, user=user, at=AT)
    erase_person(user=user, by=oneself(user), at=AT)
    assert not FairGuest.objects.exists()


def test_registering_needs_a_week_and_an_open_fair() -> None:
    made = fair(opened=False)
    user = seeker(1)
    assert "不能报名" in refused(lambda: join_fair(fair=made, user=user, at=AT))
    open_fair(fair=made, by=clerk(), at=AT)
    assert "说说您的一周" in refused(lambda: join_fair(fair=made, user=carer("13700000009"), at=AT))
    assert "不能报名" in refused(lambda: join_fair(fair=made, user=user, at=AT + timedelta(days=30)))
    guest = join_fair(fair=made, user=user, at=AT)
    assert join_fair(fair=made, user=user, at=AT) == guest
    assert guest_of(made, user) == guest


def test_who_drops_her_week_has_no_talk() -> None:
    made, user = fair(), seeker(1)
    join_fair(fair=made, user=user, at=AT)
    drop_week(user=user, at=AT)
    assert plan_talks(fair=made, by=clerk(), at=AT).appointments == ()
    assert free_on(made, user) == ()


def test_only_officers_of_the_place_make_and_move_a_fair() -> None:
    far = clerk("370200", "far")
    assert "不负责" in refused(lambda: make_fair(place=place("442000"), plan=PLAN, by=far, at=AT))
    made = fair(opened=False)
    for act in (open_fair, cancel_fair):
        assert refused(lambda act=act: act(fair=made, by=far, at=AT))  # type: ignore[misc]
    assert refused(lambda: change_fair(fair=made, plan=PLAN, by=far, at=AT))
    assert [fair.code for fair in fairs_of_bureau(clerk())] == [made.code]
    assert fairs_of_bureau(far) == ()
    with pytest.raises(FairNotFound):
        access_fair(made.code, actor=Actor.visitor())
    assert access_fair(made.code, actor=clerk()) == made
    assert access_fair(made.code, actor=owner("emp1")) == made


def test_what_cannot_be_is_refused_with_the_remedy() -> None:
    make = lambda plan: make_fair(place=place("442000"), plan=plan, by=clerk(), at=AT)  # noqa: E731
    assert "名称" in refused(lambda: make(replace(PLAN, title="  ")))
    assert "地点" in refused(lambda: make(replace(PLAN, venue="x" * 121)))
    assert "不能早于今天" in refused(lambda: make(replace(PLAN, day=date(2026, 11, 22))))
    assert "1 到 20" in refused(lambda: make(replace(PLAN, most=0)))
    empty = make(PLAN)
    assert "单位" in refused(lambda: open_fair(fair=empty, by=clerk(), at=AT))
    made = fair()
    assert "还没有人报名" in refused(lambda: plan_talks(fair=made, by=clerk(), at=AT))
    join_fair(fair=made, user=seeker(1), at=AT)
    assert refused(lambda: plan_talks(fair=made, by=clerk("370200", "far"), at=AT))
    cancel_fair(fair=made, by=clerk(), at=AT)
    assert refused(lambda: plan_talks(fair=made, by=clerk(), at=AT))
    assert refused(lambda: change_fair(fair=made, plan=PLAN, by=clerk(), at=AT))


def test_an_employer_brings_its_own_open_posts() -> None:
    made = fair("emp1")
    mine, other = owner("emp2"), open_post("other", "emp3")
    emp2 = Employer.objects.get(code="emp2")
    post = open_post("second", "emp2")
    closed = open_post("closed", "emp2", expires_on=date(2026, 11, 1))
    enter = lambda posts, tables=1, by=mine: set_desk(  # noqa: E731
        fair=made, employer=emp2, posts=posts, tables=tables, by=by, at=AT
    )
    assert "正在招聘" in refused(lambda: enter([other]))
    assert "正在招聘" in refused(lambda: enter([closed]))
    assert "正在招聘" in refused(lambda: enter([]))
    assert "1 到 50" in refused(lambda: enter([post], 0))
    assert "只有" in refused(lambda: enter([post], by=owner_of_another()))
    enter([post], 2)
    assert made.desks.get(employer=emp2).tables == 2
    drop_desk(fair=made, employer=emp2, by=mine, at=AT)
    assert not made.desks.filter(employer=emp2).exists()
    cancel_fair(fair=made, by=clerk(), at=AT)
    assert "不能更改" in refused(lambda: enter([post]))


def owner_of_another() -> Actor:
    return Actor(code="owner9", roles=frozenset(), appointments=frozenset())


def test_a_fair_is_announced_until_its_day() -> None:
    made = fair()
    assert [each.code for each in fairs_ahead(DAY)] == [made.code]
    assert fairs_ahead(DAY + timedelta(days=1)) == ()
    assert fairs_ahead(DAY, place_prefix="37") == ()
