"""Which contributions (五险一金) are due in a place and month, and each line of them.

Conventions: a row applies to a month that it covers whole; the base is the wage between the ends of that row; an end
that is blank does not bind; amounts are rounded half up to the fen on each line. A kind of insurance that the place
has, without a row in the month, is a line that is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from weakref import WeakKeyDictionary

from carepost.domain.facts import Mark
from carepost.domain.rules.payroll.slip import Payer, PayLine, kind_of
from carepost.domain.rules.store import Absence, Answer, DatedValue, ParameterStore, lineage
from carepost.domain.rules.tax import to_fen

TABLE = "contribution"
FUND = "公积金"
SUPPLEMENTARY_FUND = "补充公积金"
INJURY = "工伤"
MEDICAL = "医疗"
PENSION = "养老"
LOCAL_ONLY = "(深户)"
# Words in the name of a medical row that are no name of a scheme.
MATERNITY = "含生育"
# The order in which a slip names them.
ORDER = ("养老", "地方补充养老", "医疗", "大病互助补充", "生育", "失业", "工伤", FUND, SUPPLEMENTARY_FUND)
_MOST_KEPT = 1_000
_ROWS: WeakKeyDictionary[ParameterStore, dict[tuple[str, date], tuple[Row, ...]]] = WeakKeyDictionary()
_COLUMNS = ("rate", "rate_low", "rate_high", "base_floor", "base_ceiling", "fixed_amount")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a contribution table in a month: its values, or why they are not known."""

    name: str
    payer: Payer
    values: dict[str, DatedValue]
    answer: Answer
    fixed_absent: DatedValue | None = None

    @property
    def kind(self) -> str:
        """医疗 of 医疗(统账结合,含生育)."""
        return kind_of(self.name)

    @property
    def known(self) -> bool:
        return "rate" in self.values or "rate_low" in self.values

    @property
    def main(self) -> DatedValue | None:
        """The value that names the document: of the row in the month, else the last one known."""
        return self.values.get("rate") or self.values.get("rate_low") or self.answer.nearest

    def number(self, column: str) -> Decimal | None:
        """A column of the row; None where it is blank or not stated."""
        value = self.values.get(column)
        return value.number if value is not None else None


def scheme_of(name: str) -> str:
    """统账结合 of 医疗(统账结合,含生育); blank where the brackets name no scheme."""
    words = name.partition("(")[2].rstrip(")").split(",")
    return next((word for word in words if not word.startswith(MATERNITY)), "")


def contribution_place(store: ParameterStore, place: str) -> str | None:
    """The city (or municipality) whose rows hold for employees in a place; None where no data set has them."""
    for code in lineage(place):
        if any(key.endswith(Payer.EMPLOYEE) for key in _keys(store, code)):
            return code
    return None


def _keys(store: ParameterStore, code: str) -> tuple[str, ...]:
    return tuple(sorted({*store.keys(f"{TABLE}.rate", place=code), *store.keys(f"{TABLE}.rate_low", place=code)}))


def rows_of(store: ParameterStore, place: str, city: str, first: date, last: date) -> Sequence[Row]:
    """Every row of a city that an employer or employee pays, as it stands in a month; nearer places may set an end.

    Kept as long as the store lives: they are asked again for every form and every amount.
    """
    kept = _ROWS.setdefault(store, {})
    asked = (place, first)
    if asked not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[asked] = _read_rows(store, place, city, first, last)
    return kept[asked]


def _read_rows(store: ParameterStore, place: str, city: str, first: date, last: date) -> tuple[Row, ...]:
    out = []
    for key in _keys(store, city):
        name, _, payer = key.partition("|")
        if payer in (Payer.EMPLOYER, Payer.EMPLOYEE) and not _never(store, city, key):
            out.append(_row(store, place, name, Payer(payer), key, first, last))
    return tuple(sorted(out, key=_place_in_order))


def _place_in_order(row: Row) -> tuple[int, str, str]:
    return (ORDER.index(row.kind) if row.kind in ORDER else len(ORDER), row.name, row.payer)


def _never(store: ParameterStore, city: str, key: str) -> bool:
    """A row that is not known to have begun (planned) is switched off."""
    return not any(value.start_known for column in ("rate", "rate_low") for value in _history(store, city, column, key))


def _history(store: ParameterStore, city: str, column: str, key: str) -> tuple[DatedValue, ...]:
    return store.history(f"{TABLE}.{column}", place=city, key=key)


def _row(store: ParameterStore, place: str, name: str, payer: Payer, key: str, first: date, last: date) -> Row:
    values = {}
    main: Answer | None = None
    absent: DatedValue | None = None
    for column in _COLUMNS:
        opening, closing = (store.ask(f"{TABLE}.{column}", place=place, on=day, key=key) for day in (first, last))
        if opening.value is not None and opening.value == closing.value:
            values[column] = opening.value
        elif column == "fixed_amount" and opening.absence is Absence.NOT_STATED:
            absent = opening.nearest
        if column in ("rate", "rate_low") and (main is None or main.nearest is None):
            main = opening if opening.value is None else closing
    assert main is not None  # noqa: S101 (there is always the column rate)
    return Row(name, payer, values, main, absent)


def chosen(rows: Iterable[Row], *, medical: str, default: str, local_hukou: bool) -> list[Row]:
    """The rows that hold for one worker: one medical scheme, and what is for local workers only when she is one."""
    wanted = medical or default
    found = []
    for row in rows:
        if row.kind == MEDICAL and scheme_of(row.name) and wanted not in (scheme_of(row.name), row.name):
            continue
        if (LOCAL_ONLY in row.name and not local_hukou) or row.kind == SUPPLEMENTARY_FUND:
            continue
        found.append(row)
    # A row that was renamed leaves its old name behind: what is known of a kind stands for the kind.
    known = {(row.kind, row.payer) for row in found if row.known}
    return [row for row in found if row.known or (row.kind, row.payer) not in known]


def base_of(row: Row, wage: Decimal, pension: Row | None) -> Decimal:
    """The wage between the ends of the row; work injury without ends of its own has those of the pension."""
    ends = row
    if row.kind == INJURY and not {"base_floor", "base_ceiling"} & set(row.values) and pension is not None:
        ends = pension
    floor, ceiling = ends.number("base_floor"), ends.number("base_ceiling")
    base = wage if floor is None else max(wage, floor)
    return base if ceiling is None else min(base, ceiling)


def line_of(row: Row, base: Decimal, rate: Decimal) -> PayLine:
    """base x rate, half up to the fen, plus the row's fixed sum."""
    fixed = row.number("fixed_amount") or Decimal(0)
    main = row.main
    return PayLine(
        insurance=row.name,
        payer=row.payer,
        base_fen=to_fen(base),
        rate=rate,
        amount_fen=to_fen(base * rate) + to_fen(fixed),
        document=document_of(main),
        mark=main.mark if main else Mark.N,
        fund=row.kind in (FUND, SUPPLEMENTARY_FUND),
        value=main,
    )


def unknown_line(row: Row) -> PayLine:
    """A line that is due, with a row that is not known in the month."""
    fund = row.kind in (FUND, SUPPLEMENTARY_FUND)
    return PayLine(row.name, row.payer, None, None, None, document_of(row.main), Mark.N, fund, row.main)


def document_of(value: DatedValue | None) -> str:
    """The document that a value stands in, or the source where no document is named."""
    return "" if value is None else value.document or value.source
