"""The letter that says a decision in words: what was decided, on what it rests, what is missing, where to ask.

It is written from the plain data of `assess_scheme` alone, so that a kept decision gives the same letter years later.
Sentences of our own, which no source states, are marked `own`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.letter_words import (
    ASK,
    KEPT_TITLE,
    NO_WORD_ON_POSTS,
    NOT_KEPT,
    OBJECTION_KEPT,
    OBJECTION_UNKEPT,
    POST,
    RESTS,
    SENTENCES,
    SUBSIDY,
    SURE,
    UNKEPT_TITLE,
    Paragraph,
)
from carepost.domain.rules.schemes_case import ENDLESS
from carepost.domain.rules.store import NONE, NOT_STATED, halves
from carepost.domain.rules.words import (
    IN_TOTAL,
    PAYEES,
    STATUSES,
    amount_said,
    option_said,
    source_said,
    value_said,
    yuan,
)


class Standing(StrEnum):
    """How a condition stands in a decision."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"  # cannot be said: a fact or a value of the law is missing
    NOTASKED = "not_asked"  # the texts hold no such condition


@dataclass(frozen=True, slots=True)
class LetterCondition:
    """One condition, the article that asks for it, how sure that is, and what its failing denies (unmet ones)."""

    rule: str
    label: Text
    article: str
    mark: Mark
    standing: Standing
    denies: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterValue:
    """A dated value that the decision read: what it says, since and until when, and where it is written."""

    name: str
    label: Text
    value: Text
    since: str
    until: str
    document: str
    article: str
    source: Text
    mark: Mark
    note: Text | None


@dataclass(frozen=True, slots=True)
class LetterMissing:
    """What is not known, why, whether it is a paper (`fact`) or the law (`law`), and what it could change."""

    name: str
    label: Text
    why: Text
    kind: str
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class LetterAmount:
    """One payment of the month in words, to whom, and how sure it is.

    `open`: the amount is not settled; `nought`: it surely comes to nothing.
    """

    payee: Text
    label: Text
    amount: Text
    mark: Mark
    open: bool
    nought: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one of the two questions: yes, no or unknown, in a sentence, with its mark."""

    question: str
    answer: str
    sentence: Text
    mark: Mark


@dataclass(frozen=True, slots=True)
class Letter:
    """A decision as a letter. Days in ISO form, `month` as 2026-11; `reference` is "" for an answer nobody keeps."""

    title: Text
    reference: str
    day: date
    month: str
    place: str
    scheme: str
    scheme_title: Text
    status: Text
    number: str
    authority: str
    source: Text
    opening: tuple[Paragraph, ...]
    verdicts: tuple[Verdict, ...]
    facts: tuple[tuple[Text, Text], ...]
    met: tuple[LetterCondition, ...]
    unmet: tuple[LetterCondition, ...]
    open: tuple[LetterCondition, ...]
    not_asked: tuple[LetterCondition, ...]
    values: tuple[LetterValue, ...]
    missing: tuple[LetterMissing, ...]
    amounts: tuple[LetterAmount, ...]
    warnings: tuple[Text, ...]
    ask: tuple[Paragraph, ...]
    objection: tuple[Paragraph, ...]
    pack_hash: str


def letter_of(answer: Mapping[str, Any], *, reference: str, on: date) -> Letter:
    """The letter of an answer of `assess_scheme`, dated `on`; `reference` "" where nobody keeps it."""
    nodes = _nodes(answer["trace"])
    conditions = tuple(_conditions(answer, nodes))
    return Letter(
        title=KEPT_TITLE if reference else UNKEPT_TITLE,
        reference=reference,
        day=on,
        month=answer["at"],
        place=answer["place"],
        scheme=answer["scheme"],
        scheme_title=Text(answer["title_zh"], answer["title_en"]),
        status=STATUSES[answer["status"]],
        number=_known(answer["number"]),
        authority=_known(answer["authority"]),
        source=source_said(answer["source"]),
        opening=_opening(answer, kept=bool(reference)),
        verdicts=tuple(_verdict(answer, question) for question in (POST, SUBSIDY)),
        facts=tuple(_facts(nodes)),
        met=_standing(conditions, Standing.MET),
        unmet=tuple(_unmet(answer)),
        open=_standing(conditions, Standing.OPEN),
        not_asked=_standing(conditions, Standing.NOTASKED),
        values=tuple(_values(nodes)),
        missing=tuple(_missing(answer)),
        amounts=tuple(_amounts(answer, nodes)),
        warnings=tuple(Text(row["zh"], row["en"]) for row in answer["warnings"]),
        ask=ASK,
        objection=OBJECTION_KEPT if reference else OBJECTION_UNKEPT,
        pack_hash=answer["pack_hash"],
    )


_NO_END = Text("没有终止日", "no last day")


def _known(written: str) -> str:
    return "" if written in (NONE, NOT_STATED) else written


def _opening(answer: Mapping[str, Any], *, kept: bool) -> tuple[Paragraph, ...]:
    rests = Paragraph(RESTS.format(month=answer["at"]), own=True)
    return (rests, SURE) if kept else (rests, SURE, NOT_KEPT)


def _verdict(answer: Mapping[str, Any], question: str) -> Verdict:
    said = str(answer[f"{question}_access"])
    mark = Mark(answer["marks"][f"{question}_access"])
    waived = question == POST and answer["trace"][0].get("waived", False)
    return Verdict(question, said, NO_WORD_ON_POSTS if waived else SENTENCES[question, said], mark)


def _nodes(trees: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Every node of a trace by what it is and its name, each where it stands with its parts."""
    found: dict[str, Mapping[str, Any]] = {}
    waiting = list(trees)
    while waiting:
        node = waiting.pop(0)
        kind = next((kind for kind in ("rule", "argument", "fact") if kind in node), None)
        if kind and not node.get("again"):
            found[f"{kind} {node[kind]}"] = node
        waiting = [*node.get("needs", ()), *waiting]
    return found


