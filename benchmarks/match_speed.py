"""How fast carers are matched: a whole city, one carer, how much memory, and how near to what the processor could do.

Run: python -m benchmarks.match_speed [carers] [posts]        (1,000,000 and 20,000; needs 1.5 GB)
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.match_city import city, posts_of_city
from benchmarks.match_common import absent, cpu, cpu_model, each, peak_gb, tell
from carepost.domain.matching import Index, build, carer_of, match, match_one
from carepost.domain.matching.kernel import Kernel
from carepost.domain.matching.matching import _Numpy
from carepost.domain.matching.records import carer_records
from carepost.domain.matching.reference import fixed_scores
from carepost.domain.matching.schema import check_carers
from carepost.domain.native import levels

SAMPLE, SINGLE = 200, 400
WORDS_A_TEST = 12


def main() -> None:
    carers_count, posts_count = (int(float(word)) for word in [*sys.argv[1:], "1e6", "2e4"][:2])
    carers, posts, patterns = city(carers_count, posts_count)
    made, index = cpu(lambda: build(posts, patterns), 3)
    tell("build_seconds", made, "CPU s", posts=posts_count, cpu=cpu_model())
    whole(carers, index)
    kernel_only(carers, index)
    alone(carers, patterns, posts_count)


def whole(carers: pa.Table, index: Index) -> None:
    """Tables in, table out, one thread and two; and the numpy engine on a sample of the same carers."""
    spent, found = cpu(lambda: match(carers, index, 20, threads=1))
    per_million = spent * 1e6 / carers.num_rows
    size = {"carers": carers.num_rows, "posts": len(index), "rows": found.num_rows}
    tell("city_seconds", per_million, "CPU s per 1M carers", **size, cpu=cpu_model())
    tell("peak_memory", peak_gb(), "GB, city, tables and result", **size)
    few = np.linspace(0, carers.num_rows - 1, min(SAMPLE, carers.num_rows)).astype(int)
    sample = check_carers(carers.take(pa.array(few)))
    records, hidden = carer_records(sample)
    plain, (hits, counts) = cpu(lambda: _Numpy(index, 20, None)(records, hidden))
    tell(
        "reference_seconds",
        plain * 1e6 / len(few),
        "CPU s per 1M carers",
        sample=len(few),
        ratio_to=round(plain * 1e6 / len(few) / per_million),
    )
    if levels():
        same = 0
        for level in levels():
            other, others = Kernel(index, 20, fixed_scores(index, None), level)(records, hidden)
            same += all(other[n, :c].tolist() == hits[n, :c].tolist() and c == others[n] for n, c in enumerate(counts))
        tell("same_as_reference", same, f"of {len(levels())} levels, {len(few)} carers, to the last bit")


def kernel_only(carers: pa.Table, index: Index) -> None:
    """The search itself, and its share of the floor: pairs examined and words tested at the measured rates."""
    if not levels():
        absent("floor_share", "the kernels are not built")
        return
    records, hidden = carer_records(check_carers(carers.slice(0, min(200_000, carers.num_rows))))
    for level in levels():
        engine = Kernel(index, 20, fixed_scores(index, None), level)
        spent, _ = cpu(lambda engine=engine: engine(records, hidden), 2)
        per = {"examined": engine.examined / 2 / len(records), "tested": engine.tested / 2 / len(records)}
        tell(
            f"search_{level}", spent / len(records) * 1e6, "CPU us a carer", **{k: round(v, 1) for k, v in per.items()}
        )
        if level == levels()[0]:
            best, work = spent / len(records), per
    rates = floor()
    if rates is None:
        absent("floor_share", "no C compiler for benchmarks/match_floor.c")
        return
    least = work["examined"] / rates["pairs_per_second"] + work["tested"] * WORDS_A_TEST / rates["words_per_second"]
    tell("floor_share", 100 * least / best, "% of the compute floor", floor_us=round(least * 1e6, 3), **rates)


def floor() -> dict[str, float] | None:
    """Rates of one core."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        return None
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "floor"
        source = Path(__file__).with_suffix("").parent / "match_floor.c"
        subprocess.run([compiler, "-O3", "-march=native", "-ffast-math", str(source), "-o", str(program)], check=True)
        rates: dict[str, float] = json.loads(subprocess.run([str(program)], check=True, capture_output=True).stdout)
    return rates


def alone(carers: pa.Table, patterns: pa.Table, posts_count: int) -> None:
    """One carer at a time, as a page asks, with ever more posts."""
    few = carers.slice(0, SINGLE)
    single = [carer_of(few, carer) for carer in few["id"].to_pylist()]
    first: dict[str, Any] = {}
    for count in (posts_count, 10 * posts_count, 50 * posts_count):
        index = build(posts_of_city(np.random.default_rng([1, 2]), count, patterns), patterns)
        match_one(single[0], index)
        figures = each(lambda her, index=index: match_one(her, index), single)
        first = first or figures
        ratio = figures["cpu_p99"] / first["cpu_p50"]
        tell(
            "one_carer",
            figures["wall_p50"],
            "us wall p50",
            posts=count,
            **{k: round(v, 1) for k, v in figures.items()},
            p99_to_first_p50=round(ratio, 1),
        )


if __name__ == "__main__":
    main()
