"""What a post pays an hour and a month, beside what can be compared with it; what is computed says how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from carepost.domain.facts import Text
from carepost.domain.rules import HOURLY, MONTHLY, DatedValue, ParameterStore, WageFloor, wage_floor
from carepost.domain.standard import PostFile, describe_pay, lowest_pay
from carepost.records.posts import LEAST_FOR_MEDIAN, PayMedian, Post, pay_median
from carepost.web.public.rows import recorded
from carepost.web.templatetags.words import say


@dataclass(frozen=True, slots=True)
class Amount:
    """The least that an hour or a month brings; `how` says how it was computed, "" where it is stated as it stands."""

    label: str
    said: str
    how: str


@dataclass(frozen=True, slots=True)
class Floor:
    """A legal minimum wage in words with the (amount, value) behind it; none where no source states it (`reason`)."""

    label: str
    said: str
    values: tuple[tuple[str, DatedValue], ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Pay:
    """The pay as written, brought to an hour and a month, and the comparisons; `here` is the platform's own count."""

    stated: str
    amounts: tuple[Amount, ...]
    floors: tuple[Floor, ...]
    here: str

    @property
    def computed(self) -> tuple[Amount, ...]:
        """The amounts that were brought to another unit."""
        return tuple(amount for amount in self.amounts if amount.how)


def pay_of(post: Post, facts: PostFile, store: ParameterStore, on: date) -> Pay:
    """Everything that a page says of the pay of a post on a day."""
    said = describe_pay(facts)
    return Pay(
        stated=say(said) if said else recorded(post.pay_text),
        amounts=amounts_of(facts),
        floors=floors_of(facts, store, on),
        here=_here(post, pay_median(post, hourly=_hourly(facts), on=on), on, hourly=_hourly(facts)),
    )


def amounts_of(facts: PostFile) -> tuple[Amount, ...]:
    """The least an hour and a month, those that can be told."""
    lowest, pay = lowest_pay(facts), facts.pay
    amounts = []
    if lowest.hour_fen:
        how = "" if pay.per == "hour" else gettext("按写明的最多工时折算")
        amounts.append(Amount(gettext("每小时"), least_said(lowest.hour_fen, how, hourly=True), how))
    if lowest.month_fen:
        stated = pay.per == "month" or pay.guaranteed_month is not None
        how = "" if stated else gettext("按写明的最少工时折算，每月按 52÷12 周")
        amounts.append(Amount(gettext("每月"), least_said(lowest.month_fen, how, hourly=False), how))
    return tuple(amounts)


def floors_of(facts: PostFile, store: ParameterStore, on: date) -> tuple[Floor, ...]:
    """The minimum wage at the place of work: by the hour for part-time work, by the month for full-time, else both."""
    if not facts.place:
        return ()
    names = {"part_time": (HOURLY,), "full_time": (MONTHLY,)}.get(facts.form or "", (MONTHLY, HOURLY))
    return tuple(floor_of(store, facts.place, name, on) for name in names)


def floor_of(store: ParameterStore, place: str, name: str, on: date) -> Floor:
    """One minimum wage (HOURLY or MONTHLY) of a place on a day, in words."""
    floor = wage_floor(store, name, place=place, on=on)
    label = gettext("小时最低工资") if name == HOURLY else gettext("月最低工资")
    hourly = name == HOURLY
    values = tuple((_unit(_plain(value.number), hourly=hourly), value) for value in floor.candidates)
    return Floor(label, _floor_said(floor, hourly=hourly), values, floor.reason)


def yuan(fen: int) -> str:
    """Yuan with fen only where there are any: 25, 22.5."""
    return f"{fen / 100:.2f}".rstrip("0").rstrip(".")


def _floor_said(floor: WageFloor, *, hourly: bool) -> str:
    if floor.lowest is None or floor.highest is None:
        return ""
    low, high = _plain(floor.lowest), _plain(floor.highest)
    return _unit(low if low == high else f"{low}–{high}", hourly=hourly)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def least_said(fen: int, how: str, *, hourly: bool) -> str:
    """The least that an hour or a month brings; `how` says how it was computed, "" where it is stated."""
    if not how:
        return gettext("{amount}起").format(amount=_unit(yuan(fen), hourly=hourly))
    # To ten fen an hour and a yuan a month: a computed amount is no more exact than the hours behind it.
    step = 10 if hourly else 100
    rounded = (fen + step // 2) // step * step
    return gettext("约 {amount}起").format(amount=_unit(yuan(rounded), hourly=hourly))


def _unit(amount: str, *, hourly: bool) -> str:
    return (gettext("{yuan} 元/小时") if hourly else gettext("{yuan} 元/月")).format(yuan=amount)


def _hourly(facts: PostFile) -> bool:
    return facts.pay.per == "hour" or (facts.pay.per is None and facts.form == "part_time")


def _here(post: Post, found: PayMedian | None, on: date, *, hourly: bool) -> str:
    if not post.occupation:
        return gettext("职业未载明，无法比较。")
    if found is None:
        return gettext("同城同职业、写明报酬的在招岗位不足 {least} 个，不作比较。").format(least=LEAST_FOR_MEDIAN)
    said = ngettext(
        "{place}同职业的 {number} 个在招岗位，最低报酬的中位数为 {amount}（{day}，本平台自己的统计，不是市场调查）。",
        "{place}同职业的 {number} 个在招岗位，最低报酬的中位数为 {amount}（{day}，本平台自己的统计，不是市场调查）。",
        found.posts,
    )
    amount = _unit(yuan(found.fen), hourly=hourly)
    return said.format(place=say(found.place.text), number=found.posts, amount=amount, day=on.isoformat())
