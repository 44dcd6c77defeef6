"""The product's settings for checks that must not look for a server."""

import os

os.environ.setdefault("CAREPOST_SECRET_KEY", "checks only, never served")

from carepost.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
