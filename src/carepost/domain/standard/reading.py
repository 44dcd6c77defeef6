"""Reads a post file from YAML, JSON or plain data; a fault names its field or line and the remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import yaml
from pydantic import ValidationError

from carepost.domain.facts import Text
from carepost.domain.standard.post_file import PostFile
from carepost.domain.week import NotStated, Pattern, WeekError, pattern_from_dict

LONGEST = 1_000_000
DEEPEST = 20
# A plain number of many digits costs time that grows with its square (and 1:00:00... is a number to YAML).
_LONG_NUMBER = re.compile(r"[-+.:_0-9a-fA-FxXoO]{60,}")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _printable(words: str) -> str:
    """A quotation from a hostile file that any terminal and log can take."""
    return words[:300].encode("utf-8", "replace").decode("utf-8")


class PostFileError(ValueError):
    """A field of a post file that cannot be read: `field` is its path, `problem` what is expected."""

    def __init__(self, field: str, problem: Text) -> None:
        self.field, self.problem = _printable(field), Text(_printable(problem.zh), _printable(problem.en))
        super().__init__(f"{self.field}: {self.problem.en}")


_PROBLEMS = {
    "string_unicode": Text("含无效字符，请删除", "holds a character that is no text; remove it"),
    "invalid_key": Text("字段名应为文字", "the name of a field is words"),
    "extra_forbidden": Text("没有这个字段，请删除或改名", "there is no such field; remove or rename it"),
    "literal_error": Text("应为：{expected}", "expected {expected}"),
    "enum": Text("应为：{expected}", "expected {expected}"),
    "decimal_parsing": Text("应为数字", "expected a number"),
    "decimal_type": Text("应为数字", "expected a number"),
    "decimal_max_places": Text("小数最多{decimal_places}位", "at most {decimal_places} decimal places"),
    "finite_number": Text("应为有限的数字", "expected a finite number"),
    "int_parsing": Text("应为整数", "expected a whole number"),
    "int_type": Text("应为整数", "expected a whole number"),
    "int_from_float": Text("应为整数", "expected a whole number"),
    "date_from_datetime_parsing": Text("应为日期，如 2026-12-31", "expected a date such as 2026-12-31"),
    "date_parsing": Text("应为日期，如 2026-12-31", "expected a date such as 2026-12-31"),
    "date_type": Text("应为日期，如 2026-12-31", "expected a date such as 2026-12-31"),
    "greater_than_equal": Text("不得小于 {ge}", "must be at least {ge}"),
    "less_than_equal": Text("不得大于 {le}", "must be at most {le}"),
    "string_pattern_mismatch": Text("应为6位或9位区划代码", "expected a place code of 6 or 9 digits"),
    "string_type": Text("应为文字（可加引号）", "expected words (in quotes if need be)"),
    "string_too_long": Text("不得超过 {max_length} 字", "at most {max_length} characters"),
    "model_type": Text("应为一组“字段: 值”", "expected a mapping of fields to values"),
    "dict_type": Text("应为一组“键: 值”", "expected a mapping of keys to values"),
    "value_error": Text("含控制字符或无效字符，请删除", "holds a control character or one that is no text; remove it"),
}


def post_from_text(written: bytes) -> PostFile:
    """Reads a post file in UTF-8: JSON when it begins with a brace, else YAML.

    Raises PostFileError naming the field, or the line, and the remedy.
    """
    if len(written) > LONGEST:
        raise PostFileError("(file)", Text("文件超过 1 MB", "the file exceeds 1 MB"))
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = Text(f"第{error.start + 1}字节不是 UTF-8", f"byte {error.start + 1} is not UTF-8")
        raise PostFileError("(file)", where) from None
    return post_from(_json(text) if text.lstrip().startswith("{") else _yaml(text))


def post_from(data: object) -> PostFile:
    """Reads a post file from plain data. Raises PostFileError for the first field that is wrong."""
    if not isinstance(data, dict):
        raise PostFileError("(file)", Text("应为字段与取值的对应表", "expected a mapping of fields to values"))
    try:
        post = PostFile.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(step) for step in first["loc"]) or "(file)"
        known = _PROBLEMS.get(first["type"])
        context = {key: str(value) for key, value in first.get("ctx", {}).items()}
        problem = known.format(**context) if known else Text(f"无法识别（{first['msg']}）", first["msg"])
        raise PostFileError(path, problem) from None
    pattern_of(post)
    _ordered("pay.high", "pay.low", post.pay.low, post.pay.high)
    _ordered("hours.a_day_max", "hours.a_day_min", post.hours.a_day_min, post.hours.a_day_max)
    _ordered("asks.age_max", "asks.age_min", post.asks.age_min, post.asks.age_max)
    return post


def pattern_of(post: PostFile) -> Pattern | None:
    """The shift pattern of a post, None when it is not stated. Raises PostFileError naming the key that is wrong."""
    if post.hours.pattern is None:
        return None
    try:
        pattern = pattern_from_dict(post.hours.pattern, "hours.pattern")
    except WeekError as error:
        raise PostFileError(error.place, error.problem) from None
    return None if isinstance(pattern, NotStated) else pattern


def _ordered(field: str, other: str, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if low is not None and high is not None and high < low:
        raise PostFileError(field, Text(f"不得低于 {other}", f"must not lie below {other}"))


def _json(text: str) -> object:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once)
    except PostFileError:
        raise
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _unreadable(line, Text("不是有效的 JSON", "not valid JSON")) from None


def _no_constant(name: str) -> object:
    raise PostFileError("(file)", Text(f"不接受 {name}", f"{name} is not accepted"))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if twice := _repeated(key for key, _ in pairs):
        raise PostFileError(twice, Text("写了两次，请只留一处", "stands twice; keep one"))
    return dict(pairs)


def _repeated(keys: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None


def _yaml(text: str) -> object:
    try:
        _only_plain_yaml(text)
        return yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", "") or "not valid YAML")
        raise _unreadable(mark.line + 1 if mark else 1, Text(f"不是有效的 YAML（{problem}）", problem)) from None
    except PostFileError:
        raise
    except ValueError as error:
        # A date that does not exist (2026-02-31) is refused by the loader itself.
        raise PostFileError("(file)", Text(f"取值无效（{error}）", f"a value is invalid ({error})")) from None


def _only_plain_yaml(text: str) -> None:
    """Refuses what a form never needs and what could hide or swell content: anchors, tags, depth, repeated keys."""
    # One entry per open collection: the keys seen in a mapping and whether a key comes next; None for a list.
    stack: list[tuple[set[str], bool] | None] = []
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _unreadable(line, Text("不接受锚点和引用，请写出内容", "anchors and aliases are not accepted"))
        if getattr(event, "tag", None):
            raise _unreadable(line, Text("不接受类型标签", "tags are not accepted"))
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _LONG_NUMBER.fullmatch(event.value):
            raise _unreadable(line, Text("数字过长", "the number is too long"))
        if isinstance(event, yaml.NodeEvent):
            _note_key(stack, event, line)
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append((set(), True) if isinstance(event, yaml.MappingStartEvent) else None)
            if len(stack) > DEEPEST:
                raise _unreadable(line, Text("嵌套过深", "nested too deeply"))


def _note_key(stack: list[tuple[set[str], bool] | None], event: yaml.NodeEvent, line: int) -> None:
    """Takes a node as the next key or value of the innermost mapping."""
    if not stack or stack[-1] is None:
        return
    keys, key_next = stack[-1]
    if key_next and isinstance(event, yaml.ScalarEvent):
        if event.value in keys:
            raise _unreadable(line, Text(f"{event.value} 写了两次", f"{event.value} stands twice; keep one"))
        keys.add(event.value)
    stack[-1] = keys, not key_next


def _unreadable(line: int, problem: Text) -> PostFileError:
    where = Text("第{line}行：{problem}", "line {line}: {problem}")
    return PostFileError("(file)", where.format(line=line, problem=problem))
