"""What the benchmarks of matching share: figures as JSON lines, CPU time, the processor's name."""

from __future__ import annotations

import json
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

CONCURRENT = "other programs ran at the same time: compare CPU seconds and ratios"


def cpu_model() -> str:
    """The processor, and what of it the kernel uses."""
    from carepost.domain.native import levels

    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        names = {line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")}
        family = {line.split(":", 1)[1].strip() for line in lines if line.startswith("model\t")}
        name = f"{', '.join(sorted(names))} (model {', '.join(sorted(family))})"
    except OSError:
        name = platform.processor() or platform.machine()
    return f"{name}; kernel: {levels()[0] if levels() else 'numpy only'}"


def tell(name: str, value: float | None, unit: str, **more: Any) -> None:
    """One figure."""
    shown = value if value is None else float(f"{value:.4g}")
    print(json.dumps({"name": f"match.{name}", "value": shown, "unit": unit, **more}), flush=True)


def absent(name: str, what: str) -> None:
    """A peer that is not installed here."""
    print(json.dumps({"name": f"match.{name}", "value": None, "absent": what}), flush=True)


def cpu(work: Callable[[], Any], rounds: int = 1) -> tuple[float, Any]:
    """Least CPU seconds of this process, all threads, and what came of the last round."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begun = time.process_time()
        result = work()
        best = min(best, time.process_time() - begun)
    return best, result


def each(work: Callable[[Any], Any], cases: Any, warm: int = 20) -> dict[str, float]:
    """Microseconds of single calls: wall p50 and p99, CPU p50 and p99 (the clock of one thread)."""
    wall, own = [], []
    for case in cases:
        begun, spent = time.perf_counter_ns(), time.thread_time_ns()
        work(case)
        own.append(time.thread_time_ns() - spent)
        wall.append(time.perf_counter_ns() - begun)
    figures = {}
    for name, taken in (("wall", wall[warm:]), ("cpu", own[warm:])):
        for share in (50, 99):
            figures[f"{name}_p{share}"] = float(np.percentile(taken, share)) / 1000
    return figures


def peak_gb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform != "darwin" else 1e9)
