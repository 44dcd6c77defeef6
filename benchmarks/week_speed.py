"""How fast a week is asked whether a shift pattern fits it.

Run: python -m benchmarks.week_speed
"""

from __future__ import annotations

import json
import random
import time

from benchmarks.standard_speed import pattern
from carepost.domain.week import Travel, Week, fit, pattern_from_dict, weekly


def main() -> None:
    dice = random.Random(1)
    patterns = [pattern_from_dict(pattern(dice)) for _ in range(500)]
    week, travel = Week.available(weekly("12345", "8:30", "16:00")), Travel(20, 25)
    for each in patterns[:20]:
        fit(each, week, travel)
    begun = time.process_time()
    for each in patterns * 10:
        fit(each, week, travel)
    spent = time.process_time() - begun
    value = round(10 * len(patterns) / spent)
    print(json.dumps({"name": "week.fits_per_second", "value": value, "unit": "fits/CPU s", "patterns": len(patterns)}))


if __name__ == "__main__":
    main()
