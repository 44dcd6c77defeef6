"""The employer's front door: what is to be done, the posts by state, notices; registering and invitations."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.records.employers import (
    Employer,
    EmployerKind,
    Invitation,
    Member,
    accept_invitation,
    check_credit_code,
    decline_invitation,
    invitations_for,
    register_employer,
)
from carepost.records.people import notices_of
from carepost.records.places import Place, find_place, full_name
from carepost.records.posts import POST_LIFE, State, expiring_posts, own_counts, own_posts
from carepost.web.employer.fields import offer, say
from carepost.web.employer.gate import actor_of, anybody_logged_in, chosen_employer, employers_of, owns, user_of
from carepost.web.employer.posts import NEXT, counted

TO_DO = (State.RETURNED, State.DOWNGRADED, State.CERTIFIED, State.EXPIRED, State.DRAFT)
KINDS = [kind for kind in EmployerKind if kind is not EmployerKind.NOT_STATED]


@anybody_logged_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do next for one employer; a choice where she acts for several, a way in where for none."""
    now, actor = timezone.now(), actor_of(request)
    employer = chosen_employer(request)
    invited = invitations_for(user_of(request), at=now)
    if employer is None:
        choice = {"employers": employers_of(request), "invited": invited}
        return render(request, "employer/choose.html", choice)
    waiting = own_posts(actor, employer.code, states=TO_DO, per_page=5)
    context = {
        "employer": employer,
        "several": len(employers_of(request)) > 1,
        "counts": counted(own_counts(actor, employer.code)),
        "to_do": [(post, POST_LIFE.states[post.state], NEXT[post.state]) for post in waiting.items],
        "expiring": expiring_posts(actor, employer.code, on=timezone.localdate(now)),
        "notices": notices_of(user_of(request), most=5),
        "invited": invited,
        "owner": owns(actor, employer),
    }
    return render(request, "employer/home.html", context)


class RegisterForm(forms.Form):
    """An employer as its licence tells it."""

    name = forms.CharField(
        label=_("单位名称"),
        help_text=_("与营业执照一致。"),
        max_length=200,
        error_messages={"required": _("请填写用人单位名称。")},
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        help_text=_("营业执照上的 18 位代码。"),
        max_length=40,
        error_messages={"required": _("请填写统一社会信用代码（18位）。")},
    )
    kind = forms.ChoiceField(
        label=_("单位类型"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择单位类型。"), "invalid_choice": _("请选择单位类型。")},
    )
    place = forms.CharField(
        label=_("所在地区"),
        help_text=_("写到区县，例如：青岛市黄岛区。"),
        max_length=60,
        error_messages={"required": _("请填写所在地区，写到区县。")},
    )
    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "kind", [(kind.value, say(kind.text)) for kind in KINDS])

    def clean_credit_code(self) -> str:
        """The code put right. A wrong one names its character."""
        try:
            return check_credit_code(self.cleaned_data["credit_code"])
        except Refusal as refusal:
            raise forms.ValidationError(say(refusal.reason)) from refusal

    def clean_place(self) -> Place:
        """The place that the words name."""
        found = find_place(self.cleaned_data["place"])
        if found.place is not None:
            return found.place
        if found.alternatives:
            names = gettext("、").join(say(full_name(place)) for place in found.alternatives[:5])
            raise forms.ValidationError(gettext("有几个地方叫这个名字，请写全：{names}。").format(names=names))
        raise forms.ValidationError(gettext("没有找到这个地区，请写省市区县的全名，例如：青岛市黄岛区。"))


@anybody_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Registers an employer; who does it becomes its owner."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            employer = register_employer(
                name=said["name"],
                credit_code=said["credit_code"],
                kind=EmployerKind(said["kind"]),
                place=said["place"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            field = "credit_code" if said["credit_code"] in refusal.reason.zh else "name"
            form.add_error(field, say(refusal.reason))
        else:
            return redirect(_home_of(employer))
    return render(request, "employer/register.html", {"form": form}, status=422 if form.errors else 200)


@anybody_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Her open invitations, to accept or to decline."""
    user, now = user_of(request), timezone.now()
    mine = invitations_for(user, at=now)
    fault: Text | None = None
    if request.method == "POST":
        chosen = next((one for one in mine if one.code == request.POST.get("invitation")), None)
        answer = {"accept": accept_invitation, "decline": decline_invitation}.get(request.POST.get("answer", ""))
        try:
            if chosen is None or answer is None:
                raise Refusal(
                    Text("这份邀请已失效，请让单位重新邀请。", "This invitation is closed: ask for a new one.")
                )
            answer(invitation=chosen, user=user, by=actor_of(request), at=now)
        except Refusal as refusal:
            fault = refusal.reason
        else:
            accepted = request.POST["answer"] == "accept"
            return redirect(_home_of(chosen.employer) if accepted else "employer:invitations")
    context = {"invited": [(one, role_of(one)) for one in mine], "fault": fault}
    return render(request, "employer/invitations.html", context, status=422 if fault else 200)


def role_of(held: Invitation | Member) -> Text:
    """The role in both languages."""
    return Member.MemberRole(held.role).text


def _home_of(employer: Employer) -> str:
    return f"{reverse('employer:home')}?employer={employer.code}"
