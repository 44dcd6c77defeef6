"""Why a row of a list stands there: a set of bits, and their words."""

from __future__ import annotations

from enum import IntFlag

from carepost.domain.facts import Text


class Reason(IntFlag):
    """What speaks for a post, and what is not known of it; the column `reasons` of a match."""

    NO_TRAVEL = 1
    SHORT_WAY = 2
    HOURS_AS_WANTED = 4
    TIME_TO_SPARE = 8
    PAY_AS_WANTED = 16
    WISHED_SKILLS = 32
    WAY_UP = 64
    HOLIDAYS_FIT = 128
    HOLIDAYS_NOT_STATED = 256
    PAY_NOT_STATED = 512
    HOURS_NOT_STATED = 1024

    @property
    def text(self) -> Text:
        """The words of one bit."""
        return _WORDS[self]


_WORDS = {
    Reason.NO_TRAVEL: Text("在家即可，不用通勤", "Work from home, no travel"),
    Reason.SHORT_WAY: Text("路程不到您上限的一半", "Less than half as far as you would go"),
    Reason.HOURS_AS_WANTED: Text("每周工时在您希望的范围内", "As many hours a week as you want"),
    Reason.TIME_TO_SPARE: Text("接孩子前至少有半小时富余", "At least half an hour to spare before pick-up"),
    Reason.PAY_AS_WANTED: Text("到手时薪达到您的期望", "Pays an hour in hand what you want"),
    Reason.WISHED_SKILLS: Text("您会其优先考虑的技能", "You have skills that it wishes for"),
    Reason.WAY_UP: Text("有晋升通道", "It has a way up"),
    Reason.HOLIDAYS_FIT: Text("寒暑假也合适", "It fits in the school holidays too"),
    Reason.HOLIDAYS_NOT_STATED: Text("未填寒暑假时间，只按学期算", "Your holiday weeks are not stated: term only"),
    Reason.PAY_NOT_STATED: Text("薪酬未载明", "Pay not stated"),
    Reason.HOURS_NOT_STATED: Text("每周工时未载明", "Weekly hours not stated"),
}


def reasons_of(bits: int) -> tuple[Text, ...]:
    """The words of a set of bits, in their order."""
    return tuple(reason.text for reason in Reason if reason & bits)