def _conditions(answer: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[LetterCondition]:
    """The conditions furthest down that decide: all parts of what is joined by and, the ground that carries an or."""
    waiting = [tree["rule"] for tree in answer["trace"] if tree["kind"] == "condition"]
    seen = set()
    while waiting:
        name = waiting.pop(0)
        node = nodes[f"rule {name}"]
        if name in seen:
            continue
        seen.add(name)
        parts = [part for part in _parts(node) if f"rule {part}" in nodes]
        if parts:
            waiting = [*parts, *waiting]
        else:
            label = Text(node["label_zh"], node["label_en"])
            yield LetterCondition(name, label, node["article"], Mark(node["mark"]), _stands(node))


def _parts(node: Mapping[str, Any]) -> list[str]:
    body = ast.parse(node["expression"], mode="eval").body
    if _all_names(body, ast.BitAnd):
        return _names(body)
    if node["answer"] == "yes" and _all_names(body, ast.BitOr):
        held = {need["rule"] for need in node.get("needs", ()) if need.get("answer") == "yes"}
        return [name for name in _names(body) if name in held]
    return []


def _all_names(body: ast.expr, join: type[ast.operator]) -> bool:
    if isinstance(body, ast.BinOp) and isinstance(body.op, join):
        return all(isinstance(side, ast.Name) or _all_names(side, join) for side in (body.left, body.right))
    return False


def _names(body: ast.expr) -> list[str]:
    """The names of an expression of names, as they are written from left to right."""
    if isinstance(body, ast.BinOp):
        return _names(body.left) + _names(body.right)
    return [body.id] if isinstance(body, ast.Name) else []


def _stands(node: Mapping[str, Any]) -> Standing:
    if node.get("waived"):
        return Standing.NOTASKED
    return {"yes": Standing.MET, "no": Standing.UNMET}.get(node["answer"], Standing.OPEN)


def _standing(conditions: Iterable[LetterCondition], standing: Standing) -> tuple[LetterCondition, ...]:
    return tuple(condition for condition in conditions if condition.standing is standing)


def _unmet(answer: Mapping[str, Any]) -> Iterator[LetterCondition]:
    payments = _payment_labels(answer)
    for row in answer["unmet"]:
        denies = tuple(payments[denied] for denied in row["denies"])
        label = Text(row["label_zh"], row["label_en"])
        yield LetterCondition(row["rule"], label, row["article"], Mark(row["mark"]), Standing.UNMET, denies)


def _payment_labels(answer: Mapping[str, Any]) -> dict[str, Text]:
    """What a condition denies or a paper could change, in words."""
    rows = (row for payee in answer["by_payee"].values() for row in payee["payments"])
    payments = {f"payment {row['id']}": Text(row["label_zh"], row["label_en"]) for row in rows}
    return {POST: Text("上岗", "the post"), SUBSIDY: Text("补贴资格", "access to money")} | payments


def _facts(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Text, Text]]:
    for key, node in nodes.items():
        if key.startswith("fact ") and node["given"] is not None:
            yield Text(node["label_zh"], node["label_en"]), _given(node["given"])


