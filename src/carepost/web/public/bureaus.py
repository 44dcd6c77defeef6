"""The bureaus: what each calls its posts and on which ground, whom to ring, and what stands in its area."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.facts import Mark
from carepost.domain.rules import HOURLY, MONTHLY
from carepost.domain.standard import newest_standard
from carepost.records.certification import batches_in
from carepost.records.places import Place, bureau_of, bureaus, code_prefix, full_name, get_place
from carepost.records.posts import count_posts, counts_by_place
from carepost.web.access import public
from carepost.web.lawbook import parameters
from carepost.web.public.pay import floor_of
from carepost.web.public.places import address, counted
from carepost.web.public.views import actor_of
from carepost.web.templatetags.words import say

MOST_BATCHES = 12


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Every bureau that is known, those of provinces first, each with those below it."""
    known = bureaus()
    top = [bureau for bureau, above in known if above is None]
    context = {"groups": [(bureau, [b for b, above in known if above == bureau]) for bureau in top]}
    return render(request, "public/bureaus.html", context)


@public
@require_safe
def bureau(request: HttpRequest, code: str) -> HttpResponse:
    """One bureau by the code of its place; a place without one of its own leads to the nearest above."""
    place = get_place(code)
    shown = bureau_of(place) if place else None
    if place is None or shown is None:
        raise Http404(code)
    if shown.place_id != place.code:
        return redirect("public:bureau", code=shown.place_id)
    actor, today = actor_of(request), timezone.localdate()
    law = parameters(today)
    context = {
        "bureau": shown,
        "place": place,
        "area": full_name(place),
        "mark": Mark(shown.mark),
        "counts": count_posts(actor, place),
        "parts": counted("public:posts", counts_by_place(actor, place)),
        "below": [b for b, above in bureaus() if above == shown],
        "standard": newest_standard(),
        "floors": [floor_of(law, place.code, name, today) for name in (MONTHLY, HOURLY)],
        "batches": published_batches(place),
        "posts_url": address("public:posts", place),
        "employers_url": address("public:employers", place),
    }
    return render(request, "public/bureau.html", context)


def published_batches(place: Place) -> list[tuple[str, str]]:
    """(name, address) of the lists (名录) published in a place and below it, newest first."""
    name = gettext("{place}第 {number} 批（{day}）")
    return [
        (
            name.format(place=say(batch.place.text), number=batch.number, day=batch.closed_on.isoformat()),
            reverse("batches:batch", args=[batch.code]),
        )
        for batch in batches_in((code_prefix(place),), most=MOST_BATCHES)
    ]
