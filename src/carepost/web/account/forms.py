"""The forms of login and second factor: our labels, right keyboards, limits counted in the database."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from carepost.domain.facts import Text
from carepost.records.people import (
    PASSWORD_BY_NAME,
    SECOND_FACTOR_BY_PERSON,
    SECOND_FACTOR_ONCE,
    PhoneError,
    TooMany,
    User,
    count_hit,
    give_back,
    normalise_phone,
)

_LONGEST_PASSWORD = 128


def said(text: Text) -> str:
    """A bilingual text in the page's language."""
    return text.say(get_language() or "zh-hans")


def password_field(label: Any, autocomplete: str) -> forms.CharField:
    """A password as typed: no stripping, no echo."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=_LONGEST_PASSWORD, widget=widget)


def digits_field(label: Any, *, longest: int = 12) -> forms.CharField:
    """A one-time code: number pad, filled in by the phone itself."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=attrs))


class PhoneForm(forms.Form):
    """A mobile number, in whatever way it is written."""

    phone = forms.CharField(
        label=_("手机号"),
        help_text=_("中国内地手机号，11 位数字。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "maxlength": "40"}),
        error_messages={"required": _("请填写手机号。")},
    )

    def clean_phone(self) -> str:
        """The 11 digits."""
        try:
            return normalise_phone(self.cleaned_data["phone"])
        except PhoneError as error:
            raise forms.ValidationError(said(error.reason)) from error


class CodeForm(forms.Form):
    """The six digits of a text message."""

    digits = digits_field(_("验证码"))

    def clean_digits(self) -> str:
        """Six digits; spaces and full-width digits are put right. What is no code is not counted as a try."""
        plain = "".join(unicodedata.normalize("NFKC", self.cleaned_data["digits"]).split())
        if not (len(plain) == 6 and plain.isascii() and plain.isdigit()):
            raise forms.ValidationError(gettext("验证码是 6 位数字，请看短信。"))
        return plain


class StaffLoginForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=_("用户名"),
            max_length=60,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("请填写用户名。")},
        )
        self.fields["password"] = password_field(_("密码"), "current-password")


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("密码"), "current-password")


class NewPasswordForm(ChangePasswordForm):
    """The password in use and a new one, twice."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("当前密码"), "current-password")
        for name, label in (("password1", _("新密码")), ("password2", _("再输一次新密码"))):
            field = self.fields[name]
            field.label = label
            field.widget.attrs = {"autocomplete": "new-password", "maxlength": str(_LONGEST_PASSWORD)}
            field.validators.append(MaxLengthValidator(_LONGEST_PASSWORD))
        self.fields["password1"].help_text = _("至少 10 位，不能是常见密码，不能全是数字。")

    def clean_oldpassword(self) -> str:
        """Wrong ones count like wrong logins. Raises TooMany."""
        name = self.user.username or self.user.code
        count_hit(PASSWORD_BY_NAME, name, at=timezone.now())
        right: str = super().clean_oldpassword()
        give_back(PASSWORD_BY_NAME, name)
        return right

    def clean(self) -> dict[str, Any]:
        """The new password twice the same."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", gettext("两次输入的新密码不一致。"))
        return self.cleaned_data


class _CountedCode(forms.Form):
    """Tries are counted for the person; an authenticator app's code is taken once, whichever process answers."""

    user: User

    def clean_code(self) -> str:
        """The code. Raises TooMany."""
        subject = self.user.code
        count_hit(SECOND_FACTOR_BY_PERSON, subject, at=timezone.now())
        code: str = super().clean_code()  # type: ignore[misc]
        plain = "".join(filter(str.isdigit, code))
        try:
            count_hit(SECOND_FACTOR_ONCE, f"{subject}:{plain}", at=timezone.now())
        except TooMany as error:
            raise forms.ValidationError(gettext("这个验证码已经用过，请等下一个。")) from error
        give_back(SECOND_FACTOR_BY_PERSON, subject)
        return code


class SecondFactorForm(_CountedCode, second_factor.AuthenticateForm):
    """A code of the authenticator app, or a recovery code, to finish logging in."""

    code = digits_field(_("动态验证码或备用码"))


class SecondFactorAgainForm(_CountedCode, second_factor.ReauthenticateForm):
    """The same, within a session."""

    code = digits_field(_("动态验证码或备用码"))


class SetUpAppForm(_CountedCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = digits_field(_("应用显示的 6 位验证码"))


class CredentialField(forms.JSONField):
    """What a script says a passkey answered; it is never shown again."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Brackets nested without end are no answer either."""
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(gettext("通行密钥没有通过，请重试。")) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing."""
        return None

    def prepare_value(self, value: Any) -> Any:
        """Nothing."""
        return ""


class _CheckedCredential(forms.Form):
    """A passkey's answer comes from a script: what is no such answer is refused in words, whatever it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def full_clean(self) -> None:
        """allauth and fido2 raise what parsing raises; all of it means the same to the visitor."""
        try:
            super().full_clean()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, gettext("通行密钥没有通过，请重试。"))

    def clean_credential(self) -> Any:
        """Well-formed and without NUL, which the database cannot hold."""
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict) or "\\u0000" in json.dumps(credential):
            raise forms.ValidationError(gettext("通行密钥没有通过，请重试。"))
        parent = getattr(super(), "clean_credential", None)
        return parent() if parent else credential


class AddPasskeyForm(_CheckedCredential, passkeys.AddWebAuthnForm):
    """A new passkey, with a name."""

    name = forms.CharField(label=_("名称"), max_length=60, required=False)


class PasskeyForm(_CheckedCredential, passkeys.AuthenticateWebAuthnForm):
    """A passkey to finish logging in."""


class PasskeyAgainForm(_CheckedCredential, passkeys.ReauthenticateWebAuthnForm):
    """A passkey within a session."""
