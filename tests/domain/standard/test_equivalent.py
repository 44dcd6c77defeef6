"""The lowest pay of a post, brought to an hour and to a month."""

import pytest

from carepost.domain.standard import LowestPay, lowest_pay, post_from


@pytest.mark.parametrize(
    ("pay", "hours", "expected"),
    [
        ({"per": "hour", "low": "24"}, {"a_week": 20}, LowestPay(2400, 208000)),
        ({"per": "month", "low": "2600"}, {"a_week": 30}, LowestPay(2000, 260000)),
        ({"per": "day", "low": "160"}, {"a_day_min": 8, "a_day_max": 8, "days_a_week": 3}, LowestPay(2000, 208000)),
        ({"per": "day", "low": "120"}, {"a_day_min": 8, "a_day_max": 8, "days_a_week": 5}, LowestPay(1500, 260000)),
        ({"per": "month", "low": "2600"}, {}, LowestPay(None, 260000)),
        ({"per": "hour", "low": "24"}, {}, LowestPay(2400, None)),
        ({"per": "month", "high": "4000"}, {"a_week": 30}, LowestPay(None, None)),
        ({"per": "piece", "low": "0.5", "guaranteed_month": "2200"}, {"a_week": 40}, LowestPay(None, 220000)),
        ({}, {"a_week": 40}, LowestPay(None, None)),
    ],
)
def test_an_hour_and_a_month(pay: dict[str, str], hours: dict[str, int], expected: LowestPay) -> None:
    assert lowest_pay(post_from({"title": "收银员", "pay": pay, "hours": hours})) == expected
