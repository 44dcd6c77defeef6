"""Fixtures that make the tests stricter than production: migrated by the owner role, run as the web role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from carepost import embedded_postgres as pg


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A fresh database on a private cluster; migrations run as owner, tests as web."""
    cluster = pg.ensure(settings.VAR / "postgres", durable=False)
    pg.drop_database(cluster, settings.TEST_DATABASE)
    pg.ensure_database(cluster, settings.TEST_DATABASE)
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    pg.drop_database(cluster, settings.TEST_DATABASE)
    pg.stop(cluster.folder)
