"""Who may act: the roles of the product. One person may hold several."""

from carepost.domain.roles.role import EMPLOYERS, OFFICERS, ROLE_LABELS, Actor, Appointment, Role

__all__ = ["EMPLOYERS", "OFFICERS", "ROLE_LABELS", "Actor", "Appointment", "Role"]
