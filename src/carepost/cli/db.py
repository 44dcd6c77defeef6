"""`carepost db`: the database of this installation."""

from __future__ import annotations

import json
import os

import click

from carepost.cli.database import configure, prepare


@click.group()
def db() -> None:
    """数据库 · The database of this installation."""


@db.command()
def start() -> None:
    """启动本目录的 PostgreSQL · Start the private PostgreSQL of this folder."""
    _only_embedded("start")
    prepare()
    click.echo("Started.", err=True)


@db.command()
def stop() -> None:
    """停止本目录的 PostgreSQL · Stop the private PostgreSQL of this folder."""
    _only_embedded("stop")
    stop_cluster()
    click.echo("Stopped.", err=True)


@db.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """一行 JSON；未运行则退出码为 1 · One line of JSON; exit code 1 when the private server is down."""
    configure()
    from django.conf import settings

    from carepost import embedded_postgres as pg

    if not settings.EMBEDDED:
        click.echo(json.dumps({"embedded": False}))
        return
    folder = settings.VAR / "postgres"
    pid = pg.server_pid(folder)
    click.echo(json.dumps({"embedded": True, "running": pid is not None, "pid": pid, "folder": str(folder)}))
    ctx.exit(0 if pid is not None else 1)


@db.command()
def migrate() -> None:
    """更新数据表 · Bring the tables up to date, as the owner role."""
    prepare(migrate=True)
    click.echo("The tables are up to date.", err=True)


@db.command()
@click.option("--owner", is_flag=True, help="As the role that owns the tables, instead of the one that serves pages.")
def shell(owner: bool) -> None:
    """打开 psql · Open psql."""
    prepare()
    from django.conf import settings
    from django.core.management import call_command

    from carepost import embedded_postgres as pg

    if settings.EMBEDDED:
        binaries = pg.find_binaries(settings.VAR / "postgres" / "db")
        os.environ["PATH"] = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    call_command("dbshell", database="owner" if owner else "default")


def stop_cluster() -> None:
    """Stops the private server, where there is one and it runs."""
    configure()
    from django.conf import settings

    from carepost import embedded_postgres as pg

    if settings.EMBEDDED:
        pg.stop(settings.VAR / "postgres")


def _only_embedded(verb: str) -> None:
    configure()
    from django.conf import settings

    if not settings.EMBEDDED:
        raise click.ClickException(f"DATABASE_URL is set: {verb} that server with its own tools.")
