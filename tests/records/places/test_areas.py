"""A bureau role covers its place and all below it, and no other place, and lends nothing to another role."""

import pytest

from carepost.domain.roles import Actor, Appointment, Role
from carepost.records.places import area_prefixes, in_area

CLERK, INSPECTOR = Role.OFFICER_CLERK, Role.INSPECTOR
ASKED = ("370000", "370200", "370202", "371700", "440000")


def acting(*appointments: tuple[Role, str]) -> Actor:
    return Actor("x", frozenset(role for role, _ in appointments), frozenset(Appointment(*a) for a in appointments))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "inside"),
    [("370200", ["370200", "370202"]), ("370000", ["370000", "370200", "370202", "371700"]), ("370202", ["370202"])],
)
def test_a_bureau_covers_its_place_and_all_below(held: str, inside: list[str]) -> None:
    actor = acting((CLERK, held), (CLERK, "no such place"))
    assert [code for code in ASKED if in_area(actor, code, CLERK)] == inside
    assert not any(in_area(Actor.visitor(), code, CLERK) for code in ASKED)


@pytest.mark.django_db
def test_a_clerk_here_and_inspector_there_is_no_clerk_there() -> None:
    actor = acting((CLERK, "370200"), (INSPECTOR, "440000"))
    assert in_area(actor, "370211", CLERK)
    assert not in_area(actor, "442000", CLERK)
    assert in_area(actor, "442000", INSPECTOR)
    assert area_prefixes(actor, CLERK, INSPECTOR) == ("3702", "44")
