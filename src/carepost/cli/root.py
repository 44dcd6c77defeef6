"""The root of the command line.

A command is imported when it is called, so that commands without a database never load Django. Exit codes: 0 done,
1 refused, 2 bad usage; an expected error is one sentence on stderr.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

# name: (where it is, what the help says of it)
COMMANDS = {
    "demo": ("carepost.cli.demo:demo", "演示城市与账号 · The demo: a city and its logins."),
    "keys": ("carepost.cli.keys:keys", "加密密钥：生成、轮换 · Keys for personal data: make, rotate."),
    "city": ("carepost.cli.city:city", "示范城市的人口 · A generated city of people."),
    "db": ("carepost.cli.db:db", "数据库：启动、停止、迁移 · The database: start, stop, migrate."),
    "import": ("carepost.cli.imports:import_", "导入岗位 · Import posts from a file."),
    "listings": ("carepost.cli.listings:listings", "读取招聘信息 · Read adverts."),
    "packs": ("carepost.cli.packs:packs", "参数包与规则包：检查、到期 · Packs: check them, see what lapses."),
    "pay": ("carepost.cli.pay:pay", "到手工资与用人成本 · Pay in hand and employer's cost."),
    "match": ("carepost.cli.match:match", "为照护者找岗位 · The best posts of each carer."),
    "post": ("carepost.cli.post:post", "岗位文件：字段与检查 · Post files: fields and checks."),
    "retirement": ("carepost.cli.retirement:retirement", "法定退休年龄 · Statutory retirement age."),
    "scheme": ("carepost.cli.scheme:scheme", "政策方案：列表、内容、评估 · Schemes: list, show, assess a case."),
    "serve": ("carepost.cli.serve:serve", "运行网站与后台任务 · Serve the pages and work the queue."),
    "simulate": ("carepost.cli.simulate:simulate", "测算改革 · What a reform costs and whom it reaches."),
    "stop": ("carepost.cli.serve:stop", "停止本目录启动的一切 · Stop what serve and db started here."),
    "why-not": ("carepost.cli.why_not:why_not", "岗位为什么不合适 · Why a post is not among a carer's."),
    "wording": ("carepost.cli.wording:wording", "检查用语 · Check wording."),
    "worker": ("carepost.cli.worker:worker", "处理后台任务 · Do queued work until stopped."),
}
# An error can only come from a module that is loaded: looking none of these up keeps a plain command light.
EXPECTED = (
    ("carepost.embedded_postgres", "PostgresUnavailable"),
    ("carepost.domain.flow", "Refusal"),
    ("psycopg", "OperationalError"),
    ("django.db", "OperationalError"),
    ("django.core.exceptions", "ImproperlyConfigured"),
    ("django.core.management", "CommandError"),
)


class LazyGroup(click.Group):
    """A group that knows its commands by name, and tells expected errors in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except _expected() as error:
            raise click.ClickException(str(error).strip()) from error


def _expected() -> tuple[type[Exception], ...]:
    return tuple(getattr(sys.modules[module], name) for module, name in EXPECTED if module in sys.modules)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="carepost")
def main() -> None:
    """育儿友好岗平台 Carepost."""
