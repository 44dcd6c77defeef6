"""How long a list takes to learn, for every pattern among its posts, how much travel a week leaves.

Run: python -m benchmarks.reach_speed
"""

from __future__ import annotations

import json
import random
import time

from benchmarks.standard_speed import pattern
from carepost.domain.week import Fixed as FixedHours
from carepost.domain.week import Pattern, Shifts, Slots, Week, WeekProfile, pattern_from_dict, reaches, weekly

PATTERNS, ROUNDS = 300, 20


def drawn(dice: random.Random) -> Pattern:
    """Four in ten set hours, four in ten of the four kinds, the rest rotations and slots that overlap."""
    kind = dice.random()
    if kind < 0.1:
        start, hours = dice.choice((7, 8, 9)) * 60, dice.choice((6, 8, 12)) * 60
        rest = dice.choice((1, 2, 3))
        return FixedHours((Shifts.rotation([[(start, start + hours)]] * dice.choice((1, 2, 4)) + [[]] * rest),))
    if kind < 0.2:
        offered = [weekly("12345", f"{at}:00", f"{at + 4}:{dice.choice(('00', '30'))}") for at in (8, 10, 14)]
        return Slots(tuple(window for windows in offered for window in windows), dice.choice((2, 3, 5)))
    if kind < 0.6:
        return FixedHours(
            (
                Shifts.weekly(
                    weekly("12345", f"{dice.randint(6, 13)}:{quarter(dice)}", f"{dice.randint(14, 21)}:{quarter(dice)}")
                ),
            )
        )
    return pattern_from_dict(pattern(dice))


def quarter(dice: random.Random) -> str:
    return dice.choice(("00", "15", "30", "45"))


def main() -> None:
    dice = random.Random(1)
    different: set[Pattern] = set()
    while len(different) < PATTERNS:
        different.add(drawn(dice))
    patterns = list(different)
    term = Week.available(weekly("12345", "8:30", "16:00"))
    profile = WeekProfile(term, Week.available(weekly("12345", "8:30", "12:00")))
    reaches(patterns, profile)
    for name, asked in (("week.reach_ms", WeekProfile(term)), ("week.reach_with_holidays_ms", profile)):
        begun = time.process_time()
        for _ in range(ROUNDS):
            reaches(patterns, asked)
        spent = (time.process_time() - begun) / ROUNDS
        figure = {"name": name, "value": round(spent * 1000, 2), "unit": "CPU ms a week"}
        print(json.dumps({**figure, "patterns": len(patterns)}))


if __name__ == "__main__":
    main()
