"""Her data: to read, to take along, to erase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carepost.records.carers import erase_person, export_of
from carepost.records.people import User
from carepost.web.carer.forms import EraseForm
from carepost.web.carer.gate import did, mine

_LABELS = {
    "account": _("账号"),
    "profile": _("个人资料"),
    "experience": _("工作经历"),
    "saved_posts": _("收藏的岗位"),
    "hidden_employers": _("对其隐藏的单位"),
    "searches": _("保存的搜索"),
    "alerts": _("提醒过的岗位"),
    "seeking": _("让合适的单位来找我"),
    "approaches": _("单位的邀约"),
    "share_wishes": _("我愿意合岗的岗位"),
    "share_pairs_first": _("合岗建议（先列）"),
    "share_pairs_second": _("合岗建议（后列）"),
    "fairs": _("招聘会"),
    "fit_alert": _("合适岗位的提醒"),
    "fit_alerts_told": _("提醒过的合适岗位"),
    "notices": _("通知"),
    "employers": _("所属单位"),
    "invitations": _("收到的邀请"),
    "roles": _("角色"),
    "events": _("操作记录"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of her data: its name and its rows of (key, value)."""

    label: str
    rows: list[list[tuple[str, str]]]


@mine("GET")
def shown(request: HttpRequest, user: User) -> HttpResponse:
    """Everything, on the page: some chat programs allow no download."""
    whole = export_of(user, at=timezone.now())
    return render(request, "carer/data.html", {"sections": [_section(*part) for part in whole.items()]})


@mine("GET")
def export(request: HttpRequest, user: User) -> HttpResponse:
    """The same as a file."""
    name = f"carepost-{timezone.localdate()}.json"
    written = JsonResponse(export_of(user, at=timezone.now()), json_dumps_params={"ensure_ascii": False, "indent": 2})
    written["Content-Disposition"] = f'attachment; filename="{name}"'
    return written


@mine("GET", "POST")
def erase(request: HttpRequest, user: User) -> HttpResponse:
    """What is lost, a box to tick, and then it is gone."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    by = request.actor  # type: ignore[attr-defined]
    if form.is_valid() and did(form, lambda: erase_person(user=user, by=by, at=timezone.now())):
        logout(request)
        messages.success(request, gettext("账号和个人信息已删除。"))
        return redirect("public:home")
    return render(request, "carer/erase.html", {"form": form}, status=422 if form.errors else 200)


def _section(key: str, value: Any) -> Section:
    rows = value if isinstance(value, list) else [value]
    return Section(str(_LABELS[key]), [[(name, _plain(v)) for name, v in row.items()] for row in rows])


def _plain(value: Any) -> str:
    """A value as it stands in the file, parts side by side."""
    if isinstance(value, dict):
        return "; ".join(f"{name}={part}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
