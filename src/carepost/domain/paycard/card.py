"""The card: three figures for each form of work, with what they rest on and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from carepost.domain.facts import Text
from carepost.domain.paycard.cover import CoverLine, covers_of
from carepost.domain.paycard.offer import Lack, Offer, Terms, offer_of
from carepost.domain.rules import (
    HOURLY,
    CoverAlone,
    Mode,
    ParameterStore,
    PayError,
    PaySlip,
    cover_alone,
    lowest_gross,
    pay,
    wage_floor,
)
from carepost.domain.standard import PostFile

_WEEKS = Decimal(52) / 12
_FEN = Decimal("0.01")
_DISGUISE = Text(
    "由单位排班、考勤、管理的，名义上叫劳务也可能是劳动关系，可以要求签劳动合同（劳社部发〔2005〕12号）。",
    "Where the unit sets the shifts and directs the work it may be employment whatever the paper says: a labour "
    "contract may be asked for (劳社部发〔2005〕12号).",
)
_PROMISED = Text(
    "岗位写明参加社会保险：请问清是单位按职工身份参保，还是补贴您自己参保；这里按法律对这种形式的最低要求算。",
    "The post promises social insurance: ask whether the unit insures you as an employee or pays towards your own. The "
    "figures here are the least that the law asks of this form.",
)
_MOST_HOURS = Text(
    "没有写明每周工时：按小时工最多的每周 24 小时算，做得少就少",
    "the hours a week are not stated: counted on 24, the most that part-time work may have; fewer hours bring less",
)
_PART_TIME_WEEK = "labour.part_time_weekly_hours_max"


@dataclass(frozen=True, slots=True)
class FenSpan:
    """Fen from low to high; None is not known, both equal is one figure."""

    low: int | None = None
    high: int | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class FormPay:
    """One form of work: what a month pays, what stays in hand, what is left after buying cover, what it costs.

    `own` marks the form of the post. `basis` says on what pay the figures count where it is not the post's own.
    `after_cover` is None where nothing is to be bought: the form brings the cover itself, or no cover can be had.
    `slip` is the month at the lowest pay. `next_hour_fen` is what one more paid hour leaves in hand.
    """

    mode: Mode
    own: bool
    gross: FenSpan
    in_hand: FenSpan
    after_cover: FenSpan | None
    cost: FenSpan
    slip: PaySlip | None
    covers: tuple[CoverLine, ...] = ()
    basis: Text | None = None
    lack: Lack | None = None
    next_hour_fen: int | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PayCard:
    """The forms side by side in a month; none where `lacks` names what is not stated.

    `alone` is what pension and medical cover cost who joins alone.
    """

    offer: Offer
    month: date
    forms: tuple[FormPay, ...]
    alone: tuple[CoverAlone, ...]
    lacks: tuple[Lack, ...]

    @property
    def own(self) -> FormPay | None:
        """The form of the post; None where it declares none."""
        return next((form for form in self.forms if form.own), None)


def pay_card(store: ParameterStore, facts: PostFile, on: date) -> PayCard:
    """The card of a post in the month of a day, from its lowest stated pay (a range where it states one).

    Whatever is not stated is named, never guessed. Raises nothing for a post that says nothing.
    """
    offer = offer_of(facts)
    try:
        return card_of(store, offer, on)
    except PayError as fault:
        lack = Lack.PLACE if fault.field == "place" else Lack.PAY
        return PayCard(offer, on.replace(day=1), (), (), (lack,))


def card_of(store: ParameterStore, offer: Offer, on: date) -> PayCard:
    """The card of an offer. Raises PayError for terms that make no sense (a rate outside the lawful span)."""
    month = on.replace(day=1)
    offer = _with_hours(store, offer, month)
    if offer.lacks or offer.low_fen is None:
        return PayCard(offer, month, (), (), offer.lacks or (Lack.PAY,))
    asked = _Asked(store, offer, month, cover_alone(store, place=offer.place, month=month))
    modes = [Mode.FULL_TIME, Mode.PART_TIME, Mode.LABOUR_SERVICE]
    if offer.platform_too or offer.form is Mode.PLATFORM:
        modes.append(Mode.PLATFORM)
    return PayCard(offer, month, tuple(_form(asked, mode) for mode in modes), asked.alone, ())


def _with_hours(store: ParameterStore, offer: Offer, month: date) -> Offer:
    """Part-time pay by the hour without hours a week is counted on the most that part-time work may have."""
    limit = store.ask(_PART_TIME_WEEK, on=month).value
    if offer.lacks != (Lack.HOURS,) or offer.form is not Mode.PART_TIME or offer.hour_fen is None or limit is None:
        return offer
    low = _fen(limit.number * _WEEKS * offer.hour_fen / 100)
    return replace(offer, low_fen=low, week=(limit.number, limit.number), lacks=(), hours_assumed=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    store: ParameterStore
    offer: Offer
    month: date
    alone: tuple[CoverAlone, ...]

    @property
    def terms(self) -> Terms:
        return self.offer.terms

    def slip(self, mode: Mode, fen: int, hours: Decimal | None = None) -> PaySlip:
        terms = self.terms
        return pay(
            self.store,
            place=self.offer.place,
            month=self.month,
            mode=mode,
            gross=Decimal(fen) / 100,
            hours=hours if mode is Mode.PART_TIME else None,
            housing_fund=terms.housing_fund,
            injury_class=terms.injury_class,
            medical=terms.medical,
            children_under_3=terms.children_under_3,
            over_age=terms.over_age,
        )


@dataclass(frozen=True, slots=True)
class _Pay:
    """The pay that a form is counted on, in fen, and in what it differs from the offer."""

    low: int
    high: int | None
    hours: Decimal | None = None
    basis: Text | None = None


def _form(asked: _Asked, mode: Mode) -> FormPay:
    own = asked.offer.form is mode
    counted = _own_pay(asked) if own else _other_pay(asked, mode)
    if counted is None:
        return FormPay(mode, own, FenSpan(), FenSpan(), FenSpan(), FenSpan(), None, lack=Lack.HOURS)
    slip = asked.slip(mode, counted.low, counted.hours)
    top = slip if counted.high is None else asked.slip(mode, counted.high)
    in_hand = FenSpan(slip.net_fen, top.net_fen)
    over_age = asked.terms.over_age
    return FormPay(
        mode=mode,
        own=own,
        gross=FenSpan(slip.gross_fen, top.gross_fen),
        in_hand=in_hand,
        after_cover=None if mode is Mode.FULL_TIME or over_age else _after(in_hand, asked.alone),
        cost=FenSpan(slip.employer_cost_fen, top.employer_cost_fen),
        slip=slip,
        covers=covers_of(asked.store, slip, () if over_age else asked.alone, asked.month, over_age=over_age),
        basis=counted.basis,
        next_hour_fen=_next_hour(asked, slip) if own else None,
        notes=tuple(_notes(asked.offer, mode, own)),
    )


def _notes(offer: Offer, mode: Mode, own: bool) -> Iterator[Text]:
    if mode is Mode.LABOUR_SERVICE:
        yield _DISGUISE
    if own and offer.insured and mode is not Mode.FULL_TIME:
        yield _PROMISED


def _own_pay(asked: _Asked) -> _Pay:
    """The pay of the offer; the hours of the month where they are one figure."""
    offer = asked.offer
    assert offer.low_fen is not None  # noqa: S101 (a card without pay has no forms)
    least, most = offer.week
    hours = least * _WEEKS if least is not None and least == most else None
    return _Pay(offer.low_fen, offer.high_fen, hours, _MOST_HOURS if offer.hours_assumed else None)


def _other_pay(asked: _Asked, mode: Mode) -> _Pay | None:
    """What the same work would be paid in another form, never less than that form must be paid; None without hours."""
    own = _own_pay(asked)
    if mode is Mode.FULL_TIME:
        return _full_time_pay(asked, own)
    if mode is Mode.PART_TIME:
        return _part_time_pay(asked)
    return replace(own, hours=None)


def _full_time_pay(asked: _Asked, own: _Pay) -> _Pay:
    terms = asked.terms
    least = lowest_gross(
        asked.store,
        place=asked.offer.place,
        month=asked.month,
        housing_fund=terms.housing_fund,
        medical=terms.medical,
    )
    if least is None or least <= own.low:
        return replace(own, hours=None)
    basis = Text(
        "按当地最低 {yuan} 元算：全日制不论工时，每月不能低于这个数",
        "counted on {yuan} yuan, the least that full-time work must be paid a month here, whatever the hours",
    ).format(yuan=_yuan(least))
    return _Pay(least, None if own.high is None or own.high <= least else own.high, basis=basis)


def _part_time_pay(asked: _Asked) -> _Pay | None:
    """At most 24 hours a week (劳动合同法 art. 68), at the hourly pay of the offer or the local hourly floor."""
    offer, limit = asked.offer, asked.store.ask(_PART_TIME_WEEK, place=asked.offer.place, on=asked.month).value
    most = offer.week[1]
    if offer.hour_fen is None or limit is None:
        return None
    week = limit.number if most is None else min(most, limit.number)
    stated, floor = Decimal(offer.hour_fen) / 100, _hour_floor(asked)
    hourly = max(stated, floor)
    least = Text("当地最低的", "the local least of ") if floor > stated else None
    said = Text(
        f"按每周 {{week}} 小时、每小时{least.zh if least else ''} {{yuan}} 元算",
        f"counted on {{week}} hours a week at {least.en if least else ''}{{yuan}} yuan an hour",
    ).format(week=_plain(week), yuan=_plain(hourly))
    if most is None or most > limit.number:
        why = Text("非全日制每周最多 {n} 小时", "part-time work has at most {n} hours a week").format(n=limit.number)
        said = Text("{said}（{why}）", "{said} ({why})").format(said=said, why=why)
    hours = week * _WEEKS
    return _Pay(_fen(hours * hourly), None, hours, said)


def _hour_floor(asked: _Asked) -> Decimal:
    """The hourly minimum wage where it is one known figure, else nought."""
    found = wage_floor(asked.store, HOURLY, place=asked.offer.place, on=asked.month)
    return found.candidates[0].number if len(found.candidates) == 1 else Decimal(0)


def _after(in_hand: FenSpan, alone: tuple[CoverAlone, ...]) -> FenSpan:
    """What is left after buying cover; an end that rests on an unknown rate is not known."""
    dearest, cheapest = (_sum(alone, end) for end in ("high_fen", "low_fen"))
    top = in_hand.high if in_hand.high is not None else in_hand.low
    return FenSpan(
        None if in_hand.low is None or dearest is None else in_hand.low - dearest,
        None if top is None or cheapest is None else top - cheapest,
    )


def _sum(alone: tuple[CoverAlone, ...], end: str) -> int | None:
    amounts = [getattr(cover, end) for cover in alone]
    if end == "low_fen" and any(amount is not None for amount in amounts):
        return sum(amount or 0 for amount in amounts)
    return None if None in amounts or not amounts else sum(amounts)


def _next_hour(asked: _Asked, slip: PaySlip) -> int | None:
    """What one more paid hour leaves in hand, where pay is by the hour."""
    offer = asked.offer
    if not offer.paid_by_hour or offer.hour_fen is None or slip.gross_fen is None or slip.net_fen is None:
        return None
    try:
        more = asked.slip(slip.mode, slip.gross_fen + offer.hour_fen)
    except PayError:
        return None
    return None if more.net_fen is None else more.net_fen - slip.net_fen


def _fen(yuan: Decimal) -> int:
    return int((yuan * 100).to_integral_value(rounding=ROUND_HALF_UP))


def _yuan(fen: int) -> str:
    return _plain(Decimal(fen) / 100)


def _plain(number: Decimal) -> str:
    return f"{number.quantize(_FEN).normalize():f}"
