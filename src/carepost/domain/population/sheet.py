"""Reads the room's data files key by key; a fault names file, key and remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Text

DATA = Path(__file__).parent / "data"
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CityError(ValueError):
    """A city that cannot be made: `where` is the file and key, or the argument; `problem` says what to do."""

    def __init__(self, where: str, problem: Text) -> None:
        super().__init__(f"{where}: {problem.zh} / {problem.en}")
        self.where, self.problem = where, problem


class Sheet:
    """One mapping of a data file. Every reader raises CityError; `done` refuses the keys that nobody read."""

    def __init__(self, where: str, data: object) -> None:
        if not isinstance(data, dict):
            raise CityError(where, Text("应为一组“键: 值”", "must be a mapping of keys to values"))
        self.where = where
        self._data: Mapping[Any, Any] = data
        self._read: set[str] = set()

    def fault(self, key: str, zh: str, en: str) -> CityError:
        """The error for a key."""
        return CityError(f"{self.where}.{key}", Text(zh, en))

    def word(self, key: str) -> str:
        """Words that must stand; YAML reads 442000001 as a number, a person means the code."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise self.fault(key, "缺少，请填写文字", "is missing: write words")
        return str(value)

    def optional(self, key: str) -> str:
        """Words that may be absent: "" then."""
        return self.word(key) if self._value(key) not in (None, "") else ""

    def words(self, key: str, least: int = 1) -> tuple[str, ...]:
        """A list of different words."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fault(key, "应为一列文字", "must be a list of words")
        if len(set(value)) < max(least, len(value)):
            raise self.fault(key, f"至少要有{least}条且不重复", f"needs at least {least}, none of them twice")
        return tuple(value)

    def number(self, key: str, low: float, high: float) -> float:
        """A number between two bounds, both included."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.fault(key, f"应为 {low:g} 到 {high:g} 之间的数", f"must be a number from {low:g} to {high:g}")
        return float(value)

    def share(self, key: str) -> float:
        """A share from 0 to 1, 0 where it is absent."""
        return 0.0 if self._value(key) is None else self.number(key, 0, 1)

    def span(self, key: str, low: int, high: int) -> tuple[int, int]:
        """Two whole numbers in order between two bounds."""
        value = self._value(key)
        whole = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
        if not whole or not low <= value[0] <= value[1] <= high:
            raise self.fault(
                key,
                f"应为 [低, 高] 两个整数，在 {low} 到 {high} 之间",
                f"must be two whole numbers [low, high] from {low} to {high}",
            )
        return value[0], value[1]

    def weights(self, key: str, known: Collection[str]) -> dict[str, float]:
        """Weights above 0 by name, each name one of the known; at least one."""
        weights = self.factors(key)
        if not weights:
            raise self.fault(key, "应为“名称: 权重”", "must map names to weights")
        for name in weights:
            if name not in known:
                names = ", ".join(sorted(known))
                raise self.fault(f"{key}.{name}", f"没有这个名称；可用：{names}", f"unknown name; known: {names}")
        return weights

    def factors(self, key: str) -> dict[str, float]:
        """Numbers above 0 by any name; none where the key is absent."""
        value = self._value(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.fault(key, "应为“名称: 权重”", "must map names to weights")
        for name, weight in value.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 1000:
                raise self.fault(f"{key}.{name}", "权重应为 0 到 1000 之间的数", "a weight is a number up to 1000")
        return {str(name): float(weight) for name, weight in value.items()}

    def flag(self, key: str) -> bool:
        """Yes or no; no where it is absent."""
        value = self._value(key)
        if value not in (None, True, False):
            raise self.fault(key, "应为 true 或 false", "must be true or false")
        return bool(value)

    def choice(self, key: str, known: Collection[str]) -> str:
        """One of the known words."""
        value = self._value(key)
        if value not in known:
            names = ", ".join(sorted(known))
            raise self.fault(key, f"应为以下之一：{names}", f"must be one of: {names}")
        return str(value)

    def done(self) -> None:
        """Refuses a key that is not known here: a slip of the pen would otherwise be lost."""
        for key in self._data:
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                raise self.fault(str(key), f"没有这个键；可用：{known}", f"unknown key; known: {known}")

    def items(self) -> list[tuple[Any, Any]]:
        """Everything under this mapping, by its names."""
        return list(self._data.items())

    def _value(self, key: str) -> Any:
        self._read.add(key)
        return self._data.get(key)


def rows(path: Path) -> Iterator[tuple[str, Sheet]]:
    """The named mappings of a file, in its order. Raises CityError naming file and line or key."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_SafeLoader)  # noqa: S506 (a safe loader, in C)
    except FileNotFoundError:
        raise CityError(path.name, Text("缺少这个文件", "this file is missing")) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CityError(path.name, Text(f"不是有效的 YAML：{error}", f"is not valid YAML: {error}")) from None
    if not isinstance(loaded, dict) or not loaded:
        raise CityError(path.name, Text("应为“名称: 内容”", "must map names to rows"))
    for name, data in loaded.items():
        yield str(name), Sheet(f"{path.name}: {name}", data)


def sheet_of(sheet: Sheet, where: str) -> list[tuple[str, Sheet]]:
    """The named mappings inside a mapping of a file."""
    return [(str(name), Sheet(f"{where}: {name}", data)) for name, data in sheet.items()]