def _given(given: Any) -> Text:
    if isinstance(given, bool):
        return option_said("yes" if given else "no")
    if isinstance(given, list):
        return Text("、".join(given), ", ".join(given)) if given else Text("没有", "none")
    return _NO_END if given == str(ENDLESS) else option_said(str(given))


def _values(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[LetterValue]:
    for key, node in nodes.items():
        if key.startswith("argument "):
            label = Text(node["label_zh"], node["label_en"])
            yield from (_value(node["parameter"], label, leaf) for leaf in node["values"])


def _value(name: str, label: Text, leaf: Mapping[str, Any]) -> LetterValue:
    return LetterValue(
        name=name,
        label=label,
        value=value_said(leaf),
        since=leaf["from"] or "",
        until=leaf["to"] or "",
        document=leaf["document"],
        article=leaf["article"],
        source=source_said(leaf["source"]),
        mark=Mark(leaf["mark"]),
        note=halves(leaf["note"]) if leaf["note"] else None,
    )


def _missing(answer: Mapping[str, Any]) -> Iterator[LetterMissing]:
    payments = _payment_labels(answer)
    for row in answer["unknown"]:
        label, why = Text(row["label_zh"], row["label_en"]), Text(row["why"], row["why_en"])
        yield LetterMissing(row["name"], label, why, row["kind"], tuple(payments[name] for name in row["could_change"]))


def _amounts(answer: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[LetterAmount]:
    totals = _ceilings(answer, nodes)
    for payee, found in answer["by_payee"].items():
        for row in found["payments"]:
            low, high = row["amount_low_fen"], row["amount_high_fen"]
            said = _in_total(high) if row["id"] in totals and high else amount_said(low, high)
            label = Text(row["label_zh"], row["label_en"])
            yield LetterAmount(
                PAYEES.get(payee, Text(payee, payee)), label, said, Mark(row["mark"]), low != high, high == 0
            )


def _ceilings(answer: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The payments whose only known figure is a ceiling for all recipients together: no sum for a person."""
    total = any(
        leaf["unit"] == IN_TOTAL
        for key, node in nodes.items()
        if key.startswith("argument ")
        for leaf in node["values"]
    )
    rows = (row for payee in answer["by_payee"].values() for row in payee["payments"])
    return {row["id"] for row in rows} if total else set()


def _in_total(high_fen: int) -> Text:
    return Text(
        "金额未公布（{high} 元是所有单位合计的上限）",
        "amount not stated ({high} yuan is the ceiling for all recipients together)",
    ).format(high=yuan(high_fen))
