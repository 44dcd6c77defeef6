"""Who pays what of the five insurances and the housing fund in a form of work, and what it leaves uninsured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import CoverAlone, DatedValue, Mode, ParameterStore, Payer, PayLine, PaySlip

KINDS = {
    "养老": Text("养老保险", "pension insurance"),
    "医疗": Text("医疗保险", "medical insurance"),
    "生育": Text("生育保险", "maternity insurance"),
    "失业": Text("失业保险", "unemployment insurance"),
    "工伤": Text("工伤保险", "work-injury insurance"),
    "公积金": Text("住房公积金", "housing fund"),
}
# Rows that stand beside another insurance and are shown with it.
_WITH = {"大病互助补充": "医疗", "地方补充养老": "养老", "补充公积金": "公积金"}


class CoverState(StrEnum):
    """How one insurance stands in a form of work."""

    PAID = "paid"  # the employer pays, and the worker her share where there is one
    ALONE = "alone"  # she may join alone and pays all
    NONE = "none"
    UNKNOWN = "unknown"  # due, but no row of the place is known


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One insurance in one form, at the lowest pay (fen a month; None is not known).

    `lines` are the contributions behind it, `law` what says who may or must, `note` what it means for the worker.
    """

    kind: str
    cover: CoverState
    employer_fen: int | None
    own_fen: int | None
    own_low_fen: int | None = None
    lines: tuple[PayLine, ...] = ()
    note: Text | None = None
    law: DatedValue | None = None

    @property
    def label(self) -> Text:
        return KINDS[self.kind]

    @property
    def mark(self) -> Mark | None:
        return self.law.mark if self.law else None


# Keys of the national rows on flexible workers: what says who may or must.
_MAY = {"养老": "X01", "医疗": "X02", "生育": "X17", "公积金": "X16"}
_INJURY_PART_TIME, _INJURY_ALONE, _PLATFORM_FEE = "X03", "X10", "X11"
_NOTES = {
    "养老": Text("可以自己参保，全部自己缴。", "You may join alone and pay all of it."),
    "医疗": Text(
        "可以自己参加职工医保，全部自己缴；不参加的，可以参加居民医保。",
        "You may join the employees' scheme alone and pay all of it; else the residents' scheme.",
    ),
    "生育": Text(
        "没有单位参保。自己参加职工医保的，生育津贴各地不同，请问当地医保局。",
        "No employer insures you. Whether joining alone brings a maternity allowance differs by place: ask the medical "
        "insurance bureau.",
    ),
    "失业": Text("没有。不干了领不到失业金。", "None: there is no benefit when the work ends."),
    "公积金": Text(
        "没有。部分试点城市可以自愿缴存，请问公积金中心。",
        "None; some pilot cities let you join by choice: ask the housing-fund centre.",
    ),
}
_FULL_MATERNITY = Text("含在单位的医疗缴费里，个人不缴。", "Within the employer's medical share; you pay nothing.")
_FULL_FUND = Text("单位和个人缴的都进您自己的账户。", "Both shares go to your own account.")
_PART_TIME_INJURY = Text(
    "单位必须缴，每个单位各缴各的。商业意外险不能代替工伤保险。",
    "The employer must pay, each one separately. Accident insurance is no substitute.",
)
_NO_INJURY = Text(
    "没有。受伤只能向对方索赔；商业意外险不能代替工伤保险。",
    "None: after an accident you can only claim against the other side. Accident insurance is no substitute.",
)
_INJURY_BY_CHOICE = Text(
    "没有。当地单位可以单独为您买工伤保险，请问清买没买；商业意外险不能代替。",
    "None by law. Here a unit may buy work-injury insurance alone: ask whether it did. Accident insurance is no "
    "substitute.",
)
_PLATFORM_INJURY = Text(
    "出行、外卖、即时配送、同城货运平台按单缴职业伤害保障；其他平台没有。商业意外险不能代替。",
    "Ride, delivery and city-freight platforms pay an occupational-injury fee for each order; others do not. Accident "
    "insurance is no substitute.",
)


def covers_of(
    store: ParameterStore, slip: PaySlip, alone: tuple[CoverAlone, ...], on: date, *, over_age: bool = False
) -> tuple[CoverLine, ...]:
    """The six lines of a form, in a fixed order."""
    if slip.mode is Mode.FULL_TIME:
        return tuple(_full_time(slip, over_age))
    bought = {cover.kind: cover for cover in alone}
    return tuple(_without(store, slip, kind, bought.get(kind), on) for kind in KINDS)


def _full_time(slip: PaySlip, over_age: bool) -> Iterator[CoverLine]:
    if not slip.lines and not over_age:
        yield from (CoverLine(kind, CoverState.UNKNOWN, None, None) for kind in KINDS)
        return
    medical = any("含生育" in line.insurance for line in slip.lines)
    for kind in KINDS:
        lines = tuple(line for line in slip.lines if _WITH.get(line.kind, line.kind) == kind)
        if kind == "生育" and not lines and medical:
            yield CoverLine(kind, CoverState.PAID, 0, 0, note=_FULL_MATERNITY)
        elif not lines:
            yield CoverLine(kind, CoverState.NONE if over_age else CoverState.UNKNOWN, 0 if over_age else None, None)
        else:
            yield _paid(kind, lines, _FULL_FUND if kind == "公积金" else None)


def _paid(kind: str, lines: tuple[PayLine, ...], note: Text | None, law: DatedValue | None = None) -> CoverLine:
    employers, own = (_sum(lines, payer) for payer in (Payer.EMPLOYER, Payer.EMPLOYEE))
    known = employers is not None and own is not None
    return CoverLine(
        kind, CoverState.PAID if known else CoverState.UNKNOWN, employers, own, lines=lines, note=note, law=law
    )


def _sum(lines: tuple[PayLine, ...], payer: Payer) -> int | None:
    amounts = [line.amount_fen for line in lines if line.payer is payer]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def _without(store: ParameterStore, slip: PaySlip, kind: str, bought: CoverAlone | None, on: date) -> CoverLine:
    """A line where no employer insures her but, in part-time work, for work injury."""
    if kind == "工伤":
        return _injury(store, slip, on)
    key = _MAY.get(kind)
    law = _law(store, slip.place, key, on) if key else None
    if bought is not None:
        return CoverLine(kind, CoverState.ALONE, 0, bought.high_fen, bought.low_fen, note=_NOTES[kind], law=law)
    return CoverLine(kind, CoverState.NONE, 0, 0, note=_NOTES[kind], law=law)


def _injury(store: ParameterStore, slip: PaySlip, on: date) -> CoverLine:
    if slip.mode is Mode.PART_TIME:
        return _paid("工伤", slip.lines, _PART_TIME_INJURY, _law(store, slip.place, _INJURY_PART_TIME, on))
    if slip.mode is Mode.PLATFORM:
        law = _law(store, slip.place, _PLATFORM_FEE, on)
        return CoverLine("工伤", CoverState.NONE, 0, 0, note=_PLATFORM_INJURY if law else _NO_INJURY, law=law)
    choice = _law(store, slip.place, _INJURY_ALONE, on)
    return CoverLine("工伤", CoverState.NONE, 0, 0, note=_INJURY_BY_CHOICE if choice else _NO_INJURY, law=choice)


def _law(store: ParameterStore, place: str, key: str, on: date) -> DatedValue | None:
    """The row that holds on the day; of a practice without a stated start, the row itself."""
    answer = store.ask("flexible_insurance", place=place, on=on, key=key)
    nearest = answer.nearest if answer.nearest is not None and not answer.nearest.start_known else None
    return answer.value or nearest
