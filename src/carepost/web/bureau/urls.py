"""Addresses of the bureau's pages."""

from django.urls import path

from carepost.web.bureau import batches, desk, fairs, imports, mending, proposals, review, rows, settings

app_name = "bureau"
urlpatterns = [
    path("", desk.home, name="home"),
    path("notices/read/", desk.notices_read, name="notices_read"),
    path("queue/", desk.queue, name="queue"),
    path("posts/", desk.posts, name="posts"),
    path("posts/<slug:code>/", review.post, name="post"),
    path("posts/<slug:code>/take/", desk.take, name="take"),
    path("posts/<slug:code>/release/", desk.release, name="release"),
    path("posts/<slug:code>/recheck/", review.recheck, name="recheck"),
    path("posts/<slug:code>/propose/", proposals.propose_for, name="propose"),
    path("posts/<slug:code>/pin/", mending.pin, name="pin"),
    path("posts/<slug:code>/correct/", mending.correct, name="correct"),
    path("rechecks/", proposals.rechecks, name="rechecks"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:code>/", proposals.proposal, name="proposal"),
    path("batches/", batches.batches, name="batches"),
    path("phrases/", settings.phrases, name="phrases"),
    path("deadlines/", settings.deadlines, name="deadlines"),
    path("places/", mending.places, name="places"),
    path("places/<slug:code>/", mending.place, name="place"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/new/", fairs.new, name="new_fair"),
    path("fairs/<slug:code>/", fairs.fair, name="fair"),
    path("fairs/<slug:code>/edit/", fairs.edit, name="edit_fair"),
    path("fairs/<slug:code>/desk/", fairs.desk, name="fair_desk"),
    path("fairs/<slug:code>/timetable/", fairs.timetable, name="fair_timetable"),
    path("fairs/<slug:code>/timetable.csv", fairs.timetable_csv, name="fair_csv"),
    path("fairs/<slug:code>/timetable.xlsx", fairs.timetable_xlsx, name="fair_xlsx"),
    path("fairs/<slug:code>/timetable.ics", fairs.timetable_ics, name="fair_ics"),
    path("import/", imports.upload, name="import"),
    path("import/template.csv", imports.template, name="import_template"),
    path("import/<slug:code>/", imports.report, name="import_report"),
    path("import/<slug:code>/rows/<int:row>/", rows.row, name="import_row"),
]
