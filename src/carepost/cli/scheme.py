"""`carepost scheme`: which schemes there are, what each says, and what one answers for one case."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carepost.cli.options import refuse

if TYPE_CHECKING:
    from carepost.domain.rules import SchemeCase


@click.group()
def scheme() -> None:
    """政策方案：列表、内容、逐案评估 · Schemes: which there are, what they say, what they answer."""


@scheme.command("list")
def list_() -> None:
    """列出全部方案 · A JSON list: id, title, place, status, from, to, evidence marks."""
    from carepost.domain.rules import scheme_summary, shipped_schemes

    _print([scheme_summary(pack) for pack in shipped_schemes().values()])


@scheme.command()
@click.argument("scheme_id", metavar="ID")
def show(scheme_id: str) -> None:
    """显示一个方案的全部内容 · Everything of one scheme: conditions, dated values, what is not stated. JSON.

    Exit 2 when there is no such scheme.
    """
    from carepost.domain.rules import scheme_as_data, shipped_schemes

    known = shipped_schemes()
    if scheme_id not in known:
        ids = ", ".join(sorted(known))
        refuse(scheme_id, f"没有这个方案；可用：{ids}", f"no such scheme; expected one of {ids}")
    _print(scheme_as_data(known[scheme_id]))


@scheme.command()
@click.argument("file", metavar="CASE")
def assess(file: str) -> None:
    """评估一个案例（YAML 或 JSON，- 为标准输入）· Assess one case file (YAML or JSON, - for standard input).

    Prints {post_access, subsidy_access, amount_low_fen, amount_high_fen, by_payee, unmet, unknown, trace, ...}. Exit 0
    for any answer, no and unknown among them; 2 when the case cannot be read.
    """
    from carepost.domain.rules import CaseError, assess_scheme

    try:
        _print(assess_scheme(_case(file)))
    except CaseError as fault:
        refuse(fault.field, fault.problem.zh, fault.problem.en)


def _case(file: str) -> SchemeCase:
    from carepost.domain.rules import CASE_LONGEST, case_from_text

    try:
        if file == "-":
            written = sys.stdin.buffer.read(CASE_LONGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                written = opened.read(CASE_LONGEST + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        refuse(file, f"无法读取（{reason}）", f"cannot be read ({reason})")
    return case_from_text(written)


def _print(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
