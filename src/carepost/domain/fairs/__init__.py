"""The timetable of a job fair: who talks to which employer when, nobody in two places at once."""

from carepost.domain.fairs.planning import plan_fair
from carepost.domain.fairs.values import (
    Appointment,
    Desk,
    FairError,
    FairHours,
    Guest,
    Timetable,
    Unmet,
    WhyUnmet,
    Wish,
)

__all__ = [
    "Appointment",
    "Desk",
    "FairError",
    "FairHours",
    "Guest",
    "Timetable",
    "Unmet",
    "WhyUnmet",
    "Wish",
    "plan_fair",
]
