"""The product's settings on a database of the benchmark's own, in the private cluster: the demo's is never touched."""

import os

os.environ.pop("DATABASE_URL", None)
os.environ.pop("CAREPOST_WEB_DATABASE_URL", None)

from carepost.settings import *  # noqa: F403
from carepost.settings import DATABASES

for _entry in DATABASES.values():
    _entry["NAME"] = os.environ["CAREPOST_BENCH_DATABASE"]
LOGGING = {"version": 1, "disable_existing_loggers": False}
