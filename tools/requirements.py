"""Whether the hashed requirement files were made from what pyproject.toml asks for now; needs no network.

Usage: python -m tools.requirements [--check]. Without `--check` (after tools/lock.sh) the present state is recorded.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORD = Path("requirements/made-from")


def fingerprint(root: Path) -> str:
    """A hash of everything that decides what is locked, whatever its order and layout."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        "python": project["requires-python"],
        "dependencies": sorted(project["dependencies"]),
        "extras": {name: sorted(wanted) for name, wanted in project["optional-dependencies"].items()},
        "tool": (root / "requirements/tool.in").read_text(encoding="utf-8").split("\n"),
    }
    locked = {path.name: path.read_text(encoding="utf-8") for path in (root / "requirements").glob("*.txt")}
    return hashlib.sha256(json.dumps([asked, locked], sort_keys=True).encode()).hexdigest()


def main(arguments: list[str]) -> int:
    """0 when in step (or recorded), 1 when not."""
    if "--check" not in arguments:
        (ROOT / RECORD).write_text(fingerprint(ROOT) + "\n", encoding="utf-8")
        return 0
    if (ROOT / RECORD).read_text(encoding="utf-8").strip() == fingerprint(ROOT):
        return 0
    print("requirements/*.txt are out of step with pyproject.toml: run `make lock`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
