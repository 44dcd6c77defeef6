"""A parameter over time as steps: points of a drawing of fixed size; the table beneath tells the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from carepost.domain.rules import DatedValue

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 28, 26
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Step:
    """One value: a level line from x to x, the riser from the step before it (None: none), and its figure."""

    x: int
    to: int
    y: int
    riser: int | None
    figure: str
    label_x: int
    unsure: bool

    @property
    def figure_y(self) -> int:
        """Where the figure stands: right above its line."""
        return self.y - 8


@dataclass(frozen=True, slots=True)
class Chart:
    """The steps, the years under the axis, and where today stands (None: not in the drawing)."""

    steps: tuple[Step, ...]
    years: tuple[tuple[int, int], ...]
    today: int | None

    width, height, base = WIDTH, HEIGHT, HEIGHT - BOTTOM


def chart_of(values: Sequence[DatedValue], figures: Sequence[str], today: date) -> Chart | None:
    """The steps of one variant, oldest first, with the figure to print on each; None for fewer than two numbers."""
    rows = [(v, f) for v, f in zip(values, figures, strict=True) if v.start_known and isinstance(v.value, Decimal)]
    if len(rows) < 2:
        return None
    scale = _Scale([v for v, _ in rows], today)
    steps: list[Step] = []
    for number, (value, figure) in enumerate(rows):
        following = rows[number + 1][0].start if number + 1 < len(rows) else None
        steps.append(scale.step(value, figure, following, steps[-1] if steps else None))
    return Chart(tuple(steps), scale.years(), scale.x(today) if scale.first <= today <= scale.last else None)


class _Scale:
    """From days and numbers to the drawing."""

    def __init__(self, values: Sequence[DatedValue], today: date) -> None:
        numbers = [value.number for value in values]
        self.first = values[0].start
        ends = [value.end for value in values if value.end is not None]
        self.last = max(today + timedelta(days=120), *(v.start + timedelta(days=_YEAR) for v in values), *ends)
        self._low, self._high = min(numbers), max(numbers)

    def x(self, day: date) -> int:
        whole = (self.last - self.first).days or 1
        return LEFT + (WIDTH - LEFT - RIGHT) * (min(max(day, self.first), self.last) - self.first).days // whole

    def y(self, number: Decimal) -> int:
        room = HEIGHT - TOP - BOTTOM - 24
        span = self._high - self._low
        return TOP + (room - int(room * (number - self._low) / span) if span else room // 2)

    def step(self, value: DatedValue, figure: str, following: date | None, before: Step | None) -> Step:
        known = value.end + timedelta(days=1) if value.end else None
        end = self.x(min(day for day in (known, following, self.last) if day is not None))
        start, height = self.x(value.start), self.y(value.number)
        joined = before is not None and before.to == start
        unsure = not value.end_known or value.doubt is not None
        label = min(start, WIDTH - RIGHT - 8 * len(figure))
        return Step(start, end, height, before.y if joined and before else None, figure, label, unsure)

    def years(self) -> tuple[tuple[int, int], ...]:
        """(year, x) of the new years inside, no more than eight."""
        inside = range(self.first.year + 1, self.last.year + 1)
        every = len(inside) // 8 + 1
        return tuple((year, self.x(date(year, 1, 1))) for year in inside[::every])
