"""The Django app of this room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "carepost.records.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
