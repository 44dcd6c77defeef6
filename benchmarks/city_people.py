"""How fast a city of people is built and a reform reckoned over it: seconds, peak memory.

Run: python -m benchmarks.city_people [PEOPLE ...]   (100,000 and 5,000,000 unless told; then the reform over 1,000,000)
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

PLACE, ON, ADULTS_A_CARER = "442000", date(2026, 11, 22), 4.095
SIMULATED = 1_000_000
REFORMS = (("zhongshan-1.0", "any-parent"), ("proposal-birth-relief", "twelve-months"))


def build(people: int, folder: Path) -> dict[str, float]:
    """A city with about so many adults."""
    from carepost.domain.population import build_city, people_city

    city = people_city(place=PLACE, carers=round(people / ADULTS_A_CARER), seed=1, on=ON)
    return {"people": build_city(city, folder).rows["persons"]}


def simulate(folder: Path, scheme: str, reform: str) -> dict[str, float]:
    """Baseline and reform over twelve months, every reading of the law that is run."""
    from carepost.domain.simulation import find_reform, find_scheme, open_population
    from carepost.domain.simulation import simulate as run

    pack = find_scheme(scheme)
    people = open_population(folder / "persons.parquet")
    found = run(pack, find_reform(pack, reform), people)
    return {"people": people.rows, "readings": len(found.accounts)}


def _measured(*words: str) -> None:
    """One line of figures from a process of its own."""
    path = os.pathsep.join(p for p in (str(Path.cwd()), str(Path.cwd() / "src")) if p)
    subprocess.run(
        [sys.executable, "-m", "benchmarks.city_people", "in", *words],
        check=True,
        env=os.environ | {"PYTHONPATH": path},
    )


def _inside(words: list[str]) -> None:
    began, folder = time.perf_counter(), Path(words[1])
    row = build(int(words[2]), folder) if words[0] == "build" else simulate(folder, words[2], words[3])
    used = resource.getrusage(resource.RUSAGE_SELF)
    name = "city_build" if words[0] == "build" else f"simulate_{words[2]}_{words[3]}"
    figures = {"value": round(used.ru_utime + used.ru_stime, 2), "unit": "CPU s", "wall_s": time.perf_counter() - began}
    figures["wall_s"] = round(float(figures["wall_s"]), 2)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(json.dumps({"name": name, **figures, "peak_mib": used.ru_maxrss // 1024, "files_mb": round(size, 1), **row}))


def main() -> None:
    """A JSON line for each."""
    if sys.argv[1:2] == ["in"]:
        _inside(sys.argv[2:])
        return
    for people in [int(word) for word in sys.argv[1:]] or [100_000, 5_000_000]:
        with tempfile.TemporaryDirectory() as name:
            _measured("build", name, str(people))
    with tempfile.TemporaryDirectory() as name:
        _measured("build", name, str(SIMULATED))
        for scheme, reform in REFORMS:
            _measured("simulate", name, scheme, reform)


if __name__ == "__main__":
    main()
