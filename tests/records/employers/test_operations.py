"""Employers and members: what may be done, what the trail tells, and what the database refuses by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoDbBlocker
from stdnum.cn import uscc

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import sentence_of, trail_of
from carepost.records.crypto import new_code
from carepost.records.employers import (
    Employer,
    EmployerKind,
    Member,
    Origin,
    add_member,
    end_member,
    find_or_add_reported,
    get_employer,
    members_of,
    register_employer,
)
from carepost.records.people import User
from carepost.records.places import Place, get_place

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
CODE = "91110000600037341L"
OTHER = "91370200MA3C00001X"
OWNER, RECRUITER = Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER


def person(name: str = "张三") -> User:
    return User.objects.create(code=new_code(), name=name, joined_at=AT)


def actor(user: User) -> Actor:
    return Actor(code=user.code, roles=frozenset({Role.CARER}))


def qingdao() -> Place:
    place = get_place("370200")
    assert place is not None
    return place


def registered(by: Actor, credit_code: str = CODE) -> Employer:
    return register_employer(
        name="青岛海棠服饰有限公司",
        credit_code=credit_code,
        kind=EmployerKind.ENTERPRISE,
        place=qingdao(),
        by=by,
        at=AT,
    )


def sentences(employer: Employer) -> list[str]:
    return [sentence_of(event, names={}).zh for event in trail_of("employer", employer.code)]


@pytest.mark.django_db
def test_who_registers_an_employer_is_its_first_owner() -> None:
    user = person()
    employer = registered(actor(user), "９１１１００００６０００３７３４１l")
    assert get_employer(employer.code) == employer
    assert (employer.credit_code, employer.origin) == (CODE, Origin.OWN)
    assert employer.pinyin == "qingdaohaitangfushiyouxiangongsi"
    assert [(m.user, m.role) for m in members_of(employer)] == [(user, OWNER)]
    assert sentences(employer) == [
        f"{user.code}登记了用人单位「青岛海棠服饰有限公司」（统一社会信用代码 {CODE}）。",
        f"{user.code}将张三设为「青岛海棠服饰有限公司」的用人单位负责人。",
    ]


@pytest.mark.django_db
def test_the_system_registers_without_becoming_a_member() -> None:
    assert members_of(registered(Actor.system())) == ()


@pytest.mark.django_db
def test_a_visitor_registers_nothing() -> None:
    with pytest.raises(Refusal, match="Log in"):
        registered(Actor.visitor())
    assert not Employer.objects.filter(credit_code=CODE).exists()


@pytest.mark.django_db
def test_a_credit_code_is_registered_once() -> None:
    registered(actor(person()))
    with pytest.raises(Refusal, match="registered already"):
        registered(actor(person()))
    assert Employer.objects.filter(credit_code=CODE).count() == 1


@pytest.mark.django_db
def test_a_reported_employer_is_added_once() -> None:
    first = find_or_add_reported(name="兴隆制衣厂", place=get_place("442000"), at=AT)
    again = find_or_add_reported(name=" 兴隆制衣厂 ", place=get_place("442000"), at=AT + timedelta(days=1))
    elsewhere = find_or_add_reported(name="兴隆制衣厂", place=None, at=AT)
    assert first == again
    assert elsewhere not in (first, None)
    assert elsewhere == find_or_add_reported(name="兴隆制衣厂", place=None, at=AT)
    assert (first.origin, first.credit_code, first.kind) == (Origin.REPORTED, None, EmployerKind.NOT_STATED)
    assert sentences(first) == ["用人单位「兴隆制衣厂」据报道收录。"]


@pytest.mark.django_db
def test_owners_add_and_end_members() -> None:
    owner, recruiter = person(), person("李四")
    employer = registered(actor(owner))
    add_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    assert [m.role for m in members_of(employer)] == [OWNER, RECRUITER]
    with pytest.raises(Refusal, match="already"):
        add_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    end_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    assert [m.user for m in members_of(employer)] == [owner]
    with pytest.raises(Refusal, match="nothing to end"):
        end_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    # She may come back: the ended role stays as history.
    add_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    assert Member.objects.filter(employer=employer, user=recruiter).count() == 2
    assert sentences(employer)[-1] == f"{owner.code}将李四设为「{employer.name}」的用人单位招聘专员。"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CARER, Role.OFFICER_REVIEWER, Role.SYSTEM])
def test_other_roles_are_not_given_by_employers(role: Role) -> None:
    owner = person()
    employer = registered(actor(owner))
    with pytest.raises(Refusal, match="either an owner or a recruiter"):
        add_member(employer=employer, user=person(), role=role, by=actor(owner), at=AT)


@pytest.mark.django_db
def test_only_owners_of_this_employer_manage_its_members() -> None:
    owner, recruiter, stranger = person(), person(), person()
    employer = registered(actor(owner))
    registered(actor(stranger), check_digit(OTHER))
    add_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(owner), at=AT)
    for other in (actor(recruiter), actor(stranger), Actor.visitor()):
        with pytest.raises(Refusal, match="Only an owner"):
            add_member(employer=employer, user=stranger, role=OWNER, by=other, at=AT)
        with pytest.raises(Refusal, match="Only an owner"):
            end_member(employer=employer, user=owner, role=OWNER, by=other, at=AT)
    end_member(employer=employer, user=recruiter, role=RECRUITER, by=actor(recruiter), at=AT)


@pytest.mark.django_db
def test_the_last_owner_stays() -> None:
    owner, second = person(), person()
    employer = registered(actor(owner))
    with pytest.raises(Refusal, match="at least one owner"):
        end_member(employer=employer, user=owner, role=OWNER, by=actor(owner), at=AT)
    add_member(employer=employer, user=second, role=OWNER, by=actor(owner), at=AT)
    end_member(employer=employer, user=owner, role=OWNER, by=actor(second), at=AT)
    assert [m.user for m in members_of(employer)] == [second]


def check_digit(code: str) -> str:
    return code[:17] + str(uscc.calc_check_digit(code[:17]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"credit_code": None},
        {"credit_code": "9111000060003734IL"},
        {"credit_code": "911100006000"},
        {"kind": "family"},
        {"origin": "guessed"},
        {"name": ""},
    ],
)
def test_the_database_refuses_a_wrong_employer(wrong: dict[str, object]) -> None:
    row = {"code": new_code(), "name": "厂", "pinyin": "chang", "credit_code": CODE, "origin": "own"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.create(**row)


@pytest.mark.django_db
def test_the_database_refuses_to_lose_the_last_owner() -> None:
    employer = registered(actor(person()))
    with pytest.raises(IntegrityError, match="at least one owner"), transaction.atomic():
        Member.objects.filter(employer=employer).update(until=AT)
    with pytest.raises(IntegrityError, match="at least one owner"), transaction.atomic():
        Member.objects.filter(employer=employer).update(role=RECRUITER.value)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"role": "carer"}, {"until": AT - timedelta(days=1)}])
def test_the_database_refuses_a_wrong_member(wrong: dict[str, object]) -> None:
    employer = registered(Actor.system())
    row = {"employer": employer, "user": person(), "role": OWNER.value, "since": AT} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(**row)


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Runs the tasks in threads that start together; the results, or the exceptions in their place."""
    start = threading.Barrier(len(tasks))
    results: list[object] = [None] * len(tasks)

    def run(number: int, task: Callable[[], object]) -> None:
        try:
            start.wait()
            results[number] = task()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, task)) for n, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Work outside a transaction, where threads see each other's; what it leaves is removed by hand."""
    with django_db_blocker.unblock():
        yield
        ours = Employer.objects.filter(name__startswith="抢")
        Member.objects.filter(employer__in=ours).delete()
        ours.delete()
        User.objects.filter(name__startswith="抢").delete()
        connection.close()


