"""What the words of a title or an advert say that the checks ask about."""

from __future__ import annotations

import re

from carepost.domain.standard.post_file import Form, PostFile
from carepost.domain.wording import declared_form

WITH_MINORS = re.compile(
    r"育婴|月嫂|母婴|托育|托管|早教|保育|幼教|家教|辅导老师|babysit|nanny|childcare", re.IGNORECASE
)


def form_of(post: PostFile) -> Form | None:
    """The form of work that a post declares: its own field, else the words of its title, then of its text."""
    return post.form or declared_form(post.title, post.text)
