"""`carepost match`: the best posts of many carers, from Parquet files to a Parquet file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--carers", required=True, type=FILE, help="照护者 · Carers (Parquet).")
@click.option("--posts", required=True, type=FILE, help="岗位 · Posts (Parquet).")
@click.option("--patterns", required=True, type=FILE, help="班次 · Shift patterns (Parquet).")
@click.option("-k", "k", default=20, show_default=True, type=click.IntRange(1, 255), help="每人几个岗位 · Posts each.")
@click.option("--out", required=True, type=FILE, help="结果 · The matches (Parquet).")
@click.option("--engine", default="local", show_default=True, type=click.Choice(["local", "ray"]))
@click.option("--workers", type=click.IntRange(1, 1024), help="并行数 · How many at once; all processors by default.")
@click.option("--by-travel", is_flag=True, help="只按路程排序 · Ranking off: the nearest first.")
def match(
    carers: Path, posts: Path, patterns: Path, k: int, out: Path, engine: str, workers: int | None, by_travel: bool
) -> None:
    """为每位照护者找出最合适的岗位 · The best posts of each carer.

    Prints one JSON object; the columns are in docs/matching.md. A run that was cut short goes on where it stopped when
    the same command is given again.
    """
    from carepost.batch import BatchError, EngineMissing, match_files
    from carepost.domain.matching import MatchError

    try:
        done = match_files(
            carers,
            posts,
            patterns,
            out,
            k=k,
            engine=engine,
            workers=workers,
            by_travel=by_travel,
            progress=shown() if sys.stderr.isatty() else lambda done, total: None,
        )
    except (MatchError, BatchError, EngineMissing) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps({"out": str(out), "engine": engine, **asdict(done)}))


def shown() -> Callable[[int, int], None]:
    """A bar on stderr."""

    def show(done: int, total: int) -> None:
        filled = 40 * done // max(total, 1)
        end = "\n" if done == total else ""
        click.echo(f"\r[{'#' * filled}{'-' * (40 - filled)}] {done}/{total}{end}", err=True, nl=False)

    return show
