"""Self-check for carers: may I hold such a post, can money come with it, and to whom is it paid?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from carepost.domain.rules import Asker
from carepost.web.law.checking import of_the_place, run, self_check


@self_check
def check(request: HttpRequest) -> HttpResponse:
    """Asks what the schemes of a place ask for, and answers on the same page."""
    return run(request, Asker.CARER, "law/check.html", of_the_place)
