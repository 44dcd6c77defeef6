"""The Django app of this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "carepost.records.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
