"""Writes the generated pages under docs/reference/ from the code; `--check` only says which are stale.

Usage: python -m tools.gen_docs [--check]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

DOCS = Path(__file__).resolve().parents[1] / "docs" / "reference"
HEAD = "<!-- Written by tools/gen_docs.py; do not edit. -->\n\n"


def states() -> str:
    """Every life: its states and its transitions."""
    from carepost.domain.roles import ROLE_LABELS
    from tools.flows import FLOWS

    out = ["# Lives and their transitions 状态与流转\n"]
    for flow in FLOWS:
        out += [f"\n## {flow.name}: {flow.label.zh} · {flow.label.en}\n", "| state | 中文 | English |", "|---|---|---|"]
        out += [f"| `{state}` | {label.zh} | {label.en} |" for state, label in flow.states.items()]
        out += ["\n| action | from | to | who | guard |", "|---|---|---|---|---|"]
        for t in flow.transitions:
            who = "、".join(ROLE_LABELS[r].zh for r in sorted(t.roles))
            guard = f"`{t.guard.name}`: {t.guard.refusal.zh} {t.guard.refusal.en}" if t.guard else ""
            origins = ", ".join(sorted(t.from_states))
            out.append(f"| `{t.action}` {t.label.zh} · {t.label.en} | {origins} | {t.to} | {who} | {guard} |")
    return "\n".join(out)


def events() -> str:
    """Every kind of audit event."""
    from carepost.records.audit import event_kinds

    out = ["# Audit events 审计事件\n", "Personal values can be forgotten; the event stays.\n"]
    out += ["| verb | sentence | values kept | personal values |", "|---|---|---|---|"]
    for kind in event_kinds():
        if kind.verb.startswith("test."):
            continue
        plain, personal = (", ".join(f"`{v}`" for v in sorted(values)) for values in (kind.plain, kind.personal))
        out.append(f"| `{kind.verb}` | {kind.sentence.zh}<br>{kind.sentence.en} | {plain} | {personal} |")
    return "\n".join(out)


def commands() -> str:
    """Every command with its help."""
    import click

    from carepost.cli import main

    out = ["# Commands 命令\n", "Exit codes: 0 done, 1 refused, 2 bad usage.\n"]

    def walk(command: click.Command, context: click.Context) -> None:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child is not None:
                    walk(child, click.Context(child, info_name=name, parent=context, terminal_width=100))
        else:
            out.append(f"## {context.command_path}\n\n```\n{command.get_help(context).strip()}\n```\n")

    walk(main, click.Context(main, info_name="carepost", terminal_width=100, **main.context_settings))
    return "\n".join(out)


def permissions() -> str:
    """Who may open what."""
    from tests.web.permission_matrix import as_markdown

    return (
        "# Permissions 权限\n\nThe status that each role gets at each address; the suite runs every cell.\n\n"
        + as_markdown()
    )


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states,
    "events.md": events,
    "commands.md": commands,
    "permissions.md": permissions,
}


def stale() -> list[str]:
    """Names of pages that differ from what the code would write."""
    return [name for name, page in PAGES.items() if _read(name) != HEAD + page().strip() + "\n"]


def _read(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main() -> int:
    """Writes or checks the pages; 1 when a checked page is stale."""
    if "--check" in sys.argv:
        names = stale()
        print("\n".join(f"docs/reference/{name} is stale: run make docs" for name in names))
        return 1 if names else 0
    DOCS.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(HEAD + page().strip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.exit(main())
