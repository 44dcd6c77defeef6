"""Self-check for employers: which money could this hire bring? The worker's person is never asked about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from carepost.domain.rules import Asker
from carepost.web.law.checking import of_the_place, run, self_check


@self_check
def check_employer(request: HttpRequest) -> HttpResponse:
    """Asks about the contract and the employer; what the worker shows to the office stays unknown here."""
    return run(request, Asker.EMPLOYER, "law/check_employer.html", of_the_place)
