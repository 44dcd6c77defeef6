"""The Django app that carries templates, static files and the language catalogue."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "carepost.web"
    label = "web"
