"""What allauth asks of us: limits in our own table, sealed secrets, our own words, no sign-up and no e-mail."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carepost.records.people import (
    PASSWORD_BY_ADDRESS,
    PASSWORD_BY_NAME,
    STAFF_ROLES,
    User,
    count_hit,
    give_back,
    may_log_in,
    note_staff_login,
    seal_secret,
    unseal_secret,
)
from carepost.web.access import actor_for, address_of, withheld_roles
from carepost.web.weeks import waiting_week

# The messages that we show after an action, by the name of allauth's template; all others stay unsaid.
_MESSAGES = {
    "account/messages/logged_out.txt": _("已退出登录。"),
    "account/messages/password_changed.txt": _("密码已修改。"),
    "mfa/messages/totp_activated.txt": _("验证器应用已设置。"),
    "mfa/messages/totp_deactivated.txt": _("验证器应用已移除。"),
    "mfa/messages/webauthn_added.txt": _("通行密钥已添加。"),
    "mfa/messages/webauthn_removed.txt": _("通行密钥已移除。"),
    "mfa/messages/recovery_codes_generated.txt": _("已生成新的备用码，旧的不再有效。"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc,unused-ignore]
    """Staff log in by user name and password; nobody signs up here (a first code by phone makes an account)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("此账号已停用，请联系管理员。"),
        "username_password_mismatch": _("用户名或密码不正确。"),
        "incorrect_password": _("密码不正确。"),
        "enter_current_password": _("当前密码不正确。"),
        "incorrect_code": _("验证码不正确。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: these are pages."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this site."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try beforehand, so that tries at the same moment cannot slip through. Raises TooMany."""
        now = timezone.now()
        count_hit(PASSWORD_BY_ADDRESS, address_of(request), at=now)
        count_hit(PASSWORD_BY_NAME, _name_in(credentials), at=now)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A right password does not count."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user:
            give_back(PASSWORD_BY_ADDRESS, address_of(request))
            give_back(PASSWORD_BY_NAME, _name_in(credentials))
        return user

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Shuts out demo accounts outside the demo like inactive ones; said only to who proved the account."""
        if isinstance(user, User) and not may_log_in(user):
            user.is_active = False
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Notes a staff login that passed its second factor, and lets it last one working day.

        Who said her week before is told where to keep it.
        """
        super().login(request, user)
        if waiting_week(request):
            messages.info(request, gettext("您刚才说的一周还没有保存，可以在“我的”里保存。"))
        actor = actor_for(request)
        if actor.holds(*STAFF_ROLES):
            request.session.set_expiry(app_settings.SESSION_COOKIE_AGE)
            note_staff_login(actor=actor, at=timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff without a second factor go and set one up."""
        if withheld_roles(request):
            return reverse("mfa_index")
        url: str = super().get_login_redirect_url(request)
        return url

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page about safety."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes of any proof, the login itself included."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((entry["at"] for entry in records), default=0.0)
        return bool(time.time() - newest >= app_settings.REAUTHENTICATION_TIMEOUT)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our words for allauth's messages."""
        said = message or _MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc,unused-ignore]
    """Secrets of authenticator apps and recovery codes are sealed; passkeys hold no secret of ours."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不正确，或已经用过。"),
        "cannot_generate_recovery_codes": _("请先设置验证器应用或通行密钥。"),
    }

    def encrypt(self, text: str) -> str:
        """Sealed."""
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises SealBroken."""
        return unseal_secret(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name to tell passkeys apart by."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("通行密钥 {number}").format(number=number)


def _name_in(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", "")).lower()
