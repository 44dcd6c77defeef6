"""What a self-check asks: the facts of the schemes that count at a place, in plain words, of whom they may be asked.

Nothing is listed by scheme: the questions are the facts that the packs name. An employer is asked about the contract
and about itself only. What concerns the worker's person (妇女权益保障法 art. 43) is never among its questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import month_number, number_month
from carepost.domain.rules.pack import Fact, Pack, Status
from carepost.domain.rules.schemes_answer import answer
from carepost.domain.rules.schemes_case import FIELDS, CaseError, SchemeCase, implied_sex
from carepost.domain.rules.store import lineage

# The schemes for somebody who works for herself: no hire, no post.
OWN_BUSINESS = frozenset({"tax-20000"})
# What an employer may be asked: the parts of a case that are its own.
_EMPLOYERS_OWN = ("contract.", "employer.", "insurance_months", "wage_fen", "hours_per_week")
_RANK = {"yes": 0, "unknown": 1, "no": 2}
_FURTHEST_BACK = 120


class Asker(StrEnum):
    """Who is asked."""

    CARER = "carer"
    EMPLOYER = "employer"
    OWNER = "owner"  # of her own business


class Group(StrEnum):
    """What a question is about; the groups stand on the page in this order."""

    PERSON = "person"
    WORK = "work"
    BUSINESS = "business"
    FURTHER = "further"

    @property
    def label(self) -> Text:
        """Its heading in both languages."""
        return _GROUPS[self]


_GROUPS = {
    Group.PERSON: Text("您和家人", "You and your family"),
    Group.WORK: Text("这份工作", "The job"),
    Group.BUSINESS: Text("您的生意", "Your business"),
    Group.FURTHER: Text("其他情况", "Other grounds"),
}


class Insured(StrEnum):
    """How social insurance has been paid since the hire: the answers to a question on a fact that changes monthly."""

    EVERY = "every"
    GAP = "gap"
    NOT_NOW = "not_now"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _INSURED[self]


_INSURED = {
    Insured.EVERY: Text("入职后每个月都有", "every month since the hire"),
    Insured.GAP: Text("这个月有，以前断过", "this month, with gaps before"),
    Insured.NOT_NOW: Text("这个月没有", "not this month"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is asked: its group, the question in plain words and, if any, what helps to answer it."""

    fact: Fact
    group: Group
    text: Text
    hint: Text | None = None


# In the order in which they are asked. A fact that is not here is asked last, in the words of its pack.
_WORDS: Mapping[str, tuple[Group, Text, Text | None]] = {
    "relation": (
        Group.PERSON,
        Text("您是哪一种情况？", "Which of these are you?"),
        Text("选您打算用来申请的那一种。", "The one on which you would rely."),
    ),
    "child_birth": (
        Group.PERSON,
        Text("孩子哪天出生？", "When was the child born?"),
        Text(
            "有几个孩子的，填最小的。不想说就空着。",
            "The youngest, where there are several. Leave it empty if you like.",
        ),
    ),
    "sex": (
        Group.PERSON,
        Text("您的性别？", "Your sex?"),
        Text("有的文件只写了妇女，所以要问。", "Asked because some texts name women only."),
    ),
    "worker_birth": (Group.PERSON, Text("您哪天出生？", "When were you born?"), None),
    "employer_kind": (Group.WORK, Text("单位是哪一类？", "What kind of employer is it?"), None),
    "contract_form": (Group.WORK, Text("怎样用工？", "Which form of work?"), None),
    "contract_from": (
        Group.WORK,
        Text("合同从哪天开始？", "On which day does the contract begin?"),
        Text("还没入职的，填打算入职的那天。", "Not hired yet: the day you expect."),
    ),
    "contract_to": (Group.WORK, Text("合同到哪天结束？", "On which day does the contract end?"), None),
    "insured": (Group.WORK, Text("单位缴社会保险了吗？", "Has social insurance been paid?"), None),
    "wage": (Group.WORK, Text("每月工资多少元？", "Pay a month in yuan?"), None),
    "hours_per_week": (Group.WORK, Text("每周工作几小时？", "Hours a week?"), None),
    "business_kind": (Group.BUSINESS, Text("登记成哪一类？", "As what is the business registered?"), None),
    "business_from": (
        Group.BUSINESS,
        Text("哪天登记的？", "On which day was it registered?"),
        Text("还没登记的，填打算登记的那天。", "Not registered yet: the day you expect."),
    ),
    "registered_unemployed": (
        Group.FURTHER,
        Text("办过失业登记吗？", "Have you been registered as unemployed?"),
        None,
    ),
    "unemployed_since": (
        Group.FURTHER,
        Text("哪天办的失业登记？", "On which day were you registered?"),
        Text("没有办过就空着。", "Leave it empty if you were not."),
    ),
    "lifted_out_of_poverty": (
        Group.FURTHER,
        Text("是建档的脱贫人口吗？", "Are you on record as lifted out of poverty?"),
        None,
    ),
    "low_income_household": (
        Group.FURTHER,
        Text("家里没有人就业，或领城市低保吗？", "Is nobody of the household at work, or is it on urban allowance?"),
        None,
    ),
    "hard_to_employ": (
        Group.FURTHER,
        Text("被认定为就业困难人员吗？", "Are you recognised as hard to employ?"),
        None,
    ),
    "disabled_or_seriously_ill": (
        Group.FURTHER,
        Text("本人有残疾或重大疾病吗？", "Are you yourself disabled or seriously ill?"),
        None,
    ),
    "named_online_industry": (
        Group.FURTHER,
        Text(
            "做网络零售、在线教育或互联网医疗一类工作吗？",
            "Is the work in online retail, online education, internet medicine or the like?",
        ),
        None,
    ),
}
# The pack says which certificate it means: its own words stand under the question.
_LABELLED = frozenset({"registered_unemployed"})
_ORDER = {name: number for number, name in enumerate(_WORDS)}


