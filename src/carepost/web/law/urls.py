"""Addresses of the pages on law and money."""

from django.urls import path

from carepost.web.law import check, check_business, check_employer, leave, retirement

app_name = "law"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/employer/", check_employer.check_employer, name="check_employer"),
    path("check/business/", check_business.check_business, name="check_business"),
    path("leave/", leave.leave, name="leave"),
    path("retirement/", retirement.retirement, name="retirement"),
]
