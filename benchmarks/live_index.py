"""What the matching index in a server process costs: memory, the first answer, and the first answer after a change.

Run: python -m benchmarks.live_index [POSTS]   (3,000 unless told; the database of 200,000 takes some minutes, once)

The posts are those of the generated city, in the database of benchmarks.search_page. Processor time of this process;
PostgreSQL's share is counted apart.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.search_page import prepared

ROUNDS = 30
QUESTION = {"week": "12345_0830-1600", "from": "22.52,113.38", "way": "bike", "commute": "45", "sort": "fit"}


def main() -> None:
    """Prints a JSON line for each figure."""
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    prepared(posts)
    from django.utils import timezone

    from carepost.domain.matching import match_one
    from carepost.domain.roles import Actor
    from carepost.domain.search import parse_search
    from carepost.records.posts import MatchFacts, carer_of_search, fitting_order, live_index, origin_of, search

    query, on = parse_search(QUESTION), timezone.localdate()
    origin = origin_of(query)
    carer = carer_of_search(query, origin) if origin else None
    if origin is None or carer is None:
        raise SystemExit("the question has no origin")

    def say(name: str, value: float, unit: str) -> None:
        print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, "posts": posts}))

    before = _resident()
    seconds, index = _timed(lambda: live_index(origin.home, on=on))
    say("live_index.build", seconds, "CPU s")
    match_one(carer, index)
    say("live_index.memory", _resident() - before, "MB")
    say("live_index.offered", len(index), "posts")
    changed = MatchFacts.objects.order_by("?").values_list("pk", flat=True)[:ROUNDS]
    found: dict[str, list[float]] = {"unchanged": [], "after_a_change": [], "match_one": [], "order": [], "page": []}
    for pk in changed:
        found["unchanged"].append(_timed(lambda: live_index(origin.home, on=on))[0])
        MatchFacts.objects.filter(pk=pk).update(weighed_on=on)
        seconds, index = _timed(lambda: live_index(origin.home, on=on))
        found["after_a_change"].append(seconds + _timed(partial(match_one, carer, index))[0])
        found["match_one"].append(_timed(partial(match_one, carer, index))[0])
        found["order"].append(_timed(lambda: fitting_order(query, origin, on=on))[0])
        found["page"].append(_timed(lambda: search(Actor.visitor(), query, place=None, origin=origin, on=on))[0])
    for name, values in found.items():
        say(f"live_index.{name}", statistics.median(values) * 1000, "CPU ms, median")


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    answer = act()
    return time.process_time() - begun, answer


def _resident() -> float:
    """The resident memory of this process in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
