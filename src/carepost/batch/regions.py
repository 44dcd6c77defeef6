"""A region: carers who live near each other, the posts that any of them could reach, and all remote posts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from carepost.batch.files import opened, write
from carepost.domain.facts import Text
from carepost.domain.matching import CARERS, MatchError, check_carers
from carepost.domain.travel import Way, km_within

TILE_KM = 4.0
"""Carers are sorted into tiles of this width; a region is a run of tiles with enough carers."""
Ints = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Region:
    """A folder with carers.parquet, posts.parquet and, when it is done, matches.parquet."""

    folder: Path

    @property
    def carers(self) -> Path:
        return self.folder / "carers.parquet"

    @property
    def posts(self) -> Path:
        return self.folder / "posts.parquet"

    @property
    def matches(self) -> Path:
        return self.folder / "matches.parquet"

    @property
    def done(self) -> bool:
        """Whether its matches are there, whole."""
        return self.matches.exists()


def split(carers: Path, posts: pa.Table, folder: Path, size: int) -> list[Region]:
    """Splits a file of carers into regions of about `size` carers under a folder, each with its halo of posts.

    The file is read twice, piece by piece. Raises MatchError naming the row of the file, BatchError.
    """
    with opened(carers) as file:
        region = _regions(_homes(file), size)
        count = int(region.max(initial=-1)) + 1
        regions = [Region(folder / f"region-{n:05d}") for n in range(count)]
        boxes = _write_carers(file, region, regions)
    for one, box in zip(regions, boxes, strict=True):
        write(_posts_near(posts, box), one.posts)
    (folder / "regions.json").write_text(json.dumps([one.folder.name for one in regions]))
    return regions


def known_regions(folder: Path) -> list[Region] | None:
    """The regions of an earlier split, None where it was not finished."""
    try:
        names = json.loads((folder / "regions.json").read_text())
    except FileNotFoundError:
        return None
    return [Region(folder / name) for name in names]


def halo_km(carers: pa.Table) -> float:
    """The farthest that any of the carers could go, in km."""
    farthest = 0.0
    for number, way in enumerate(Way):
        minutes = pc.max(carers["max_commute_min"].filter(pc.equal(carers["travel_mode"], number))).as_py()
        # A little more than the inverse says: float32 squares decide in the end.
        farthest = max(farthest, 0.0 if minutes is None else km_within(minutes, way) * 1.001 + 0.001)
    return farthest


def _homes(file: pq.ParquetFile) -> Ints:
    """Columns id, x, y of every carer, looked through for what the whole file alone can show."""
    missing = [name for name in ("id", "home_x", "home_y") if name not in file.schema_arrow.names]
    if missing:
        raise MatchError("carers", missing[0], None, Text("缺少这一列", "this column is missing"))
    table = file.read(["id", "home_x", "home_y"])
    ids = np.asarray(table["id"].cast(pa.int64()))
    order = np.argsort(ids, kind="stable")
    twice = np.flatnonzero(np.diff(ids[order]) == 0)
    if twice.size:
        row = int(order[twice + 1].min())
        raise MatchError("carers", "id", row, Text(f"{ids[row]} 出现了两次", f"{ids[row]} stands twice"))
    return np.stack([np.nan_to_num(np.asarray(table[name], np.float64)) for name in ("home_x", "home_y")])


def _regions(homes: Ints, size: int) -> Ints:
    """The region of each carer: tiles column by column, cut whenever there are enough carers."""
    x, y = np.floor(np.clip(homes, -1e6, 1e6) / TILE_KM).astype(np.int64)
    tiles, tile = np.unique(x * 2**24 + y, return_inverse=True)
    before = np.cumsum(np.bincount(tile, minlength=len(tiles))) - 1
    return np.unique(before // max(1, size), return_inverse=True)[1][tile] if len(tiles) else tile


def _write_carers(file: pq.ParquetFile, region: Ints, regions: list[Region]) -> list[Ints]:
    """Writes each region's carers; returns where they live, x and y from and to, with the halo."""
    boxes = [np.array([np.inf, np.inf, -np.inf, -np.inf]) for _ in regions]
    halos = np.zeros(len(regions))
    writers = []
    for one in regions:
        one.folder.mkdir(parents=True, exist_ok=True)
        writers.append(pq.ParquetWriter(one.carers, CARERS.remove_metadata(), compression="zstd"))
    try:
        for start, piece in _pieces(file):
            here = region[start : start + piece.num_rows]
            for n in np.unique(here).tolist():
                part = piece.filter(pa.array(here == n))
                writers[n].write_table(part)
                halos[n] = max(halos[n], halo_km(part))
                boxes[n] = _wider(boxes[n], part)
    finally:
        for writer in writers:
            writer.close()
    return [box + np.array([-halo, -halo, halo, halo]) for box, halo in zip(boxes, halos, strict=True)]


def _pieces(file: pq.ParquetFile) -> Iterator[tuple[int, pa.Table]]:
    start = 0
    for batch in file.iter_batches(batch_size=2**17):
        try:
            piece = check_carers(pa.Table.from_batches([batch]))
        except MatchError as error:
            row = None if error.row is None else error.row + start
            raise MatchError(error.table, error.column, row, error.problem) from error
        yield start, piece
        start += piece.num_rows


def _wider(box: Ints, part: pa.Table) -> Ints:
    x, y = np.asarray(part["home_x"], float), np.asarray(part["home_y"], float)
    low = np.minimum(box[:2], [x.min(), y.min()])
    return np.concatenate([low, np.maximum(box[2:], [x.max(), y.max()])])


def _posts_near(posts: pa.Table, box: Ints) -> pa.Table:
    x, y = np.asarray(posts["x"], float), np.asarray(posts["y"], float)
    near = (x >= box[0]) & (y >= box[1]) & (x <= box[2]) & (y <= box[3])
    return posts.filter(pa.array(near | np.asarray(posts["remote"])))
