"""What a simulation assumes beyond the law: said with every result, and marked as ours where nobody published it."""

from __future__ import annotations

from collections.abc import Sequence
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


def added_posts(
    pairs: Sequence[tuple[int, int, int, int]], assumptions: Assumptions, *, known: bool = True
) -> dict[str, Any]:
    """Posts that would not be there without the money, and the money for each: under our assumptions.

    `pairs`: people reached before and after, fen before and after, of each reading of the law. Additional posts =
    people reached x take-up x (1 - dead weight); paid = cost x take-up. Null where no post is added or, not `known`, an
    amount is not stated.
    """
    return {
        "formula_zh": "新增岗位 = 受益人数 × 申领率 ×（1 − 无谓补贴率）；"
        "每个新增岗位的费用 = 费用 ÷ 受益人数 ÷（1 − 无谓补贴率）",
        "formula_en": "additional posts = people reached x take-up x (1 - dead weight); "
        "cost of each = cost / people reached / (1 - dead weight)",
        "before": _added([(pair[0], pair[2]) for pair in pairs], assumptions, known),
        "after": _added([(pair[1], pair[3]) for pair in pairs], assumptions, known),
        "difference": _added([(pair[1] - pair[0], pair[3] - pair[2]) for pair in pairs], assumptions, known),
        "assumed": True,
    }


def _added(pairs: Sequence[tuple[int, int]], assumptions: Assumptions, known: bool) -> dict[str, Any]:
    take_up, dead = assumptions.take_up, assumptions.dead_weight
    keep = [1 - dead.high / 10_000, 1 - dead.low / 10_000]
    shares = [take_up.low / 10_000, take_up.high / 10_000]
    posts = [people * share * kept for people, _ in pairs for share in shares for kept in keep]
    paid = [cost * share for _, cost in pairs for share in shares]
    each = [cost / people / kept for people, cost in pairs for kept in keep if people > 0 and kept > 0]
    endless = keep[0] <= 0
    return {
        "posts": {"low": round(min(posts)), "high": round(max(posts))},
        "paid_fen": {"low": round(min(paid)), "high": round(max(paid)) if known else None},
        "cost_per_post_fen": {"low": round(min(each)), "high": None if endless else round(max(each))}
        if each and known
        else None,
    }
