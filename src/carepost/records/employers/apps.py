"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "carepost.records.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the people room which roles follow from membership, and registers this room's daily task."""
        from carepost.records.employers.roles import member_roles
        from carepost.records.people import register_role_source

        register_role_source(member_roles)
        import_module("carepost.records.employers.invitations")
