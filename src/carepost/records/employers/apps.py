"""The Django app of this room."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "carepost.records.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"
