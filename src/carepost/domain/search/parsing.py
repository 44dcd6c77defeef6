"""The parameters of a search, read from an address or refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.search.query import HOME, KINDS, SavedWeek, SearchQuery, Sort
from carepost.domain.travel import Point, TravelError, Way, parse_point
from carepost.domain.week import DAY, Week, WeekError, WeekProfile, Window, parse_clock

PLACE_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
MINUTES = re.compile(r"[1-9][0-9]{0,2}")
MOST_COMMUTE = 240
YUAN = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?")
DAYS = re.compile(r"[1-7]{1,7}")
WORKING_DAYS = "12345"
MOST_CHARACTERS = 100
MOST_WORDS = 8
# A point to four decimals is some ten metres: nobody's travel needs more, and an address may be passed on.
DECIMALS = 4


class BadParameter(ValueError):
    """A parameter whose value has the wrong form; `message` says what to write instead."""

    def __init__(self, parameter: str, message: Text) -> None:
        super().__init__(message.en)
        self.parameter = parameter
        self.message = message


def parse_search(values: Mapping[str, str], *, saved: SavedWeek | None = None) -> SearchQuery:
    """Reads place, from, school, way, commute, q, week, holiday, days, start, end, pay_min, kind, sort, show and page.

    An empty value is as good as none, and unknown parameters are passed over: chat programs add their own to a shared
    address (so does `from=groupmessage`, which is no place). `saved` is what the person who asks keeps: `week=saved`
    and `from=home` stand for it, the latter for home and school alike; `school` stands beside another `from` alone.
    `week` wins over `days`, `start` and `end`. Raises BadParameter.
    """
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    profile, origin = _profile(given, saved), _origin(given.get("from"), saved)
    school = _school(given.get("school"))
    kept_way = saved.way if saved and origin == HOME else None
    return SearchQuery(
        place=_place(given.get("place")),
        page=_page(given.get("page", "1")),
        origin=origin,
        school=None if origin in (None, HOME) else school,
        way=_way(given.get("way")) or kept_way,
        commute=_commute(given.get("commute")),
        words=_words(given.get("q", "")),
        profile=profile,
        saved=profile is not None and given.get("week") == "saved",
        pay_min_fen=_pay(given.get("pay_min")),
        kinds=_kinds(given.get("kind", "")),
        sort=_sort(given.get("sort")),
        show_all=_show(given.get("show")),
    )


def _place(code: str | None) -> str | None:
    if code is not None and not PLACE_CODE.fullmatch(code):
        raise BadParameter(
            "place",
            Text(
                "地区须为 6 位行政区划代码（乡镇、街道为 9 位），例如 370200。",
                "A place must be a division code of 6 digits (9 for a town), such as 370200.",
            ),
        )
    return code


def _page(number: str) -> int:
    if not PAGE_NUMBER.fullmatch(number):
        raise BadParameter("page", Text("页码须为从 1 开始的整数。", "A page number must be an integer from 1."))
    return int(number)


def _origin(written: str | None, saved: SavedWeek | None) -> Point | str | None:
    if written is None:
        return None
    if written == HOME:
        if saved is None or saved.origin is None:
            raise BadParameter(
                "from",
                Text(
                    "还没有保存出发的地方：请登录后在“我的一周”里填写，或选一个区县。",
                    "No home is saved: log in and say it in your week, or choose a county.",
                ),
            )
        return HOME
    return _point_or_code("from", written)


def _school(written: str | None) -> Point | str | None:
    school = _point_or_code("school", written) if written else None
    if written and school is None:
        raise BadParameter(
            "school",
            Text(
                "学校须为 6 位行政区划代码（乡镇、街道为 9 位），或写成 22.52,113.38。",
                "The school must be a division code of 6 digits (9 for a town), or written like 22.52,113.38.",
            ),
        )
    return school


def _point_or_code(parameter: str, written: str) -> Point | str | None:
    """None for words that are neither."""
    if PLACE_CODE.fullmatch(written):
        return written
    try:
        point = parse_point(written)
    except TravelError as error:
        raise BadParameter(parameter, _sentence(error.problem)) from None
    return point and Point(round(point.latitude, DECIMALS), round(point.longitude, DECIMALS))


def _way(written: str | None) -> Way | None:
    if written is not None and written not in set(Way):
        raise BadParameter(
            "way",
            Text(
                "出行方式须为 walk（步行）、bike（骑车）、bus（公交）或 car（开车）。",
                "The way must be walk, bike, bus or car.",
            ),
        )
    return Way(written) if written else None


def _commute(minutes: str | None) -> int | None:
    if minutes is not None and not (MINUTES.fullmatch(minutes) and int(minutes) <= MOST_COMMUTE):
        raise BadParameter(
            "commute",
            Text(
                "路上时间须为 1 到 240 之间的整数（分钟）。", "Travel must be a whole number of minutes from 1 to 240."
            ),
        )
    return int(minutes) if minutes else None


def _words(written: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in written)
    words = " ".join(printable.split())
    if len(words) > MOST_CHARACTERS or words.count(" ") >= MOST_WORDS:
        raise BadParameter(
            "q",
            Text(
                f"要找的词最多 {MOST_WORDS} 个，共 {MOST_CHARACTERS} 字。",
                f"At most {MOST_WORDS} words and {MOST_CHARACTERS} characters.",
            ),
        )
    return words


def _profile(given: Mapping[str, str], saved: SavedWeek | None) -> WeekProfile | None:
    week, holiday = given.get("week"), given.get("holiday")
    if week == "saved":
        if saved is None:
            raise BadParameter(
                "week",
                Text(
                    "还没有保存的一周：请登录后保存，或在“说说我的一周”里填写。",
                    "No week is saved: log in and save one, or say your week on its page.",
                ),
            )
        return saved.profile
    term = _decoded("week", week) if week else _week_of_days(given)
    if holiday and term is None:
        raise BadParameter(
            "holiday",
            Text(
                "寒暑假的一周要和学期的一周（week）一起写。", "A holiday week needs the week in term (week) beside it."
            ),
        )
    return None if term is None else WeekProfile(term, _decoded("holiday", holiday) if holiday else None)


def _decoded(parameter: str, code: str) -> Week:
    try:
        return Week.decode(code, parameter)
    except WeekError as error:
        raise BadParameter(parameter, _sentence(error.problem)) from None


def _week_of_days(given: Mapping[str, str]) -> Week | None:
    """Monday to Friday where only times are given, whole days where only days are; `end` up to `start` is next day."""
    if not given.keys() & {"days", "start", "end"}:
        return None
    days = given.get("days", WORKING_DAYS)
    if not DAYS.fullmatch(unicodedata.normalize("NFKC", days)):
        raise BadParameter(
            "days",
            Text(
                "星期须用 1（周一）到 7（周日）的数字，例如 12345。",
                "Days are digits from 1 (Monday) to 7, such as 12345.",
            ),
        )
    start, end = _clock(given, "start", "0:00"), _clock(given, "end", "24:00")
    if start % DAY == end % DAY and {"start", "end"} <= given.keys() and (start, end) != (0, DAY):
        raise BadParameter("end", Text("结束时间不能等于开始时间。", "The end must differ from the start."))
    minutes = (end - start) % DAY or DAY
    numbers = unicodedata.normalize("NFKC", days)
    week = Week.available(Window.of((int(day) - 1) * DAY + start % DAY, minutes) for day in numbers)
    if not week:
        raise BadParameter(
            "end",
            Text("时段不足一刻钟，请写长一些。", "The time is shorter than a quarter of an hour: make it longer."),
        )
    return week


def _clock(given: Mapping[str, str], name: str, default: str) -> int:
    try:
        return parse_clock(given.get(name, default), name)
    except WeekError as error:
        raise BadParameter(name, _sentence(error.problem)) from None


def _sentence(problem: Text) -> Text:
    return Text(f"{problem.zh}。", f"{problem.en[:1].upper()}{problem.en[1:]}.")


def _pay(yuan: str | None) -> int | None:
    if yuan is not None and not YUAN.fullmatch(yuan):
        raise BadParameter(
            "pay_min",
            Text(
                "最低时薪须为元，最多两位小数，例如 20 或 22.5。",
                "The least pay is yuan an hour with at most two decimals, such as 20 or 22.5.",
            ),
        )
    return int(Decimal(yuan) * 100) or None if yuan else None


def _kinds(written: str) -> frozenset[str]:
    kinds = frozenset(filter(None, written.split(",")))
    if unknown := sorted(kinds - KINDS.keys()):
        known = ", ".join(KINDS)
        raise BadParameter(
            "kind",
            Text(f"没有“{unknown[0][:20]}”这一类，可用：{known}。", f"No kind {unknown[0][:20]!r}; there are {known}."),
        )
    return kinds


def _sort(written: str | None) -> Sort | None:
    if written is not None and written not in set(Sort):
        raise BadParameter(
            "sort",
            Text(
                "排序须为 fit（最适合）、pay（时薪）、near（路上时间）或 new（最新）。",
                "The order must be fit, pay, near or new.",
            ),
        )
    return Sort(written) if written else None


def _show(written: str | None) -> bool:
    if written not in (None, "all"):
        raise BadParameter("show", Text("show 只能写 all。", "show can only be all."))
    return written == "all"
