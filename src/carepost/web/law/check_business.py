"""Self-check for one's own business: which relief could there be, and how to be insured without an employer?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from carepost.domain.rules import OWN_BUSINESS, Asker
from carepost.web.law.checking import Asked, run, self_check
from carepost.web.law.place import read_place
from carepost.web.law.stated import stated_for
from carepost.web.lawbook import parameters, schemes

INSURANCE = "flexible_insurance"
# Rows on what employers owe to those who work for them: no concern of somebody who works for herself.
_OF_EMPLOYERS = frozenset({"X03", "X10", "X11", "X12", "X13", "X14", "X19"})


@self_check
def check_business(request: HttpRequest) -> HttpResponse:
    """Asks what the reliefs for one's own business ask for; the place says whom to ask and what else is known."""
    return run(request, Asker.OWNER, "law/check_business.html", _reliefs, _known)


def _reliefs(values: QueryDict, month: date) -> Asked | None:
    place, known = read_place(values), schemes(timezone.localdate())
    return Asked(place, tuple(known[name] for name in sorted(OWN_BUSINESS & set(known)))) if place else None


def _known(asked: Asked | None) -> dict[str, Any]:
    today = timezone.localdate()
    place = asked.place.code if asked and asked.place else ""
    rows = stated_for(parameters(today), INSURANCE, place=place, on=today, without=_OF_EMPLOYERS)
    return {"insurance": list(rows)}
