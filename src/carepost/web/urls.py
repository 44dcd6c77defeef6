"""Addresses of the pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("carepost.web.public.urls")),
    path("account/", include("carepost.web.account.urls")),
    path("me/", include("carepost.web.carer.urls")),
    path("employer/", include("carepost.web.employer.urls")),
    path("bureau/", include("carepost.web.bureau.urls")),
    path("batches/", include("carepost.web.bureau.public_urls")),
    path("proposals/", include("carepost.web.bureau.reply_urls")),
    path("", include("carepost.web.law.urls")),
    path("api/v1/", include("carepost.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "carepost.web.errors.bad_request"
handler500 = "carepost.web.errors.server_error"
