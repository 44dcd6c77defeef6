"""The root of the command line. Commands that need the database start it; the others never touch it."""

import click


@click.group()
def main() -> None:
    """育儿友好岗平台 Carepost."""
