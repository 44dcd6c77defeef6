"""`carepost demo`: reported posts, a generated city, one login per role, for looking around; harmless when repeated."""

from __future__ import annotations

from datetime import datetime

import click

from carepost.cli.database import prepare

PLACE = "442000"
EMPLOYER = "中山示例家政服务有限公司（演示）"
CREDIT_CODE = "91442000DEMDEM0013"
PINS_FROM = "演示：凭记忆标注的大致位置（误差约2公里），待核实"
POSTS = 3000
# So many posts has an employer of the city on average once there are more than the first 400 employers write.
EMPLOYERS, POSTS_EACH = 400, 50


@click.command()
@click.option(
    "--posts",
    default=POSTS,
    show_default=True,
    type=click.IntRange(0, 1_000_000),
    help="生成的岗位数 · How many posts the generated city has.",
)
def demo(posts: int) -> None:
    """导入据报道的岗位，生成演示城市与账号 · Import reported posts, generate a city, list the demo logins."""
    prepare(migrate=True)
    from django.utils import timezone

    from carepost.records.people import DEMO_PASSWORD, DEMO_PEOPLE, DEMO_SECRET

    ensure_demo(at=timezone.now())
    _import_reported_posts(at=timezone.now())
    _pin_towns(at=timezone.now())
    _add_packs(at=timezone.now())
    _generate_city(posts, at=timezone.now())
    _plan_fair(at=timezone.now())
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


def _generate_city(posts: int, *, at: datetime) -> None:
    from django.utils import timezone

    from carepost.domain.population import demo_city, shipped_towns
    from carepost.records.certification import add_demo_certificates
    from carepost.records.employers import add_demo_employers
    from carepost.records.posts import add_demo_posts, demo_post_count

    there = demo_post_count()
    if there < posts:
        city = demo_city(
            on=timezone.localdate(at),
            towns=shipped_towns(PLACE),
            place=PLACE,
            employers=max(EMPLOYERS, posts // POSTS_EACH),
            posts=posts,
        )
        employers = add_demo_employers(employers=city.employers, at=at)
        for stored in add_demo_posts(city=city, employers=employers, first=there, at=at):
            if stored % 10_000 == 0 or stored == posts:
                click.echo(f"{PLACE}: {stored} / {posts}", err=True)
    # The lists of a bureau are looked at by people; beyond the first posts a number on the post is enough.
    add_demo_certificates(most=POSTS)


def _plan_fair(*, at: datetime) -> None:
    from carepost.domain.population import shipped_towns
    from carepost.records.hiring import add_demo_fair
    from carepost.records.places import get_place

    place = get_place(PLACE)
    if place:
        add_demo_fair(place=place, towns=tuple(town.point for town in shipped_towns(PLACE)), at=at)


def _add_packs(*, at: datetime) -> None:
    from carepost.domain.roles import Role
    from carepost.records.packs import add_demo_packs
    from carepost.records.people import actor_of, demo_person

    if clerk := demo_person(Role.OFFICER_CLERK):
        add_demo_packs(by=actor_of(clerk), at=at)


def _pin_towns(*, at: datetime) -> None:
    """Points for the towns of the demo city, so that a home in one of them has a way to work; marked as from memory."""
    from carepost.domain.facts import Mark
    from carepost.domain.population import shipped_towns
    from carepost.domain.roles import Role
    from carepost.records.people import actor_of, demo_person
    from carepost.records.places import get_place, pin_place, pins_of

    clerk = demo_person(Role.OFFICER_CLERK)
    for town in shipped_towns(PLACE):
        place = get_place(town.code)
        if clerk and place and not pins_of(place):
            pin_place(place=place, point=town.point, source=PINS_FROM, mark=Mark.M, by=actor_of(clerk), at=at)
