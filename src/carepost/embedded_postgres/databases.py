"""Roles and databases of a private cluster, made by its superuser."""

from __future__ import annotations

import psycopg
from psycopg import sql

from carepost.embedded_postgres.server import SUPERUSER, Cluster

OWNER_ROLE = "carepost_owner"
WEB_ROLE = "carepost_web"


def ensure_database(cluster: Cluster, name: str) -> None:
    """Makes the roles and the database of this name, owned by the owner role, where they do not exist yet."""
    owner = sql.Identifier(OWNER_ROLE)
    with psycopg.connect(cluster.dsn("postgres", SUPERUSER), autocommit=True) as connection:
        # Held until this connection closes, so that starters make things one after the other.
        connection.execute("SELECT pg_advisory_lock(hashtext('carepost.ensure_database'))")
        for role, options in ((WEB_ROLE, ""), (OWNER_ROLE, f"CREATEROLE IN ROLE {WEB_ROLE}")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN " + options).format(sql.Identifier(role)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), owner))
        with psycopg.connect(cluster.dsn(name, SUPERUSER), autocommit=True) as inside:
            inside.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def drop_database(cluster: Cluster, name: str) -> None:
    """Drops a database, whoever is connected to it. For tests."""
    with psycopg.connect(cluster.dsn("postgres", SUPERUSER), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
