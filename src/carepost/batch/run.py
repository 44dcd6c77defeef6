"""From three files to one: split, match each region, put together."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from carepost.batch.engines import ENGINES
from carepost.batch.files import fingerprint, opened, read, write, write_all
from carepost.batch.regions import Region, known_regions, split
from carepost.domain.matching import MATCHES, build, match, shipped_weights

REGION_CARERS = 65_536
Progress = Callable[[int, int], None]
"""Called with the regions done and all regions."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `checksum` is that of the rows whatever their order; `resumed`: regions found done."""

    carers: int
    posts: int
    matches: int
    regions: int
    resumed: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Job:
    """One region to match."""

    folder: str
    patterns: str
    k: int
    by_travel: bool


def match_region(job: Job) -> int:
    """Matches one region in one thread and writes its matches; returns how many. Serves any engine."""
    region = Region(Path(job.folder))
    weights = shipped_weights().by_travel() if job.by_travel else shipped_weights()
    index = build(read(region.posts), read(Path(job.patterns)), weights)
    found = match(read(region.carers), index, job.k, threads=1)
    write(found, region.matches)
    return int(found.num_rows)


def match_files(
    carers: Path,
    posts: Path,
    patterns: Path,
    out: Path,
    *,
    k: int = 20,
    engine: str = "local",
    workers: int | None = None,
    by_travel: bool = False,
    size: int = REGION_CARERS,
    progress: Progress = lambda done, total: None,
) -> Summary:
    """Matches files of carers, posts and patterns into `out`, region by region; the rows stand by region.

    Regions lie in a folder beside `out` until it is written: the same call again goes on with what is missing, a call
    with other files or settings begins anew. Raises MatchError, BatchError and EngineMissing.
    """
    table = read(posts)
    build(table, read(patterns))
    with opened(carers) as file:
        count = file.metadata.num_rows
    folder = out.with_name(f"{out.name}.regions")
    wanted = fingerprint((carers, posts, patterns), k, by_travel, size, shipped_weights(), MATCHES)
    regions = _prepared(folder, wanted) or _begun(folder, wanted, carers, table, size)
    left = [region for region in regions if not region.done]
    jobs = [Job(str(region.folder), str(patterns), k, by_travel) for region in left]
    done = resumed = len(regions) - len(left)
    progress(done, len(regions))
    for _ in ENGINES[engine](match_region, jobs, workers or len(os.sched_getaffinity(0))):
        done += 1
        progress(done, len(regions))
    total = _Total()
    write_all(total.over(read(region.matches) for region in regions), MATCHES.remove_metadata(), out)
    shutil.rmtree(folder)
    return Summary(count, table.num_rows, total.rows, len(regions), resumed, f"{total.sum:016x}")


def _prepared(folder: Path, wanted: str) -> list[Region] | None:
    """The regions of a run of the same call that was cut short."""
    mark = folder / "fingerprint"
    return known_regions(folder) if mark.exists() and mark.read_text() == wanted else None


def _begun(folder: Path, wanted: str, carers: Path, posts: pa.Table, size: int) -> list[Region]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "fingerprint").write_text(wanted)
    return split(carers, posts, folder, size)


class _Total:
    """Rows and checksum of tables that pass by."""

    def __init__(self) -> None:
        self.rows, self.sum = 0, 0

    def over(self, tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
        for table in tables:
            self.rows += table.num_rows
            self.sum = (self.sum + checksum(table)) % 2**64
            yield table


def checksum(matches: pa.Table) -> int:
    """A sum over the rows of MATCHES that no order of rows changes; equal for equal matches."""
    mixed = np.zeros(matches.num_rows, np.uint64)
    for name in MATCHES.names:
        values: np.ndarray[Any, Any] = np.asarray(matches[name])
        bits = values.view(np.uint32) if values.dtype == np.float32 else values
        mixed = (mixed ^ bits.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return int(mixed.sum(dtype=np.uint64))