def schemes_at(schemes: Mapping[str, Pack], place: str, month: date) -> tuple[Pack, ...]:
    """The schemes that a self-check for a hire asks about at a place in a month, the nearest place first.

    Drafts never count. A text that was replaced counts in the months before the one that replaced it there began.
    Raises ValueError for a malformed place code.
    """
    line = lineage(place)
    here = [pack for pack in schemes.values() if pack.place in line and pack.id not in OWN_BUSINESS]
    kept = [pack for pack in here if pack.status is not Status.DRAFT and not _replaced(pack, here, month)]
    return tuple(sorted(kept, key=lambda pack: (line.index(pack.place), pack.start is None, -_day(pack), pack.id)))


def _replaced(pack: Pack, others: Iterable[Pack], month: date) -> bool:
    """Whether a text that is no longer in force has its successor's word in the month."""
    if pack.status is not Status.REPEALED:
        return False
    began = [o.start for o in others if o.place == pack.place and o.status is not Status.REPEALED and o.start]
    return any(month_number(day) <= month_number(month) for day in began)


def _day(pack: Pack) -> int:
    return pack.start.toordinal() if pack.start else 0


def questions_of(packs: Iterable[Pack], asker: Asker) -> tuple[Question, ...]:
    """The facts that any of the packs asks for, each once, in the order in which they are asked of somebody."""
    facts: dict[str, Fact] = {}
    for pack in packs:
        for name, fact in pack.facts.items():
            if name not in facts:
                facts[name] = fact
    asked = (fact for fact in facts.values() if may_ask(asker, fact.name))
    return tuple(sorted((_question(fact) for fact in asked), key=_place_of))


def may_ask(asker: Asker, fact: str) -> bool:
    """Whether somebody is asked for a fact: an employer only for what is in the contract or about itself."""
    return asker is not Asker.EMPLOYER or FIELDS.get(fact, "").startswith(_EMPLOYERS_OWN)


def _question(fact: Fact) -> Question:
    group, text, hint = _WORDS.get(fact.name, (Group.FURTHER, fact.label, None))
    return Question(fact, group, text, fact.label if fact.name in _LABELLED else hint)


def _place_of(question: Question) -> tuple[int, int, str]:
    name = question.fact.name
    return tuple(Group).index(question.group), _ORDER.get(name, len(_ORDER)), name


def insured_months(how: Insured, at: date, since: date | None) -> list[str]:
    """The months insured as an answer about them gives: from the hire (at most ten years back) to the month asked."""
    last = month_number(at)
    if how is Insured.NOT_NOW:
        return []
    first = last if since is None or how is Insured.GAP else month_number(since)
    return [f"{number_month(month):%Y-%m}" for month in range(max(first, last - _FURTHEST_BACK), last + 1)]


def case_of(scheme: str, at: date, facts: Mapping[str, Any]) -> SchemeCase:
    """A case from facts by their names in the packs; a ground that is left out stays unknown.

    Raises CaseError for a contract that ends before it begins.
    """
    given = dict(facts)
    first, last = given.get("contract_from"), given.get("contract_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        raise CaseError(
            FIELDS["contract_to"], Text("合同结束日早于开始日，请改正其中一个", "it ends before it begins; correct one")
        )
    warnings = implied_sex(given)
    return SchemeCase(scheme, at.replace(day=1), given, warnings)


def answers_of(packs: Sequence[Pack], at: date, facts: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What each pack answers for the same facts, the best for the person first (see `money_of`). Raises CaseError."""
    near = {pack.id: number for number, pack in enumerate(packs)}
    found = [answer(pack, case_of(pack.id, at, facts)) for pack in packs]

    def rank(each: Mapping[str, Any]) -> tuple[int, int, int]:
        return _RANK[_post_of(each)], _RANK[money_of(each)], near[each["scheme"]]

    return tuple(sorted(found, key=rank))


def money_of(answer_: Mapping[str, Any]) -> str:
    """yes, no or unknown: whether money can come with the hire in the month; no where every payment is nought."""
    return "no" if answer_["amount_high_fen"] == 0 else str(answer_["subsidy_access"])


def concerns_posts(answer_: Mapping[str, Any]) -> bool:
    """Whether the scheme asks anything of a post; a relief of taxes does not, and its yes says nothing of posts."""
    return not answer_["trace"][0].get("waived", False)


def _post_of(answer_: Mapping[str, Any]) -> str:
    """What a scheme says of the post: unknown where it has nothing to say of it."""
    return str(answer_["post_access"]) if concerns_posts(answer_) else "unknown"


def best(answers: Iterable[str]) -> str:
    """The best of several answers; unknown for none."""
    return min(answers, key=_RANK.__getitem__, default="unknown")
