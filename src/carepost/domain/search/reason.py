"""One sentence for both of her weeks: why a post fits, or what clashes."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.domain.week import Fit, ProfileFit


def decisive(fit: ProfileFit) -> Fit:
    """The fit that decides the answer: the holidays' where they are worse than the term, else the term's."""
    holiday = fit.holiday
    return holiday if holiday is not None and holiday.answer.rank > fit.term.answer.rank else fit.term


def reason_of(fit: ProfileFit) -> Text:
    """The reason of the decisive fit, with a word where it is that of the school holidays."""
    decided = decisive(fit)
    if decided is fit.term:
        return decided.reason
    return Text(f"寒暑假{decided.reason.zh}", f"In the school holidays: {decided.reason.en}")
