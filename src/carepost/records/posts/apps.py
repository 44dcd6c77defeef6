"""The Django app of this room."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "carepost.records.posts"
    label = "posts"
    default_auto_field = "django.db.models.BigAutoField"
