"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "carepost.records.packs"
    label = "packs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers this room's audit events, its daily task, and the check of the generation once a request.
        import_module("carepost.records.packs.lapses")
        import_module("carepost.records.packs.lawbook")
