"""Where the way to work begins: at home, or at home and at the school as well."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.travel.point import Point, km_on_map, meridian_of, project

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Origins:
    """Home, and the school where she takes or fetches a child: the farther one counts, as in matching.

    Both are drawn on the flat map of home's zone, wherever the school lies.
    """

    home: Point
    school: Point | None = None

    @property
    def ends(self) -> tuple[Point, ...]:
        """One point or both."""
        return (self.home,) if self.school is None else (self.home, self.school)

    @property
    def meridian(self) -> int:
        """The central meridian of the map, in degrees of longitude."""
        return meridian_of(self.home)

    def km_to(self, there: Point) -> float:
        """Kilometres to a point from the farther end, on the map, to the last bit what matching counts."""
        return max(km_on_map(end, there, meridian=self.meridian) for end in self.ends)

    def projected(self, meridian: float) -> tuple[XY, XY | None]:
        """Home and school as x, y in km on the map around a meridian, as matching takes them."""
        return project(self.home, meridian), None if self.school is None else project(self.school, meridian)
