"""`carepost keys`: make keys for personal data, and rotate them."""

from __future__ import annotations

import click

from carepost.cli.database import configure, prepare


@click.group()
def keys() -> None:
    """个人信息的加密密钥 · The keys that seal personal data (CAREPOST_KEYS)."""


@keys.command()
def new() -> None:
    """打印一组新密钥 · Print a fresh ring; where there is one already, the same with one more key."""
    configure()
    from django.conf import settings

    from carepost.records.crypto import new_keys, with_new_key

    file = settings.CAREPOST_KEYS_FILE
    present = settings.CAREPOST_KEYS or (file.read_text(encoding="ascii") if file.exists() else "")
    click.echo(with_new_key(present) if present else new_keys())


@keys.command()
def rotate() -> None:
    """用最新密钥重新加密 · Seal with the newest key what an older one sealed; older keys may go a day afterwards."""
    prepare()
    from carepost.records.carers import reseal_carers
    from carepost.records.packs import reseal_decisions
    from carepost.records.people import reseal_people, reseal_second_factors

    total = reseal_second_factors()
    for reseal in (reseal_people, reseal_carers, reseal_decisions):
        while done := reseal():
            total += done
    click.echo(f"已重新加密 {total} 项。 Sealed {total} values again.", err=True)
