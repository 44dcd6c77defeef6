"""Addresses of the pages."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("carepost.web.account.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
