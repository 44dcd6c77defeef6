"""People who log in, and the roles they hold."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from carepost.domain.facts import Text
from carepost.domain.roles import Role
from carepost.records.places import Place


class User(AbstractBaseUser):
    """Somebody who can log in: by phone and code, or (staff) by user name, password and second factor.

    The phone number is sealed (`phone_sealed`) and found by a keyed hash (`phone_index`).
    """

    code = models.CharField(max_length=16, unique=True)
    username = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001 (unique where given)
    name = models.CharField(max_length=60, blank=True)
    phone_index = models.BinaryField(max_length=32, unique=True, null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    # Made by the demo, with a password that everybody knows: shut out wherever the demo is off.
    demo = models.BooleanField(default=False)

    USERNAME_FIELD = "code"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.code


class LoginCode(models.Model):
    """A code sent to a phone, known or not: it proves the number, and the account is looked up only after that.

    `code` names it in the visitor's session; the digits are kept as a keyed hash, the number sealed.
    """

    code = models.CharField(max_length=16, unique=True)
    phone_sealed = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Throttle(models.Model):
    """How often something was done in the present window; `key` is a keyed hash of what is counted and for whom."""

    key = models.BinaryField(max_length=32, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    hits = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.hits} since {self.since:%H:%M:%S}"


class Grant(models.Model):
    """A role that a person holds from a date until a date; bureau roles are bound to a place and all below it.

    Employer roles are not granted here: they follow from membership of an employer.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "role", "place"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="people_grant_live_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Notice(models.Model):
    """Something that a person is told on the site; `key` makes it be told once. `url` is an address of ours or ""."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="people_notice_once"),)
        indexes = (models.Index(fields=["user", "-id"], name="people_notice_newest"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"

    @property
    def text(self) -> Text:
        """What it says in both languages."""
        return Text(self.zh, self.en)
