"""A post file from what a reader made of a published advert; what the advert does not say stays not stated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import PostFileError, post_from
from carepost.domain.week import DAY, parse_clock
from carepost.domain.wording import declared_form

_BY_MONTH = re.compile(r"按整?月(?:工时)?(?:结|发|计发)|月结|每月\d{1,2}[日号](?:发|结)")
_NO_INSURANCE = re.compile(r"(?:无|没有|不(?:买|缴|交|上|参加|购买))(?:五险|社保|社会保险)|只买意外险")
_NO_FUND = re.compile(r"(?:无|没有|不缴|不交)(?:住房)?公积金|无五险一金|没有五险一金")
_UNNAMED = re.compile(r"^某|未具名|未列|之一|汇总|合计|家企业|家用人单位|各地")
_UNSTATED = re.compile(r"^未列|^未载明")
_WORKING_DAYS = re.compile(r"周一(?:至|到|-|–|—|~)周五|星期一(?:至|到)星期五|双休|周末双休")
_CLOCKS = re.compile(r"\d{1,2}[:：]\d{2}")
_AGES = re.compile(r"(\d{2})\s*[-–—~至到]\s*(\d{2})\s*周?岁")
_PIECE = re.compile(r"计件|元/(?:件|个|盒|双|套)|每件")
_PER = {"month": "month", "hour": "hour", "day": "day", "piece": "piece", "mixed": "month"}


def reported_post(reading: Mapping[str, str], advert: Mapping[str, str], *, place: str) -> PostFile:
    """A reported post: the reading of an advert, the advert's own columns and the code of its place ("" if unknown).

    `reading` has the columns of a listings reading (pay_kind, pay_min_yuan, ...), `advert` those of the listing (title,
    employer, pay_text, hours_text, requirements, other, ...). All facts carry mark S. A batch's range is not the post's
    pay. What no post can have (ages the wrong way round, a million hours) is left not stated.
    """
    return _as_far_as_possible(
        {
            "source": "reported",
            "mark": "S",
            "title": _stated(advert, "title"),
            "text": "\n".join(
                filter(None, (advert.get(k, "") for k in ("title", "pay_text", "hours_text", "requirements")))
            ),
            "place": place,
            "place_words": advert.get("place", ""),
            "headcount": advert.get("headcount", "")
            if reading.get("headcount_min") or reading.get("headcount_max")
            else "",
            "form": declared_form(advert.get("title", ""), advert.get("pay_text", ""), advert.get("hours_text", "")),
            "employer": {"name": "" if _UNNAMED.search(advert.get("employer", "")) else advert.get("employer", "")},
            "pay": _pay(reading, advert),
            "hours": _hours(reading, advert),
            "insurance": _insurance(advert),
            "asks": _asks(reading, advert),
            "work": {"duties": _stated(advert, "title"), "at_home": _at_home(reading)},
        }
    )


def _as_far_as_possible(data: dict[str, Any]) -> PostFile:
    """The post without the values that are refused; each refusal names one."""
    while True:
        try:
            return post_from(data)
        except PostFileError as refused:
            part, _, name = refused.field.partition(".")
            if name:
                del data[part][name.partition(".")[0].partition("[")[0]]
            else:
                del data[part]


def _stated(advert: Mapping[str, str], column: str) -> str:
    words = advert.get(column, "")
    return "" if _UNSTATED.search(words) else words


def _pay(reading: Mapping[str, str], advert: Mapping[str, str]) -> dict[str, Any]:
    kind, words = reading.get("pay_kind", ""), advert.get("pay_text", "")
    of_batch = reading.get("pay_is_range_of_batch") == "yes"
    return {
        "per": _PER.get(kind),
        "low": None if of_batch else reading.get("pay_min_yuan") or None,
        "high": None if of_batch else reading.get("pay_max_yuan") or None,
        "piece": "yes" if kind == "piece" or (_PIECE.search(words) and "计时" not in words) else None,
        "negotiable": "yes" if "面议" in words else None,
        "settled_every_days": 30 if _BY_MONTH.search(words) else None,
    }


def _hours(reading: Mapping[str, str], advert: Mapping[str, str]) -> dict[str, Any]:
    least, most = reading.get("hours_per_day_min") or None, reading.get("hours_per_day_max") or None
    return {"a_day_min": least, "a_day_max": most, "pattern": _pattern(reading, advert.get("hours_text", ""))}


def _pattern(reading: Mapping[str, str], words: str) -> dict[str, Any] | None:
    """Weekly shifts only where both clock times and the days are printed, and nothing else is."""
    start, end = reading.get("weekday_start"), reading.get("weekday_end")
    if not start or not end or not _WORKING_DAYS.search(words) or len(_CLOCKS.findall(words)) != 2:
        return None
    span = (parse_clock(end) - parse_clock(start)) % DAY
    if str(reading.get("hours_per_day_max") or "") not in (f"{span / 60:g}", f"{span / 60:.1f}"):
        # A break whose place in the day is not printed: hours only.
        return None
    shift = {"days": [1, 2, 3, 4, 5], "start": start, "end": end}
    return {"kind": "fixed", "alternatives": [{"shifts": [shift]}]}


def _insurance(advert: Mapping[str, str]) -> dict[str, Any]:
    words = "；".join(advert.values())
    return {
        "social": "no" if _NO_INSURANCE.search(words) else None,
        "housing_fund": "no" if _NO_FUND.search(words) else None,
    }


def _asks(reading: Mapping[str, str], advert: Mapping[str, str]) -> dict[str, Any]:
    words = advert.get("requirements", "")
    ages = _AGES.search(words)
    return {
        "conditions": words,
        "sex": _sex(reading.get("blocked_wording", "")),
        "age_min": ages[1] if ages else None,
        "age_max": ages[2] if ages else None,
    }


def _sex(blocked: str) -> str | None:
    """The sex that the blocked words limit the post to or prefer."""
    women, men = re.search(r"女|妈妈|宝妈", blocked), "男" in blocked
    if bool(women) == men:
        return None
    sex = "women" if women else "men"
    return f"{sex}_preferred" if "优先" in blocked else sex


def _at_home(reading: Mapping[str, str]) -> str | None:
    kinds = reading.get("flexibility", "").split("|")
    return "yes" if {"remote", "take_home"} & set(kinds) else None
