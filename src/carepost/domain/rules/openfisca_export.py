"""Writes packs as an OpenFisca country package: entities, parameters as dated YAML, variables with vectorised formulas.

The text is our own and holds no code of OpenFisca-Core (AGPL), which nothing here imports: the package that is written
does, on the machine of whoever installs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from carepost.domain.rules.openfisca_formulas import fact_of, variables_of
from carepost.domain.rules.openfisca_values import LeftOut, parameters_of, slug_of
from carepost.domain.rules.pack import Fact, Pack

PACKAGE = "openfisca_carepost"
_TEXTS = files("carepost.domain.rules") / "openfisca_texts"


@dataclass(frozen=True, slots=True)
class Export:
    """A country package as text: `files` by their path below the folder, and what no source states."""

    packs: tuple[str, ...]
    files: Mapping[str, str]
    variables: int
    left_out: tuple[LeftOut, ...]

    def write(self, folder: Path) -> None:
        """Writes every file. Raises FileExistsError for a folder that holds anything: nothing is overwritten."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileExistsError(str(folder))
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def export_openfisca(packs: Iterable[Pack]) -> Export:
    """The packs as one country package; a value that no source states is left out and named."""
    chosen = tuple(packs)
    named = _fact_names(chosen)
    nodes = {pack.id: parameters_of(pack) for pack in chosen}
    left_out = tuple(row for node in nodes.values() for row in node.left_out)
    out = {f"{PACKAGE}/{name}": _text(source) for name, source in _FIXED.items()}
    out |= {"pyproject.toml": _text("project"), "README.md": _readme(chosen, left_out)}
    out[f"{PACKAGE}/parameters/index.yaml"] = 'description: "Carepost"\n'
    out[f"{PACKAGE}/variables/facts.py"] = _facts(chosen, named)
    for pack in chosen:
        slug = slug_of(pack.id)
        out[f"{PACKAGE}/variables/{slug}.py"] = variables_of(pack, named[pack.id])
        out |= {f"{PACKAGE}/parameters/{slug}/{name}": text for name, text in nodes[pack.id].files.items()}
    count = sum(len(pack.order) for pack in chosen) + len({v for names in named.values() for v in names.values()})
    return Export(tuple(pack.id for pack in chosen), out, count, left_out)


_FIXED = {"__init__.py": "system", "entities.py": "entities", "rules.py": "helpers"}


def _text(name: str) -> str:
    return (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def _fact_names(packs: tuple[Pack, ...]) -> dict[str, dict[str, str]]:
    """The variable of each fact of each pack: one for all packs that ask the same, else one with the pack's name."""
    seen: dict[str, tuple[object, ...]] = {}
    out: dict[str, dict[str, str]] = {}
    for pack in packs:
        out[pack.id] = {}
        for name, fact in pack.facts.items():
            asked = (fact.kind, fact.options, fact.monthly)
            same = seen.setdefault(name, asked) == asked
            out[pack.id][name] = name if same else f"{slug_of(pack.id)}_{name}"
    return out


def _facts(packs: tuple[Pack, ...], named: Mapping[str, Mapping[str, str]]) -> str:
    facts: dict[str, Fact] = {}
    for pack in packs:
        for name, fact in pack.facts.items():
            facts.setdefault(named[pack.id][name], fact)
    body = "\n\n\n".join(fact_of(name, fact) for name, fact in facts.items())
    wide = "from openfisca_carepost.rules import WideVariable\n" if "(WideVariable)" in body else ""
    return (
        '"""What the rules ask of a person."""\n\nimport datetime\n\nfrom openfisca_core.indexed_enums import Enum\n'
        "from openfisca_core.periods import ETERNITY, MONTH\nfrom openfisca_core.variables import Variable\n\n"
        f"from openfisca_carepost.entities import Person\n{wide}\n\n{body}\n"
    )


def _readme(packs: tuple[Pack, ...], left_out: tuple[LeftOut, ...]) -> str:
    listed = "\n".join(f"- `{p.id}` {p.title.zh} · {p.title.en} (hash {p.hash})" for p in packs)
    gaps = "\n".join(f"- {row.said()} (`parameters/{slug_of(row.pack)}/{row.parameter}.yaml`)" for row in left_out)
    return _text("readme").replace("{packs}", listed).replace("{left_out}", gaps or "Nothing: every value is stated.")
