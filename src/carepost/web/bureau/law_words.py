"""How the bureau's pages on packs and decisions say what the records hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import Lapse, ParameterStore, amount_said, lineage
from carepost.records.packs import CaseOutcome
from carepost.records.people import User
from carepost.records.places import full_name, get_place

COUNTRY = Text("全国", "The whole country")
ANSWERS = {"yes": Text("可以", "yes"), "no": Text("不可以", "no"), "unknown": Text("不明", "unclear")}
_HOLDS = {"yes": Text("是", "holds"), "no": Text("否", "does not hold"), "unknown": Text("不明", "unclear")}


@dataclass(frozen=True, slots=True)
class LapseRow:
    """A value that lapses, with its name in words and that of its place."""

    lapse: Lapse
    place: Text
    label: Text | None


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One step of a trace: a rule with what it gives, a value with its source, or a fact as it was given."""

    label: Text
    said: Text | None
    article: str
    mark: Mark | None
    expression: str
    sources: tuple[str, ...]
    parts: tuple[TraceNode, ...]


def place_name(code: str) -> Text:
    """The full name of a place by its code."""
    place = get_place(code)
    return full_name(place) if place else COUNTRY if code == "000000" else Text(code, code)


def names_of(codes: Iterable[str]) -> Mapping[str, str]:
    """The names of people by their codes; a code without a name is shown as it is."""
    wanted = {code for code in codes if code}
    known = dict(User.objects.filter(code__in=wanted).exclude(name="").values_list("code", "name"))
    return {code: known.get(code, code) for code in wanted}


def lapse_rows(lapses: Iterable[Lapse], store: ParameterStore) -> tuple[LapseRow, ...]:
    """Lapses with the labels of their parameters, where the packs bring such."""
    return tuple(LapseRow(lapse, place_name(lapse.place), _label(lapse, store)) for lapse in lapses)


def _label(lapse: Lapse, store: ParameterStore) -> Text | None:
    table = lapse.item.partition(" ")[0]
    for (name, place), head in store.heads().items():
        if name.partition(".")[0] == table and place in lineage(lapse.place) and head.label:
            return head.label
    return None


def outcome_said(outcome: CaseOutcome | None) -> Text:
    """What a scheme answers, in one line."""
    if outcome is None:
        return Text("不能作答", "no answer")
    return Text("上岗：{post}；补贴：{subsidy}；{amount}", "post: {post}; money: {subsidy}; {amount}").format(
        post=ANSWERS[outcome.post_access],
        subsidy=ANSWERS[outcome.subsidy_access],
        amount=amount_said(outcome.low_fen, outcome.high_fen),
    )


def trace_of(trees: Iterable[Mapping[str, Any]]) -> tuple[TraceNode, ...]:
    """The trace of an answer as the page shows it."""
    return tuple(_node(tree) for tree in trees)


def _node(tree: Mapping[str, Any]) -> TraceNode:
    label = Text(str(tree.get("label_zh") or _named(tree)), str(tree.get("label_en") or _named(tree)))
    return TraceNode(
        label=label,
        said=_said(tree),
        article=str(tree.get("article", "")),
        mark=Mark(tree["mark"]) if "mark" in tree else None,
        expression=str(tree.get("expression", "")),
        sources=tuple(_sources(tree)),
        parts=() if tree.get("again") else tuple(_node(each) for each in tree.get("needs", ())),
    )


def _named(tree: Mapping[str, Any]) -> str:
    return next((str(tree[key]) for key in ("rule", "parameter", "fact", "last_month", "clock") if key in tree), "—")


def _said(tree: Mapping[str, Any]) -> Text | None:
    if tree.get("waived"):
        return Text("文件没有这项要求", "the texts do not ask for it")
    if "rule" in tree:
        if tree["kind"] == "condition":
            return _HOLDS[str(tree["answer"])]
        return amount_said(tree["low"], tree["high"]) if tree["kind"] == "fen" else _range(tree["low"], tree["high"])
    if "parameter" in tree:
        return Text(str(tree["why"]), str(tree["why_en"])) if tree.get("absence") else None
    if "fact" in tree and tree["given"] is None:
        return Text("未提供", "not given")
    return None


def _range(low: Any, high: Any) -> Text:
    said = str(low) if low == high else f"{low} – {high}"
    return Text(said, said)


def _sources(tree: Mapping[str, Any]) -> Iterator[str]:
    """The dated values behind a parameter, and a fact as given: words of sources, shown as they are."""
    for value in tree.get("values", ()):
        until = value["to"] or ""
        since = f"{value['from'] or ''}–{until}" if value["from"] or until else ""
        parts = (str(value["value"]), value["unit"], since, value["document"], value["article"], value["source"])
        yield " · ".join(part for part in parts if part)
    if tree.get("given") is not None:
        given = tree["given"]
        yield ", ".join(map(str, given)) if isinstance(given, list) else str(given)
