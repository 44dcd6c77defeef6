"""`carepost city`: a generated city of people, and how far it meets the figures that it is held to."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carepost.cli.options import AT, refuse, today

if TYPE_CHECKING:
    from carepost.domain.population import CityError


@click.group()
def city() -> None:
    """示范城市：生成人口、核对数字 · A generated city: its people, and its figures."""


@city.command()
@click.option("--place", default="442000", show_default=True, help="城市代码 · Code of the city.")
@click.option("--carers", required=True, type=int, help="养育12岁以下子女的家庭数 · Families with a child under 12.")
@click.option("--seed", default=1, show_default=True, type=int, help="种子 · The same seed gives the same city.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="文件夹 · Where the files go.")
@click.option("--posts", type=int, help="岗位数，默认按照护者数 · Adverts; by the number of carers by default.")
@click.option("--on", "on", type=AT, help="城市所处日期，默认今天 · The city's day; today by default.")
def build(place: str, carers: int, seed: int, out: Path, posts: int | None, on: date | None) -> None:
    """生成一座虚构城市（Parquet）· Writes an invented city as Parquet files.

    Prints one JSON object: {place, seed, on, rows by file, files}. Columns are in docs/population.md. Exit 2 when the
    city cannot be made.
    """
    from carepost.domain.population import CityError, build_city, people_city

    try:
        made = people_city(place=place, carers=carers, seed=seed, on=on or today(), posts=posts)
        built = build_city(made, out, _shown if sys.stderr.isatty() else lambda done, total: None)
    except CityError as fault:
        _refuse(fault)
    except OSError as fault:
        refuse("--out", f"无法写入（{fault.strerror}）", f"cannot be written ({fault.strerror})")
    files = [f"{name}.parquet" for name in built.rows] + ["city.json"]
    told = {"place": built.place, "seed": built.seed, "on": built.on.isoformat(), "rows": built.rows, "files": files}
    click.echo(
        json.dumps(
            {"out": str(out), **told, "mark": "示范数据，均为虚构 · generated, nobody is real"}, ensure_ascii=False
        )
    )


@city.command()
@click.argument("folder", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """核对一座城市与校准表 · Each figure of the calibration table, recomputed on a built city.

    Prints {rows: [{id, value, tolerance, measured, met, ...}], left_out: [...]}. Exit 0 when all are met, 1 when not.
    """
    from carepost.domain.population import CityError, left_out, measure_people, people_targets

    try:
        measured = measure_people(folder)
        place = json.loads((folder / "city.json").read_text("utf-8"))["place"]
        targets, silent = people_targets(place), left_out(place)
    except CityError as fault:
        _refuse(fault)
    except (OSError, ValueError, KeyError):
        refuse(str(folder / "city.json"), "缺少或无法读取", "is missing or cannot be read")
    rows = [
        {
            "id": t.id, "zh": t.name.zh, "en": t.name.en, "value": t.value, "tolerance": t.tolerance, "unit": t.unit,
            "measured": round(measured[t.id], 4), "met": t.met_by(measured[t.id]), "status": t.status,
            "mark": t.mark.value if t.mark else None, "source": t.source,
        }
        for t in targets
    ]  # fmt: skip
    left = [{"id": s.id, "zh": s.name.zh, "en": s.name.en, "why_zh": s.why.zh, "why_en": s.why.en} for s in silent]
    click.echo(json.dumps({"rows": rows, "left_out": left}, ensure_ascii=False, indent=2))
    sys.exit(0 if all(row["met"] for row in rows) else 1)


def _refuse(fault: CityError) -> Any:
    refuse(fault.where, fault.problem.zh, fault.problem.en)


def _shown(done: int, total: int) -> None:
    click.echo(f"\r{done}/{total}", err=True, nl=done == total)
