"""Files in, file out: the same matches however they are split and whoever works, and a killed run goes on."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.match_city import city

from carepost.batch import BatchError, EngineMissing, Summary, checksum, halo_km, match_files, run
from carepost.domain.matching import MatchError, build, match

Files = tuple[Path, Path, Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("city")
    paths = tuple(folder / f"{name}.parquet" for name in ("carers", "posts", "patterns"))
    for table, path in zip(city(300, 400, seed=5), paths, strict=True):
        pq.write_table(table, path, row_group_size=64)
    return paths  # type: ignore[return-value]


@pytest.fixture(scope="module")
def whole(files: Files) -> pa.Table:
    carers, posts, patterns = (pq.read_table(path) for path in files)
    return match(carers, build(posts, patterns), k=5)


def go(files: Files, out: Path, **more: object) -> Summary:
    return match_files(*files, out, **{"k": 5, "size": 40, "workers": 1, **more})  # type: ignore[arg-type]


def rows(table: pa.Table) -> pa.Table:
    return table.sort_by([("carer_id", "ascending"), ("rank", "ascending")])


def test_regions_give_what_one_table_gives(files: Files, whole: pa.Table, tmp_path: Path) -> None:
    done = go(files, tmp_path / "m.parquet")
    assert done.regions > 3
    assert (done.carers, done.posts, done.matches, done.resumed) == (300, 400, whole.num_rows, 0)
    assert rows(pq.read_table(tmp_path / "m.parquet")).equals(rows(whole))
    assert done.checksum == f"{checksum(whole):016x}"
    assert [path.name for path in tmp_path.iterdir()] == ["m.parquet"]


def test_a_pool_of_processes_gives_the_same(files: Files, whole: pa.Table, tmp_path: Path) -> None:
    done = go(files, tmp_path / "m.parquet", workers=2, size=150)
    assert done.checksum == f"{checksum(whole):016x}"


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="the extra `ray` is not installed")
def test_ray_gives_the_same(files: Files, whole: pa.Table, tmp_path: Path) -> None:
    done = go(files, tmp_path / "m.parquet", engine="ray", workers=2, size=150)
    assert done.checksum == f"{checksum(whole):016x}"


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="the extra `ray` is installed")
def test_without_ray_the_extra_is_named(files: Files, tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match="extra `ray`"):
        go(files, tmp_path / "m.parquet", engine="ray")


def test_a_killed_run_goes_on_with_what_is_missing(
    files: Files, whole: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, worked = run.match_region, []

    def killed(job: run.Job) -> int:
        if len(worked) == 2:
            raise KeyboardInterrupt
        worked.append(job.folder)
        return real(job)

    monkeypatch.setattr(run, "match_region", killed)
    with pytest.raises(KeyboardInterrupt):
        go(files, tmp_path / "m.parquet")
    assert not (tmp_path / "m.parquet").exists()
    monkeypatch.setattr(run, "match_region", real)
    steps: list[tuple[int, int]] = []
    done = go(files, tmp_path / "m.parquet", progress=lambda *step: steps.append(step))
    assert done.resumed == 2
    assert steps == [(n, done.regions) for n in range(2, done.regions + 1)]
    assert done.checksum == f"{checksum(whole):016x}"


def test_other_settings_begin_anew(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(job: run.Job) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "match_region", refuse)
    with pytest.raises(KeyboardInterrupt):
        go(files, tmp_path / "m.parquet")
    monkeypatch.undo()
    done = go(files, tmp_path / "m.parquet", k=3)
    assert done.resumed == 0
    assert max(pq.read_table(tmp_path / "m.parquet")["rank"].to_pylist()) == 3


def test_the_halo_reaches_as_far_as_the_farthest_goes(files: Files) -> None:
    carers = pq.read_table(files[0])
    # An hour by car: 52 minutes on the road at 25 km an hour, a detour of 1.4.
    assert halo_km(carers) == pytest.approx(52 / 60 * 25 / 1.4, rel=0.01)
    assert halo_km(carers.slice(0, 0)) == 0


def test_no_carers_give_an_empty_file(files: Files, tmp_path: Path) -> None:
    empty = tmp_path / "none.parquet"
    pq.write_table(pq.read_table(files[0]).slice(0, 0), empty)
    done = go((empty, *files[1:]), tmp_path / "m.parquet")
    assert (done.matches, done.regions) == (0, 0)
    assert pq.read_table(tmp_path / "m.parquet").num_rows == 0


def test_a_bad_row_is_named_by_its_place_in_the_file(files: Files, tmp_path: Path) -> None:
    table = pq.read_table(files[0])
    modes = table["travel_mode"].to_pylist()
    modes[217] = 9
    at = table.column_names.index("travel_mode")
    bad = tmp_path / "bad.parquet"
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(modes, pa.uint8())), bad, row_group_size=64)
    with pytest.raises(MatchError, match=r"carers\.travel_mode\[217\]"):
        go((bad, *files[1:]), tmp_path / "m.parquet")
    pq.write_table(pa.concat_tables([table, table.slice(7, 1)]), bad)
    with pytest.raises(MatchError, match=r"carers\.id\[300\].*twice"):
        go((bad, *files[1:]), tmp_path / "m.parquet")
    pq.write_table(table.drop_columns(["home_x"]), bad)
    with pytest.raises(MatchError, match=r"carers\.home_x.*missing"):
        go((bad, *files[1:]), tmp_path / "m.parquet")


def test_files_that_are_none_are_named(files: Files, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="not a readable Parquet file"):
        go((tmp_path / "missing.parquet", *files[1:]), tmp_path / "m.parquet")
    words = tmp_path / "words.parquet"
    words.write_text("no table")
    with pytest.raises(BatchError, match="not a readable Parquet file"):
        go((files[0], words, files[2]), tmp_path / "m.parquet")
    with pytest.raises(BatchError, match="cannot be written"):
        run.write(pq.read_table(files[1]), tmp_path / "nowhere" / "m.parquet")
