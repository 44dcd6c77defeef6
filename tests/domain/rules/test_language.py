"""What may stand in a rule file: hostile files are refused by file and line, kinds must go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from carepost.domain.rules import PackError
from carepost.domain.rules.syntax import DEEPEST, LARGEST_FILE, MOST_NODES, read_rules
from tests.domain.rules.small_packs import HOSTILE, load, parameter, rule


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*.txt")), ids=lambda p: p.stem)
def test_a_hostile_file_is_refused_and_never_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PackError, match=path.name):
        list(read_rules(path))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def a(x: Count) -> Count:\n    return " + "(" * 60 + "x" + ")" * 60, None),
        (
            "def a(x: Count) -> Count:\n    return " + "minimum(1, " * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1),
            "deeper",
        ),
        ("def a(x: Count) -> Count:\n    return " + " + ".join("x" for _ in range(MOST_NODES)), "parts"),
        ("def a(x: Count) -> Count:\n    return " + "-" * 50_000 + "x", "small.py"),
        ("def a(x: Count) -> Count:\n    return " + "(" * 30_000, "not readable"),
        ("# " + "x" * LARGEST_FILE, "larger than"),
    ],
)
def test_size_and_depth_are_bounded(tmp_path: Path, text: str, told: str | None) -> None:
    if told is None:
        assert load(tmp_path, rule(text)).order == ("a",)
        return
    with pytest.raises(PackError, match=told):
        load(tmp_path, rule(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def a(x: Count, money: Fen) -> Fen:\n    return x + money", "do not go together"),
        ("def a(money: Fen) -> Fen:\n    return money * money", "cannot be multiplied"),
        ("def a(x: Count, c: Condition) -> Condition:\n    return x >= 1 & c", "brackets around"),
        ("def a(day: Day) -> Condition:\n    return day > 5", "do not go together"),
        ("def a(day: Day, month: Month) -> Condition:\n    return day > month", "do not go together"),
        ("def a(x: Count) -> Condition:\n    return x", "returns count"),
        ("def a(x: Fen) -> Fen:\n    return x", "its annotation says fen, it is count"),
        ("def a(y: Count) -> Count:\n    return y", "y is no fact, parameter or rule"),
        ("def a(x: Count) -> Count:\n    return x // 0", "not 0"),
        ("def a(x: Count) -> Count:\n    return 100 // x", "a written number"),
        ("def a(x: Count) -> Count:\n    return x * 1000000 * 1000000", "could exceed"),
        ("def a(kind: Choice) -> Condition:\n    return kind == 'four'", "no option of kind: one, two, three"),
        ("def a(kind: Choice) -> Condition:\n    return kind == 1", "do not go together"),
        ("def a(c: Condition) -> Count:\n    return where(c, 1, c)", "do not go together"),
        ("def a(b: Count) -> Count:\n    return b\n\ndef b(a: Count) -> Count:\n    return a", "go in a circle"),
        ("def a(x: Count) -> Count:\n    return x\n\ndef a(x: Count) -> Count:\n    return x + 1", "twice"),
        ("def where(x: Count) -> Count:\n    return x", "no word of the rule language"),
        ("def x(c: Condition) -> Count:\n    return where(c, 1, 0)", "one name for two things"),
        ("def a(prev_a: Count) -> Count:\n    return prev_a", "no rule with 'before'"),
    ],
)
def test_kinds_and_names_must_go_together(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PackError, match=told):
        load(tmp_path, rule(text))


def test_sizes_are_followed_from_rule_to_rule(tmp_path: Path) -> None:
    steps = ["def a0(x: Count) -> Count:\n    return x * 1000"]
    steps += [f"def a{n}(a{n - 1}: Count) -> Count:\n    return a{n - 1} * 1000" for n in (1, 2)]
    with pytest.raises(PackError, match=r"a1.*could exceed"):
        load(tmp_path, rule("\n\n".join(steps)))


@pytest.mark.parametrize(
    ("value", "kind", "text", "told"),
    [
        ("12.5", "count", "def a(x: Count, p: Count) -> Condition:\n    return x < p", "in quotes"),
        ("'12.5'", "count", "def a(x: Count, p: Count) -> Condition:\n    return x < p", "whole number"),
        ("'0.005'", "fen", "def a(money: Fen, p: Fen) -> Condition:\n    return money < p", "2 decimal places"),
        ("'1e400'", "fen", "def a(money: Fen, p: Fen) -> Condition:\n    return money < p", "amount in yuan"),
        ("9999999999", "fen", "def a(money: Fen, p: Fen) -> Condition:\n    return money < p", "between"),
        ("soon", "day", "def a(day: Day, p: Day) -> Condition:\n    return day < p", "a day such as"),
        ("[one, four]", "choices", "def a(kind: Choice, p: Choices) -> Condition:\n    return among(kind, p)", "four"),
        (
            "{one: 1}",
            "count table",
            "def a(kind: Choice, p: CountTable) -> Count:\n    return take(p, kind)",
            "each of",
        ),
        ("none", "count", "def a(x: Count, p: Count) -> Count:\n    return x + p", "'none' is for conditions"),
        ("5", "colour", "def a(x: Count, p: Count) -> Count:\n    return x + p", "type: expected one of"),
        ("5", "fen", "def a(x: Count, p: Count) -> Count:\n    return x + p", "says count, it is fen"),
    ],
)
def test_a_value_must_be_of_its_kind(tmp_path: Path, value: str, kind: str, text: str, told: str) -> None:
    with pytest.raises(PackError, match=told):
        load(tmp_path, rule(text), parameter("p", value, kind))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("colour: red", "unknown keys"),
        ("clock: noon", "clock: expected one of work, application, rule"),
        ("to: soon", "to: expected a date"),
        ("status: maybe", "status: expected one of"),
        ("uses: {p: nowhere.stated}", "no pack of 442000 or above states nowhere.stated"),
        ("access: {post: b}", "access: post: expected the name of a rule that returns condition"),
        ("payments: [{id: A, payee: worker, rule: a, zh: 甲, en: a}]", "returns fen"),
        ("payments: [{id: A}]", "payments: 1: expected id, payee, rule"),
    ],
)
def test_a_fault_in_the_head_names_its_key(tmp_path: Path, head: str, told: str) -> None:
    with pytest.raises(PackError, match=told):
        load(tmp_path, rule("def a(c: Condition) -> Condition:\n    return ~c"), head=head)


def test_rule_files_are_readable_to_type_checkers_and_refuse_to_run() -> None:
    from carepost.domain.rules import language

    with pytest.raises(NotImplementedError):
        language.rule(zh="甲", en="a")
