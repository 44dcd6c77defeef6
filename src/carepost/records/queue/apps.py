"""The Django app of this room."""

from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "carepost.records.queue"
    label = "queue"
    default_auto_field = "django.db.models.BigAutoField"
