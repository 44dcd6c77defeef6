"""The fields of a post file as data: path, type, unit, allowed values, limits and names in both languages."""

from __future__ import annotations

from typing import Any

from carepost.domain.standard.post_file import PostFile

_LIMITS = ("minimum", "maximum", "maxLength", "pattern")
_TYPES = {"integer": "whole number", "number": "number", "string": "words", "object": "mapping"}
_WEEKDAYS = [1, 2, 3, 4, 5]
PATTERN_FORMS = (
    {
        "zh": "固定班次：一种或多种可选，end 早于 start 表示次日",
        "en": "fixed: one or more alternatives; an end before the start is on the next day",
        "example": {
            "kind": "fixed",
            "alternatives": [{"shifts": [{"days": _WEEKDAYS, "start": "8:30", "end": "14:00"}]}],
        },
    },
    {
        "zh": "轮班：cycle_days 为一轮的天数，days 为轮内第几天（上二休二）",
        "en": "rotation: days count within the cycle (two on, two off)",
        "example": {
            "kind": "fixed",
            "alternatives": [{"cycle_days": 4, "shifts": [{"days": [1, 2], "start": "9:00", "end": "15:00"}]}],
        },
    },
    {
        "zh": "弹性区间：在 within 内自选，须覆盖 core",
        "en": "band: her own times within `within`, covering `core`",
        "example": {
            "kind": "band",
            "within": [{"days": _WEEKDAYS, "start": "8:30", "end": "18:00"}],
            "core": [{"days": _WEEKDAYS, "start": "10:00", "end": "12:00"}],
            "min_week_minutes": 1200,
            "min_block_minutes": 120,
        },
    },
    {
        "zh": "选时段：至少选 choose 个",
        "en": "slots: at least `choose` of those offered",
        "example": {
            "kind": "slots",
            "offered": [{"days": _WEEKDAYS, "start": "9:00", "end": "12:00"}],
            "choose": 3,
        },
    },
    {"zh": "按成果，不限时间", "en": "output: no fixed hours", "example": {"kind": "output"}},
    {"zh": "未载明", "en": "not stated", "example": {"kind": "not_stated"}},
)


def post_schema() -> dict[str, Any]:
    """{"fields": [{path, type, unit, allowed, limits, default, zh, en}], "pattern_forms": [{zh, en, example}]}."""
    whole = PostFile.model_json_schema()
    return {"fields": _fields(whole, whole["$defs"], ""), "pattern_forms": list(PATTERN_FORMS)}


def _fields(model: dict[str, Any], shared: dict[str, Any], prefix: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, field in model["properties"].items():
        path = f"{prefix}{name}"
        part = shared.get(str(field.get("$ref", "")).rpartition("/")[2])
        if part is not None and "properties" in part:
            found += _fields(part, shared, f"{path}.")
        else:
            found.append(_field(path, field, shared))
    return found


def _field(path: str, field: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    kind: dict[str, Any] = {}
    for option in field.get("anyOf", [field]):
        resolved = shared.get(str(option.get("$ref", "")).rpartition("/")[2], option)
        # A decimal may also be written as a string; the number says more.
        if resolved.get("type") != "null" and kind.get("type") != "number":
            kind = resolved
    return {
        "path": path,
        "type": _type(kind),
        "unit": field["unit"],
        "allowed": kind.get("enum"),
        "limits": {name: kind[name] for name in _LIMITS if name in kind and "enum" not in kind},
        "default": field.get("default"),
        "zh": field["zh"],
        "en": field["en"],
    }


def _type(kind: dict[str, Any]) -> str:
    if "enum" in kind:
        return "choice"
    return "date" if kind.get("format") == "date" else _TYPES[kind["type"]]
