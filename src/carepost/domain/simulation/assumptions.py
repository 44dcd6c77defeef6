"""What a simulation assumes beyond the law: said with every result, and marked as ours where nobody published it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.simulation.refused import SimulationError

OURS = "ours"


@dataclass(frozen=True, slots=True)
class Span:
    """A share from low to high, as parts of ten thousand."""

    low: int
    high: int

    @classmethod
    def read(cls, where: str, written: str) -> Span:
        """A share such as 0.6, or two such as 0.4-0.8. Raises SimulationError."""
        try:
            ends = [Decimal(part) for part in written.split("-")]
            if len(ends) > 2 or not all(end.is_finite() and 0 <= end <= 1 for end in ends) or ends[0] > ends[-1]:
                raise ValueError
            return cls(int(ends[0] * 10_000), int(ends[-1] * 10_000))
        except (InvalidOperation, ValueError):
            problem = Text(
                f"应为 0 到 1 之间的比例，如 0.6 或 0.4-0.8，而非 {written!r}",
                f"expected a share from 0 to 1 such as 0.6 or 0.4-0.8, got {written!r}",
            )
            raise SimulationError(where, None, None, problem) from None

    def as_data(self) -> dict[str, float]:
        """Both ends as numbers."""
        return {"low": self.low / 10_000, "high": self.high / 10_000}


DEFAULT_TAKE_UP = Span(4_000, 8_000)
DEFAULT_DEAD_WEIGHT = Span(5_000, 9_000)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Take-up: the share of what is due that is applied for. Dead weight: the share of paid posts that would be there

    without the money.
    """

    take_up: Span = DEFAULT_TAKE_UP
    dead_weight: Span = DEFAULT_DEAD_WEIGHT

    def as_data(self) -> list[dict[str, Any]]:
        """Each with its value and whose it is."""
        rows = (
            ("take_up", self.take_up, DEFAULT_TAKE_UP, "申领率：应得的钱中有人申领的比例",
             "share of what is due that is applied for"),
            ("dead_weight", self.dead_weight, DEFAULT_DEAD_WEIGHT, "无谓补贴率：没有补贴也会有的岗位所占比例",
             "share of paid posts that would be there without the money"),
        )  # fmt: skip
        return [
            {"id": name, "zh": zh, "en": en, **span.as_data(), "whose": OURS if span == default else "given",
             "source": "没有找到数据 · no data" if span == default else "命令行给定 · given with the question"}
            for name, span, default, zh, en in rows
        ]  # fmt: skip
