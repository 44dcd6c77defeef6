"""Addresses of the pages on law and money."""

from django.urls import URLPattern

app_name = "law"
urlpatterns: list[URLPattern] = []
