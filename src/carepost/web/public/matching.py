"""What matching says on pages: who asks, why a post stands in a list, how many people there are per place."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.matching import Failing, Hindrance, Match, Part, Reason, reasons_of, why_not
from carepost.domain.matching import Post as MatchPost
from carepost.domain.skills import skills
from carepost.records.carers import FitQuestion, Lack, skill_bits
from carepost.records.carers import profile_of as profile_of_user
from carepost.records.people import User
from carepost.records.posts import Post, carer_of_search, post_for
from carepost.web.public.asking import Asking
from carepost.web.public.her_week import Said
from carepost.web.public.week_steps import address_of_step
from carepost.web.templatetags.words import say
from carepost.web.weeks import remembered_week

_MOST_PARTS = 2
_QUARTER = 15


@dataclass(frozen=True, slots=True)
class Why:
    """Why a post stands in a list: reasons, what weighs most, time to spare, people per place ("" is not told)."""

    reasons: tuple[Text, ...]
    weighs: tuple[Text, ...]
    slack: str
    crowd: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that must hold: its name, whether it does, a sentence, and (words, address) of the way to mend."""

    label: str
    holds: bool
    said: str
    mend: tuple[str, str] | None = None

    @property
    def icon(self) -> str:
        """Its sign."""
        return "done" if self.holds else "block"


def question_of(asking: Asking, user: User | None) -> FitQuestion | Lack:
    """What `asked_week` found as a question to matching, or what lacks."""
    query = asking.query
    if query.profile is None:
        return Lack.NO_WEEK
    if not query.profile.term:
        return Lack.NO_TIME_LEFT
    if asking.origin is None:
        return Lack.NO_HOME if query.origin is None else Lack.HOME_UNKNOWN
    bits = skill_bits(profile_of_user(user).skills) if user else 0
    carer = carer_of_search(query, asking.origin, skills=bits, hidden=asking.hidden)
    return FitQuestion(query, asking.origin, carer) if carer else Lack.NO_WEEK


def mending(request: HttpRequest, lack: Lack) -> str:
    """The page of the week entry where she says what lacks, with what she keeps already."""
    entry = remembered_week(request)
    if entry is not None:
        return address_of_step(lack.step, entry)
    return reverse("public:week") if lack.step == "start" else reverse("public:week_step", args=[lack.step])


def why_of(match: Match, parts: tuple[Part, ...], crowd: float | None, *, pay_stated: bool, by_travel: bool) -> Why:
    """The words of a match. `pay_stated`: the post states pay, so that only what stays in hand cannot be told."""
    best = sorted((part for part in parts if part.worth > 0), key=lambda part: -part.worth)[:_MOST_PARTS]
    return Why(
        tuple(_reasons(match, pay_stated)),
        () if by_travel else tuple(part.label for part in best),
        "" if by_travel else slack_words(match),
        crowd_words(crowd),
    )


def _reasons(match: Match, pay_stated: bool) -> list[Text]:
    bits = Reason(match.reasons)
    # Time to spare has a line of its own, with the minutes; that her holidays are not stated the page says once.
    said = list(reasons_of(bits & ~Reason.TIME_TO_SPARE & ~Reason.PAY_NOT_STATED & ~Reason.HOLIDAYS_NOT_STATED))
    if Reason.PAY_NOT_STATED in bits:
        stated = Text("到手多少算不出来，没有计分", "Pay in hand cannot be told: it does not count")
        said.append(stated if pay_stated else Reason.PAY_NOT_STATED.text)
    return said


def slack_words(match: Match) -> str:
    """The time to spare before what comes next; "" where there is none."""
    if not match.slack_q:
        return ""
    if match.slack_q >= 4:
        return gettext("下班回来后到您的下一件事（如接孩子），富余至少 1 小时")
    said = gettext("下班回来后到您的下一件事（如接孩子），富余约 {minutes} 分钟")
    return said.format(minutes=match.slack_q * _QUARTER)


