"""What a page of the list costs over many posts: processor time in Python and in PostgreSQL, statements, waiting.

Run: python -m benchmarks.search_page [POSTS]   (20,000 unless told; the database of 200,000 takes some minutes, once)

The posts are those of the generated city, in a database of their own beside the demo's in the private cluster of var/.
The searches are drawn from what a carer does: presets and odd weeks, words, travel, pay, kinds, orders, later pages.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

REQUESTS, CONNECTIONS, PORT = 300, 8, 8197
PLACE = "442000"
WEEKS = ("12345_0830-1600", "12345_0830-1200", "1234567_1930-2200", "67_0900-1700", "1245_0900-1530", "135_1300-1800",
         "12345_0800-1130.1400-1700", "2346_0915-1445", "12345_0930-1500~6_0800-1200")  # fmt: skip
WORDS = ("保洁", "月嫂", "收银", "缝纫", "客服", "包装", "育婴", "文员", "中山 电子", "厨", "服装厂", "飞行员")
POINTS = ("22.52,113.38", "22.38,113.35", "22.67,113.25")


def searches(number: int, seed: int = 1) -> list[str]:
    """Addresses as carers make them, seeded, so that a figure can be redrawn."""
    dice = random.Random(seed)
    return [f"/posts/?{urlencode(_search(dice))}" for _ in range(number)]


def _search(dice: random.Random) -> dict[str, str]:
    asked = {"place": PLACE} if dice.random() < 0.7 else {}
    if dice.random() < 0.75:
        asked["week"] = dice.choice(WEEKS)
    if dice.random() < 0.35:
        asked["q"] = dice.choice(WORDS)
    if dice.random() < 0.4:
        asked |= {"from": dice.choice(POINTS), "way": dice.choice(("bike", "bus", "walk"))}
        asked |= {"commute": dice.choice(("15", "30", "45", "60"))} if dice.random() < 0.7 else {}
    if dice.random() < 0.2:
        asked["pay_min"] = dice.choice(("18", "22.5", "30"))
    if dice.random() < 0.15:
        asked["kind"] = dice.choice(("part_time", "full_time,home", "fixed,band"))
    if dice.random() < 0.3:
        asked["sort"] = dice.choice(("near", "new", "pay"))
    return asked


def prepared(posts: int) -> None:
    """Django on a database with so many posts; made on the first run."""
    os.environ["CAREPOST_BENCH_DATABASE"] = f"carepost_bench_{posts}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.search_settings"
    from carepost.cli.database import prepare

    prepare(migrate=True)
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from carepost import embedded_postgres as pg
    from carepost.domain.population import demo_city, shipped_towns
    from carepost.records.employers import add_demo_employers
    from carepost.records.posts import add_demo_posts, demo_post_count

    call_command("collectstatic", verbosity=0, interactive=False)
    at, there = timezone.now(), demo_post_count()
    if there < posts:
        city = demo_city(
            on=timezone.localdate(at),
            towns=shipped_towns(PLACE),
            place=PLACE,
            employers=max(400, posts // 50),
            posts=posts,
        )
        employers = add_demo_employers(employers=city.employers, at=at)
        for stored in add_demo_posts(city=city, employers=employers, first=there, at=at):
            if stored % 20_000 == 0:
                print(f"{stored} / {posts} posts", file=sys.stderr)
    cluster = pg.ensure(settings.VAR / "postgres")
    name = os.environ["CAREPOST_BENCH_DATABASE"]
    with psycopg.connect(cluster.dsn(name, pg.SUPERUSER), autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE) posts_post")


def measured(addresses: list[str]) -> dict[str, list[float]]:
    """For each request, in this process: CPU ms of Python, CPU ms of the server process, statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    for address in addresses[:40]:
        client.get(address)
    found: dict[str, list[float]] = {"python": [], "postgres": [], "statements": []}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
    for address in addresses:
        begun, served = time.process_time(), _cpu_ms(server)
        response = client.get(address)
        found["python"].append((time.process_time() - begun) * 1000)
        found["postgres"].append(_cpu_ms(server) - served)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
    for address in addresses[:60]:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        found["statements"].append(len(seen))
    return found


def _cpu_ms(pid: int) -> float:
    """User and system time of a process since it began, to the nanosecond where the kernel tells."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


@contextmanager
def served() -> Iterator[None]:
    """The site as `carepost serve` runs it, on loopback."""
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "carepost.web.wsgi:application",
        "--worker-class",
        "gthread",
        "--preload",
    ]
    gunicorn += ["--bind", f"127.0.0.1:{PORT}", "--workers", "2", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen([*gunicorn, "--no-control-socket"], env=dict(os.environ))
    try:
        for _ in range(200):
            try:
                _asked(["/about/"])
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _asked(addresses: list[str]) -> list[float]:
    """Milliseconds of waiting for each address, one after the other over one connection."""
    connection, waited = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60), []
    for address in addresses:
        begun = time.perf_counter()
        connection.request("GET", address)
        connection.getresponse().read()
        waited.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return waited


def waiting(addresses: list[str]) -> list[float]:
    """The same over CONNECTIONS connections at once, after each worker has warmed up."""
    with served(), ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(_asked, [addresses[:20]] * CONNECTIONS))
        return [ms for row in pool.map(_asked, [addresses[n::CONNECTIONS] for n in range(CONNECTIONS)]) for ms in row]


def _line(name: str, values: list[float], unit: str, posts: int, **more: Any) -> None:
    value = round(statistics.mean(values), 1)
    figures = {"p50": statistics.median(values), "p99": statistics.quantiles(values, n=100)[98], "max": max(values)}
    line = {"name": f"search.{name}", "value": value, "unit": unit, "posts": posts, "requests": len(values)}
    print(json.dumps(line | {key: round(number, 1) for key, number in figures.items()} | more), flush=True)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "not stated")
    return f"{os.cpu_count()} x {model}"


def main(posts: int) -> None:
    prepared(posts)
    addresses = searches(REQUESTS)
    found, processor = measured(addresses), _processor()
    _line("python_cpu", found["python"], "CPU ms/request", posts, processor=processor)
    _line("postgres_cpu", found["postgres"], "CPU ms/request", posts, processor=processor)
    _line("statements", found["statements"], "statements/request", posts)
    _line("waiting", waiting(addresses), "ms", posts, connections=CONNECTIONS, processor=processor)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
