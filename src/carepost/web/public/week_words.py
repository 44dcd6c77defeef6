"""The choices of the week entry in words: days, times of the day, minutes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.week import DAY, clock
from carepost.web.templatetags.words import say

Choice = tuple[str, str]
"""Value and words of an option."""

MORNING = 6 * 60
_PARTS_OF_DAY = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (25, "晚上"))


def day_names() -> tuple[str, ...]:
    """Monday to Sunday."""
    return (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )


def spoken_time(minute: int) -> Text:
    """A minute of the day, 0..1440, as people say it: "下午 3:30" / "3:30 pm"; 1440 is midnight."""
    if minute == DAY:
        return Text("半夜 12:00", "midnight")
    hour, rest = divmod(minute, 60)
    part = next(name for until, name in _PARTS_OF_DAY if hour < until)
    twelve = hour if hour <= 12 else hour - 12
    return Text(f"{part} {twelve}:{rest:02d}", f"{hour % 12 or 12}:{rest:02d} {'am' if hour < 12 else 'pm'}")


def time_choices(step: int, first: int, last: int, also: Iterable[int] = ()) -> list[Choice]:
    """Every `step` minutes of the day from the first to the last and the times in `also`, the night after the day."""
    minutes = {*range(first, last + 1, step), *also}
    # Midnight at the end of a day stands after its evening, before the small hours.
    in_order = sorted(minutes, key=lambda minute: (minute < MORNING, minute))
    return [(f"{minute // 60:02d}{minute % 60:02d}", say(spoken_time(minute))) for minute in in_order]


def minute_choices(minutes: Iterable[int]) -> list[Choice]:
    """Lengths of a way: "30 分钟"."""
    return [(str(each), gettext("{number} 分钟").format(number=each)) for each in sorted(minutes)]


def hours_between(start: int, end: int) -> str:
    """8:30–16:00."""
    return f"{clock(start)}–{clock(end)}"
