"""How fast the rules run on whole populations, beside other engines: CPU seconds, peak memory, equal sums.

Run: python -m benchmarks.rules_speed [PEOPLE ...]   (1,000,000 unless told; five million need 4 GiB for OpenFisca)
Engines that are not installed are skipped and say so. OpenFisca-Core (AGPL) may live in an environment of its own:
CAREPOST_OPENFISCA names its Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rules_engines import ENGINES

NEEDS = {
    "pack_numpy": "numpy",
    "pack_compiled": "numba",
    "polars_by_hand": "polars",
    "polars_solved": "polars",
    "duckdb_sql": "duckdb",
    "openfisca": "openfisca_core",
    "openfisca_by_hand": "openfisca_core",
}


def _python(engine: str) -> str:
    return os.environ.get("CAREPOST_OPENFISCA", sys.executable) if engine.startswith("openfisca") else sys.executable


def _installed(engine: str) -> bool:
    return subprocess.run([_python(engine), "-c", f"import {NEEDS[engine]}"], capture_output=True).returncode == 0


def _start(engine: str, *words: str) -> str:
    """What a process of its own prints: its peak memory is not that of this one."""
    command = [_python(engine), "-m", "benchmarks.rules_engines", engine, *words]
    path = os.pathsep.join(p for p in (str(Path.cwd()), str(Path.cwd() / "src")) if p)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": path})
    return done.stdout


def main() -> None:
    """One JSON line for each engine and size; the ratio is to OpenFisca's own lookup where that ran."""
    for people in [int(word) for word in sys.argv[1:]] or [1_000_000]:
        with tempfile.TemporaryDirectory() as name:
            _start("population", name, str(people))
            found: dict[str, dict[str, float]] = {}
            for engine in ENGINES:
                if not _installed(engine):
                    print(json.dumps({"name": f"rules_{engine}", "people": people, "skipped": f"no {NEEDS[engine]}"}))
                    continue
                found[engine] = json.loads(_start(engine, name).splitlines()[-1])
            base = found.get("openfisca", {}).get("cpu_s")
            for engine, row in found.items():
                ratio = {"ratio_to": "openfisca", "ratio": round(row["cpu_s"] / base, 4)} if base else {}
                line = {"name": f"rules_{engine}", "value": row.pop("cpu_s"), "unit": "CPU s", "people": people}
                print(json.dumps(line | ratio | row), flush=True)
            if len({(row["paid_fen"], row["reached"]) for row in found.values()}) != 1:
                raise SystemExit("the engines do not agree")


if __name__ == "__main__":
    main()
