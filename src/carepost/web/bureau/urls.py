"""Addresses of the bureau's pages."""

from django.urls import path

from carepost.web.bureau import batches, desk, imports, mending, proposals, review, rows, settings, simulate

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
    path("simulate/", simulate.simulate, name="simulate"),
    path("places/", mending.places, name="places"),
    path("places/<slug:code>/", mending.place, name="place"),
    path("import/", imports.upload, name="import"),
    path("import/template.csv", imports.template, name="import_template"),
    path("import/<slug:code>/", imports.report, name="import_report"),
    path("import/<slug:code>/rows/<int:row>/", rows.row, name="import_row"),
]
