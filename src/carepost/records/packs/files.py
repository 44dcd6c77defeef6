"""Files of packs: kept once by their hash, and laid out in a folder where the loader reads them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from carepost.domain.rules import PACKS, Pack
from carepost.records.packs.models import PackFile, Version

# What of a place's folder belongs to its parameters.
_OF_PLACE = ("pack.yaml", "watch.yaml", "params/*.yaml")
_found_sound: set[Path] = set()


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(files: Mapping[str, str]) -> str:
    """The SHA-256 of a list of files by name and digest."""
    return digest_of(json.dumps(files, sort_keys=True).encode())


def keep_files(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Keeps files that are not kept yet; their digests by name."""
    digests = {name: digest_of(content) for name, content in contents.items()}
    rows = {digests[name]: PackFile(digest=digests[name], content=content) for name, content in contents.items()}
    # In one order, so that two who keep the same files wait for each other instead of locking each other out.
    PackFile.objects.bulk_create([rows[digest] for digest in sorted(rows)], ignore_conflicts=True)
    return digests


def contents_of(files: Mapping[str, str]) -> dict[str, bytes]:
    """The contents of kept files by name."""
    rows = dict(PackFile.objects.filter(digest__in=set(files.values())).values_list("digest", "content"))
    return {name: bytes(rows[digest]) for name, digest in files.items()}


def prefix_of(kind: str, place: str, subject: str) -> str:
    """Where the files of a version stand below a folder of packs."""
    return f"{place}/schemes/{subject}/" if kind == Version.Kind.SCHEME else f"{place}/"


def laid_out(files: Mapping[str, str]) -> Path:
    """The folder of packs with these files (path: digest), written once for all processes of this machine.

    What lies there is held against the digests when a process first uses it, and written anew where it differs.
    """
    folder = settings.VAR / "packs" / digest_of_files(files)[:32]
    if folder in _found_sound and folder.is_dir():
        return folder
    if not _sound(folder, files):
        _write(folder, contents_of(files))
    _found_sound.add(folder)
    return folder


def shipped_files(place: str) -> dict[str, bytes]:
    """The shipped parameter files of a place by name in its pack; {} where none ship."""
    return files_below(PACKS / place, _OF_PLACE)


def scheme_files(pack: Pack) -> dict[str, bytes]:
    """Every file of a scheme by name in its pack."""
    return files_below(pack.folder, ("pack.yaml", "*/*.yaml", "rules/*.py", "reforms/*.py", "texts/*.md"))


def files_below(folder: Path, patterns: Iterable[str]) -> dict[str, bytes]:
    """The files below a folder that meet one of the patterns, by their path in it."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def _sound(folder: Path, files: Mapping[str, str]) -> bool:
    if not folder.is_dir():
        return False
    there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return set(there) == set(files) and all(digest_of(there[n].read_bytes()) == d for n, d in files.items())


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes beside and renames, so that nobody reads half a pack; of several writers one wins."""
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.{secrets.token_hex(4)}")
    for name, content in contents.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if folder.exists():
        folder.rename(draft.with_name(f"{draft.name}.old"))
        shutil.rmtree(draft.with_name(f"{draft.name}.old"), ignore_errors=True)
    with suppress(OSError):
        draft.rename(folder)
    shutil.rmtree(draft, ignore_errors=True)
