"""The one error of the room: it names table, column and row, and says what to do."""

from __future__ import annotations

from carepost.domain.facts import Text


class MatchError(ValueError):
    """Tables or arguments that cannot be matched.

    `table`, `column` and `row` (from 0) say where, as far as they are known; `problem` says what is wrong and the
    remedy.
    """

    def __init__(self, table: str, column: str | None, row: int | None, problem: Text) -> None:
        place = table + (f".{column}" if column else "") + ("" if row is None else f"[{row}]")
        super().__init__(f"{place}: {problem.zh} / {problem.en}")
        self.table, self.column, self.row, self.problem = table, column, row, problem
        self.place = place
