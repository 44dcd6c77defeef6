"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "carepost.records.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Loads every room's `events`: a trail must be readable in a process that has not used the room yet."""
        autodiscover_modules("events")
