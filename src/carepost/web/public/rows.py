"""The lines of a post and of an employer, as (label, value); an empty value means "not stated"."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from carepost.records.employers import Employer, EmployerKind
from carepost.records.places import Place, bureau_of
from carepost.records.posts import Post, publisher_of
from carepost.web.templatetags.words import say, words

Row = tuple[str, str]


def recorded(text: str) -> str:
    """A source's words, marked as such; nothing for an empty text."""
    return words(text) if text else ""


def place_name(place: Place | None) -> str:
    """A place's name in the page's language; nothing for none."""
    return say(place.text) if place else ""


def source_rows(post: Post) -> list[Row]:
    """Who published the words of a reported post, and when."""
    publisher = publisher_of(post)
    return [
        (gettext("发布者"), say(publisher) if publisher and post.publisher_en else recorded(post.publisher)),
        (gettext("发布日期"), recorded(post.published_date)),
    ]


def published_rows(post: Post) -> list[Row]:
    """The words of a reported post as they were published, those that there are."""
    told = (
        (gettext("薪酬"), post.pay_text),
        (gettext("工时"), post.hours_text),
        (gettext("地点"), post.place_text),
        (gettext("人数"), post.headcount_text),
        (gettext("要求"), post.requirements_text),
    )
    return [(label, recorded(text)) for label, text in told if text]


def employer_link(post: Post) -> str:
    """The employer with the way to its page; only the words of the source where it is not on the list."""
    if post.employer is None:
        return recorded(post.employer_text)
    return format_html(
        '<a href="{}">{}</a>', reverse("public:employer", args=[post.employer.code]), words(post.employer.name)
    )


def employer_rows(employer: Employer) -> list[Row]:
    """What is known of an employer, and the bureau that answers for it."""
    kind = EmployerKind(employer.kind)
    rows = [
        (gettext("类型"), "" if kind is EmployerKind.NOT_STATED else say(kind.text)),
        (gettext("所在地区"), place_name(employer.place)),
    ]
    if employer.credit_code:
        rows.append((gettext("统一社会信用代码"), recorded(employer.credit_code)))
    return [*rows, (gettext("主管部门"), bureau_link(employer.place))]


def bureau_link(place: Place | None) -> str:
    """The bureau in charge of a place with the way to its page; nothing where none is known."""
    bureau = bureau_of(place) if place else None
    if bureau is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("public:bureau", args=[bureau.place_id]), say(bureau.text))
