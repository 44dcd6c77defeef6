"""Who may log in at all."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from carepost.records.people.models import User


class PeopleBackend(AuthenticationBackend):
    """allauth's, without people who are switched off, and without the demo's wherever the demo is off."""

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        """Asked at login and for every request of a session."""
        return isinstance(user, User) and may_log_in(user)


def may_log_in(user: User) -> bool:
    """Whether the account is open: active, and not a demo account outside the demo."""
    return user.is_active and (settings.DEMO or not user.demo)
