"""F1 of the reader: against the labelled table of published posts, and against invented adverts kept here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks.reader_f1 import read_table, score

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("CAREPOST_SHARED", HERE.parents[2].parent / "shared"))


def micro_f1(listings: Path, gold: Path) -> float:
    return score(*read_table(listings, gold))[-1].f1


@pytest.mark.skipif(
    not (SHARED / "data" / "listings_gold.csv").exists(), reason="the shared reference data are not here"
)
def test_published_posts_are_read_as_the_labour_officer_read_them() -> None:
    assert micro_f1(SHARED / "data" / "listings.csv", SHARED / "data" / "listings_gold.csv") >= 0.95


def test_invented_adverts_are_read_by_the_conventions() -> None:
    assert micro_f1(HERE / "invented_listings.csv", HERE / "invented_gold.csv") >= 0.95


def test_the_score_counts_a_wrong_value_twice_and_silence_never() -> None:
    silent = dict.fromkeys(("pay_min_yuan", "pay_max_yuan", "headcount_min", "headcount_max"), "")
    silent |= dict.fromkeys(("weekday_start", "weekday_end", "hours_per_day_min", "hours_per_day_max"), "")
    silent |= {"pay_kind": "unstated", "weekend_off": "unstated", "school_run_friendly": "unstated"}
    silent |= {"pay_is_range_of_batch": "no", "flexibility": "none_stated", "blocked_wording": ""}
    gold = silent | {"pay_kind": "month", "weekend_off": "no", "flexibility": "remote|take_home"}
    ours = silent | {"pay_kind": "hour", "weekend_off": "no", "flexibility": "take_home|remote"}
    total = score([ours, silent], [gold, silent])[-1]
    assert (total.right, total.spurious, total.missed) == (2, 1, 1)
    assert total.f1 == pytest.approx(2 / 3)
