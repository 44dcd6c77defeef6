"""Says in both languages what a pack writes in marks and code: a value with its unit, a label, a rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.rules.kinds import PREVIOUS, Kind
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.store import DatedValue, ParameterStore, halves
from carepost.domain.rules.syntax import Rule
from carepost.domain.rules.unit_names import unit_label
from carepost.domain.rules.vocabulary import AGE, COLUMNS, UNITS, WORDS

# Units that say nothing beside a value.
_UNSAID = {"words", "tier", "see unit", "day", "month of birth", "months of birth", "yes or no", "years or words"}
_CLOCKS = {
    "month": Text("当月", "the month"),
    "application_day": Text("申请日", "the day of application"),
    "rule_day": Text("规定适用日", "the day of the rule"),
}
_SIGNS: Mapping[type[ast.AST], Text] = {
    ast.Add: Text("{a} + {b}", "{a} + {b}"),
    ast.Sub: Text("{a} − {b}", "{a} − {b}"),
    ast.Mult: Text("{a} × {b}", "{a} × {b}"),
    ast.FloorDiv: Text("{a} ÷ {b}（舍去余数）", "{a} ÷ {b} (rounded down)"),
    ast.Mod: Text("{a} 除以 {b} 的余数", "the remainder of {a} by {b}"),
    ast.BitAnd: Text("{a}，并且{b}", "{a}, and {b}"),
    ast.BitOr: Text("{a}，或者{b}", "{a}, or {b}"),
    ast.Lt: Text("{a}小于{b}", "{a} is less than {b}"),
    ast.LtE: Text("{a}不超过{b}", "{a} is at most {b}"),
    ast.Gt: Text("{a}大于{b}", "{a} is more than {b}"),
    ast.GtE: Text("{a}不少于{b}", "{a} is at least {b}"),
    ast.Eq: Text("{a}等于{b}", "{a} is {b}"),
    ast.NotEq: Text("{a}不等于{b}", "{a} is not {b}"),
}
_CALLS = {
    "where": Text("如果{0}，则为{1}；否则为{2}", "if {0}, then {1}; otherwise {2}"),
    "minimum": Text("{0}与{1}中较小的", "the smaller of {0} and {1}"),
    "maximum": Text("{0}与{1}中较大的", "the larger of {0} and {1}"),
    "clamp": Text("{0}（不小于{1}，不大于{2}）", "{0} (at least {1}, at most {2})"),
    "share": Text("{0} × {1}（四舍五入到分）", "{0} × {1} (half up to the fen)"),
    "progressive": Text("{0}按{1}分级计算", "{0} by the brackets of {1}"),
    "take": Text("{0}中对应{1}的一项", "{0} for {1}"),
    "among": Text("{0}属于{1}", "{0} is among {1}"),
    "month_of": Text("{0}所在的月", "the month of {0}"),
    "month_start": Text("{0}的第一天", "the first day of {0}"),
    "month_end": Text("{0}的最后一天", "the last day of {0}"),
    "years_between": Text("{0}到{1}满的周岁", "the full years from {0} to {1}"),
}
_BRACKETS = Text("（{inner}）", "({inner})")
_NOT = Text("不成立：{inner}", "it is not so that {inner}")


def words_for(written: str) -> Text | None:
    """A word that packs write (an option, a key, yes and no) in both languages; None for one that has no other form.

    Several options ("a, b"), the parts of a key ("a|b") and a note of two halves ("中文 · English") are taken apart.
    """
    if written in WORDS or not written.strip():
        return WORDS.get(written)
    if (both := halves(written)).zh != both.en and both.zh.strip():
        return both
    for mark, joined in (("|", Text(" · ", " · ")), (", ", Text("、", ", "))):
        parts = [words_for(part) for part in written.split(mark)] if mark in written else []
        if parts and all(parts):
            return _joined([part for part in parts if part], joined)
    return None


def value_in_words(value: DatedValue) -> Text | None:
    """A value with its unit ("1900 元/月", "16 %"); None for words that are only known as they are written.

    A value of words is said as `words_for` says it; a day and a plain figure stay as they are.
    """
    unit = _unit_of(value)
    if isinstance(value.value, Decimal):
        return _measured(unit, value.value)
    by_option = _by_option(value.value, unit)
    word = words_for(value.value) or (Text(value.value, value.value) if _plain(value.value) else None)
    if by_option or word is None or unit is None or "{p}" in unit.zh:
        return by_option or word
    counted = _plain(value.value) and not _is_day(value.value)
    return unit.format(n=word) if counted else word


def table_label(store: ParameterStore, name: str, *, place: str) -> Text | None:
    """The label of a parameter, without the column where it is one of a table; None where its pack gives none."""
    label = store.head(name, place=place).label
    if label is None or not table_and_column(name)[1]:
        return label
    zh, _, _ = label.zh.rpartition("：")
    en, _, _ = label.en.rpartition(": ")
    return Text(zh or label.zh, en or label.en)


def table_and_column(name: str) -> tuple[str, str]:
    """A parameter as table and column ("contribution", "rate"); no column for one that stands by itself."""
    table, _, column = name.rpartition(".")
    return (table, column) if table and column in COLUMNS else (name, "")


def column_label(column: str) -> Text:
    """The name of a column of a table."""
    return COLUMNS[column]


def rule_in_words(pack: Pack, rule: Rule) -> tuple[Text, ...]:
    """What a rule says, with the labels of what it reads: the clauses that must hold together, or one sentence."""
    speaker = _Speaker(pack, rule)
    return tuple(speaker.text(part) for part in _clauses(rule.body))


def name_in_words(pack: Pack, name: str) -> Text:
    """The label of anything that a rule of a pack reads."""
    if name in _CLOCKS:
        return _CLOCKS[name]
    if name.startswith(PREVIOUS):
        return Text("上月的{label}", "last month's {label}").format(
            label=name_in_words(pack, name.removeprefix(PREVIOUS))
        )
    if name in pack.facts:
        return pack.facts[name].label
    if name in pack.rules:
        return pack.rules[name][0].label
    parameter = pack.parameters[name][0] if name in pack.parameters else name
    label = pack.store.head(parameter, place=pack.place).label
    # A national rule may read what only provinces state.
    known = (head.label for (each, _), head in pack.store.heads().items() if each == parameter and head.label)
    return label or next(known, Text(parameter, parameter))


def number(value: Decimal) -> str:
    """A number without needless noughts: 2300, 0.08."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def _unit_of(value: DatedValue) -> Text | None:
    if value.unit == "years" and "age" in re.split(r"[._]", value.name):
        return AGE
    if value.unit in UNITS or value.unit in _UNSAID:
        return UNITS.get(value.unit)
    label = unit_label(value.unit)
    return Text(f"{{n}} {label.zh}", f"{{n}} {label.en}") if label.zh != label.en else None


