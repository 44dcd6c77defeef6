"""Flexibility, weekends and the school run in the whole row. Every text is invented for this test."""

from __future__ import annotations

import pytest

from carepost.domain.listings import Advert, Reader, read

FLEXIBILITY = [
    ("弹性", "none_stated"),
    ("工作时间灵活", "none_stated"),
    ("弹性工时", "none_stated"),
    ("flexible hours", "none_stated"),
    ("送完孩子再上班", "flexible_start_end"),
    ("送娃后到岗", "flexible_start_end"),
    ("把孩子送到学校后上班", "flexible_start_end"),
    ("错峰上下班", "flexible_start_end"),
    ("可提前半小时下班", "flexible_start_end"),
    ("可晚到早走", "flexible_start_end"),
    ("不打卡", "flexible_start_end"),
    ("上下班时间自由", "flexible_start_end"),
    ("无固定上班时间", "flexible_start_end"),
    ("9:00-17:00，可协商", "flexible_start_end"),
    ("8:00-9:30弹性到岗", "flexible_start_end"),
    ("no fixed hours", "flexible_start_end"),
    ("start after dropping the children at school", "flexible_start_end"),
    ("不得提前下班", "none_stated"),
    ("班次可选", "choose_slot"),
    ("早晚班任选", "choose_slot"),
    ("自选时段", "choose_slot"),
    ("自主接单", "choose_slot"),
    ("根据家庭情况排班", "choose_slot"),
    ("按接送孩子时间排班", "choose_slot"),
    ("三班二选一", "choose_slot"),
    ("choose your own shifts", "choose_slot"),
    ("随时可请假", "leave_as_needed"),
    ("请假方便", "leave_as_needed"),
    ("家里有急事可离岗", "leave_as_needed"),
    ("孩子生病请假不扣全勤", "leave_as_needed"),
    ("可随时请假接孩子", "leave_as_needed"),
    ("time off when a child is ill", "leave_as_needed"),
    ("领料回家加工", "take_home"),
    ("可带回家做", "take_home"),
    ("居家手工", "take_home"),
    ("居家办公", "remote"),
    ("可远程", "remote"),
    ("在家上班即可", "remote"),
    ("work from home", "remote"),
    ("不支持居家办公", "none_stated"),
    ("远程办公暂不支持", "none_stated"),
    ("接受远程面试", "none_stated"),
    ("以结果为导向", "output_based"),
    ("绩效考核", "output_based"),
    ("居家办公，完成任务即可", "remote|output_based"),
    ("每天6小时", "short_day"),
    ("9:00-15:30", "short_day"),
    ("半天班", "short_day"),
    ("8小时制或6小时制任选", "short_day"),
    ("每天4-8小时", "none_stated"),
    ("部分岗位可居家办公", "none_stated"),
    ("通勤车接送上下班", "none_stated"),
]


@pytest.mark.parametrize(("text", "expected"), FLEXIBILITY)
def test_only_named_kinds_of_flexibility_are_read(text: str, expected: str) -> None:
    assert read(Advert(title="普工", hours_text=text)).flexibility == expected


WEEKEND = [
    ("双休", "yes"),
    ("周末双休", "yes"),
    ("周六日休息", "yes"),
    ("周末不强制", "yes"),
    ("周末加班自愿", "yes"),
    ("周末不用上班", "yes"),
    ("周末及法定节假日休息", "yes"),
    ("节假日、周末均不上班", "yes"),
    ("周一至周五", "yes"),
    ("周一到周五9:00-16:00", "yes"),
    ("做五休二", "yes"),
    ("周末可陪孩子", "yes"),
    ("无周末班", "yes"),
    ("Monday to Friday", "yes"),
    ("weekends off", "yes"),
    ("单休", "no"),
    ("大小周", "no"),
    ("做六休一", "no"),
    ("月休4天", "no"),
    ("周末需上班", "no"),
    ("周末轮班", "no"),
    ("周一至周六", "no"),
    ("仅周末", "no"),
    ("上二休二", "no"),
    ("每周工作六天", "no"),
    ("周一至周五，周六上午上班", "no"),
    ("six days a week", "no"),
    ("法定节假日休息", "unstated"),
    ("周末可调休", "unstated"),
    ("月休8天", "unstated"),
    ("灵活", "unstated"),
    ("", "unstated"),
]


@pytest.mark.parametrize(("text", "expected"), WEEKEND)
def test_weekends(text: str, expected: str) -> None:
    assert read(Advert(hours_text=text)).weekend_off == expected


SCHOOL_RUN = [
    ("方便接送孩子", "yes"),
    ("送娃后到岗", "yes"),
    ("16:30可接娃", "yes"),
    ("不影响接送孩子", "yes"),
    ("与学校作息同步", "yes"),
    ("放学后孩子可到厂写作业", "yes"),
    ("孩子上学后再来", "yes"),
    ("in time for the school run", "yes"),
    ("leave early to pick up children", "yes"),
    ("无法接送孩子", "no"),
    ("来不及接娃", "no"),
    ("cannot pick up children", "no"),
    ("孩子就近上学", "unstated"),
    ("家长会可请假", "unstated"),
    ("9:00-15:00", "unstated"),
    ("班车接送", "unstated"),
    ("可带娃上班", "unstated"),
]


@pytest.mark.parametrize(("text", "expected"), SCHOOL_RUN)
def test_the_school_run_counts_only_when_named(text: str, expected: str) -> None:
    assert read(Advert(hours_text=text)).school_run_friendly == expected
    assert read(Advert(other=text)).school_run_friendly == expected


def test_blocked_words_are_those_of_the_wording_check() -> None:
    assert read(Advert(requirements="海报写有“男士优先”，无五险一金")).blocked_wording == "男士优先|无五险一金"
    assert read(Advert(requirements="不限性别；不得写女性优先")).blocked_wording == ""


def test_the_wording_check_is_the_callers_to_give() -> None:
    reading = Reader(blocked=lambda text: ["押金"] if "押金" in text else []).read(Advert(other="须交押金"))
    assert reading.blocked_wording == "押金"
    assert [(s.field, s.start, s.end) for s in reading.spans["blocked_wording"]] == [("other", 2, 4)]


def test_the_annotations_of_a_collection_are_no_words_of_the_advert() -> None:
    assert read(Advert(other="flag=remote;row_type=take_home")).flexibility == "none_stated"
