"""What an employer enters for a fair, on its own page and on the bureau's."""

from __future__ import annotations

from django.http import QueryDict

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal


def tables_of(said: QueryDict) -> int:
    """The tables of a form. Raises Refusal for what is no number; how many there may be is the operation's to say."""
    written = said.get("tables", "")
    if not (written.isascii() and written.isdigit() and len(written) < 4):
        raise Refusal(Text("桌数应为 1 到 50。", "There are 1 to 50 tables."))
    return int(written)
