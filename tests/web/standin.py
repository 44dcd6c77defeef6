"""Pages that the layout links to, until the public pages are there."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from carepost.web.access import public
from carepost.web.urls import urlpatterns as own


@public
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


public_urls = [path(f"{name}/", page, name=name) for name in ("home", "posts", "employers", "about")]
urlpatterns = [path("", include((public_urls, "public"))), *own]
