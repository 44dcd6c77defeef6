"""Who may act: the roles of the product. One person may hold several."""

from carepost.domain.roles.role import ROLE_LABELS, Actor, Appointment, Role

__all__ = ["ROLE_LABELS", "Actor", "Appointment", "Role"]
