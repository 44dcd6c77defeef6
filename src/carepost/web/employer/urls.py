"""Addresses of the employer's pages."""

from django.urls import path

from carepost.web.employer import fairs, home, people, posts, preview, team, wizard

app_name = "employer"
urlpatterns = [
    path("", home.home, name="home"),
    path("register/", home.register, name="register"),
    path("invitations/", home.invitations, name="invitations"),
    path("team/", team.team, name="team"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", wizard.new, name="new"),
    path("posts/<slug:code>/", posts.post, name="post"),
    path("posts/<slug:code>/edit/<slug:step>/", wizard.step, name="step"),
    path("posts/<slug:code>/fix/", wizard.fix, name="fix"),
    path("posts/<slug:code>/undo/", wizard.undo, name="undo"),
    path("posts/<slug:code>/people/", people.people, name="people"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/<slug:code>/", fairs.fair, name="fair"),
    path("fairs/<slug:code>/talks.ics", fairs.calendar, name="fair_calendar"),
    path("posts/<slug:code>/preview/", preview.preview, name="preview"),
]
