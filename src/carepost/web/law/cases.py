"""The cases that a pack of rules brings, as an officer reads them: facts, month, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules import Kind, Pack, PackCase, name_in_words, read_cases, words_for

YES, NO, UNKNOWN = Text("是", "yes"), Text("否", "no"), Text("不明确", "not clear")
_FEN = Text("{yuan} 元", "{yuan} yuan")
_RANGE = Text("{low} 至 {high}", "{low} to {high}")
_OPEN = Text("上限未载明", "no stated upper end")


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its name, the month, its facts and its answers as (label, words), and the conditions not met."""

    name: Text
    month: str
    facts: tuple[tuple[Text, Text], ...]
    answers: tuple[tuple[Text, Text], ...]
    unmet: tuple[Text, ...]


def cases_of(pack: Pack) -> tuple[Case, ...]:
    """Every case of a pack; each version of a pack is read once."""
    return _kept(_ById(pack))


class _ById:
    """A pack that counts as the same while its content does."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash((self.pack.id, self.pack.digest))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and (other.pack.id, other.pack.digest) == (self.pack.id, self.pack.digest)


@lru_cache(maxsize=64)
def _kept(kept: _ById) -> tuple[Case, ...]:
    pack = kept.pack
    files = sorted((pack.folder / "tests").glob("*.yaml"))
    return tuple(_case(pack, case) for path in files for case in read_cases(path, pack))


def _case(pack: Pack, case: PackCase) -> Case:
    unmet = dict.fromkeys(name for names in case.unmet.values() for name in names)
    return Case(
        name=case.name,
        month=f"{case.clocks.work:%Y-%m}",
        facts=tuple((name_in_words(pack, name), _fact(pack, name, given)) for name, given in case.facts.items()),
        answers=tuple((name_in_words(pack, name), _answer(pack, name, said)) for name, said in case.expect.items()),
        unmet=tuple(name_in_words(pack, name) for name in unmet),
    )


def _fact(pack: Pack, name: str, given: Any) -> Text:
    if isinstance(given, bool):
        return YES if given else NO
    if isinstance(given, list):
        said = [str(each) for each in given]
        return Text("、".join(said), ", ".join(said))
    if isinstance(given, dict):
        said = [f"{month} {value}" for month, value in given.items()]
        return Text("、".join(said), ", ".join(said))
    if isinstance(given, date):
        return _same(given.isoformat())
    if name in pack.facts and pack.facts[name].kind is Kind.FEN:
        return _yuan(given)
    return words_for(str(given)) or _same(str(given))


def _answer(pack: Pack, name: str, expected: Any) -> Text:
    if isinstance(expected, bool):
        return YES if expected else NO
    if expected == "unknown":
        return UNKNOWN
    fen = pack.rules[name][0].returns is Kind.FEN
    if isinstance(expected, dict):
        low, high = (expected.get(end) for end in ("low", "high"))
        if high is None:
            return _RANGE.format(low=_figure(low, fen), high=_OPEN)
        return _RANGE.format(low=_figure(low, fen), high=_figure(high, fen))
    return _figure(expected, fen)


def _figure(given: Any, fen: bool) -> Text:
    if isinstance(given, bool):
        return YES if given else NO
    return _yuan(given) if fen else _same(str(given))


def _yuan(fen: Any) -> Text:
    yuan = f"{int(fen) / 100:.2f}".removesuffix(".00")
    return _FEN.format(yuan=yuan)


def _same(said: str) -> Text:
    return words_for(said) or Text(said, said)
