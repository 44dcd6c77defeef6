"""The English catalogue: `python -m tools.messages update | check`.

The words in templates and views are Chinese and are their own message ids; English is the one catalogue. `update` adds
what is new with an empty translation, drops what is gone, and compiles; `check` tells what is missing or stale.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "carepost"
CATALOGUE = SOURCE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# The file changes only when its words do.
LAID = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")


def sources(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Python files as they are, and templates as the Python-like text that Django makes of them."""
    for path in sorted(folder.rglob("*.py")):
        yield path, path.read_bytes()
    for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.txt"))):
        if "templates" in path.parts:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # Indentation is no matter of meaning in a template, but the reader of Python stumbles over it.
            yield path, "\n".join(line.strip() for line in code.splitlines()).encode()


def found(folder: Path) -> Catalog:
    """Every message of the sources, untranslated."""
    catalogue = Catalog(
        locale="en",
        project="Carepost",
        version="1",
        copyright_holder="Carepost",
        msgid_bugs_address="Carepost",
        last_translator="Carepost",
        language_team="Carepost",
        creation_date=LAID,
        revision_date=LAID,
        fuzzy=False,
        header_comment="# English of Carepost; the message ids are the Chinese words.",
    )
    for path, code in sources(folder):
        for _line, message, _comments, context in extract("python", io.BytesIO(code), keywords=KEYWORDS):
            catalogue.add(message, locations=[(path.relative_to(folder).as_posix(), 0)], context=context)
    return catalogue


def updated(folder: Path, written: Catalog) -> Catalog:
    """The messages of the sources with the translations written so far."""
    catalogue = found(folder)
    for message in catalogue:
        old = written.get(message.id, message.context)
        if message.id and old and any(translations(old)) and bool(old.pluralizable) == bool(message.pluralizable):
            message.string = old.string
    return catalogue


def translations(message: Message) -> tuple[str, ...]:
    """The translation, or both forms of it."""
    written = message.string
    return tuple(written) if isinstance(written, tuple | list) else (written or "",)


def as_po(catalogue: Catalog) -> bytes:
    """The text file that translators edit."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The compiled file that pages read."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def read(path: Path) -> Catalog:
    """The catalogue as written; an empty one where there is none yet."""
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        return read_po(file, locale="en")


def update(folder: Path, path: Path) -> None:
    """Brings text and compiled file in step with the sources."""
    text = as_po(updated(folder, read(path)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    path.with_suffix(".mo").write_bytes(as_mo(read(path)))


def check(folder: Path, path: Path) -> list[str]:
    """What is wrong with the catalogue, one sentence each."""
    written, wanted = read(path), found(folder)
    faults = [f"not in the catalogue: {m.id!r}" for m in wanted if m.id and written.get(m.id, m.context) is None]
    for message in (m for m in written if m.id):
        if wanted.get(message.id, message.context) is None:
            faults.append(f"no longer used: {message.id!r}")
        faults += faults_of(message)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != as_mo(written):
        faults.append("django.mo is older than django.po")
    return faults


def faults_of(message: Message) -> Iterator[str]:
    """A translation that is missing, still Chinese, or fills other places than the message does."""
    first = message.id[0] if isinstance(message.id, tuple | list) else message.id
    for text in translations(message):
        if not text:
            yield f"not translated: {message.id!r}"
        elif CHINESE.search(text):
            yield f"Chinese in the English of {message.id!r}"
        elif set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(first)):
            yield f"other placeholders in the English of {message.id!r}"


def main(arguments: list[str]) -> int:
    """Exit code 0 in step, 1 with faults (printed), 2 for bad usage."""
    if arguments not in (["update"], ["check"]):
        print("usage: python -m tools.messages update | check", file=sys.stderr)
        return 2
    if arguments == ["update"]:
        update(SOURCE, CATALOGUE)
    faults = check(SOURCE, CATALOGUE)
    print("\n".join(faults) or "in step", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
