"""`carepost demo`: the reported posts and one login per role, for looking around; harmless when repeated."""

from __future__ import annotations

from datetime import datetime

import click

from carepost.cli.database import prepare

PLACE = "370200"
EMPLOYER = "青岛示例家政服务有限公司"
CREDIT_CODE = "91370200DEM000000H"


@click.command()
def demo() -> None:
    """导入据报道的岗位，建立并列出演示账号 · Import the reported posts, make and list the demo's logins."""
    prepare(migrate=True)
    from django.utils import timezone

    from carepost.records.people import DEMO_PASSWORD, DEMO_PEOPLE, DEMO_SECRET

    ensure_demo(at=timezone.now())
    _import_reported_posts(at=timezone.now())
    rows = [("角色 role", "姓名 name", "登录 login", "密码 password")]
    rows += [(p.role.value, p.name, p.phone or p.username, DEMO_PASSWORD if p.username else "") for p in DEMO_PEOPLE]
    for row in rows:
        click.echo("\t".join(row).rstrip())
    click.echo(f"手机验证码与动态验证码见登录页；验证器密钥 {DEMO_SECRET}。", err=True)
    click.echo(f"The login page shows the codes; the authenticator secret is {DEMO_SECRET}.", err=True)


def ensure_demo(*, at: datetime) -> None:
    """The people, and an invented employer for its owner and recruiter. Raises PersonRefused outside the demo."""
    from carepost.domain.roles import Actor, Role
    from carepost.records.employers import Employer, EmployerKind, Member, add_member, register_employer
    from carepost.records.people import demo_person, ensure_demo_people
    from carepost.records.places import get_place

    place = get_place(PLACE)
    if place is None:
        raise click.ClickException(f"The place {PLACE} is not loaded: run carepost db migrate.")
    ensure_demo_people(at=at, place=place)
    system = Actor.system()
    employer = Employer.objects.filter(credit_code=CREDIT_CODE).first() or register_employer(
        name=EMPLOYER, credit_code=CREDIT_CODE, kind=EmployerKind.ENTERPRISE, place=place, by=system, at=at
    )
    for role in (Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER):
        user = demo_person(role)
        if user and not Member.objects.filter(employer=employer, user=user, role=role.value, until=None).exists():
            add_member(employer=employer, user=user, role=role, by=system, at=at)


def _import_reported_posts(*, at: datetime) -> None:
    from carepost.domain.roles import Actor
    from carepost.records.posts import REPORTED_LISTINGS, import_listings

    file = REPORTED_LISTINGS
    run = import_listings(actor=Actor.system(), at=at, file_name=file.name, content=file.read_bytes())
    click.echo(f"{file.name}: " + ", ".join(f"{outcome} {n}" for outcome, n in run.counts.items()), err=True)
