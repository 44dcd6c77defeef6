"""Where pages and the API get the law from: the dated values and the schemes that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from carepost.domain.rules import Pack, ParameterStore
from carepost.records.packs import parameters_on, schemes_on


def parameters(on: date) -> ParameterStore:
    """The dated values of every place, as known on this day; for a day that is past, as known today.

    Values carry their own dates: who asks about work three years ago wants what is known of that time by now.
    """
    return parameters_on(max(on, timezone.localdate()))


def schemes(on: date) -> Mapping[str, Pack]:
    """Every scheme by its id, in the version that stands on this day; for a day that is past, in today's."""
    return schemes_on(max(on, timezone.localdate()))
