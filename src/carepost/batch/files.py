"""Parquet files that are whole or absent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from carepost.domain.facts import Text


class BatchError(ValueError):
    """A file that cannot be used: `path` says which, `problem` why."""

    def __init__(self, path: Path, problem: Text) -> None:
        super().__init__(f"{path}: {problem.zh} / {problem.en}")
        self.path, self.problem = path, problem


def opened(path: Path) -> pq.ParquetFile:
    """A Parquet file; raises BatchError where it is missing or none."""
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise BatchError(path, Text("不是可读的 Parquet 文件", "is not a readable Parquet file")) from error


def read(path: Path) -> pa.Table:
    """A whole table; raises BatchError."""
    with opened(path) as file:
        return file.read()


def write(table: pa.Table, path: Path) -> None:
    """Writes a table in one step: no reader ever sees half of it."""
    write_all((table,), table.schema, path)


def write_all(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    """Writes tables one after the other into one file, in one step; raises BatchError where it cannot be written."""
    draft = path.with_name(f"{path.name}.part")
    try:
        with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)
        draft.replace(path)
    except OSError as error:
        problem = Text(f"无法写入：{error.strerror}", f"cannot be written: {error.strerror}")
        raise BatchError(path, problem) from error


def fingerprint(paths: Iterable[Path], *more: object) -> str:
    """Changes with any byte of the files and any of the values."""
    digest = hashlib.sha256(repr(more).encode())
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
