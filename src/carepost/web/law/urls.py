"""Addresses of the pages on law and money."""

from django.urls import path

from carepost.web.law import pay_page

app_name = "law"
urlpatterns = [
    path("pay/", pay_page.pay_page, name="pay"),
]
