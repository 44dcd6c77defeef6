"""Versions of packs: upload into staging, what a version would change, approval by a second officer, what lapses."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.rules import ARCHIVE_LARGEST, ArchiveRefused, archive_of
from carepost.records.packs import (
    WORDS_MOST,
    Version,
    VersionNotFound,
    access_version,
    approve_version,
    contents_of,
    current_files,
    difference,
    lapses_for,
    law_faults,
    pack_history,
    parameters_on,
    refuse_version,
    stage_version,
    standing_of,
    subjects_for,
    versions_of,
    ways_of,
    withdraw_version,
)
from carepost.web.bureau.law_words import lapse_rows, names_of, outcome_said, place_name
from carepost.web.bureau.pages import acting, answer, done, in_words, officers_only, page_number, sent
from carepost.web.templatetags.desk import mixed

_CHOOSE = Text("请选择要办理的事项。", "Choose what to do.")


class UploadForm(forms.Form):
    """A zip, the day from which it is to hold, and what changes; what it holds is judged by the check."""

    file = forms.FileField(
        label=_("压缩包"),
        help_text=_("一个地区的全部参数，或一个方案；不超过 1 MB。最好先下载现行文件再改。"),
        error_messages={"required": _("请选择压缩包。"), "invalid": _("请选择压缩包。"), "empty": _("文件是空的。")},
    )
    effective_from = forms.DateField(
        label=_("生效日期"),
        help_text=_("从这一天起按新版本计算；批准得更晚的，从批准当天起。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写生效日期。"), "invalid": _("请填年月日，例如 2027-01-01。")},
    )
    note = forms.CharField(
        label=_("改了什么、依据什么"),
        help_text=_("写明文件名称和文号；会公开在参数的变更记录里。"),
        max_length=WORDS_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明改了什么、依据什么。")},
    )
    file.widget.attrs["accept"] = ".zip"


class ReasonForm(forms.Form):
    """Why a version is refused or withdrawn."""

    reason = forms.CharField(
        label=_("理由"), required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3})
    )


@officers_only
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """The versions, the packs in force and what lapses, in the officer's area and above it."""
    actor, today = acting(request), timezone.localdate()
    found = versions_of(actor, on=today, page=page_number(request))
    context = {
        "found": found,
        "names": names_of(version.staged_by for version, _standing in found.items),
        "subjects": [(each, place_name(each.place)) for each in subjects_for(actor, today)],
        "lapses": lapse_rows(lapses_for(actor, today), parameters_on(today)),
        "law_faults": law_faults(today),
    }
    return render(request, "bureau/packs.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The upload: a good archive leads to its version and what was found, a bad one back here with the reason."""
    if request.method != "POST":
        return render(request, "bureau/pack_new.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            version = stage_version(
                content=form.cleaned_data["file"].read(ARCHIVE_LARGEST + 1),
                effective_from=form.cleaned_data["effective_from"],
                note=form.cleaned_data["note"],
                by=acting(request),
                at=timezone.now(),
            )
        except ArchiveRefused as refused:
            form.add_error("file", _refused(refused))
        except Refusal as refused:
            form.add_error(None, in_words(refused))
        else:
            if version.faults:
                messages.error(request, gettext("已上传，但检查发现错误，不能批准。"))
            else:
                done(request, gettext("已上传，等待另一名复核人员批准。"))
            return redirect("bureau:pack", code=version.code)
    return render(request, "bureau/pack_new.html", {"form": form}, status=422)


@officers_only
@require_safe
def subject(request: HttpRequest, subject: str) -> HttpResponse:
    """One pack as it stands: who changed it when, and its files to take along."""
    actor, today = acting(request), timezone.localdate()
    shown = next((each for each in subjects_for(actor, today) if each.subject == subject), None)
    if shown is None:
        raise Http404
    history = pack_history(subject, on=today)
    names = names_of(code for change in history for code in change.by)
    lines = [(change, [names[code] for code in change.by]) for change in history]
    context = {"shown": shown, "place": place_name(shown.place), "lines": lines}
    return render(request, "bureau/pack_of.html", context)


@officers_only
@require_safe
def subject_files(request: HttpRequest, subject: str) -> HttpResponse:
    """The files in force of one pack, to be changed and uploaded."""
    today = timezone.localdate()
    if not any(each.subject == subject for each in subjects_for(acting(request), today)):
        raise Http404
    return _zip(subject, current_files(subject, on=today))


@officers_only
@require_safe
def version_files(request: HttpRequest, code: str) -> HttpResponse:
    """The files of a version as they were uploaded."""
    version = _version(request, code)
    return _zip(f"{version.subject}-{version.code}", contents_of(version.files))


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, code: str) -> HttpResponse:
    """A version: what the check found, what would change, and its approval, refusal or withdrawal."""
    shown, refusal = _version(request, code), ""
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            words = _act(request, shown, form.cleaned_data["reason"])
        except Refusal as refused:
            refusal = in_words(refused)
        else:
            done(request, words)
            return redirect("bureau:pack", code=code)
    return answer(request, "bureau/pack.html", _told(request, shown) | {"form": form}, refusal=refusal)


def _act(request: HttpRequest, shown: Version, reason: str) -> str:
    by, at = acting(request), timezone.now()
    match request.POST.get("action"):
        case "approve":
            day = approve_version(version=shown, by=by, at=at).effective_from
            return gettext("已批准，自 {day} 起生效。").format(day=day)
        case "refuse":
            refuse_version(version=shown, reason=reason, by=by, at=at)
            return gettext("已退回，不予批准。")
        case "withdraw":
            withdraw_version(version=shown, reason=reason, by=by, at=at)
            return gettext("已撤回。")
    raise Refusal(_CHOOSE)


def _told(request: HttpRequest, shown: Version) -> dict[str, object]:
    actor, today = acting(request), timezone.localdate()
    changes = difference(shown, actor=actor, on=today)
    return {
        "version": shown,
        "place": place_name(shown.place),
        "standing": standing_of(shown, today),
        "names": names_of((shown.staged_by, shown.approved_by, shown.closed_by)),
        "changes": changes,
        "decisions": [(row.decision, outcome_said(row.before), outcome_said(row.after)) for row in changes.decisions],
        "ways": ways_of(actor, shown),
    }


def _version(request: HttpRequest, code: str) -> Version:
    try:
        return access_version(acting(request), code)
    except VersionNotFound as missing:
        raise Http404 from missing


def _zip(name: str, files: Mapping[str, bytes]) -> HttpResponse:
    response = HttpResponse(archive_of(files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def _refused(refused: ArchiveRefused) -> SafeString:
    """What is wrong with the archive, by the name of the file, and the remedy."""
    said = format_html("{} {}", mixed(refused.problem), mixed(refused.remedy))
    return format_html("<code>{}</code> {}", refused.file, said) if refused.file else said
