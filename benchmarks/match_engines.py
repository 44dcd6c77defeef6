"""What regions and engines cost: the plain loop over regions, a pool of processes, Ray on this machine.

Two workers at once also cost each other caches, whoever starts them: what an engine adds shows against the loop with
one worker, and against the pool with two.

Run: python -m benchmarks.match_engines [carers] [posts]      (1,000,000 and 20,000)
Ray is the extra `ray`; `make bench` has it.
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
from carepost.batch import match_files, match_region
from carepost.domain.matching import build, match


def tree_cpu() -> float:
    """CPU seconds of this process, of all that it started and of those among them that have ended."""
    parents, spent = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        pid = int(file.parent.name)
        parents[pid], spent[pid] = int(fields[1]), sum(int(field) for field in fields[11:15])
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(spent[pid] for pid in ours if pid in spent) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """CPU seconds of the whole tree, wall seconds, and what came of it."""
    begun, wall = tree_cpu(), time.perf_counter()
    result = work()
    return tree_cpu() - begun, time.perf_counter() - wall, result


def imported() -> str:
    """Loads in a worker what a region needs."""
    return match_region.__name__


def warm_ray(workers: int) -> None:
    """A cluster with its workers started: its start is told apart."""
    import ray

    ray.shutdown()
    wall = time.perf_counter()
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.get([ray.remote(imported).remote() for _ in range(4)])
    tell("engines.ray_start", time.perf_counter() - wall, "s wall", workers=workers)


def main() -> None:
    carers, posts = (int(float(word)) for word in [*sys.argv[1:], "1e6", "2e4"][:2])
    tables = city(carers, posts)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.parquet" for name in ("carers", "posts", "patterns")]
        for table, path in zip(tables, paths, strict=True):
            pq.write_table(table, path, row_group_size=2**16)
        index = build(tables[1], tables[2])
        plain, _ = cpu(lambda: match(tables[0], index, 20, threads=1))
        tell("engines.one_table", plain, "CPU s", carers=carers, posts=posts, cpu=cpu_model())
        base: dict[int, float] = {}
        sums = set()
        for name, engine, workers in (("loop", "local", 1), ("pool", "local", 2), ("ray", "ray", 1), ("ray", "ray", 2)):
            if engine == "ray" and importlib.util.find_spec("ray") is None:
                absent("engines.ray", "the extra `ray` is not installed")
                continue
            if engine == "ray":
                warm_ray(workers)
            spent, wall, done = timed(
                lambda engine=engine, workers=workers: match_files(
                    *paths, Path(folder) / "m.parquet", engine=engine, workers=workers, size=32_768
                )
            )
            base.setdefault(workers, spent)
            sums.add(done.checksum)
            tell(
                f"engines.{name}",
                spent,
                "CPU s, files in, file out",
                workers=workers,
                over_loop_percent=round(100 * (spent / base[1] - 1), 1),
                over_local_percent=round(100 * (spent / base[workers] - 1), 1),
                wall=round(wall, 2),
                regions=done.regions,
            )
        tell("engines.checksums", len(sums), "different checksums")


if __name__ == "__main__":
    main()
