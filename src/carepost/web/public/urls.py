"""Addresses of the pages that anybody may read."""

from django.urls import path

from carepost.web.public import standard, views, week

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("posts/", views.posts, name="posts"),
    path("posts/<slug:code>/", views.post, name="post"),
    path("week/", week.step, name="week"),
    path("week/summary/", week.summary, name="week_summary"),
    path("week/<slug:name>/", week.step, name="week_step"),
    path("standard/", standard.standard, name="standard"),
    path("standard/changes/", standard.changes, name="standard_changes"),
    path("employers/", views.employers, name="employers"),
    path("employers/<slug:code>/", views.employer, name="employer"),
]
