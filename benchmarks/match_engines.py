"""What regions and engines cost: the plain loop over regions, a pool of processes, Ray on this machine.

Run: python -m benchmarks.match_engines [carers] [posts]      (200,000 and 20,000)
Ray is the extra `ray`.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.match_city import city
from benchmarks.match_common import absent, cpu, cpu_model, tell
from carepost.batch import match_files
from carepost.domain.matching import build, match


def own_and_children() -> float:
    """CPU seconds of this process and of its ended children."""
    return sum(os.times()[:4])


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """CPU seconds with children, wall seconds, and what came of it."""
    begun, wall = own_and_children(), time.perf_counter()
    result = work()
    return own_and_children() - begun, time.perf_counter() - wall, result


def main() -> None:
    carers, posts = (int(float(word)) for word in [*sys.argv[1:], "2e5", "2e4"][:2])
    tables = city(carers, posts)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.parquet" for name in ("carers", "posts", "patterns")]
        for table, path in zip(tables, paths, strict=True):
            pq.write_table(table, path, row_group_size=2**16)
        index = build(tables[1], tables[2])
        plain, _ = cpu(lambda: match(tables[0], index, 20, threads=1))
        tell("engines.one_table", plain, "CPU s", carers=carers, posts=posts, cpu=cpu_model())
        base, sums = 0.0, set()
        for name, engine, workers in (("loop", "local", 1), ("pool", "local", 2), ("ray", "ray", 2)):
            if engine == "ray" and importlib.util.find_spec("ray") is None:
                absent("engines.ray", "the extra `ray` is not installed")
                continue
            spent, wall, done = timed(
                lambda engine=engine, workers=workers: match_files(
                    *paths, Path(folder) / "m.parquet", engine=engine, workers=workers, size=32_768
                )
            )
            base = base or spent
            sums.add(done.checksum)
            tell(
                f"engines.{name}",
                spent,
                "CPU s, files in, file out",
                overhead_percent=round(100 * (spent / base - 1), 1),
                wall=round(wall, 2),
                regions=done.regions,
            )
        tell("engines.checksums", len(sums), "different checksums")


if __name__ == "__main__":
    main()
