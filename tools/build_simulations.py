"""Writes the results that ship: every reform of every pack over one invented city of some 100,000 people.

Run: python -m tools.build_simulations
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

from carepost.domain.population import build_city, people_city
from carepost.domain.simulation import (
    DEMO,
    open_population,
    pairs_of,
    reforms_of,
    simulate,
    simulation_as_data,
    simulation_schemes,
)

PLACE, CARERS, SEED, ON = "442000", 24_420, 1, date(2026, 11, 22)


def main() -> None:
    """One file for each reform; those of reforms that are gone are taken away."""
    DEMO.mkdir(parents=True, exist_ok=True)
    written = set()
    with tempfile.TemporaryDirectory() as name:
        build_city(people_city(place=PLACE, carers=CARERS, seed=SEED, on=ON), Path(name))
        people = open_population(Path(name) / "persons.parquet")
        for pack in simulation_schemes().values():
            for reform in reforms_of(pack).values():
                found = simulate(pack, reform, people)
                data = simulation_as_data(found)
                data.pop("accounts")
                key = f"{pack.id}--{reform.id}"
                body = {"key": key, "digest": pack.digest, "pairs": pairs_of(found), "data": data}
                text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=str)
                (DEMO / f"{key}.json").write_text(text + "\n", encoding="utf-8")
                written.add(f"{key}.json")
    for path in DEMO.glob("*.json"):
        if path.name not in written:
            path.unlink()


if __name__ == "__main__":
    main()
