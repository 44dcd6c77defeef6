"""Who acts for an employer: members and open invitations, managed by its owners."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Role
from carepost.records.employers import (
    Employer,
    Member,
    end_member,
    invitations_of,
    invite_member,
    invited_phone,
    members_of,
    withdraw_invitation,
)
from carepost.web.account.forms import PhoneForm
from carepost.web.employer.fields import offer, say
from carepost.web.employer.gate import actor_of, chosen_employer, members_only, owns
from carepost.web.employer.home import role_of


class InviteForm(PhoneForm):
    """A number and a role."""

    role = forms.ChoiceField(
        label=_("身份"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择身份。"), "invalid_choice": _("请选择身份。")},
    )
    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        does = {
            Member.MemberRole.RECRUITER: Text("写岗位、提交和发布", "writes, submits and publishes posts"),
            Member.MemberRole.OWNER: Text("另外还可以管理成员", "manages members as well"),
        }
        offer(self, "role", [(role.value, f"{say(role.text)} — {say(what)}") for role, what in does.items()])


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """The members; POST invites, ends a membership or takes an invitation back."""
    employer = chosen_employer(request)
    if employer is None:
        return redirect("employer:home")
    if request.method != "POST":
        return _page(request, employer, InviteForm())
    form, fault = InviteForm(), None
    try:
        match request.POST.get("do"):
            case "end":
                _end(request, employer)
            case "withdraw":
                _withdraw(request, employer)
            case _:
                form = InviteForm(request.POST)
                if not form.is_valid():
                    return _page(request, employer, form, status=422)
                _invite(request, employer, form)
    except Refusal as refusal:
        fault = refusal.reason
    if fault is not None:
        return _page(request, employer, form, status=422, fault=fault)
    return redirect(f"{reverse('employer:team')}?employer={employer.code}")


def _invite(request: HttpRequest, employer: Employer, form: InviteForm) -> None:
    said = form.cleaned_data
    invite_member(
        employer=employer, phone=said["phone"], role=Role(said["role"]), by=actor_of(request), at=timezone.now()
    )


def _end(request: HttpRequest, employer: Employer) -> None:
    member = next((m for m in members_of(employer) if str(m.pk) == request.POST.get("member")), None)
    if member is None:
        raise Refusal(Text("此人已不是成员，请刷新页面。", "This person is no member any more: reload the page."))
    end_member(employer=employer, user=member.user, role=Role(member.role), by=actor_of(request), at=timezone.now())


def _withdraw(request: HttpRequest, employer: Employer) -> None:
    now = timezone.now()
    one = next((i for i in invitations_of(employer, at=now) if i.code == request.POST.get("invitation")), None)
    if one is None:
        raise Refusal(Text("这份邀请已失效，请刷新页面。", "This invitation is closed already: reload the page."))
    withdraw_invitation(invitation=one, by=actor_of(request), at=now)


def _page(
    request: HttpRequest, employer: Employer, form: InviteForm, *, status: int = 200, fault: Text | None = None
) -> HttpResponse:
    actor = actor_of(request)
    if employer.code not in actor.scopes(Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER):
        raise Http404
    owner = owns(actor, employer)
    pending = invitations_of(employer, at=timezone.now()) if owner else ()
    context = {
        "employer": employer,
        "owner": owner,
        "members": [(m, role_of(m), m.user.code == actor.code) for m in members_of(employer)],
        "pending": [(i, role_of(i), invited_phone(i)) for i in pending],
        "form": form,
        "fault": fault,
    }
    return render(request, "employer/team.html", context, status=status)
