"""`carepost wording`: the verdict on the words of an advert, one JSON object per text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

import click

from carepost.domain.wording import WordingFinding, WordingReport, check_wording


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def wording(texts: Sequence[str]) -> None:
    """Check the wording of each TEXT; without TEXT, or with "-", of each line on standard input.

    Prints {text, verdict, findings, reworded} per text. Exit 0 when every text was answered, 2 when
    one could not be read; the others are answered all the same.
    """
    unread = False
    for place, text in _texts(texts):
        if text is None or "\0" in text or _has_surrogate(text):
            unread = True
            click.echo(
                f"{place}：不是 UTF-8 文本或含有空字符，请改存为 UTF-8 后重试。 "
                f"{place}: not UTF-8 text or holds a NUL character; save it as UTF-8 and try again.",
                err=True,
            )
            continue
        click.echo(json.dumps(as_json(check_wording(text)), ensure_ascii=False).encode())
    if unread:
        raise SystemExit(2)


def _texts(texts: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """(place, text) for each text asked about; None for bytes that are no UTF-8. Blank lines ask nothing."""
    for number, text in enumerate(texts or ("-",), 1):
        if text != "-":
            yield f"TEXT {number}", text
            continue
        for line, raw in enumerate(sys.stdin.buffer, 1):
            if raw.strip():
                yield f"stdin:{line}", _decoded(raw)


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return None


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def as_json(report: WordingReport) -> dict[str, object]:
    """The report with the keys of the documented interface."""
    return {
        "text": report.text,
        "verdict": report.verdict.value,
        "findings": [_finding(finding) for finding in report.findings],
        "reworded": report.reworded,
    }


def _finding(finding: WordingFinding) -> dict[str, object]:
    fix = finding.fix and {"zh": finding.fix.zh, "en": finding.fix.en, "replacement": finding.replacement}
    return {
        "id": finding.id,
        "class": finding.phrase_class.value,
        "span": list(finding.span),
        "words": finding.words,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "fix": fix,
        "article": finding.article or None,
        "evidence": finding.evidence.value,
    }
