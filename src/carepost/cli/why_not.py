"""`carepost why-not`: everything that stands between a carer and a post."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carepost.cli.match import FILE

if TYPE_CHECKING:
    from carepost.domain.facts import Text
    from carepost.domain.matching import Carer, Failing, Index
    from carepost.domain.week import Fit


@click.command("why-not")
@click.option("--carers", required=True, type=FILE, help="照护者 · Carers (Parquet).")
@click.option("--posts", required=True, type=FILE, help="岗位 · Posts (Parquet).")
@click.option("--patterns", required=True, type=FILE, help="班次 · Shift patterns (Parquet).")
@click.option("--carer", "carer_id", required=True, type=int, help="照护者编号 · The carer's id.")
@click.option("--post", "post_id", required=True, type=int, help="岗位编号 · The post's id.")
def why_not(carers: Path, posts: Path, patterns: Path, carer_id: int, post_id: int) -> None:
    """一个岗位为什么不合适 · Why a post is not among a carer's matches.

    Prints one JSON object: every failing constraint in words with the clashing times, or the parts of the score when
    none fails.
    """
    from carepost.batch import BatchError, read
    from carepost.domain.matching import MatchError, build, carer_of, post_of
    from carepost.domain.matching import why_not as verdict_of

    try:
        index = build(read(posts), read(patterns))
        her, post = carer_of(read(carers), carer_id), post_of(index, post_id)
    except (MatchError, BatchError) as error:
        raise click.ClickException(str(error)) from error
    verdict = verdict_of(her, post)
    said: dict[str, Any] = {"carer": carer_id, "post": post_id, "fits": verdict.fits, "travel_minutes": verdict.minutes}
    said["failing"] = [_failing(each) for each in verdict.failing]
    if verdict.fits:
        said |= _score(her, index, post_id)
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))


def _failing(failing: Failing) -> dict[str, Any]:
    said: dict[str, Any] = {"constraint": str(failing.hindrance), **_words(failing.text)}
    if failing.skills:
        said["missing_skills"] = [bit for bit in range(64) if failing.skills >> bit & 1]
    if failing.fits:
        said["patterns"] = [_fit(fitted) for fitted in failing.fits]
    return said


def _fit(fitted: Fit) -> dict[str, Any]:
    clashes = [{**_words(clash.text), "minutes": clash.minutes} for clash in fitted.clashes]
    return {"answer": str(fitted.answer), **_words(fitted.reason), "clashes": clashes}


def _score(her: Carer, index: Index, post_id: int) -> dict[str, Any]:
    """The parts of the score of this one post; there is no rank among others here."""
    from carepost.domain.matching import explain, match_one, reasons_of

    (found,) = match_one(her, index.only(post_id), 1)
    parts = [
        {"part": part.name, **_words(part.label), "worth": part.worth, "most": part.most}
        for part in explain(found, her, index)
    ]
    return {"score": found.score, "parts": parts, "reasons": [_words(text) for text in reasons_of(found.reasons)]}


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
