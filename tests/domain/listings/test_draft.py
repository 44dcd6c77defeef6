"""The draft post behind an advert: what is stated, and not_stated everywhere else."""

from __future__ import annotations

import json

import pytest

from carepost.domain.listings import Advert, DraftPost, Reader, draft_post


def drafted(**columns: str) -> DraftPost:
    advert = Advert(**columns)
    return draft_post(advert, Reader().understand(advert))


def test_a_full_advert_becomes_a_draft_in_fen() -> None:
    post = drafted(
        title="面包房小时工",
        employer="某面包房",
        city="某市",
        place="某街道",
        headcount="3名",
        pay_text="22.5元/小时",
        hours_text="7:00-11:00，周一至周五",
        requirements="18-50岁，健康证，初中以上，无需经验",
    )
    assert [(p.basis, p.low_fen, p.high_fen, p.words) for p in post.pay] == [("hour", 2250, 2250, "22.5元/小时")]
    assert (post.declared_form, post.declared_form_words) == ("part_time", "小时工")
    assert (post.weekday_start, post.weekday_end, post.weekend_off) == ("07:00", "11:00", "yes")
    assert (post.headcount_min, post.headcount_max) == (3, 3)
    needs = post.requirements
    assert (needs.education, needs.age_min, needs.age_max) == ("初中", 18, 50)
    assert (needs.health_certificate, needs.experience) == ("required", "none")


def test_a_silent_advert_states_nothing() -> None:
    post = drafted()
    assert (post.title, post.headcount_min, post.declared_form) == ("not_stated", "not_stated", "not_stated")
    assert (post.weekday_start, post.hours_per_day_max, post.weekend_off) == ("not_stated",) * 3
    assert (post.pay, post.windows, post.flexibility) == ((), (), ())
    assert (post.requirements.education, post.requirements.age_max) == ("not_stated", "not_stated")


@pytest.mark.parametrize(
    ("title", "pay", "form"),
    [
        ("钟点工", "", "part_time"),
        ("小时工（早班）", "", "part_time"),
        ("周末兼职促销", "", "part_time"),
        ("文员（全职）", "", "full_time"),
        ("非全日制保洁", "", "part_time"),
        ("part-time cashier", "", "part_time"),
        ("会计", "可兼职", "not_stated"),
        ("普工", "多为钟点工", "not_stated"),
        ("面向全职妈妈的岗位", "", "not_stated"),
    ],
)
def test_the_declared_form_is_what_the_words_call_it(title: str, pay: str, form: str) -> None:
    assert drafted(title=title, pay_text=pay).declared_form == form


@pytest.mark.parametrize(
    ("words", "education", "age_min", "age_max", "experience"),
    [
        ("大专及以上学历，两年以上会计经验", "大专", "not_stated", "not_stated", "2 years"),
        ("学历不限，45周岁以下", "不限", "not_stated", 45, "not_stated"),
        ("年满18周岁，高中以上", "高中", 18, "not_stated", "not_stated"),
        ("本科；对12周岁以下儿童负有抚养义务", "本科", "not_stated", "not_stated", "not_stated"),
        ("经验不限", "not_stated", "not_stated", "not_stated", "none"),
    ],
)
def test_requirements(words: str, education: str, age_min: object, age_max: object, experience: str) -> None:
    needs = drafted(requirements=words).requirements
    assert (needs.education, needs.age_min, needs.age_max) == (education, age_min, age_max)
    assert needs.experience == experience


def test_annual_pay_is_kept_for_the_post_and_is_no_monthly_pay() -> None:
    advert = Advert(pay_text="年薪9.6万元")
    understood = Reader().understand(advert)
    assert (understood.reading.pay_kind, understood.reading.pay_min_yuan) == ("unstated", "")
    assert "annual" in understood.reading.notes
    assert [(p.basis, p.low_fen) for p in draft_post(advert, understood).pay] == [("year", 9_600_000)]


def test_a_night_window_says_that_it_ends_on_the_next_day() -> None:
    (window,) = drafted(hours_text="夜班22:00-6:00").windows
    assert (window.start, window.end, window.overnight, window.shift) == ("22:00", "06:00", True, "夜班")


def test_the_draft_is_plain_json() -> None:
    post = drafted(title="文员", pay_text="3000元/月", hours_text="早班7:00-13:00；晚班13:00-19:00")
    assert json.loads(json.dumps(post.as_json()))["windows"][1]["shift"] == "晚班"
