"""A server process for the test of two: says which posts its index holds each time it is asked."""

from __future__ import annotations

import sys

import django

if __name__ == "__main__":
    django.setup()
    from carepost.domain.travel import Point
    from carepost.records.posts import live_index
    from tests.records.posts.build import TODAY

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        index = live_index(Point(36.07, 120.38), on=TODAY)
        sys.stdout.write(f"{sorted(index.offers.ids.tolist())}\n")
        sys.stdout.flush()
