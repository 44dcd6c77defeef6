"""Reading the place out of words such as 菏泽市鄄城县什集镇: pure, from rows alone, without a database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carepost.records.places.names import SHORTEST, short_names

LEVELS = ("province", "city", "county", "town")
_PREFIX = dict(zip(LEVELS, (2, 4, 6, 9), strict=True))
_LISTS = "、/／,，;；和及与"
_GAPS = " \t\u3000·・-—>:：()（）【】" + _LISTS.replace("和", "").replace("及", "").replace("与", "")
_OPENINGS = re.compile(r"(?:中华人民共和国|中国|地址[:：]?|位于|坐落于)+")
_PSEUDO = ("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划")
# A short name before one of these names a street or a school, not a place: 中山路, 北京东路, 青岛大学.
_NOT_A_PLACE = re.compile(r"[东西南北中]?[一二三四五六七八九十]*(?:路|街|大道|巷|道|大学|学院)")
_UNREAD_COUNTY = re.compile(r"[一-鿿]{1,7}?(?:(?<![园社小景厂校街片辖山])区|县|旗|(?<![超门夜城])市(?![场民政内]))")
_UNREAD_TOWN = re.compile(r"[一-鿿]{1,7}?(?:镇|乡(?!村)|街道)")


@dataclass(frozen=True, slots=True)
class Division:
    """A place as the reader needs it; `level` is one of LEVELS, `parent` the code above it or None."""

    code: str
    name: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a division. Not `whole`: the name covers more or less than the division it points to."""

    name: str
    code: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words name. See PlaceMatch for the meaning of the fields; here places are codes."""

    code: str | None
    exact: bool
    alternatives: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    depth: int
    full: bool
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Path:
    """One way to read a chain of names: the deepest place, where its name ends, and whether that is sure."""

    code: str
    depth: int
    end: int
    sure: bool


def prefix_of(code: str, level: str) -> str:
    """The digits that a division shares with all below it: 2 for a province, 4 for a city, 6 and 9 below."""
    return code[: _PREFIX[level]]


def area_of(city: str) -> str:
    """The area as far as a source tells it: "甘肃（市未载明）" is 甘肃, "未载明（采访地多为青岛）" is nothing."""
    return city.split("（")[0].split("(")[0].replace("未载明", "").strip()


class PlaceIndex:
    """The names of all divisions, ready to be looked up. Built once from rows; never changes."""

    def __init__(self, divisions: Iterable[Division], aliases: Iterable[Alias] = ()) -> None:
        self._divisions = {d.code: d for d in divisions}
        self._has_counties = {d.parent for d in self._divisions.values() if d.level == "county"}
        self._names: defaultdict[str, list[_Name]] = defaultdict(list)
        for d in self._divisions.values():
            depth = LEVELS.index(d.level)
            self._names[d.name].append(_Name(d.code, depth, full=True))
            for short in short_names(d.name):
                self._names[short].append(_Name(d.code, depth, full=False))
        for alias in aliases:
            depth = LEVELS.index(self._divisions[alias.code].level)
            self._names[alias.name].append(_Name(alias.code, depth, full=True, whole=alias.whole))
        self._longest = max(map(len, self._names), default=0)

    def locate(self, words: str, area: str = "") -> str | None:
        """The code of the place that the words name within an area; the area's own where they name none in it."""
        within = self.read(area).code if area else None
        return (self.read(words, within).code if words else None) or within

    def read(self, words: str, within: str | None = None) -> Reading:
        """Reads the places that the words begin with.

        `within` says what is already known of the place: the answer lies in it, or is it, or there is none.
        """
        text = words.strip()
        inside = self._read(text, within)
        if within is None:
            return inside
        if inside.code is not None:
            covers = self.is_within(within, inside.code)
            sure = inside.exact and inside.code == within if covers else inside.exact
            return Reading(within if covers else inside.code, sure, inside.alternatives, inside.rest)
        if inside.alternatives:
            return inside
        elsewhere = self._read(text, None)
        if elsewhere.alternatives or (elsewhere.exact and elsewhere.code):
            named = elsewhere.alternatives or (elsewhere.code or "",)
            return Reading(None, False, named, elsewhere.rest)
        return Reading(within, False, (), text)

    def lineage(self, code: str) -> tuple[str, ...]:
        """The codes from the province down to this division, itself included."""
        up = self._divisions[code].parent
        return (*self.lineage(up), code) if up else (code,)

    def is_within(self, code: str, above: str) -> bool:
        """Whether a division is the other one or lies in it."""
        return code.startswith(prefix_of(above, self._divisions[above].level))

    def _read(self, text: str, within: str | None) -> Reading:
        found = _OPENINGS.match(text)
        first = self._best(text, found.end() if found else 0, None, within)
        if not first:
            return Reading(None, False, (), text)
        end = first[0].end
        if len(first) > 1:
            return Reading(None, False, tuple(sorted(p.code for p in first)), self._rest(text, end))
        several = [first[0].code]
        while end < len(text) and text[end] in _LISTS:
            more = self._beside(text, end + 1, several[-1], within)
            if more is None:
                break
            several, end = [*several, more.code], more.end
        if len(several) > 1:
            return Reading(self._common(several), False, tuple(dict.fromkeys(several)), self._rest(text, end))
        rest = self._rest(text, end)
        return Reading(first[0].code, first[0].sure and not self._leaves_division(first[0], rest), (), rest)

    def _best(self, text: str, start: int, above: str | None, within: str | None) -> list[_Path]:
        """The deepest and then longest readings; more than one when they name different places."""
        paths = list(self._paths(text, start, above, within))
        best = max(((p.depth, p.end) for p in paths), default=None)
        unique = {p.code: p for p in paths if (p.depth, p.end) == best}
        return list(unique.values())

    def _paths(self, text: str, start: int, above: str | None, within: str | None) -> Iterator[_Path]:
        while start < len(text) and text[start] in _GAPS:
            start += 1
        for name, end in self._matches(text, start, above, within):
            end = self._past_repeats(text, end, name.code)
            further = list(self._paths(text, end, name.code, within))
            if further:
                yield from further
            elif name.full:
                yield _Path(name.code, name.depth, end, name.whole)
            elif (free := end == len(text) or text[end] in _GAPS) or name.depth < LEVELS.index("county"):
                known = above is not None or within is not None or name.depth < LEVELS.index("county")
                yield _Path(name.code, name.depth, end, free and known)

    def _matches(self, text: str, start: int, above: str | None, within: str | None) -> Iterator[tuple[_Name, int]]:
        """The names that stand at this point of the text, longest first, below `above` and in reach of `within`."""
        for end in range(min(len(text), start + self._longest), start + SHORTEST - 1, -1):
            named = [n for n in self._names.get(text[start:end], ()) if self._in_reach(n, above, within)]
            yield from ((n, end) for n in named if n.full)
            short = [n for n in named if not n.full]
            if short and not _NOT_A_PLACE.match(text, end):
                highest = min(n.depth for n in short)
                yield from ((n, end) for n in short if n.depth == highest)

    def _in_reach(self, name: _Name, above: str | None, within: str | None) -> bool:
        if within and not (self.is_within(name.code, within) or self.is_within(within, name.code)):
            return False
        if above:
            return name.code != above and self.is_within(name.code, above)
        # Hundreds of towns share a name, and only some are held: without a place above, a town's name says nothing.
        return name.depth < LEVELS.index("town") or within is not None

    def _past_repeats(self, text: str, end: int, code: str) -> int:
        """Steps over a name said twice (上海市上海市) and over the headings of code tables (市辖区)."""
        known = (self._divisions[code].name, *_PSEUDO)
        while again := next((name for name in known if text.startswith(name, end)), ""):
            end += len(again)
        return end

    def _beside(self, text: str, start: int, last: str, within: str | None) -> _Path | None:
        """The next place of a list: looked for beside the last one, then ever further out."""
        for above in (*reversed(self.lineage(last)[:-1]), None):
            found = self._best(text, start, above, within)
            if len(found) == 1:
                return found[0]
        return None

    def _common(self, codes: list[str]) -> str | None:
        shared = [c for c in self.lineage(codes[0]) if all(self.is_within(other, c) for other in codes)]
        return shared[-1] if shared else None

    def _rest(self, text: str, end: int) -> str:
        return text[end:].lstrip(" \t\u3000·,，、-—")

    def _leaves_division(self, path: _Path, rest: str) -> bool:
        """Whether the rest begins with a division below the place that was not understood: 合肥市 + 经开区."""
        if path.depth >= LEVELS.index("county"):
            return False
        to_towns = path.depth == LEVELS.index("city") and path.code not in self._has_counties
        return bool((_UNREAD_TOWN if to_towns else _UNREAD_COUNTY).match(rest))
