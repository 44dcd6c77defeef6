"""How fast the generated city is made, how many patterns its posts share and how much memory streaming them takes.

Run: python -m benchmarks.city_speed [POSTS]   (200,000 unless told)
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date

from carepost.domain.population import demo_city, shipped_towns

ON = date(2026, 11, 22)


def main(posts: int) -> None:
    begun = time.process_time()
    city = demo_city(on=ON, towns=shipped_towns("442000"), employers=max(1, posts * 400 // 3000), posts=posts)
    employed = time.process_time() - begun
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    keys = {post.pattern_key for post in city.posts()}
    seconds = time.process_time() - begun
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    line = {"name": "city.posts_made", "value": round(posts / seconds), "unit": "posts/CPU s", "posts": posts}
    print(json.dumps(line | {"seconds": round(seconds, 1), "employers": len(city.employers)}))
    print(json.dumps({"name": "city.employers_made", "value": round(employed, 2), "unit": "CPU s"}))
    print(json.dumps({"name": "city.patterns_shared", "value": len(keys - {""}), "unit": "patterns", "posts": posts}))
    print(json.dumps({"name": "city.memory_grown", "value": round(grown / 1024, 1), "unit": "MiB", "posts": posts}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200_000)
