"""Addresses of the published list: anybody may read it."""

from django.urls import path

from carepost.web.bureau import batches

app_name = "batches"
urlpatterns = [
    path("", batches.all_batches, name="list"),
    path("<slug:code>/", batches.batch, name="batch"),
    path("<slug:code>/list.csv", batches.as_csv, name="csv"),
    path("<slug:code>/list.xlsx", batches.as_xlsx, name="xlsx"),
]
