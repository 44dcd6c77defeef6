"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "carepost.records.posts"
    label = "posts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers this room's audit events and its daily tasks.
        import_module("carepost.records.posts.expiry")
        import_module("carepost.records.posts.weighing")
