"""Pages that the layout links to, until the public pages are there."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from carepost.web.access import public


@public
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


public_urls = [path(f"{name}/", page, name=name) for name in ("home", "posts", "employers", "about")]
urlpatterns = [
    path("", include((public_urls, "public"))),
    path("account/", include("carepost.web.account.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
