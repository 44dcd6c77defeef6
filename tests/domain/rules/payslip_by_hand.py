"""A second way to a pay slip, straight from the rows of a table: the tests' oracle, kept apart from the product."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

Row = dict[str, str]
BRACKETS = ((36000, "0.03", 0), (144000, "0.10", 2520), (300000, "0.20", 16920), (420000, "0.25", 31920),
            (660000, "0.30", 52920), (960000, "0.35", 85920), (None, "0.45", 181920))  # fmt: skip


def fen(yuan: Decimal) -> int:
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


def applying(rows: Iterable[Row], city: str, month: str) -> list[Row]:
    """The rows of a city that cover a month, with one medical scheme and nothing for local workers only."""
    first, last = f"{month}-01", f"{month}-28"
    out = []
    for row in rows:
        covers = row["from"] and row["from"] <= first and (not row["to"] or row["to"] >= last)
        other = any(words in row["insurance"] for words in ("二档", "单建统筹", "深户"))
        if row["jurisdiction_code"] == city and row["payer"] != "individual" and covers and not other:
            out.append(row)
    return out


def totals(rows: list[Row], wage: Decimal, fund: str) -> dict[str, int]:
    """Contributions by side, in fen."""
    pension = next(row for row in rows if row["insurance"] == "养老")
    out = {"employee_si": 0, "employee_hf": 0, "employer_si": 0, "employer_hf": 0}
    for row in rows:
        ends = row if row["base_floor"] or row["insurance"] != "工伤" else pension
        base = max(wage, Decimal(ends["base_floor"] or 0))
        if ends["base_ceiling"]:
            base = min(base, Decimal(ends["base_ceiling"]))
        hf = row["insurance"] == "公积金"
        amount = fen(base * Decimal(fund if hf else row["rate"])) + fen(Decimal(row["fixed_amount"] or 0))
        out[f"{row['payer']}_{'hf' if hf else 'si'}"] += amount
    return out


def wage_tax(wage: Decimal, own: int, children: int) -> int:
    """The tax of a first month, in fen."""
    taxable = wage - Decimal(own) / 100 - 5000 - 2000 * children
    if taxable <= 0:
        return 0
    for upper, rate, quick in BRACKETS:
        if upper is None or taxable <= upper:
            return fen(taxable * Decimal(rate) - quick)
    raise AssertionError
