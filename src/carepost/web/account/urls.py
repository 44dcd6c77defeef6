"""Addresses under /account/: only what we offer is routed; names are allauth's, which reverses them."""

from collections.abc import Callable

from allauth.account.views import AccountInactiveView, LogoutView
from allauth.mfa.webauthn.views import ListWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponseBase
from django.urls import path
from django.views.decorators.cache import never_cache

from carepost.domain.roles import Role
from carepost.web.access import public, require
from carepost.web.account import views

View = Callable[..., HttpResponseBase]


def logged_in(view: View) -> View:
    """Anybody with an account, staff on the way to a second factor included."""
    return require(Role.CARER)(never_cache(views.throttled(view)))


urlpatterns = [
    path("login/", public(views.phone_login), name="account_login"),
    path("login/code/", public(views.phone_code), name="account_login_code"),
    path("login/staff/", public(views.throttled(views.StaffLogin.as_view())), name="account_staff_login"),
    path("login/second/", public(views.throttled(views.SecondFactor.as_view())), name="mfa_authenticate"),
    path("logout/", public(LogoutView.as_view()), name="account_logout"),
    path("inactive/", public(AccountInactiveView.as_view()), name="account_inactive"),
    path("password/", logged_in(views.PasswordChange.as_view()), name="account_change_password"),
    path("again/password/", logged_in(views.PasswordAgain.as_view()), name="account_reauthenticate"),
    path("again/code/", logged_in(views.SecondFactorAgain.as_view()), name="mfa_reauthenticate"),
    path("again/passkey/", logged_in(views.PasskeyAgain.as_view()), name="mfa_reauthenticate_webauthn"),
    path("security/", logged_in(views.SecondFactors.as_view()), name="mfa_index"),
    path("security/app/", logged_in(views.SetUpApp.as_view()), name="mfa_activate_totp"),
    path("security/app/remove/", logged_in(views.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("security/passkeys/", logged_in(ListWebAuthnView.as_view()), name="mfa_list_webauthn"),
    path("security/passkeys/add/", logged_in(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", logged_in(RemoveWebAuthnView.as_view()), name="mfa_remove_webauthn"),
    path("security/recovery/", logged_in(views.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path("security/recovery/new/", logged_in(views.NewRecoveryCodes.as_view()), name="mfa_generate_recovery_codes"),
]
