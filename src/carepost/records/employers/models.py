"""Employers and their members."""

from django.db import models

from carepost.domain.facts import Text
from carepost.domain.roles import ROLE_LABELS, Role
from carepost.records.people import User
from carepost.records.places import Place


class EmployerKind(models.TextChoices):
    """What an employer is by law; the schemes differ in which kinds they cover."""

    ENTERPRISE = "enterprise", "企业"
    INDIVIDUAL_BUSINESS = "individual_business", "个体工商户"
    SOCIAL_ORGANISATION = "social_organisation", "社会组织"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    NOT_STATED = "not_stated", "未载明"

    @property
    def text(self) -> Text:
        """The kind in both languages."""
        return _KINDS[self]


_KINDS = {
    EmployerKind.ENTERPRISE: Text("企业", "Enterprise"),
    EmployerKind.INDIVIDUAL_BUSINESS: Text("个体工商户", "Individual business"),
    EmployerKind.SOCIAL_ORGANISATION: Text("社会组织", "Social organisation"),
    EmployerKind.PUBLIC_INSTITUTION: Text("事业单位", "Public institution"),
    EmployerKind.NOT_STATED: Text("未载明", "Not stated"),
}


# GB 32100-2015: no I, O, S, V or Z; characters 3 to 8 are a division code. The check digit is checked on the way in.
CREDIT_CODE = r"^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"


class Origin(models.TextChoices):
    REPORTED = "reported", "据报道"
    OWN = "own", "自行登记"
    DEMO = "demo", "演示"


class Employer(models.Model):
    """An employer: registered here (`own`, with a credit code) or only named in a report (`reported`)."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    pinyin = models.CharField(max_length=400)
    credit_code = models.CharField(max_length=18, unique=True, null=True)  # noqa: DJ001 (unique where stated)
    kind = models.CharField(max_length=24, choices=EmployerKind.choices, default=EmployerKind.NOT_STATED)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(credit_code__isnull=True) | models.Q(credit_code__regex=CREDIT_CODE),
                name="employers_credit_code_form",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="reported") | models.Q(credit_code__isnull=False),
                name="employers_own_has_credit_code",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="employers_name_is_said"),
            models.CheckConstraint(condition=models.Q(kind__in=EmployerKind.values), name="employers_kind_is_known"),
            models.CheckConstraint(condition=models.Q(origin__in=Origin.values), name="employers_origin_is_known"),
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
        OWNER = Role.EMPLOYER_OWNER.value, "负责人"
        RECRUITER = Role.EMPLOYER_RECRUITER.value, "招聘专员"

        @property
        def text(self) -> Text:
            """The role in both languages."""
            return ROLE_LABELS[Role(self.value)]

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
            models.CheckConstraint(
                condition=models.Q(role__in=(Role.EMPLOYER_OWNER.value, Role.EMPLOYER_RECRUITER.value)),
                name="employers_member_role_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="employers_member_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.employer_id}"


class Invitation(models.Model):
    """A role offered to the holder of a phone number: sealed while it is open, found by a keyed hash."""

    code = models.CharField(max_length=16, unique=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Member.MemberRole.choices)
    phone_index = models.BinaryField(max_length=32, db_index=True)
    phone_sealed = models.BinaryField(null=True)
    invited_at = models.DateTimeField()
    until = models.DateTimeField()
    # Accepted, declined, taken back or over: from then on the number is gone.
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["employer", "phone_index", "role"],
                condition=models.Q(closed_at__isnull=True),
                name="employers_invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=(Role.EMPLOYER_OWNER.value, Role.EMPLOYER_RECRUITER.value)),
                name="employers_invitation_role_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, phone_sealed__isnull=False)
                | models.Q(closed_at__isnull=False, phone_sealed__isnull=True),
                name="employers_invitation_forgets_number",
            ),
        )

    def __str__(self) -> str:
        return self.code
