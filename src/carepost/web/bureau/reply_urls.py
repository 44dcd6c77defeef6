"""Where an employer reads what the bureau proposes about its post, and answers."""

from django.urls import path

from carepost.web.bureau import proposals

app_name = "proposals"
urlpatterns = [path("<slug:code>/", proposals.reply, name="reply")]
