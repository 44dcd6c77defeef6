"""Reads a rule file by its syntax tree, never by running it: what is not on the allow-list is refused by line.

A rule is a function with one `@rule(...)`, annotated arguments and one `return`. Its expression may hold names of its
arguments, small whole numbers, comparisons, `+ - * // %`, `& | ~` and calls of FUNCTIONS. Bounds on size and depth keep
a hostile pack from costing more than it says.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carepost.domain.facts import Text
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.rows import PackError

LANGUAGE = "carepost.domain.rules.language"
FUNCTIONS = {
    "where": 3, "minimum": 2, "maximum": 2, "clamp": 3, "share": 2, "progressive": 2, "take": 2, "among": 2,
    "month_of": 1, "month_start": 1, "month_end": 1, "years_between": 2,
}  # fmt: skip
KINDS = {
    "Condition": Kind.CONDITION, "Fen": Kind.FEN, "Rate": Kind.RATE, "Count": Kind.COUNT, "Month": Kind.MONTH,
    "Day": Kind.DAY, "Choice": Kind.CHOICE, "Choices": Kind.CHOICES, "FenTable": Kind.FEN_TABLE,
    "CountTable": Kind.COUNT_TABLE, "MonthTable": Kind.MONTH_TABLE, "Schedule": Kind.SCHEDULE,
}  # fmt: skip
RETURNS = {Kind.CONDITION, Kind.FEN, Kind.RATE, Kind.COUNT, Kind.MONTH, Kind.DAY}
LARGEST_FILE = 64_000
MOST_RULES = 200
MOST_NODES = 200
DEEPEST = 24
LARGEST_NUMBER = 10**9
_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.BitAnd, ast.BitOr)
_UNARY = (ast.Invert, ast.USub)
_COMPARED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_STRINGS = {"zh", "en", "article", "name", "since", "until"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its label, article, the days between which it holds, what it reads and its checked expression."""

    name: str
    label: Text
    article: str
    arguments: tuple[tuple[str, Kind], ...]
    returns: Kind
    body: ast.expr
    source: str
    where: str
    since: date | None = None
    until: date | None = None
    before: int | None = None

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def read_rules(path: Path) -> Iterator[Rule]:
    """The rules of a file. Raises PackError at the first thing that is not on the allow-list."""
    source = _source(path)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise PackError(f"{path}: not readable as Python: {error}") from None
    statements = tree.body
    if statements and _is_text(statements[0]):
        statements = statements[1:]
    for statement in statements:
        where = f"{path}: line {statement.lineno}"
        if isinstance(statement, ast.ImportFrom) and statement.module == LANGUAGE and statement.level == 0:
            continue
        if not isinstance(statement, ast.FunctionDef):
            raise PackError(f"{where}: expected only functions marked @rule (and an import from {LANGUAGE})")
        yield _rule(f"{where}: {statement.name}", statement)


def _source(path: Path) -> str:
    with path.open("rb") as opened:
        written = opened.read(LARGEST_FILE + 1)
    if len(written) > LARGEST_FILE:
        raise PackError(f"{path}: larger than {LARGEST_FILE} bytes; split it")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: expected UTF-8: {error}") from None


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _rule(where: str, function: ast.FunctionDef) -> Rule:
    label = _label(where, function)
    arguments = tuple(_arguments(where, function))
    body = [s for n, s in enumerate(function.body) if n or not _is_text(s)]
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        raise PackError(f"{where}: expected one statement, return and an expression")
    returns = _kind(where, "return", function.returns)
    if returns not in RETURNS:
        raise PackError(f"{where}: return: expected one of {', '.join(sorted(RETURNS))}, got {returns}")
    expression = body[0].value
    if sum(1 for _ in ast.walk(expression)) > MOST_NODES:
        raise PackError(f"{where}: more than {MOST_NODES} parts; split the rule")
    _check(where, expression, {name for name, _ in arguments}, 0)
    words = {key: str(value) for key, value in label.items() if key != "before"}
    try:
        text = Text(words.get("zh", ""), words.get("en", ""))
    except ValueError:
        raise PackError(f"{where}: @rule: expected zh= and en=, neither blank") from None
    before = label.get("before")
    return Rule(
        name=words.get("name") or function.name,
        label=text,
        article=words.get("article", ""),
        arguments=arguments,
        returns=returns,
        body=expression,
        source=ast.unparse(expression),
        where=where,
        since=_day(where, "since", words.get("since")),
        until=_day(where, "until", words.get("until")),
        before=None if before is None else bool(before) if returns is Kind.CONDITION else int(before),
    )


