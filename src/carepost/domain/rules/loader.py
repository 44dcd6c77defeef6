"""Reads the packs of places: one folder per place code, `pack.yaml` and dated `params/*.yaml`.

A parameter file maps a name to `{unit, values: [...]}`, or to `{columns: {column: unit}, values: [...]}` where one row
of a notice fills several parameters (`name.column`) with one date and one source. A value is a mapping of FIELDS, of
which NEEDED must stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Text
from carepost.domain.rules.expiry import scheme_end, watch_rows
from carepost.domain.rules.rows import HEAD, PackError, dated_values, text_of
from carepost.domain.rules.store import DatedValue, Head, Nearer, ParameterStore, WatchRow, lineage

PACKS = Path(__file__).resolve().parents[2] / "packs"
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLACE = re.compile(r"\d{6}(\d{3})?")
_LARGEST = 4_000_000
Heads = dict[tuple[str, str], Head]


@cache
def shipped_packs() -> ParameterStore:
    """The packs that ship with the product; each process reads them once. Raises PackError at the first fault."""
    return load_packs(PACKS)


def load_packs(folder: Path) -> ParameterStore:
    """Every pack of a place below a folder as one store. Raises PackError at the first fault."""
    packs = place_folders(folder)
    if not packs:
        raise PackError(f"{folder}: expected folders named by place code (000000 for the country), found none")
    heads: Heads = {}
    values = [value for pack in packs for value in _pack(pack, heads)]
    watch = [row for pack in packs for row in _watch(pack)]
    store = ParameterStore(values, heads, watch)
    check_nearer(folder, store, values)
    return store


def place_folders(folder: Path) -> list[Path]:
    """The folders of the packs of places, in the order of their codes."""
    return sorted(p for p in folder.iterdir() if p.is_dir() and _PLACE.fullmatch(p.name))


def mapping(path: Path) -> Mapping[str, Any]:
    """A YAML file with a mapping at its top. Raises PackError for any other."""
    try:
        with path.open("rb") as opened:
            written = opened.read(_LARGEST + 1)
        if len(written) > _LARGEST:
            raise PackError(f"{path}: larger than {_LARGEST} bytes; split it")
        loaded = yaml.load(written.decode("utf-8"), Loader=_SafeLoader)  # noqa: S506 (a safe loader, in C)
    except FileNotFoundError:
        raise PackError(f"{path}: this file is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, PackError):
            raise
        raise PackError(f"{path}: not readable as YAML in UTF-8: {error}") from None
    if not isinstance(loaded, dict):
        raise PackError(f"{path}: expected a mapping at the top")
    return loaded


def _pack(pack: Path, heads: Heads) -> Iterator[DatedValue]:
    head = mapping(pack / "pack.yaml")
    if str(head.get("place")) != pack.name:
        raise PackError(f"{pack / 'pack.yaml'}: place: expected '{pack.name}', the folder's name")
    yield from parameters(pack / "params", pack.name, heads)


def _watch(pack: Path) -> Iterator[WatchRow]:
    path = pack / "watch.yaml"
    if path.exists():
        yield from watch_rows(path, pack.name, mapping(path))
    for scheme in sorted((pack / "schemes").glob("*/pack.yaml")):
        if row := scheme_end(scheme, pack.name, mapping(scheme)):
            yield row


def parameters(folder: Path, place: str, heads: Heads) -> Iterator[DatedValue]:
    """Every dated value of a folder of parameter files; their heads are added to `heads`. Raises PackError."""
    for path in sorted(folder.glob("*.yaml")):
        for name, body in mapping(path).items():
            yield from _parameter(path, place, str(name), body, heads)


def _parameter(path: Path, place: str, name: str, body: Any, heads: Heads) -> Iterator[DatedValue]:
    where = f"{path}: {name}"
    if (
        not isinstance(body, dict)
        or not isinstance(body.get("values"), list)
        or ("unit" in body) == ("columns" in body)
    ):
        raise PackError(f"{where}: expected 'unit' and a list 'values' (or 'columns' for 'unit')")
    if strange := {str(key) for key in body} - HEAD:
        raise PackError(f"{where}: unknown keys {sorted(strange)}; expected some of {sorted(HEAD)}")
    columns = _columns(where, body)
    for column, spec in columns.items():
        full = f"{name}.{column}" if column else name
        if (full, place) in heads:
            raise PackError(f"{where}: {full} stands in this pack twice")
        heads[full, place] = _head(where, body, column, spec)
    units = {column: spec["unit"] for column, spec in columns.items()}
    seen: dict[tuple[str, str], list[DatedValue]] = {}
    for number, row in enumerate(body["values"], 1):
        for value in dated_values(f"{where}: value {number}", place, name, units, row):
            for other in seen.setdefault((value.name, value.key), []):
                if _overlap(other, value):
                    raise PackError(
                        f"{where}: value {number}: from {value.start} overlaps the value from {other.start}"
                    )
            seen[value.name, value.key].append(value)
            yield value


def _columns(where: str, body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Column to its unit and label; a column is written as its unit alone, or as a mapping with zh and en beside it."""
    written = body.get("columns") or {"": body.get("unit")}
    if not isinstance(written, dict):
        raise PackError(f"{where}: columns: expected a mapping of column to unit")
    columns: dict[str, Mapping[str, Any]] = {
        str(c): spec if isinstance(spec, dict) else {"unit": str(spec)} for c, spec in written.items()
    }
    for column, spec in columns.items():
        if "unit" not in spec or set(spec) - {"unit", "zh", "en"}:
            raise PackError(f"{where}: columns: {column}: expected unit, zh and en")
    return columns


