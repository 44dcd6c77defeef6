"""A post as schema.org JobPosting, for search engines and other boards."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from carepost.domain.standard import PostFile, describe_hours
from carepost.records.places import Place, ancestors
from carepost.records.posts import Kind, Post, post_file_of
from carepost.web.access import public
from carepost.web.public.post import open_post

_TYPES = {
    "part_time": "PART_TIME",
    "full_time": "FULL_TIME",
    "labour_service": "CONTRACTOR",
    "contracting": "CONTRACTOR",
}
_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH"}


@public
@require_safe
def job_posting(request: HttpRequest, code: str) -> JsonResponse:
    """A post that its employer published here; reported and invented ones are nobody's offer, so they are not told."""
    post = open_post(request, code)
    if post.kind != Kind.OWN or post.demo:
        raise Http404(code)
    url = request.build_absolute_uri(reverse("public:post", args=[post.code]))
    answer = JsonResponse(as_job_posting(post, post_file_of(post), url), json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/ld+json"
    return answer


def as_job_posting(post: Post, facts: PostFile, url: str) -> dict[str, Any]:
    """The properties that the post states (https://schema.org/JobPosting), in Chinese; what it does not is left out."""
    hours = describe_hours(facts)
    stated: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "title": post.title,
        "description": facts.work.duties or post.other_text,
        "datePosted": (post.opened_at or post.created_at).date().isoformat(),
        "validThrough": post.expires_on and post.expires_on.isoformat(),
        "employmentType": _TYPES.get(facts.form or ""),
        "hiringOrganization": {"@type": "Organization", "name": post.employer.name} if post.employer else None,
        "jobLocation": _location(post.place, post.place_text) if post.place else None,
        "jobLocationType": "TELECOMMUTE" if post.at_home else None,
        "workHours": hours.zh if hours else None,
        "qualifications": facts.asks.conditions,
        "baseSalary": _salary(facts),
        "directApply": False,
    }
    return {name: value for name, value in stated.items() if value not in (None, "")}


def _location(place: Place, words: str) -> dict[str, Any]:
    line = [p.name for p in (*ancestors(place), place)]
    parts = {"addressRegion": line[0], "addressLocality": "".join(line[1:]), "streetAddress": words}
    stated = {name: value for name, value in parts.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "CN", **stated}}


def _salary(facts: PostFile) -> dict[str, Any] | None:
    low, high, unit = facts.pay.low, facts.pay.high, _UNITS.get(facts.pay.per or "")
    if unit is None or (low is None and high is None):
        return None
    ends = {"minValue": low, "maxValue": high}
    value = {name: float(amount) for name, amount in ends.items() if amount is not None}
    return {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "value": {"@type": "QuantitativeValue", "unitText": unit, **value},
    }
