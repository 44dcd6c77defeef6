"""The locked requirement files are those that pyproject.toml asks for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.requirements import RECORD, ROOT, fingerprint

Change = Callable[[str], str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def test_the_record_is_of_the_present_state() -> None:
    assert (ROOT / RECORD).read_text(encoding="utf-8").strip() == fingerprint(ROOT)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pyproject.toml", lambda text: text.replace('"click>=', '"click>=1')),
        ("pyproject.toml", lambda text: text.replace("dev = [", 'dev = ["new-one",')),
        ("requirements/tool.in", lambda text: text + "another\n"),
        ("requirements/runtime.txt", lambda text: text.replace("sha256:", "sha256:0", 1)),
    ],
)
def test_a_change_of_what_is_asked_or_locked_shows(copy: Path, name: str, change: Change) -> None:
    before = (copy / name).read_text(encoding="utf-8")
    assert change(before) != before
    (copy / name).write_text(change(before), encoding="utf-8")
    assert fingerprint(copy) != fingerprint(ROOT)


def test_layout_and_other_tables_do_not_matter(copy: Path) -> None:
    text = (copy / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(text.replace("line-length = 120", "line-length = 99\n"), encoding="utf-8")
    assert fingerprint(copy) == fingerprint(ROOT)


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_every_locked_package_has_a_hash(path: Path) -> None:
    packages = re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split("\n")[0] for package in packages if "--hash=sha256:" not in package] == []
