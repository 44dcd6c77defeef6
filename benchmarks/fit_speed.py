"""How fast a week is laid over shift patterns of all four kinds.

Run: python benchmarks/fit_speed.py
"""

from __future__ import annotations

import random

from benchmarks.checks_speed import posts
from benchmarks.figures import cpu_seconds, tell
from carepost.domain.standard import pattern_of, post_from
from carepost.domain.week import Travel, Week, fit, weekly

PATTERNS, ROUNDS = 500, 20


def main() -> None:
    found = [pattern for data in posts(PATTERNS) if (pattern := pattern_of(post_from(data)))]
    chance = random.Random(1)
    times = [(f"{chance.randint(7, 9)}:30", f"{chance.randint(14, 18)}:00") for _ in range(ROUNDS)]
    weeks = [Week.available(weekly("12345", start, end)) for start, end in times]
    spent = cpu_seconds(lambda: [fit(pattern, week, Travel(20, 20)) for week in weeks for pattern in found])
    number = len(found) * len(weeks)
    tell("fit.evaluations_per_second", round(number / spent), "evaluations/CPU s", evaluations=number)


if __name__ == "__main__":
    main()
