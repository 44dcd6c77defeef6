"""The product's settings on a private test cluster, whatever database the environment names."""

import os
from pathlib import Path

os.environ.pop("DATABASE_URL", None)
os.environ.pop("CAREPOST_WEB_DATABASE_URL", None)
os.environ.setdefault("CAREPOST_SECRET_KEY", "tests only, never served")
os.environ.setdefault("CAREPOST_VAR", str(Path(__file__).resolve().parents[1] / "var" / "test"))

from carepost.settings import *  # noqa: F403
from carepost.settings import DATABASES, MIDDLEWARE, STORAGES, TEMPLATES
from tests.strict import UnknownVariable

TEST_DATABASE = "carepost_test"
for _entry in DATABASES.values():
    _entry["CONN_MAX_AGE"] = 0
    _entry["NAME"] = TEST_DATABASE
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Keys of no use anywhere else.
CAREPOST_KEYS = f"index={'i' * 42}g=,1={'1' * 42}E="
CAREPOST_SMS = "file"

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
MIDDLEWARE.insert(0, "tests.strict.ReadOnlyGet")
# Static files straight from their folders: the crawl follows links to them.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
