"""Login by phone in two steps, login of staff, and second factors (allauth's, in our words)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.base import views as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from carepost.records.people import (
    CODE_RESEND,
    STAFF_ROLES,
    CodeRefused,
    SmsNotSent,
    TooMany,
    mask_phone,
    note_staff_login,
    phone_of,
    redeem_login_code,
    request_login_code,
    sent_login_code,
)
from carepost.web.access import actor_for, address_of, person_of, withheld_roles
from carepost.web.account.demo import demo_logins
from carepost.web.account.forms import CodeForm, PhoneForm, said

_PENDING = "phone_login"


def throttled(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers a limit that was reached with a page (429) that says when to try again."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TooMany as error:
            wait = max(1, int((error.until - timezone.now()).total_seconds()) + 1)
            context = {"until": error.until, "wait": wait, "minutes": -(-wait // 60)}
            response = render(request, "account/too_many.html", context, status=429)
            response["Retry-After"] = str(wait)
            return response

    return answered


@require_http_methods(["GET", "POST"])
@never_cache
@throttled
def phone_login(request: HttpRequest) -> HttpResponse:
    """Step 1: a number. The answer is the same whether the number has an account or not."""
    back = get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(back or settings.LOGIN_REDIRECT_URL)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _sent(request, form, form.cleaned_data["phone"], back):
        return redirect("account_login_code")
    context = {"form": form, "next": back, "demo_logins": demo_logins()}
    return render(request, "account/login.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@throttled
def phone_code(request: HttpRequest) -> HttpResponseBase:
    """Step 2: the code that was sent; `resend` asks for another one."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    pending = request.session.get(_PENDING)
    sent = sent_login_code(pending["code"]) if pending else None
    if pending is None or sent is None:
        return redirect("account_login")
    form = CodeForm(request.POST if request.method == "POST" and "resend" not in request.POST else None)
    if request.method == "POST":
        if "resend" in request.POST:
            if _sent(request, form, phone_of(sent), pending["next"]):
                return redirect("account_login_code")
        elif form.is_valid() and (response := _redeemed(request, form, pending)):
            return response
    wait = int((sent.sent_at + CODE_RESEND.per - timezone.now()).total_seconds()) + 1
    context = {"form": form, "phone": mask_phone(phone_of(sent)), "wait": wait, "demo_logins": demo_logins()}
    return render(request, "account/login_code.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: Form, phone: str, back: str) -> bool:
    try:
        sent = request_login_code(phone=phone, address=address_of(request), at=timezone.now())
    except SmsNotSent:
        form.add_error(None, gettext("短信没有发出，请稍后再试。"))
        return False
    request.session[_PENDING] = {"code": sent.code, "next": back}
    return True


def _redeemed(request: HttpRequest, form: CodeForm, pending: dict[str, str]) -> HttpResponse | None:
    digits = form.cleaned_data["digits"]
    try:
        user = redeem_login_code(code=pending["code"], digits=digits, address=address_of(request), at=timezone.now())
    except CodeRefused as refusal:
        form.add_error("digits", said(refusal.reason))
        return None
    del request.session[_PENDING]
    record_authentication(request, user, method="code")
    response: HttpResponse = perform_login(request, user, redirect_url=pending["next"] or None)
    return response


class _Page:
    """allauth's pages with our status: a form with errors is 422."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class StaffLogin(_Page, account.LoginView):
    """User name and password; a second factor comes next."""

    template_name = "account/staff_login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo's logins, in the demo."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_logins": demo_logins(), "next": get_next_redirect_url(self.request) or ""}


class PasswordAgain(_Page, account.ReauthenticateView):
    """Before something delicate."""


class PasswordChange(_Page, account.PasswordChangeView):
    """For staff: others have no password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """People without a password have nothing to change."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class SecondFactors(second_factor.IndexView):
    """What protects this account, and what is still missing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the staff roles that wait for a second factor."""
        return super().get_context_data(**kwargs) | {"withheld": bool(withheld_roles(self.request))}


class SecondFactor(_Page, second_factor.AuthenticateView):
    """The second step of a login."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo's code, in the demo."""
        return super().get_context_data(**kwargs) | {"demo_logins": demo_logins()}


class SecondFactorAgain(_Page, second_factor.ReauthenticateView):
    """A second factor within a session: staff roles become usable."""


class _Proves:
    """Setting up a second factor proves it: the session may use staff roles at once."""

    request: HttpRequest
    kind: str

    def form_valid(self, form: Form) -> HttpResponse:
        """Notes the proof."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        record_authentication(self.request, person_of(self.request), method="mfa", type=self.kind)
        actor = actor_for(self.request)
        if actor.holds(*STAFF_ROLES):
            note_staff_login(actor=actor, at=timezone.now())
        return response


class SetUpApp(_Proves, _Page, app.ActivateTOTPView):
    """An authenticator app."""

    kind = "totp"


class RemoveApp(_Page, app.DeactivateTOTPView):
    """The app away; staff then have to set up another factor."""


class AddPasskey(_Proves, _Page, passkeys.AddWebAuthnView):
    """A passkey: needs a script in the browser, and https or localhost."""

    kind = "webauthn"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's view drops the form with its errors: keep it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"form": kwargs.get("form", context["form"])}


class PasskeyAgain(_Page, passkeys.ReauthenticateWebAuthnView):
    """A passkey within a session."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """On the same page, not on the login page."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The same."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"form": kwargs.get("form", context["form"])}


class RecoveryCodes(TemplateView):
    """The recovery codes that are left; unlike allauth's page it writes nothing."""

    template_name = "mfa/recovery_codes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Raises ReauthenticationRequired, and Http404 before a second factor is set up."""
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        kept = Authenticator.objects.filter(user=person_of(self.request), type=Authenticator.Type.RECOVERY_CODES)
        codes = get_object_or_404(kept).wrap().get_unused_codes()
        return super().get_context_data(**kwargs) | {"unused_codes": codes}


class NewRecoveryCodes(_Page, recovery.GenerateRecoveryCodesView):
    """New recovery codes instead of the old."""


__all__ = ["phone_code", "phone_login", "throttled"]
