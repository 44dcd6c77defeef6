"""Addresses of the bureau's pages."""

from django.urls import path

from carepost.web.bureau import imports

app_name = "bureau"
urlpatterns = [
    path("", imports.home, name="home"),
    path("import/", imports.upload, name="import"),
    path("import/template.csv", imports.template, name="import_template"),
    path("import/<slug:code>/", imports.report, name="import_report"),
]
