"""Bringing the database up for a command that needs it."""

from __future__ import annotations

import os

import click


def configure() -> None:
    """Loads the settings and Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carepost.settings")
    import django

    django.setup()


def prepare(*, migrate: bool = False) -> None:
    """Loads Django and returns when the database answers: the private cluster is started, or DATABASE_URL tried.

    `migrate` also brings the tables up to date, as the owner role; of several starters one does it. Raises
    PostgresUnavailable or OperationalError, which the root command tells in a sentence.
    """
    configure()
    from django.conf import settings
    from django.db import connections

    from carepost import embedded_postgres as pg

    if settings.EMBEDDED:
        cluster = pg.ensure(settings.VAR / "postgres")
        pg.ensure_database(cluster, settings.DATABASES["default"]["NAME"])
    owner = connections["owner"]
    owner.ensure_connection()
    if owner.connection.info.server_version < pg.MINIMUM_VERSION * 10_000:
        raise click.ClickException(
            f"The server of DATABASE_URL is PostgreSQL {owner.connection.info.server_version // 10_000}; "
            f"Carepost needs {pg.MINIMUM_VERSION} or newer."
        )
    if migrate:
        _migrate()
    owner.close()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        # Held by the session, on the very connection that migrates.
        cursor.execute("SELECT pg_advisory_lock(hashtext('carepost.migrate'))")
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        cursor.execute("SELECT pg_advisory_unlock(hashtext('carepost.migrate'))")