def _label(where: str, function: ast.FunctionDef) -> dict[str, str | int]:
    marks = function.decorator_list
    mark = marks[0] if len(marks) == 1 else None
    if not isinstance(mark, ast.Call) or not isinstance(mark.func, ast.Name) or mark.func.id != "rule" or mark.args:
        raise PackError(f"{where}: expected one decorator, @rule(zh=..., en=..., article=...)")
    out: dict[str, str | int] = {}
    for word in mark.keywords:
        value = word.value.value if isinstance(word.value, ast.Constant) else None
        wanted = str if word.arg in _STRINGS else int if word.arg == "before" else None
        if word.arg is None or wanted is None or type(value) is not wanted:
            raise PackError(
                f"{where}: @rule: {word.arg}: expected some of {sorted(_STRINGS)} as words, before as a number"
            )
        assert isinstance(value, str | int)  # noqa: S101 (it is of the type wanted)
        out[word.arg] = value
    return out


def _arguments(where: str, function: ast.FunctionDef) -> Iterator[tuple[str, Kind]]:
    given = function.args
    if given.posonlyargs or given.kwonlyargs or given.vararg or given.kwarg or given.defaults:
        raise PackError(f"{where}: expected plain arguments without defaults, * or **")
    for argument in given.args:
        yield argument.arg, _kind(where, argument.arg, argument.annotation)


def _kind(where: str, what: str, annotation: ast.expr | None) -> Kind:
    if isinstance(annotation, ast.Name) and annotation.id in KINDS:
        return KINDS[annotation.id]
    raise PackError(f"{where}: {what}: expected a kind ({', '.join(KINDS)})")


def _day(where: str, field: str, written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise PackError(f"{where}: @rule: {field}: expected a day such as 2026-01-31, got {written!r}") from None


def _check(where: str, node: ast.expr, names: set[str], depth: int) -> None:
    if depth > DEEPEST:
        raise PackError(f"{where}: nested deeper than {DEEPEST}; split the rule")
    for part in _parts(where, node, names):
        _check(where, part, names, depth + 1)


def _parts(where: str, node: ast.expr, names: set[str]) -> list[ast.expr]:
    """The expressions inside a node that is allowed. Raises PackError for one that is not."""
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise PackError(f"{where}: {node.id} is no argument of this rule; add it to the arguments")
        return []
    if isinstance(node, ast.Constant):
        _constant(where, node.value)
        return []
    if isinstance(node, ast.BinOp) and isinstance(node.op, _BINARY):
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, _UNARY):
        return [node.operand]
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], _COMPARED):
        return [node.left, node.comparators[0]]
    if isinstance(node, ast.Call):
        return _call(where, node)
    raise PackError(f"{where}: {_said(node)} is not allowed in a rule")


def _call(where: str, node: ast.Call) -> list[ast.expr]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        raise PackError(f"{where}: a rule may call only {', '.join(FUNCTIONS)}")
    if node.keywords or len(node.args) != FUNCTIONS[name] or any(isinstance(a, ast.Starred) for a in node.args):
        raise PackError(f"{where}: {name}: expected {FUNCTIONS[name]} plain arguments")
    return node.args


def _constant(where: str, value: object) -> None:
    if isinstance(value, bool) or (isinstance(value, str) and len(value) <= 60):
        return
    if not isinstance(value, int):
        raise PackError(f"{where}: {value!r}: expected a whole number or the name of an option")
    if abs(value) > LARGEST_NUMBER:
        raise PackError(f"{where}: a number above {LARGEST_NUMBER} belongs into a parameter")


def _said(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp):
        return f"the operator {type(node.op).__name__}"
    if isinstance(node, ast.BoolOp | ast.UnaryOp):
        return "and, or, not (use & | ~)"
    if isinstance(node, ast.Compare):
        return "a chained comparison, in or is (compare two values, join with &)"
    return type(node).__name__