def _head(where: str, body: Mapping[str, Any], column: str, spec: Mapping[str, Any]) -> Head:
    label: Text | None = text_of(where, body) if "zh" in body or "en" in body else None
    if "zh" in spec or "en" in spec:
        own = text_of(f"{where}: columns: {column}", spec)
        label = Text("{of}：{own}", "{of}: {own}").format(of=label, own=own) if label else own
    keys = body.get("keys") or {}
    if not isinstance(keys, dict):
        raise PackError(f"{where}: keys: expected a mapping of key to zh and en")
    named = {str(key): text_of(f"{where}: keys: {key}", said) for key, said in keys.items()}
    try:
        nearer = Nearer(str(body.get("nearer", Nearer.FREE)))
    except ValueError:
        raise PackError(f"{where}: nearer: expected one of {', '.join(Nearer)}, got {body['nearer']!r}") from None
    return Head(str(spec["unit"]), label, str(body.get("type", "")), nearer, str(body.get("clock", "")), named)


def _overlap(a: DatedValue, b: DatedValue) -> bool:
    if not (a.start_known and b.start_known):
        return a.start_known == b.start_known
    first, second = sorted((a, b), key=lambda v: v.start)
    if first.start == second.start:
        return True
    return first.end_known and (first.end is None or first.end >= second.start)


def check_nearer(where: Path, store: ParameterStore, values: Iterable[DatedValue]) -> None:
    """That no value breaks what a pack above lets nearer places do. Raises PackError."""
    bound = {spot: head for spot, head in store.heads().items() if head.nearer is not Nearer.FREE}
    if not bound:
        return
    for value in values:
        for code in lineage(value.place)[1:]:
            head = bound.get((value.name, code))
            if head is not None and code != value.place:
                _one_nearer(where, store, value, code, head.nearer)


def _one_nearer(where: Path, store: ParameterStore, value: DatedValue, above: str, nearer: Nearer) -> None:
    told = f"{where / value.place}: {value.name}: from {value.start}: {above} lets a nearer place set"
    if nearer is Nearer.NOTHING:
        raise PackError(f"{told} nothing here; take the value out")
    for other in store.history(value.name, place=above, key=value.key):
        if not (_overlap(value, other) and value.start_known):
            continue
        wrong = value.number < other.number if nearer is Nearer.HIGHER else value.number > other.number
        if wrong:
            raise PackError(f"{told} only {nearer} values: {value.value} against {other.value} from {other.start}")
