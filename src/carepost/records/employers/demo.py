"""The invented employers of the generated city; marked as such wherever they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from carepost.domain.population import CityEmployer
from carepost.domain.roles import Actor
from carepost.records.audit import record
from carepost.records.crypto import code_from
from carepost.records.employers.events import DEMO_EMPLOYERS_ADDED
from carepost.records.employers.models import Employer, Origin
from carepost.records.employers.naming import sort_key


@transaction.atomic
def add_demo_employers(*, employers: Sequence[CityEmployer], at: datetime) -> dict[int, Employer]:
    """The stored rows of a generated city's employers by their number, those added that are not there yet."""
    codes = {f"demo employer|{employer.credit_code}": employer for employer in employers}
    rows = [_row(code_from(key.encode()), employer) for key, employer in codes.items()]
    known = set(Employer.objects.filter(origin=Origin.DEMO).values_list("code", flat=True))
    added = [row for row in rows if row.code not in known]
    if added:
        Employer.objects.bulk_create(added, batch_size=1000)
        record(
            DEMO_EMPLOYERS_ADDED,
            actor=Actor.system(),
            subject_kind="demo",
            subject_code="employers",
            at=at,
            number=len(added),
        )
    stored = {row.code: row for row in Employer.objects.filter(origin=Origin.DEMO)}
    return {employer.number: stored[row.code] for employer, row in zip(employers, rows, strict=True)}


def _row(code: str, employer: CityEmployer) -> Employer:
    return Employer(
        code=code,
        name=employer.name,
        pinyin=sort_key(employer.name),
        credit_code=employer.credit_code,
        kind=employer.kind,
        place_id=employer.town.code,
        origin=Origin.DEMO,
    )
