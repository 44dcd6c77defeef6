"""Pay as adverts write it -> kind and amounts. Every text is invented for this test."""

from __future__ import annotations

import pytest

from carepost.domain.listings import Advert, read

PAY = [
    # a month
    ("3000元/月", "month", "3000", "3000"),
    ("月薪4000-5000元", "month", "4000", "5000"),
    ("４０００～５０００元／月", "month", "4000", "5000"),
    ("4500—6000", "month", "4500", "6000"),
    ("4,500-6,000元", "month", "4500", "6000"),
    ("4.5k-6k", "month", "4500", "6000"),
    ("6-8K", "month", "6000", "8000"),
    ("1.2万/月", "month", "12000", "12000"),
    ("1万2每月", "month", "12000", "12000"),
    ("8千-1万", "month", "8000", "10000"),
    ("三千五", "month", "3500", "3500"),
    ("月薪两千八百元", "month", "2800", "2800"),
    ("每月三四千元", "month", "3000", "4000"),
    ("3-4千元/月", "month", "3000", "4000"),
    ("三千到四千五一个月", "month", "3000", "4500"),
    ("月收入3000至4500元", "month", "3000", "4500"),
    ("薪资：3200元", "month", "3200", "3200"),
    ("工资3500块一个月", "month", "3500", "3500"),
    ("每月工资3300", "month", "3300", "3300"),
    ("¥5000/月", "month", "5000", "5000"),
    ("人民币6000元每月", "month", "6000", "6000"),
    ("2800元/月，缴纳五险一金", "month", "2800", "2800"),
    ("3600元/月，包吃住，餐补15元/天", "month", "3600", "3600"),
    ("3600元/月+全勤奖200元", "month", "3600", "3600"),
    ("试用期2800元，转正后3300元", "month", "3300", "3300"),
    ("5000元·13薪", "month", "5000", "5000"),
    ("4000 yuan a month", "month", "4000", "4000"),
    ("RMB 5,000-7,000 per month", "month", "5000", "7000"),
    ("monthly pay of 3,000 to 4,000 yuan", "month", "3000", "4000"),
    ("月薪面议", "month", "", ""),
    # least, most, about
    ("3500元以上", "month", "3500", ""),
    ("4000元/月以上", "month", "4000", ""),
    ("4000+", "month", "4000", ""),
    ("月入过万元", "month", "10000", ""),
    ("不低于2360元/月", "month", "2360", ""),
    ("最低3000元/月", "month", "3000", ""),
    ("3000多元/月", "month", "3000", ""),
    ("每月2600余元", "month", "2600", ""),
    ("3000元/月起", "month", "3000", ""),
    ("保底工资3000元/月", "month", "3000", ""),
    ("最高可达8000元/月", "month", "", "8000"),
    ("月入可达6000元", "month", "", "6000"),
    ("不超过3000元/月", "month", "", "3000"),
    ("每月不足2000元", "month", "", "2000"),
    ("旺季每月5000元", "month", "", "5000"),
    ("约3000元/月", "month", "3000", "3000"),
    ("3000元/月左右", "month", "3000", "3000"),
    ("平均月薪3400元", "month", "3400", "3400"),
    ("up to 5,000 yuan a month", "month", "", "5000"),
    ("at least 3,000 yuan per month", "month", "3000", ""),
    ("about 3,200 yuan a month", "month", "3200", "3200"),
    # an hour, a day
    ("20元/小时", "hour", "20", "20"),
    ("18-22元/小时，周结", "hour", "18", "22"),
    ("时薪25元", "hour", "25", "25"),
    ("每小时22.5元", "hour", "22.5", "22.5"),
    ("一小时二十块", "hour", "20", "20"),
    ("20元/h起", "hour", "20", ""),
    ("小时工资18元", "hour", "18", "18"),
    ("25 yuan an hour", "hour", "25", "25"),
    ("¥25-30/hr", "hour", "25", "30"),
    ("日薪150元", "day", "150", "150"),
    ("120-150元/天", "day", "120", "150"),
    ("一天一百五十元", "day", "150", "150"),
    ("日结160元", "day", "160", "160"),
    ("150 yuan a day", "day", "150", "150"),
    # by the piece
    ("计件", "piece", "", ""),
    ("计件工资，多劳多得", "piece", "", ""),
    ("0.5元/件", "piece", "0.5", "0.5"),
    ("每双1.5-2元", "piece", "1.5", "2"),
    ("8毛/个", "piece", "0.8", "0.8"),
    ("5分钱一个", "piece", "0.05", "0.05"),
    ("每单30元，月入3000元左右", "piece", "30", "30"),
    ("单价由3元/件涨到4元/件", "piece", "4", "4"),
    ("2 yuan per piece", "piece", "2", "2"),
    ("piece rate", "piece", "", ""),
    # two bases
    ("计件，月入3000-5000元", "mixed", "3000", "5000"),
    ("底薪2500元+提成", "mixed", "2500", ""),
    ("底薪3000+绩效，综合5000-7000元/月", "mixed", "5000", "7000"),
    ("20元/小时，每月约2400元", "mixed", "2400", "2400"),
    ("piece rate, about 3,000 yuan a month", "mixed", "3000", "3000"),
    ("base pay 3,000 yuan plus commission", "mixed", "3000", ""),
    ("计件+计时", "mixed", "", ""),
    # by result
    ("按业绩提成", "output", "", ""),
    ("验收合格后计酬", "output", "", ""),
    ("多劳多得", "output", "", ""),
    ("完成任务目标后付酬", "output", "", ""),
    # nothing said of this post
    ("", "unstated", "", ""),
    ("面议", "unstated", "", ""),
    ("薪酬不变", "unstated", "", ""),
    ("收入比原来少一半", "unstated", "", ""),
    ("一名员工上月挣了3800元", "unstated", "", ""),
    ("有的宝妈每月挣5000元", "unstated", "", ""),
    ("年薪10万元", "unstated", "", ""),
    ("缴纳五险一金", "unstated", "", ""),
    ("收入可观，电话13800001234", "unstated", "", ""),
    ("部分岗位月薪超8000元", "month", "", ""),
]


