"""What is refused at the door of a simulation."""

from __future__ import annotations

from carepost.domain.facts import Text


class SimulationError(ValueError):
    """A question that cannot be answered: names the table or option, the column, the row (from 0), and the remedy."""

    def __init__(self, where: str, column: str | None, row: int | None, problem: Text) -> None:
        parts = [where, *([column] if column else []), *([f"row {row}"] if row is not None else [])]
        self.where, self.column, self.row, self.problem = ": ".join(parts), column, row, problem
        super().__init__(f"{self.where}: {problem.zh} / {problem.en}")
