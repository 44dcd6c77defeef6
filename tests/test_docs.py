"""Docs that cannot lie: generated pages are fresh, the glossary holds every public name, links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools.flows import FLOWS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "carepost"
GLOSSARY = ROOT / "docs" / "glossary.md"
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_generated_pages_are_fresh() -> None:
    """In a process of its own: click keeps the help option that a command was first asked with."""
    check = [sys.executable, "-m", "tools.gen_docs", "--check"]
    done = subprocess.run(check, cwd=ROOT, env=os.environ | {"PYTHONPATH": "src:."}, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_every_flow_is_registered_for_the_docs() -> None:
    made = [
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Flow"
    ]
    assert len(made) == len(FLOWS)


def public_names() -> set[str]:
    """Names on the face of every room."""
    names: set[str] = set()
    for face in [*SOURCE.glob("domain/*/__init__.py"), *SOURCE.glob("records/*/__init__.py*")]:
        for node in ast.parse(face.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                names |= {alias.asname or alias.name for alias in node.names}
    return names


def glossary_names() -> list[str]:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


def test_the_glossary_pairs_every_public_name_with_its_chinese_term() -> None:
    assert sorted(public_names() - set(glossary_names())) == []


def test_the_glossary_names_nothing_that_is_gone() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py*") if p.suffix in {".py", ".pyi"})
    gone = [name for name in glossary_names() if not re.search(rf"\b{re.escape(name)}\b", text)]
    assert gone == []


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = [
        target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()
    ]
    assert broken == []