@pytest.mark.usefixtures("committed")
def test_two_registrations_at_once_leave_one_employer() -> None:
    code = check_digit("91370200MA3RACE11X")

    def register() -> Employer:
        return register_employer(
            name="抢注公司", credit_code=code, kind=EmployerKind.ENTERPRISE, place=None, by=Actor.system(), at=AT
        )

    results = at_once(*[register] * 4)
    assert sum(isinstance(r, Employer) for r in results) == 1
    assert sum(isinstance(r, Refusal) for r in results) == 3


@pytest.mark.usefixtures("committed")
def test_two_imports_at_once_find_one_reported_employer() -> None:
    results = at_once(*[lambda: find_or_add_reported(name="抢报厂", place=None, at=AT)] * 4)
    assert len({getattr(r, "pk", r) for r in results}) == 1


@pytest.mark.usefixtures("committed")
def test_two_owners_who_end_each_other_leave_one() -> None:
    first, second = person("抢一"), person("抢二")
    employer = register_employer(
        name="抢权公司",
        credit_code=check_digit("91370200MA3RACE22X"),
        kind=EmployerKind.ENTERPRISE,
        place=None,
        by=actor(first),
        at=AT,
    )
    add_member(employer=employer, user=second, role=OWNER, by=actor(first), at=AT)
    results = at_once(
        lambda: end_member(employer=employer, user=second, role=OWNER, by=actor(first), at=AT),
        lambda: end_member(employer=employer, user=first, role=OWNER, by=actor(second), at=AT),
    )
    assert sum(isinstance(r, Refusal) for r in results) == 1
    assert len(members_of(employer)) == 1
