"""What a password must be, in our words (Django's catalogue lacks some of these in Chinese)."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext


class LongEnough(rules.MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """The sentence."""
        return gettext("密码太短，至少 {length} 位。").format(length=self.min_length)


class NotCommon(rules.CommonPasswordValidator):
    """Not among the passwords that are tried first."""

    def get_error_message(self) -> str:
        """The sentence."""
        return gettext("这个密码太常见，请换一个。")


class NotDigitsOnly(rules.NumericPasswordValidator):
    """More than digits."""

    def get_error_message(self) -> str:
        """The sentence."""
        return gettext("密码不能全是数字。")
