"""The house keeps its shape: rings and order are import-linter's; faces, sizes and clean text are checked here."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "carepost"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
ROOMS = ("carepost.domain", "carepost.records")
# Registry hosts and paths of a build machine; spelt so that this file does not match itself.
FOREIGN = re.compile(
    r"py" r"pi\.org|python" r"hosted|registry\.npm" r"js|deb\.deb" r"ian|/wo" r"rk/|/tmp/ba" r"sh_jobs"
)
BINARY = {".png", ".mo", ".parquet", ".xlsx", ".ico"}


def room_of(module: str) -> str | None:
    """`carepost.records.posts` for anything inside that room; None outside rooms."""
    parts = module.split(".")
    return ".".join(parts[:3]) if ".".join(parts[:2]) in ROOMS and len(parts) > 2 else None


def test_a_room_is_entered_by_its_face_only() -> None:
    graph = grimp.build_graph("carepost", cache_dir=None)
    inside = [
        f"{importer} imports {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if (room := room_of(imported)) and imported != room and room_of(importer) != room
    ]
    # Settings name classes by dotted path; the language knows no other way in.
    assert inside == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or not path.read_text().strip()


def test_no_file_names_a_registry_host_or_a_machine_path() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.suffix in BINARY or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        named += [f"{name}:{n}" for n, line in enumerate(text.splitlines(), 1) if FOREIGN.search(line)]
    assert named == []
