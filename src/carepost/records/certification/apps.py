"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "carepost.records.certification"
    label = "certification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers this room's audit events and its daily task.
        import_module("carepost.records.certification.rechecks")
