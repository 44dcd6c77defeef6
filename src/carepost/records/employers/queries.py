"""The readers of employers."""

from __future__ import annotations

from collections.abc import Collection

from carepost.records.employers.models import Employer, Member


def get_employer(code: str) -> Employer | None:
    """The employer with this public code, its place loaded; None when there is none."""
    return Employer.objects.select_related("place").filter(code=code).first()


def employers_by_code(codes: Collection[str]) -> tuple[Employer, ...]:
    """The employers with these public codes, by pinyin, their places loaded."""
    return tuple(Employer.objects.select_related("place").filter(code__in=codes).order_by("pinyin", "pk"))


def members_of(employer: Employer) -> tuple[Member, ...]:
    """Who acts for the employer now: owners first, then by when they joined; people loaded."""
    live = Member.objects.filter(employer=employer, until__isnull=True).select_related("user")
    # The role's codes happen to sort as wanted: employer_owner before employer_recruiter.
    return tuple(live.order_by("role", "since", "pk"))
