"""Post templates by trade: lawful starting points, to be completed by what only the employer knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Text
from carepost.domain.rules import PackError
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import LOADER, PostFileError, post_from

TEMPLATES_FILE = Path(__file__).resolve().parents[2] / "packs" / "000000" / "post_templates.yaml"


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """A template: its key, its trade, and a post file without employer, place, number of people and amounts."""

    key: str
    trade: Text
    post: PostFile


@cache
def post_templates() -> tuple[PostTemplate, ...]:
    """The templates that ship with the product, in the order of their file. Raises PackError naming file and key."""
    return read_templates(TEMPLATES_FILE)


def read_templates(path: Path) -> tuple[PostTemplate, ...]:
    """The templates of a file: what all share (`common`), what a form shares (`forms`), then each its own."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    return tuple(_template(path, key, row, data) for key, row in data["templates"].items())


def _template(path: Path, key: str, row: dict[str, Any], data: dict[str, Any]) -> PostTemplate:
    own = {name: value for name, value in row.items() if name != "trade"}
    try:
        merged = _merged(_merged(data["common"], data["forms"][own["form"]]), own)
        return PostTemplate(key, Text(row["trade"]["zh"], row["trade"]["en"]), post_from(merged))
    except (KeyError, PostFileError) as error:
        raise PackError(f"{path}: {key}: {error}") from None


def _merged(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The second over the first, group by group."""
    parts = {
        name: {**base[name], **value} if isinstance(value, dict) else value
        for name, value in more.items()
        if name in base
    }
    return {**base, **more, **parts}
