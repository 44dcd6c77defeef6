"""Addresses of the carer's own pages."""

from django.urls import path

from carepost.web.carer import approaches, fairs, fit_alert, home, mydata, profile, saved, searches, shares

app_name = "carer"
urlpatterns = [
    path("", home.home, name="home"),
    path("notices/read/", home.read, name="read_notices"),
    path("week/keep/", home.keep, name="keep_week"),
    path("week/drop/", home.forget, name="drop_week"),
    path("profile/", profile.overview, name="profile"),
    path("profile/skills/", profile.skills_page, name="skills"),
    path("profile/break/", profile.break_page, name="break"),
    path("profile/about/", profile.about_page, name="about"),
    path("profile/experience/", profile.experience_page, name="experience"),
    path("profile/experience/<slug:code>/delete/", profile.forget_experience, name="drop_experience"),
    path("searches/", searches.listed, name="searches"),
    path("searches/new/", searches.new, name="new_search"),
    path("searches/<slug:code>/", searches.edit, name="search"),
    path("searches/<slug:code>/posts/", searches.posts, name="search_posts"),
    path("searches/<slug:code>/pause/", searches.pause, name="pause_search"),
    path("searches/<slug:code>/resume/", searches.resume, name="resume_search"),
    path("searches/<slug:code>/delete/", searches.delete, name="delete_search"),
    path("stop/<slug:token>/", searches.stop, name="stop"),
    path("fit-alert/begin/", fit_alert.begin, name="begin_fit_alert"),
    path("fit-alert/end/", fit_alert.end, name="end_fit_alert"),
    path("posts/", saved.posts, name="posts"),
    path("posts/<slug:code>/save/", saved.save, name="save_post"),
    path("posts/<slug:code>/remove/", saved.remove, name="unsave_post"),
    path("employers/", saved.employers, name="employers"),
    path("employers/<slug:code>/hide/", saved.hide, name="hide_employer"),
    path("employers/<slug:code>/show/", saved.show, name="show_employer"),
    path("approaches/", approaches.approaches, name="approaches"),
    path("approaches/<slug:code>/", approaches.approach, name="approach"),
    path("shares/", shares.shares, name="shares"),
    path("shares/<slug:code>/answer/", shares.answer, name="answer_share"),
    path("posts/<slug:code>/share/", shares.share, name="share"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/<slug:code>/", fairs.fair, name="fair"),
    path("fairs/<slug:code>/talks.ics", fairs.calendar, name="fair_calendar"),
    path("data/", mydata.shown, name="data"),
    path("data/export.json", mydata.export, name="export"),
    path("data/erase/", mydata.erase, name="erase"),
]
