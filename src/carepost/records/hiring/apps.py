"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class HiringConfig(AppConfig):
    name = "carepost.records.hiring"
    label = "hiring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers this room's audit events, its daily tasks, and what it holds of a person.
        for module in ("approaches", "shares", "timetable", "mydata"):
            import_module(f"carepost.records.hiring.{module}")
