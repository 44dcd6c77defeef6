"""A pay card in words: three figures for each form of work, what they rest on, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from carepost.domain.facts import Mark, Text
from carepost.domain.paycard import CoverLine, CoverState, FenSpan, FormPay, Offer, PayCard
from carepost.domain.rules import (
    AloneRate,
    CoverAlone,
    DatedValue,
    Doubt,
    Mode,
    Payer,
    PayLine,
    PaySlip,
    insurance_label,
)
from carepost.web.templatetags.words import say

MODES = {
    Mode.FULL_TIME: Text("全日制（劳动合同）", "full-time, labour contract"),
    Mode.PART_TIME: Text("非全日制（小时工）", "part-time by the hour"),
    Mode.LABOUR_SERVICE: Text("劳务", "labour service"),
    Mode.PLATFORM: Text("平台用工", "platform work"),
}
_DOUBTS = {
    Doubt.MAY_HAVE_LAPSED: Text("可能已失效，未找到续期文件", "may have lapsed: no renewal was found"),
    Doubt.CONFLICT: Text("各来源不一致", "sources disagree"),
    Doubt.UNCONFIRMED: Text("数值未经确认", "the figure is not confirmed"),
}
# Warnings that a line of the card tells by itself.
_TOLD = {
    *("conflict", "unconfirmed", "below_p", "may_have_lapsed", "unknown"),
    *("no_insurance", "no_data", "part_time_injury_base"),
}
_ALARMS = ("below_minimum_wage", "not_part_time")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the three figures; `said` is "" where it is not known, and `note` says why or what it means."""

    label: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A value in words (rate and base) with its document, its day, its mark and what is doubtful about it."""

    said: str
    document: str
    since: str
    mark: Mark
    doubt: Text | None = None


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One insurance of a form: who pays what, what it means, and the values behind it."""

    label: Text
    said: str
    note: Text | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FormShown:
    """One form of work for a page."""

    key: str
    title: Text
    own: bool
    figures: tuple[Figure, ...]
    basis: Text | None
    lack: Text | None
    lacking: str
    covers: tuple[CoverRow, ...]
    tax: CoverRow | None
    alarms: tuple[Text, ...]
    notes: tuple[Text, ...]
    warnings: tuple[Text, ...]
    next_hour: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A card for a page: the forms (the one of the post first), what she pays alone, or what is missing."""

    month: str
    pay: str
    forms: tuple[FormShown, ...]
    alone: tuple[CoverRow, ...]
    lacks: tuple[Text, ...]
    has_own: bool
    badge: str
    calculator: str


def shown(card: PayCard, *, badge: str, link: bool = True) -> Shown:
    """Everything that a page says of a card; `badge` marks the form asked about, `link` leads to the calculator."""
    forms = sorted(card.forms, key=lambda form: not form.own)
    return Shown(
        month=gettext("{year} 年 {month} 月").format(year=card.month.year, month=card.month.month),
        pay=yuan_range(FenSpan(card.offer.low_fen, card.offer.high_fen)),
        forms=tuple(_form(card, form) for form in forms),
        alone=tuple(_alone(cover, card.month) for cover in card.alone),
        lacks=tuple(lack.label for lack in card.lacks),
        has_own=card.own is not None,
        badge=badge,
        calculator=address_of(card.offer) if link else "",
    )


def address_of(offer: Offer) -> str:
    """The calculator with what a post states filled in."""
    asked = {"place": offer.place[:6]}
    if offer.form is not None:
        asked["form"] = offer.form.value
    if offer.low_fen is not None:
        asked["gross"] = f"{offer.low_fen / 100:.2f}".rstrip("0").rstrip(".")
    if offer.week[1] is not None:
        asked["week"] = f"{offer.week[1].quantize(Decimal('0.1')).normalize():f}"
    return f"{reverse('law:pay')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _form(card: PayCard, form: FormPay) -> FormShown:
    slip = form.slip
    return FormShown(
        key=form.mode.value,
        title=MODES[form.mode],
        own=form.own,
        figures=() if slip is None else _figures(card, form, slip),
        basis=form.basis,
        lack=form.lack.label if form.lack else None,
        lacking=_lacking(form),
        covers=tuple(_cover(cover, card.month) for cover in form.covers),
        tax=_tax(slip, card.month) if slip else None,
        alarms=tuple(w.text for w in slip.warnings if w.code in _ALARMS) if slip else (),
        notes=form.notes,
        warnings=tuple(w.text for w in slip.warnings if w.code not in {*_TOLD, *_ALARMS}) if slip else (),
        next_hour="" if form.next_hour_fen is None else exact(form.next_hour_fen),
    )


def _figures(card: PayCard, form: FormPay, slip: PaySlip) -> tuple[Figure, ...]:
    return (
        Figure(gettext("到手"), about(form.in_hand), "" if form.in_hand else _why(card, slip, Payer.EMPLOYEE)),
        _after(card, form),
        Figure(gettext("单位总成本"), about(form.cost), "" if form.cost else _why(card, slip, Payer.EMPLOYER)),
    )


def _after(card: PayCard, form: FormPay) -> Figure:
    label, left = gettext("自己补齐保险后"), form.after_cover
    if form.mode is Mode.FULL_TIME and not card.offer.terms.over_age:
        return Figure(label, about(form.in_hand), gettext("单位已参保，不用另买") if form.in_hand else "")
    if left is None:
        return Figure(label, gettext("不适用"), gettext("超过法定退休年龄，一般不再缴养老和医疗"))
    if not left:
        return Figure(label, "", gettext("当地自己参保的费率未知"))
    return Figure(label, *_left(left))


def _left(left: FenSpan) -> tuple[str, str]:
    """What is left after buying cover, and what it means where it is little or rests on an unknown rate."""
    if left.high is not None and left.high < 0:
        return gettext("不够缴"), gettext("还差约 {yuan} 元").format(yuan=rounded(-left.high))
    if left.low is None or left.low < 0:
        said = gettext("最多约 {yuan} 元").format(yuan=rounded(left.high or 0))
        return said, gettext("可能不够缴") if left.low is not None else gettext("医疗费率未知")
    return about(left), ""


def _why(card: PayCard, slip: PaySlip, payer: Payer) -> str:
    """Why a figure is not known: no rates at all, or the insurances whose rates are not known in the month."""
    if card.offer.terms.injury_class != 1 and payer is Payer.EMPLOYER:
        return gettext("只有一类行业的工伤费率")
    lines = [line for line in slip.lines if line.payer is payer and line.amount_fen is None]
    if not lines or not slip.lines[0].document:
        return gettext("没有当地的社会保险费率")
    names = gettext("、").join(dict.fromkeys(say(insurance_label(line.insurance)) for line in lines))
    return gettext("当月费率未知：{names}").format(names=names)


def _lacking(form: FormPay) -> str:
    """The insurances that this form brings no one to pay for but the worker herself."""
    names = [say(cover.label) for cover in form.covers if cover.cover in (CoverState.ALONE, CoverState.NONE)]
    return gettext("、").join(names)


def _cover(cover: CoverLine, on: date) -> CoverRow:
    sources = [_line_source(line, on) for line in cover.lines]
    if cover.law is not None:
        sources.append(_source("", cover.law, on))
    return CoverRow(cover.label, _who_pays(cover), cover.note, tuple(sources))


def _who_pays(cover: CoverLine) -> str:
    if cover.cover is CoverState.UNKNOWN:
        return gettext("应缴，但当月费率未知")
    if cover.cover is CoverState.NONE:
        return gettext("没有")
    if cover.cover is CoverState.ALONE:
        return _paid_alone(cover.own_low_fen, cover.own_fen)
    if not cover.lines:
        return gettext("单位缴")
    employer, own = cover.employer_fen or 0, cover.own_fen or 0
    if not own:
        return gettext("单位 {yuan} 元").format(yuan=exact(employer))
    return gettext("单位 {employer} 元，个人 {own} 元").format(employer=exact(employer), own=exact(own))


def _paid_alone(low: int | None, high: int | None) -> str:
    if high is None:
        return gettext("自己参保；费率未知")
    if low == high:
        return gettext("自己参保，每月约 {yuan} 元").format(yuan=rounded(high))
    return gettext("自己参保，最多约 {yuan} 元").format(yuan=rounded(high))


def _alone(cover: CoverAlone, on: date) -> CoverRow:
    """What joining alone costs, and how well its rate is known."""
    label = insurance_label(cover.kind)
    sources = tuple(dict.fromkeys(_source("", value, on) for value in cover.values))
    return CoverRow(label, _paid_alone(cover.low_fen, cover.high_fen), _how_known(cover), sources)


def _how_known(cover: CoverAlone) -> Text | None:
    if cover.rate is None or cover.base_fen is None:
        return Text("当地没有数据。", "There are no data for this place.")
    said = Text("最低基数 {base} 元 × {rate}。", "Lowest base {base} yuan x {rate}.")
    reckoned = said.format(base=exact(cover.base_fen), rate=percent(cover.rate))
    if cover.how is AloneRate.STATED:
        return reckoned
    if cover.how is AloneRate.USUAL:
        usual = Text("当地文件没有找到，按通行费率。", "No local text was found; the usual rate is taken.")
    else:
        usual = Text(
            "当地个人费率未载明：最少按不缴算，最多按单位和个人两份费率算。",
            "The local rate is not stated: at least nought, at most what employer and worker pay together.",
        )
    return Text(f"{reckoned.zh}{usual.zh}", f"{reckoned.en} {usual.en}")


def _tax(slip: PaySlip, on: date) -> CoverRow | None:
    if slip.income_tax_fen is None:
        return None
    said = gettext("{yuan} 元").format(yuan=exact(slip.income_tax_fen))
    sources = tuple(_source("", value, on) for value in slip.tax_rests_on[-1:])
    return CoverRow(Text("个人所得税", "income tax"), said, None, sources)


def _line_source(line: PayLine, on: date) -> Source:
    who = gettext("单位") if line.payer is Payer.EMPLOYER else gettext("个人")
    if line.rate is None or line.base_fen is None or line.amount_fen is None:
        said = gettext("{who}：费率未知").format(who=who)
    else:
        said = gettext("{who}：{base} 元 × {rate}").format(who=who, base=exact(line.base_fen), rate=percent(line.rate))
        fixed = line.amount_fen - _half_up(line.base_fen, line.rate)
        if fixed:
            said = gettext("{said}，另加 {yuan} 元大额医疗").format(said=said, yuan=exact(fixed))
    value = line.value
    if value is None:
        return Source(said, "", "", line.mark)
    return _source(said, value, on, line.mark)


def _source(said: str, value: DatedValue, on: date, mark: Mark | None = None) -> Source:
    since, doubt = value.start.isoformat() if value.start_known else "", value.doubted(on)
    return Source(said, value.document, since, mark or value.mark, _DOUBTS[doubt] if doubt else None)


def _half_up(base_fen: int, rate: Decimal) -> int:
    return int((base_fen * rate).quantize(Decimal(1), "ROUND_HALF_UP"))


def about(span: FenSpan) -> str:
    """ "约 1,768 元", "约 1,768–2,100 元"; "" for what is not known."""
    ends = [rounded(fen) for fen in (span.low, span.high) if fen is not None]
    return gettext("约 {yuan} 元").format(yuan="–".join(dict.fromkeys(ends))) if ends else ""


def yuan_range(span: FenSpan) -> str:
    """ "2,600–3,200" yuan; "" for what is not known."""
    return "–".join(dict.fromkeys(exact(fen) for fen in (span.low, span.high) if fen is not None))


def rounded(fen: int) -> str:
    """Whole yuan, half up: 1,768."""
    return f"{(abs(fen) + 50) // 100 * (1 if fen >= 0 else -1):,}"


def exact(fen: int) -> str:
    """Yuan with fen only where there are any: 1,924.8."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}" if not rest else f"{whole:,}.{rest:02d}".rstrip("0")


def percent(rate: Decimal) -> str:
    """0.058 as 5.8%."""
    return f"{(rate * 100).normalize():f}%"
