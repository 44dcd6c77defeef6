"""Addresses of the pages that anybody may read."""

from django.urls import path

from carepost.web.public import (
    bureaus,
    employers,
    fairs,
    for_me,
    job_posting,
    post,
    search_page,
    share,
    standard,
    views,
    week,
)

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("posts/", search_page.posts, name="posts"),
    path("posts/unmet/", search_page.unmet, name="unmet"),
    path("posts/for-me/", for_me.for_me, name="for_me"),
    path("posts/for-me/order/", for_me.order, name="match_order"),
    path("posts/<slug:code>/", post.post, name="post"),
    path("posts/<slug:code>/fit/", for_me.fit, name="fit"),
    path("posts/<slug:code>/share/", share.post_card, name="share_post"),
    path("posts/<slug:code>/job.json", job_posting.job_posting, name="job_posting"),
    path("share/", share.search_card, name="share"),
    path("qr.svg", share.code_image, name="code"),
    path("week/", week.step, name="week"),
    path("week/summary/", week.summary, name="week_summary"),
    path("week/<slug:name>/", week.step, name="week_step"),
    path("standard/", standard.standard, name="standard"),
    path("standard/changes/", standard.changes, name="standard_changes"),
    path("employers/", employers.employers, name="employers"),
    path("employers/<slug:code>/", employers.employer, name="employer"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/<slug:code>/", fairs.fair, name="fair"),
    path("bureaus/", bureaus.directory, name="bureaus"),
    path("bureaus/<slug:code>/", bureaus.bureau, name="bureau"),
]
