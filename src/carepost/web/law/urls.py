"""Addresses of the pages on law and money."""

from django.urls import URLPattern, path

from carepost.web.law import library, parameter_page, schemes_page

app_name = "law"
urlpatterns: list[URLPattern] = [
    path("rules/", library.home, name="home"),
    path("rules/places/<slug:code>/", library.place, name="place"),
    path("rules/parameters/<slug:place>/<str:name>/", parameter_page.parameter, name="parameter"),
    path("rules/schemes/", schemes_page.schemes, name="schemes"),
    path("rules/schemes/<str:scheme>/", schemes_page.scheme, name="scheme"),
    path("rules/schemes/<str:scheme>/<slug:rule>/", schemes_page.rule, name="rule"),
    path("rules/lapsing/", library.lapsing_page, name="lapsing"),
]
