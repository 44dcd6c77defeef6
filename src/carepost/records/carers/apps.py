"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class CarersConfig(AppConfig):
    name = "carepost.records.carers"
    label = "carers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the room's tasks."""
        import_module("carepost.records.carers.rounds")
        import_module("carepost.records.carers.crowding")
