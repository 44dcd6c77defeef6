"""When words are spoken of rather than used: bans, quotations, reports, warnings, the law itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carepost.domain.wording.clauses import Clause, Sentence, quoted
from carepost.domain.wording.lexicon import Token

_OPERATORS = frozenset({"NEED", "REQUIRE", "ONLY", "PREFER", "COME"})
_SCAM_FAMILIES = frozenset({"fee", "insurance", "bait", "unpaid", "pay"})


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds one clause."""

    first_ban: int  # token index of the first ban in the clause; len(tokens) when none
    frame: frozenset[str]  # kinds in the whole sentence
    under_law: bool  # a ban of a statute that is being quoted reaches this clause
    clause: Clause
    before: int  # index of the clause before it in the same sentence, -1 when none


class Shields:
    """Answers whether a match at a token is only spoken of. Built in one pass over the sentences."""

    def __init__(self, tokens: Sequence[Token], text: str, parts: Sequence[Sentence]) -> None:
        self._tokens = tokens
        self._places: list[_Place] = []
        self._clause_of: list[int] = []
        self._quoted = bytearray(len(tokens) + 1)
        for start, end in quoted(tokens, text):
            self._quoted[start : end + 1] = b"\1" * (end + 1 - start)
        self._shielded: set[tuple[int, str]] = set()
        self._lay(parts)

    def _lay(self, parts: Sequence[Sentence]) -> None:
        law_goes_on = False
        for part in parts:
            law_goes_on = law_goes_on or bool({"STATUTE", "BAN"} <= part.kinds)
            banned = False
            for position, clause in enumerate(part.clauses):
                ban = self._first_ban(clause)
                self._places.append(
                    _Place(
                        first_ban=ban,
                        frame=part.kinds,
                        under_law=law_goes_on and (banned or "BAN" not in part.kinds),
                        clause=clause,
                        before=len(self._places) - 1 if position else -1,
                    )
                )
                banned = banned or ban < len(self._tokens)
                self._clause_of.extend([len(self._places) - 1] * (clause.end - clause.start))
            last = part.clauses[-1]
            law_goes_on = law_goes_on and last.end > last.start and "SEMI" in self._tokens[last.end - 1].kinds

    def _first_ban(self, clause: Clause) -> int:
        if "BAN" not in clause.kinds:
            return len(self._tokens)
        return next(at for at in range(clause.start, clause.end) if "BAN" in self._tokens[at].kinds)

    def clause(self, at: int) -> Clause:
        """The clause that holds a token."""
        return self._places[self._clause_of[at]].clause

    def sentence_kinds(self, at: int) -> frozenset[str]:
        """All kinds in the sentence that holds a token."""
        return self._places[self._clause_of[at]].frame

    def covers(self, start: int, reach: int, family: str) -> bool:
        """Whether a match is negated, quoted as a wrong, reported or warned of; a ban counts before `reach`.

        Matches must be asked in order of their start: a list under a ban goes on over commas.
        """
        number = self._clause_of[start]
        place = self._places[number]
        covered = (
            place.first_ban < reach - 1
            or place.under_law
            or bool({"REPORT", "EXEMPT"} & place.frame)
            or ("SCAM" in place.frame and family in _SCAM_FAMILIES)
            or (bool(self._quoted[start]) and "EDIT" in place.frame)
            or self._goes_on(place, family)
        )
        if covered:
            self._shielded.add((number, family))
        return covered

    def _goes_on(self, place: _Place, family: str) -> bool:
        return (place.before, family) in self._shielded and not place.clause.kinds & _OPERATORS