def _measured(unit: Text | None, figure: Decimal) -> Text:
    said = number(figure)
    return unit.format(n=said, p=number(figure * 100)) if unit else Text(said, said)


def _by_option(written: str, unit: Text | None) -> Text | None:
    """A table by option ("male60: 60, female55: 55"), each with the unit."""
    rows = [part.partition(": ") for part in written.split(", ")]
    known = [(words_for(option), figure) for option, colon, figure in rows if colon]
    if len(known) != len(rows) or not all(option for option, _ in known):
        return None
    said = []
    for option, figure in known:
        measured = _measured(unit, Decimal(figure)) if figure.isdigit() else Text(figure, figure)
        said.append(Text("{o}：{v}", "{o}: {v}").format(o=option, v=measured))
    return _joined(said, Text("；", "; "))


def _plain(written: str) -> bool:
    """Figures, days and signs: the same in both languages."""
    return bool(written.strip()) and not any(letter.isalpha() for letter in written)


def _is_day(written: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", written) is not None


def _joined(parts: list[Text], between: Text) -> Text:
    return Text(between.zh.join(p.zh for p in parts), between.en.join(p.en for p in parts))


def _clauses(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        return [*_clauses(node.left), *_clauses(node.right)]
    return [node]


class _Speaker:
    """Says an expression that syntax.py has let through; nothing else reaches it."""

    def __init__(self, pack: Pack, rule: Rule) -> None:
        self._pack = pack
        self._kinds = dict(rule.arguments)

    def text(self, node: ast.expr) -> Text:
        if isinstance(node, ast.Name):
            return Text("「{name}」", "“{name}”").format(name=name_in_words(self._pack, node.id))
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.UnaryOp):
            inner = self.text(node.operand)
            return _NOT.format(inner=inner) if isinstance(node.op, ast.Invert) else Text(f"−{inner.zh}", f"−{inner.en}")
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)].format(a=self._part(node.left, node), b=self._part(node.right, node))
        if isinstance(node, ast.Compare):
            left, right = node.left, node.comparators[0]
            return _SIGNS[type(node.ops[0])].format(a=self._part(left, right), b=self._part(right, left))
        assert isinstance(node, ast.Call)  # noqa: S101 (nothing else gets through syntax.py)
        assert isinstance(node.func, ast.Name)  # noqa: S101
        # Inside "if ..., then ...; otherwise ..." only another "if" needs brackets; a comma does in any other call.
        bare = node.func.id == "where"
        parts = [self.text(a) if bare and not _is_where(a) and not self._zero(a, node) else self._part(a, node)
                 for a in node.args]  # fmt: skip
        said = _CALLS[node.func.id]
        return Text(said.zh.format(*(p.zh for p in parts)), said.en.format(*(p.en for p in parts)))

    def _part(self, node: ast.expr, beside: ast.expr) -> Text:
        """A part of a larger expression: amounts in yuan beside an amount, brackets around what is joined."""
        if isinstance(node, ast.Constant) and self._is_fen(beside):
            return _fen(node.value)
        said = self.text(node)
        simple = isinstance(node, ast.Name | ast.Constant) or (isinstance(node, ast.Call) and not _is_where(node))
        return said if simple else _BRACKETS.format(inner=said)

    def _is_fen(self, node: ast.expr) -> bool:
        """Whether an amount of money stands in an expression whose figures then are fen."""
        if isinstance(node, ast.Name):
            return self._kinds.get(node.id) is Kind.FEN
        return _is_where(node) and any(
            self._is_fen(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)
        )

    def _zero(self, node: ast.expr, beside: ast.expr) -> bool:
        return isinstance(node, ast.Constant) and self._is_fen(beside)

    def _constant(self, node: ast.Constant) -> Text:
        if isinstance(node.value, bool):
            return WORDS["yes" if node.value else "no"]
        said = str(node.value)
        return words_for(said) or Text(said, said)


def _is_where(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "where"


def _fen(value: object) -> Text:
    assert isinstance(value, int)  # noqa: S101 (figures of a checked rule are whole)
    return UNITS["CNY"].format(n=number(Decimal(value) / 100))
