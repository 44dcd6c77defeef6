"""Working days: the weekend, and the holidays and make-up days that the state announces for each year."""

from carepost.domain.calendar.workdays import (
    CalendarError,
    Counted,
    Standing,
    WorkCalendar,
    add_months,
    add_working_days,
    read_calendar,
    shipped_calendar,
    working_days_between,
)

__all__ = [
    "CalendarError",
    "Counted",
    "Standing",
    "WorkCalendar",
    "add_months",
    "add_working_days",
    "read_calendar",
    "shipped_calendar",
    "working_days_between",
]
