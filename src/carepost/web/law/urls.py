"""Addresses of the pages on law and money."""

from django.urls import path

from carepost.web.law import check, check_employer

app_name = "law"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/employer/", check_employer.check_employer, name="check_employer"),
]