@pytest.mark.parametrize(("text", "kind", "low", "high"), PAY)
def test_pay_is_read_by_the_conventions(text: str, kind: str, low: str, high: str) -> None:
    reading = read(Advert(pay_text=text))
    assert (reading.pay_kind, reading.pay_min_yuan, reading.pay_max_yuan) == (kind, low, high)


BATCH = [
    ("2000-8000元/月（整体区间）", "", "yes"),
    ("3000-9000元/月（招聘会岗位）", "", "yes"),
    ("2500-6000元/月", "薪资为本批岗位区间", "yes"),
    ("3000-10000 yuan a month across all posts", "", "yes"),
    ("2500-6000元/月", "2026年春季招聘会", "no"),
    ("人均3000元/月", "整批区间未列", "no"),
    ("3000元/月", "", "no"),
]


@pytest.mark.parametrize(("pay", "other", "expected"), BATCH)
def test_the_range_of_a_whole_list_is_marked(pay: str, other: str, expected: str) -> None:
    assert read(Advert(pay_text=pay, other=other)).pay_is_range_of_batch == expected


def test_an_amount_names_the_words_it_was_read_from() -> None:
    pay = "月薪：３０００－３５００元（税前）"
    (span,) = read(Advert(pay_text=pay)).spans["pay_min_yuan"]
    assert (span.field, pay[span.start : span.end], span.words) == (
        "pay_text",
        "３０００－３５００元",
        "３０００－３５００元",
    )


def test_pay_stands_in_its_own_column_only() -> None:
    assert read(Advert(other="另一家厂3000-3500元/月", requirements="月薪5000元")).pay_kind == "unstated"
