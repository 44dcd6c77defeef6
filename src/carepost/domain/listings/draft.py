"""A draft of the post behind an advert: what the advert states, "not_stated" where it is silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from carepost.domain.listings.advert import Advert
from carepost.domain.listings.numbers import chinese_number
from carepost.domain.listings.pay import PayTerm
from carepost.domain.listings.reader import Understood, fold_columns
from carepost.domain.listings.text import Folded
from carepost.domain.wording import DeclaredForm, declaration

NOT_STATED: Literal["not_stated"] = "not_stated"

Form = DeclaredForm | Literal["not_stated"]
Stated = int | Literal["not_stated"]


@dataclass(frozen=True, slots=True)
class DraftPay:
    """One amount as stated: integer fen per `basis` (month, hour, ... year), whose it is, its words."""

    basis: str
    low_fen: Stated
    high_fen: Stated
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class DraftWindow:
    """A working window "HH:MM" to "HH:MM"; `overnight` when it ends on the next day; its shift's name."""

    start: str
    end: str
    overnight: bool
    shift: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the advert asks of a person; ages in years as stated, `education` the lowest level named."""

    education: str
    age_min: Stated
    age_max: Stated
    health_certificate: Literal["required", "not_stated"]
    experience: str
    words: str


@dataclass(frozen=True, slots=True)
class DraftPost:
    """A post to be completed by the employer; hours per day are hours, money is integer fen.

    The declared form is what title and text call it (钟点工, 小时工, 兼职 declare part-time), never computed.
    """

    title: str
    employer: str
    city: str
    place: str
    pay_kind: str
    pay: tuple[DraftPay, ...]
    headcount_min: Stated
    headcount_max: Stated
    declared_form: Form
    declared_form_words: str
    weekday_start: str
    weekday_end: str
    windows: tuple[DraftWindow, ...]
    hours_per_day_min: str
    hours_per_day_max: str
    weekend_off: str
    flexibility: tuple[str, ...]
    requirements: Requirements

    def as_json(self) -> dict[str, object]:
        """The draft as JSON values."""
        return asdict(self)


_LEVELS = (
    ("小学", r"小学"),
    ("初中", r"初中"),
    ("高中", r"高中|中专|职高|技校|中技|high school"),
    ("大专", r"大专|专科|高职|college diploma|junior college"),
    ("本科", r"本科|学士|大学(?:及?以上|毕业|学历)|bachelor|degree"),
    ("硕士", r"硕士|研究生|master"),
    ("博士", r"博士|ph\.?d|doctor"),
)
_EDUCATION_OPEN = re.compile(
    r"学历[^，。；]{0,3}(?:不限|无(?:硬性)?要求|没有要求)|不限学历|无学历要求|no (?:education|degree)"
)
_AGE_RANGE = re.compile(r"(\d{2})\s?(?:周?岁)?\s?(?:-|至|到)\s?(\d{2})\s?周?岁|aged? (\d{2})\s?(?:-|to)\s?(\d{2})")
_AGE_MAX = re.compile(
    r"(\d{2})\s?周?岁?(?:及)?(?:以下|以内|之内)|(?:不超过|小于|低于|最大)\s?(\d{2})\s?周?岁|"
    r"under (\d{2})|up to age (\d{2})"
)
_AGE_MIN = re.compile(
    r"(?:年满|满)\s?(\d{2})\s?周?岁|(\d{2})\s?周?岁(?:及)?以上|over (\d{2})|at least (\d{2}) years old"
)
_OF_CHILD = re.compile(r"儿童|孩子|子女|娃|child")
_NO_EXPERIENCE = re.compile(r"经验不限|不限经验|(?:无|不)需[^，。；]{0,4}经验|无经验(?:可|要求)|零经验|no experience")
_YEARS = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]{1,2})\s?年?多?年(?:及)?(?:以上)?[^，。；]{0,8}经验|"
    r"(\d{1,2})\+? years?"
)
_EXPERIENCE = re.compile(r"[^，。；;,、()]{0,12}经验[^，。；;,、()]{0,6}|[a-z ]{0,24}experience")
_HEALTH = re.compile(r"健康证|健康合格证|health certificate")


def draft_post(advert: Advert, understood: Understood) -> DraftPost:
    """Builds the draft post of an advert from what the reader understood."""
    columns = fold_columns(advert)
    reading, heads = understood.reading, understood.headcount
    form, form_words = _declared_form([columns[name] for name in ("title", "pay_text", "hours_text", "requirements")])
    flexibility = () if reading.flexibility == "none_stated" else tuple(reading.flexibility.split("|"))
    return DraftPost(
        title=advert.title or NOT_STATED,
        employer=advert.employer or NOT_STATED,
        city=advert.city or NOT_STATED,
        place=advert.place or NOT_STATED,
        pay_kind=reading.pay_kind,
        pay=tuple(_pay(term) for term in understood.pay.terms),
        headcount_min=_whole(heads.low),
        headcount_max=_whole(heads.high),
        declared_form=form,
        declared_form_words=form_words,
        weekday_start=reading.weekday_start or NOT_STATED,
        weekday_end=reading.weekday_end or NOT_STATED,
        windows=_windows(understood),
        hours_per_day_min=reading.hours_per_day_min or NOT_STATED,
        hours_per_day_max=reading.hours_per_day_max or NOT_STATED,
        weekend_off=reading.weekend_off if reading.weekend_off != "unstated" else NOT_STATED,
        flexibility=flexibility,
        requirements=_requirements(columns),
    )


def _whole(value: float | None) -> Stated:
    return NOT_STATED if value is None else int(value)


def _fen(yuan: float | None) -> Stated:
    return NOT_STATED if yuan is None else round(yuan * 100)


def _pay(term: PayTerm) -> DraftPay:
    return DraftPay(str(term.basis), _fen(term.low), _fen(term.high), str(term.role), term.span.words)


def _windows(understood: Understood) -> tuple[DraftWindow, ...]:
    day = 24 * 60
    return tuple(
        DraftWindow(_hhmm(w.start), _hhmm(w.end % day), w.end >= day, w.label) for w in understood.hours.windows
    )


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _declared_form(columns: Sequence[Folded]) -> tuple[Form, str]:
    found = declaration(*(column.text for column in columns))
    return (found.form, columns[found.text].span(found.start, found.end).words) if found else (NOT_STATED, "")


def _requirements(columns: dict[str, Folded]) -> Requirements:
    text = columns["requirements"].text
    age_min, age_max = _ages(text)
    stated = any(_HEALTH.search(columns[name].text) for name in ("requirements", "place", "hours_text", "other"))
    return Requirements(
        education=_education(text),
        age_min=age_min,
        age_max=age_max,
        health_certificate="required" if stated else NOT_STATED,
        experience=_experience(text),
        words=columns["requirements"].raw or NOT_STATED,
    )


def _education(text: str) -> str:
    if _EDUCATION_OPEN.search(text):
        return "不限"
    return next((level for level, words in _LEVELS if re.search(words, text)), NOT_STATED)


def _ages(text: str) -> tuple[Stated, Stated]:
    low: Stated = NOT_STATED
    high: Stated = NOT_STATED
    for pattern, sides in ((_AGE_RANGE, "both"), (_AGE_MAX, "max"), (_AGE_MIN, "min")):
        for found in pattern.finditer(text):
            if _OF_CHILD.search(text[found.start() : found.end() + 6]):
                continue
            years = [int(group) for group in found.groups() if group]
            if sides != "max" and low == NOT_STATED:
                low = years[0]
            if sides != "min" and high == NOT_STATED:
                high = years[-1]
    return low, high


def _experience(text: str) -> str:
    """ "none" when none is asked, the years ("2 years"), the words, or "not_stated"."""
    if _NO_EXPERIENCE.search(text):
        return "none"
    if years := _YEARS.search(text):
        words = years[1] or years[2]
        value = int(words) if words.isdigit() else (chinese_number(words) or (0.0,))[0]
        return f"{int(value)} years"
    found = _EXPERIENCE.search(text)
    return found.group().strip() if found else NOT_STATED