def crowd_words(per_place: float | None) -> str:
    """How many people there are per place; "" where it is not told."""
    if per_place is None:
        return ""
    number = ceil(per_place)
    if number <= 1:
        return gettext("目前每个名额约有 1 人或更少合适")
    return gettext("约有 {number} 人竞争每个名额").format(number=number)


def conditions_of(post: Post, question: FitQuestion, term: Said | None) -> tuple[Condition, ...]:
    """Every hard condition of matching for a post, each with what is said of it; `term`: the words of her week."""
    shown = post_for(post, question.origin.home)
    why = why_not(question.carer, shown)
    failing = {each.hindrance: each for each in why.failing}
    hours = failing.get(Hindrance.WEEK) or failing.get(Hindrance.HOURS_NOT_STATED)
    rows = [
        _condition(gettext("学期里的时间"), hours, say(term.reason) if term else gettext("合适"), _week_step()),
        *_holiday(failing.get(Hindrance.HOLIDAY), question),
        _condition(gettext("路程"), failing.get(Hindrance.TOO_FAR), _way(post, shown, why.minutes), _way_step()),
        _condition(gettext("必备技能"), failing.get(Hindrance.SKILLS), _held(shown), _skills_page()),
        _condition(gettext("名额"), failing.get(Hindrance.NO_PLACES), _places(shown)),
        _condition(gettext("合法性检查"), failing.get(Hindrance.NOT_LAWFUL), gettext("没有发现法律禁止的内容")),
    ]
    if hidden := failing.get(Hindrance.EMPLOYER_HIDDEN):
        mend = (gettext("看您隐藏了哪些单位"), reverse("carer:employers"))
        rows.append(_condition(gettext("隐藏的单位"), hidden, "", mend))
    return tuple(rows)


def failing_of(post: Post, question: FitQuestion) -> tuple[Text, ...]:
    """The hard conditions that fail, in words, but for the week, which the post page draws."""
    drawn = {Hindrance.WEEK, Hindrance.HOLIDAY, Hindrance.HOURS_NOT_STATED, Hindrance.TOO_FAR}
    why = why_not(question.carer, post_for(post, question.origin.home))
    return tuple(_words(each) for each in why.failing if each.hindrance not in drawn)


def _condition(label: str, failing: Failing | None, said: str, mend: tuple[str, str] | None = None) -> Condition:
    if failing is None:
        return Condition(label, True, said)
    return Condition(label, False, say(_words(failing)), mend)


def _words(failing: Failing) -> Text:
    if not failing.skills:
        return failing.text
    missing = [skill.label for skill in skills() if failing.skills >> skill.bit & 1]
    zh, en = "、".join(each.zh for each in missing), ", ".join(each.en for each in missing)
    return Text(f"{failing.text.zh}：{zh}", f"{failing.text.en}: {en}")


def _holiday(failing: Failing | None, question: FitQuestion) -> list[Condition]:
    label = gettext("寒暑假的时间")
    if failing is not None:
        return [_condition(label, failing, "", _week_step())]
    stated = question.carer.holiday is not None
    return [Condition(label, True, gettext("合适") if stated else gettext("您没有填，只按学期算"))]


def _way(post: Post, shown: MatchPost, minutes: int) -> str:
    if post.at_home:
        return gettext("在家工作，不用路上时间")
    if shown.place is None:
        return gettext("岗位没有写明具体地点，路程没有计入")
    return gettext("单程约 {minutes} 分钟").format(minutes=minutes)


def _held(shown: MatchPost) -> str:
    return gettext("您都会") if shown.required else gettext("没有写明必备技能")


def _places(shown: MatchPost) -> str:
    return gettext("至少 {number} 个").format(number=shown.places)


def _week_step() -> tuple[str, str]:
    return gettext("改我的一周"), f"{reverse('public:week')}?week=saved"


def _way_step() -> tuple[str, str]:
    return gettext("改路程上限或出行方式"), f"{reverse('public:week_step', args=['travel'])}?week=saved"


def _skills_page() -> tuple[str, str]:
    return gettext("填写您的技能"), reverse("carer:skills")
