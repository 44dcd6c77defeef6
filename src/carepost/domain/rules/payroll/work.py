"""A month's pay in one of the four forms of work.

Source of the method: 社会保险法, 住房公积金管理条例, 最低工资规定, 国家税务总局公告2018年第61号 and 2025年第16号,
and this project's conventions, each told in a warning where it is a choice of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import month_number, month_words
from carepost.domain.rules.floor import MONTHLY
from carepost.domain.rules.payroll import warn
from carepost.domain.rules.payroll.employed import Month, Worker, full_time, part_time
from carepost.domain.rules.payroll.slip import Mode, Payer, PayError, PayLine, PaySlip, PayWarning
from carepost.domain.rules.store import COUNTRY, ParameterStore, lineage
from carepost.domain.rules.tax import CENT, Tax, payment_tax, platform_tax, to_fen, wage_tax

MINIMUM: Literal["minimum"] = "minimum"
_LARGEST = Decimal(10_000_000)


def pay(
    store: ParameterStore,
    *,
    place: str,
    month: date,
    mode: Mode,
    gross: Decimal | Literal["minimum"] | None = None,
    hours: Decimal | None = None,
    hourly: Decimal | None = None,
    housing_fund: Decimal | None = None,
    supplementary_fund: Decimal | None = None,
    injury_class: int = 1,
    medical: str = "",
    children_under_3: int = 0,
    local_hukou: bool = False,
    over_age: bool = False,
) -> PaySlip:
    """What a month's pay leaves in hand and costs the employer, each line to the fen.

    `gross` is yuan before deductions, or MINIMUM for the lowest lawful pay; else pay is `hours` x `hourly` (yuan; in
    part-time work the hourly minimum where none is given). Rates are shares (0.05). What is not known in the month is
    None in the slip and told in its warnings. Raises PayError for a question that makes no sense.
    """
    ask = Month.of(store, _known_place(store, place), month)
    _check(gross, hours, hourly, injury_class, children_under_3)
    if mode is not Mode.PART_TIME and gross is None and hours is not None and hourly is not None:
        gross = (hours * hourly).quantize(CENT, "ROUND_HALF_UP")
    if mode in (Mode.LABOUR_SERVICE, Mode.PLATFORM):
        return _without_employment(ask, mode, gross, children_under_3)
    worker = Worker(housing_fund, supplementary_fund, injury_class, medical, local_hukou)
    if mode is Mode.PART_TIME:
        lines, wage = part_time(ask, gross, hours, hourly, worker, over_age)
    else:
        lines, wage = full_time(ask, gross, worker, over_age)
    return _employed(ask, mode, wage, lines, children_under_3)


def _known_place(store: ParameterStore, place: str) -> str:
    if place == COUNTRY:
        return place  # tax alone does not ask where; all else is unknown there
    try:
        province = lineage(place)[-2]
    except (ValueError, IndexError):
        raise PayError(
            "place",
            Text("应为6位或9位行政区划代码，如 442000", "expected a place code of 6 or 9 digits such as 442000"),
        ) from None
    if province not in store.places(MONTHLY):
        raise PayError(
            "place",
            Text(
                f"没有{province}的参数包",
                f"there is no pack for {province}; give a code of the mainland such as 442000",
            ),
        )
    return place


def _check(
    gross: Decimal | str | None, hours: Decimal | None, hourly: Decimal | None, injury_class: int, children: int
) -> None:
    for name, value, top in (("gross", gross, _LARGEST), ("hours", hours, Decimal(744)), ("hourly", hourly, _LARGEST)):
        if isinstance(value, Decimal) and not (value.is_finite() and 0 <= value <= top):
            raise PayError(name, Text(f"应在0与{top}之间", f"expected an amount between 0 and {top}, got {value}"))
        if name != "hours" and isinstance(value, Decimal) and value != value.quantize(CENT):
            raise PayError(name, Text("最多两位小数（分）", f"expected no more than two decimal places, got {value}"))
    if not 1 <= injury_class <= 8:
        raise PayError(
            "injury_class", Text("工伤行业类别为1至8", f"expected an industry class from 1 to 8, got {injury_class}")
        )
    if not 0 <= children <= 10:
        raise PayError("children_under_3", Text("应为0至10的整数", f"expected a number from 0 to 10, got {children}"))


def _without_employment(ask: Month, mode: Mode, gross: Decimal | str | None, children_under_3: int) -> PaySlip:
    """One payment for labour services, or a first month on a platform: tax alone."""
    if not isinstance(gross, Decimal):
        raise PayError(
            "gross",
            Text(
                "此种用工没有最低工资：请给出金额（元）",
                "this form of work has no minimum wage: give an amount in yuan",
            ),
        )
    ask.warnings.append(warn.NO_INSURANCE)
    if children_under_3:
        ask.warnings.append(warn.NO_CHILD_DEDUCTION)
    method = (
        payment_tax(ask.store, ask.span, payment=gross)
        if mode is Mode.LABOUR_SERVICE
        else platform_tax(ask.store, ask.span, income=gross)
    )
    return _totals(ask, mode, gross, (), method)


def _employed(ask: Month, mode: Mode, wage: Decimal | None, lines: Sequence[PayLine] | None, children: int) -> PaySlip:
    """The slip of an employed worker: her own contributions come off before tax."""
    own = None if lines is None else _sum(lines, Payer.EMPLOYEE, None)
    if wage is None or own is None:
        return _totals(ask, mode, wage, lines, None)
    method = wage_tax(ask.store, ask.span, income=wage, contributions=Decimal(own) / 100, children_under_3=children)
    return _totals(ask, mode, wage, lines, method)


def _totals(
    ask: Month, mode: Mode, wage: Decimal | None, lines: Sequence[PayLine] | None, method: Tax | None
) -> PaySlip:
    gross = None if wage is None else to_fen(wage)
    sums = [
        None if lines is None or gross is None else _sum(lines, payer, fund)
        for payer in (Payer.EMPLOYEE, Payer.EMPLOYER)
        for fund in (False, True)
    ]
    employee_si, employee_hf, employer_si, employer_hf = sums
    if method is not None and method.reason is not None:
        ask.warnings.append(PayWarning("tax_unknown", method.reason))
    ask.warnings += warn.below_p(lines or (), method.mark if method and method.fen else None)
    tax = method.fen if method else None
    return PaySlip(
        place=ask.place,
        month=month_words(month_number(ask.first)),
        mode=mode,
        gross_fen=gross,
        net_fen=_less(gross, employee_si, employee_hf, tax),
        employee_si_fen=employee_si,
        employee_hf_fen=employee_hf,
        income_tax_fen=tax,
        employer_si_fen=employer_si,
        employer_hf_fen=employer_hf,
        employer_cost_fen=None
        if gross is None or employer_si is None or employer_hf is None
        else gross + employer_si + employer_hf,
        lines=tuple(lines or ()),
        warnings=tuple(ask.warnings),
        tax_rests_on=method.rests_on if method else (),
        pack_hash=ask.store.digest(ask.place),
    )


def _sum(lines: Sequence[PayLine], payer: Payer, fund: bool | None) -> int | None:
    """The sum of rounded lines; None where one of them is not known."""
    amounts = [line.amount_fen for line in lines if line.payer is payer and fund in (None, line.fund)]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def _less(gross: int | None, *parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return None if gross is None or len(known) < len(parts) else gross - sum(known)
