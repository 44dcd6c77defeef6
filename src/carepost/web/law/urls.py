"""Addresses of the pages on law and money."""

from django.urls import path

from carepost.web.law import (
    check,
    check_business,
    check_employer,
    leave,
    library,
    parameter_page,
    pay_page,
    retirement,
    schemes_page,
)

app_name = "law"
urlpatterns = [
    path("pay/", pay_page.pay_page, name="pay"),
    path("check/", check.check, name="check"),
    path("check/employer/", check_employer.check_employer, name="check_employer"),
    path("check/business/", check_business.check_business, name="check_business"),
    path("leave/", leave.leave, name="leave"),
    path("retirement/", retirement.retirement, name="retirement"),
    path("rules/", library.home, name="home"),
    path("rules/places/<slug:code>/", library.place, name="place"),
    path("rules/parameters/<slug:place>/<str:name>/", parameter_page.parameter, name="parameter"),
    path("rules/schemes/", schemes_page.schemes, name="schemes"),
    path("rules/schemes/<str:scheme>/", schemes_page.scheme, name="scheme"),
    path("rules/schemes/<str:scheme>/<slug:rule>/", schemes_page.rule, name="rule"),
    path("rules/lapsing/", library.lapsing_page, name="lapsing"),
]
