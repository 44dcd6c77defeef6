"""The check of an advert's wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from carepost.domain.facts import Mark, Severity, Text, effective_severity
from carepost.domain.wording.clauses import prepare, sentences
from carepost.domain.wording.lexicon import Token, tokenise
from carepost.domain.wording.normal import Normal, normalise
from carepost.domain.wording.rules import Rule, codes, rules
from carepost.domain.wording.shields import Shields


class Verdict(StrEnum):
    """What the wording as a whole amounts to: block > warn > fine."""

    BLOCK = "block"
    WARN = "warn"
    FINE = "fine"


class PhraseClass(StrEnum):
    """The class of one phrase: block and warn as severities, ok for wording that is fine and worth naming."""

    BLOCK = "block"
    WARN = "warn"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class WordingFinding:
    """One phrase. `span` is [start, end) in characters of the text as given and `words` are those characters.

    `replacement` is a lawful wording to put in place of the span; None when only a person can reword it.
    `anywhere` tells that the words may stand in no advert whatever the other facts are.
    """

    id: str
    phrase_class: PhraseClass
    span: tuple[int, int]
    words: str
    message: Text
    fix: Text | None
    replacement: str | None
    article: str
    evidence: Mark
    anywhere: bool


@dataclass(frozen=True, slots=True)
class WordingReport:
    """The findings in the order of the text; `reworded` has every replaceable blocked phrase replaced.

    It is None when nothing is blocked or when only a person can reword the sentence.
    """

    text: str
    verdict: Verdict
    findings: tuple[WordingFinding, ...]
    reworded: str | None


def check_wording(text: str) -> WordingReport:
    """Checks the words of an advert (Chinese or English, any length; linear in the length).

    Only a rule whose evidence is P blocks; the sources stand in the room's data files. Raises nothing.
    """
    findings = tuple(_findings(text))
    classes = {finding.phrase_class for finding in findings}
    verdict = Verdict.FINE
    if PhraseClass.BLOCK in classes:
        verdict = Verdict.BLOCK
    elif PhraseClass.WARN in classes:
        verdict = Verdict.WARN
    return WordingReport(text, verdict, findings, _reworded(text, findings))


def find_blocked(text: str) -> tuple[str, ...]:
    """The exact words that may stand in no advert whatever the other facts are, in the order of the text.

    Limits or preference by sex (or age with sex), marriage or birth, origin, health, fees, refusal of
    insurance and unpaid work. Words that depend on the form of employment are not among them. Phrases that
    overlap are given as one.
    """
    spans: list[tuple[int, int]] = []
    for finding in _findings(text):
        if finding.phrase_class is not PhraseClass.BLOCK or not finding.anywhere:
            continue
        start, end = finding.span
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return tuple(text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Match:
    rule: Rule
    start: int
    end: int


def _findings(text: str) -> list[WordingFinding]:
    normal = normalise(text)
    tokens = prepare(tokenise(normal.text), normal.text)
    shields = Shields(tokens, normal.text, sentences(tokens))
    matches = _outermost(sorted(_matches(tokens, shields), key=lambda m: (m.start, -m.end, m.rule.id)))
    present = {match.rule.id for match in matches}
    kept = [_finding(text, normal, tokens, match, present) for match in matches]
    return sorted(kept, key=lambda finding: (finding.span, finding.id))


def _matches(tokens: Sequence[Token], shields: Shields) -> Iterator[_Match]:
    if not tokens:
        return
    # A sentence break before the first and after the last token lets a pattern look for the edge of a clause.
    edge = _edge()
    encoded = edge + codes().encode(tokens) + edge
    everywhere = frozenset().union(*(token.kinds for token in tokens))
    raw = [
        _Match(rule, found.start() - 1, found.end() - 1)
        for rule in rules()
        if not rule.unless_text & everywhere
        for found in rule.pattern.finditer(encoded)
        if found.end() - 1 <= len(tokens) and found.end() > found.start()
    ]
    for match in sorted(raw, key=lambda m: m.start):
        if not _excused(match, tokens, shields):
            yield match


@lru_cache(maxsize=1)
def _edge() -> str:
    return codes().encode([Token(0, 0, frozenset({"SENT"}))])


def _excused(match: _Match, tokens: Sequence[Token], shields: Shields) -> bool:
    rule, start = match.rule, max(match.start, 0)
    if rule.severity is None:
        return False
    if _negated(tokens, match.start):
        return True
    return (
        bool(rule.unless_clause & shields.clause(start).kinds)
        or bool(rule.unless_sentence & shields.sentence_kinds(start))
        or shields.covers(start, start + 1 if rule.holds_ban else match.end, rule.family)
    )


def _negated(tokens: Sequence[Token], start: int) -> bool:
    """A negator stands right before the match, or right before its quotation mark."""
    at = start - 1
    if at > 0 and "QUOTE" in tokens[at].kinds:
        at -= 1
    return at >= 0 and "NEG" in tokens[at].kinds


def _outermost(matches: Sequence[_Match]) -> list[_Match]:
    """Without a match inside an earlier one of the same rule (in order of start, longest first)."""
    reach: dict[str, int] = {}
    kept = []
    for match in matches:
        if match.end > reach.get(match.rule.id, -1):
            kept.append(match)
            reach[match.rule.id] = match.end
    return kept


def _finding(text: str, normal: Normal, tokens: Sequence[Token], match: _Match, present: set[str]) -> WordingFinding:
    rule = match.rule
    start, end = normal.origin(tokens[max(match.start, 0)].start, tokens[min(match.end, len(tokens)) - 1].end)
    words = text[start:end]
    latin = words.isascii()
    return WordingFinding(
        id=rule.id,
        phrase_class=_phrase_class(rule, present),
        span=(start, end),
        words=words,
        message=rule.message,
        fix=rule.fix,
        replacement=rule.replace.say("en" if latin else "zh") if rule.replace else None,
        article=rule.article,
        evidence=rule.evidence,
        anywhere=rule.anywhere,
    )


def _phrase_class(rule: Rule, present: set[str]) -> PhraseClass:
    if rule.severity is None or rule.softened_by & present:
        return PhraseClass.OK
    capped = effective_severity(rule.severity, rule.evidence)
    return PhraseClass.BLOCK if capped is Severity.BLOCK else PhraseClass.WARN


def _reworded(text: str, findings: Sequence[WordingFinding]) -> str | None:
    """The text with the replaceable blocked phrases replaced; None when that leaves or makes a blocked phrase."""
    spots = [finding for finding in findings if _replaceable(finding)]
    if not spots:
        return None
    pieces: list[str] = []
    done = 0
    for finding in spots:
        start, end = finding.span
        if start >= done:
            pieces += [text[done:start], finding.replacement or ""]
        done = max(done, end)
    result = "".join([*pieces, text[done:]])
    return None if any(_replaceable(finding) for finding in _findings(result)) else result


def _replaceable(finding: WordingFinding) -> bool:
    return finding.phrase_class is PhraseClass.BLOCK and finding.replacement is not None
