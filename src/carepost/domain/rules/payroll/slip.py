"""The pay slip: its lines, totals and warnings. All amounts are whole fen; None is "not known", never nought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.store import DatedValue


class Mode(StrEnum):
    """The form of work, by facts and not by the title of the paper (law.md section 4.1)."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    LABOUR_SERVICE = "labour_service"
    PLATFORM = "platform"


class Payer(StrEnum):
    """Who pays a line."""

    EMPLOYER = "employer"
    EMPLOYEE = "employee"


@dataclass(frozen=True, slots=True)
class PayLine:
    """One contribution: base x rate, half up to the fen, plus a fixed sum where its row has one.

    A line whose row is not known in the month has None for base, rate and amount.
    """

    insurance: str
    payer: Payer
    base_fen: int | None
    rate: Decimal | None
    amount_fen: int | None
    document: str
    mark: Mark
    fund: bool = False
    value: DatedValue | None = None

    @property
    def kind(self) -> str:
        """医疗 of 医疗(统账结合,含生育)."""
        return kind_of(self.insurance)


def kind_of(name: str) -> str:
    """The insurance that a row's name speaks of, without the words in brackets."""
    return name.partition("(")[0]


@dataclass(frozen=True, slots=True)
class PayWarning:
    """Something a reader must know: a value unknown, lapsed or below mark P, or a choice of ours."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class PaySlip:
    """A month's pay. `net_fen` is what stays in hand, `employer_cost_fen` what the employer pays in all.

    `pack_hash` names the version of the packs of the place and those above it that were read.
    """

    place: str
    month: str
    mode: Mode
    gross_fen: int | None
    net_fen: int | None
    employee_si_fen: int | None
    employee_hf_fen: int | None
    income_tax_fen: int | None
    employer_si_fen: int | None
    employer_hf_fen: int | None
    employer_cost_fen: int | None
    lines: tuple[PayLine, ...]
    warnings: tuple[PayWarning, ...]
    tax_rests_on: tuple[DatedValue, ...] = ()
    pack_hash: str = ""

    def as_data(self) -> dict[str, Any]:
        """The slip as plain data, with the keys of the documented interface."""
        return {
            "place": self.place,
            "month": self.month,
            "mode": self.mode.value,
            "gross_fen": self.gross_fen,
            "net_fen": self.net_fen,
            "employee_si_fen": self.employee_si_fen,
            "employee_hf_fen": self.employee_hf_fen,
            "income_tax_fen": self.income_tax_fen,
            "employer_si_fen": self.employer_si_fen,
            "employer_hf_fen": self.employer_hf_fen,
            "employer_cost_fen": self.employer_cost_fen,
            "pack_hash": self.pack_hash,
            "lines": [_line(line) for line in self.lines],
            "warnings": [{"code": w.code, "zh": w.text.zh, "en": w.text.en} for w in self.warnings],
        }


def _line(line: PayLine) -> dict[str, Any]:
    return {
        "insurance": line.insurance,
        "payer": line.payer.value,
        "base_fen": line.base_fen,
        "rate": None if line.rate is None else float(line.rate),
        "amount_fen": line.amount_fen,
        "document": line.document,
        "evidence": line.mark.value,
    }


class PayError(ValueError):
    """A question about pay that cannot be answered: names the field, and says what to give instead."""

    def __init__(self, field: str, problem: Text) -> None:
        super().__init__(f"{field}: {problem.en}")
        self.field = field
        self.problem = problem
