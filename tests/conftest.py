"""Fixtures that make the tests stricter than production: migrated by the owner role, run as the web role."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import translation
from psycopg import sql
from pytest_django import DjangoDbBlocker

from carepost import embedded_postgres as pg

# Rows that migrations load; every other table is emptied after a test that commits.
REFERENCE_TABLES = ("django_migrations", "django_content_type", "places_place", "places_bureau")


@pytest.fixture(autouse=True)
def default_language() -> None:
    """A request leaves its language behind in the thread: each test starts in the default one."""
    translation.deactivate()


@pytest.fixture(scope="session")
def test_cluster() -> Iterator[pg.Cluster]:
    """The private cluster of this run."""
    cluster = pg.ensure(settings.VAR / "postgres", durable=False)
    yield cluster
    pg.stop(cluster.folder)


@pytest.fixture(scope="session")
def django_db_setup(test_cluster: pg.Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A fresh database; migrations run as owner, tests as web."""
    pg.drop_database(test_cluster, settings.TEST_DATABASE)
    pg.ensure_database(test_cluster, settings.TEST_DATABASE)
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    pg.drop_database(test_cluster, settings.TEST_DATABASE)


@pytest.fixture
def committed_db(
    test_cluster: pg.Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[pg.Cluster]:
    """The database without a surrounding transaction, for races and killed processes; emptied afterwards.

    The web role may not truncate, and the trail refuses everyone: the superuser of the test cluster clears up.
    """
    with django_db_blocker.unblock():
        yield test_cluster
        connections.close_all()
    # What is emptied behind the product's back is not noted as a change.
    import_module("carepost.records.posts").forget_index()
    with psycopg.connect(test_cluster.dsn(settings.TEST_DATABASE, pg.SUPERUSER), autocommit=True) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(name) for (name,) in rows if name not in REFERENCE_TABLES]
        connection.execute("SET session_replication_role = replica")
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))
