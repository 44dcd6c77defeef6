"""A private PostgreSQL for machines without a database server."""

from carepost.embedded_postgres.binaries import MINIMUM_VERSION, PostgresUnavailable, find_binaries
from carepost.embedded_postgres.databases import OWNER_ROLE, WEB_ROLE, drop_database, ensure_database
from carepost.embedded_postgres.server import (
    PORT,
    SUPERUSER,
    Cluster,
    ensure,
    is_ready,
    server_pid,
    socket_folder,
    stop,
)

__all__ = [
    "MINIMUM_VERSION",
    "OWNER_ROLE",
    "PORT",
    "SUPERUSER",
    "WEB_ROLE",
    "Cluster",
    "PostgresUnavailable",
    "drop_database",
    "ensure",
    "ensure_database",
    "find_binaries",
    "is_ready",
    "server_pid",
    "socket_folder",
    "stop",
]
