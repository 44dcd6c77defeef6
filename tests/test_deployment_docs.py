"""The page on deployment names every variable that the code reads, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
# The machine's, not ours.
ORDINARY = {"PATH"}


def is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def asks_environment(call: ast.expr) -> bool:
    return isinstance(call, ast.Attribute) and (is_environ(call.value) or call.attr == "getenv")


def names_read(tree: ast.AST) -> set[str]:
    """Constant names in os.environ[...], os.environ.get(...), os.environ.setdefault(...) and os.getenv(...)."""
    found: set[str] = set()
    for node in ast.walk(tree):
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript) and is_environ(node.value):
            key = node.slice
        elif isinstance(node, ast.Call) and node.args and asks_environment(node.func):
            key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return found


def in_code() -> set[str]:
    sources = (ROOT / "src").rglob("*.py")
    return set().union(*(names_read(ast.parse(path.read_text(encoding="utf-8"))) for path in sources)) - ORDINARY


def in_table() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, flags=re.MULTILINE))


def test_the_reader_of_code_sees_each_way_to_ask() -> None:
    code = "os.environ['A']; os.environ.get('B', 1); environ.pop('C'); os.getenv('D'); os.environ.setdefault('E', '')"
    assert names_read(ast.parse(code)) == {"A", "B", "D", "E"}


def test_every_variable_is_in_the_table_and_nothing_else() -> None:
    assert in_table() == in_code()
