"""Employers and their members."""

from django.db import models
from django.db.models.functions import Length

from carepost.records.people import User
from carepost.records.places import Place

models.CharField.register_lookup(Length)


class Kind(models.TextChoices):
    ENTERPRISE = "enterprise", "企业"
    INDIVIDUAL_BUSINESS = "individual_business", "个体工商户"
    SOCIAL_ORGANISATION = "social_organisation", "社会组织"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    NOT_STATED = "not_stated", "未载明"


class Origin(models.TextChoices):
    REPORTED = "reported", "据报道"
    OWN = "own", "自行登记"


class Employer(models.Model):
    """An employer: registered here (`own`, with a credit code) or only named in a report (`reported`)."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    pinyin = models.CharField(max_length=400)
    credit_code = models.CharField(max_length=18, unique=True, null=True)  # noqa: DJ001 (unique where stated)
    kind = models.CharField(max_length=24, choices=Kind.choices, default=Kind.NOT_STATED)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(credit_code__isnull=True) | models.Q(credit_code__length=18),
                name="employers_credit_code_length",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="reported") | models.Q(credit_code__isnull=False),
                name="employers_own_has_credit_code",
            ),
            models.UniqueConstraint(
                fields=["name", "place"],
                condition=models.Q(origin="reported"),
                nulls_distinct=False,
                name="employers_reported_once",
            ),
        )
        indexes = (models.Index(fields=["place", "pinyin"], name="employers_place_pinyin"),)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person acting for an employer, as owner or recruiter."""

    class MemberRole(models.TextChoices):
        OWNER = "employer_owner", "负责人"
        RECRUITER = "employer_recruiter", "招聘专员"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["employer", "user", "role"],
                condition=models.Q(until__isnull=True),
                name="employers_member_live_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.employer_id}"
