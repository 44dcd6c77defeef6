"""Versions of packs, the files they are made of, and decisions kept with the edition of the law that took them.

Who did something is kept as the person's public code, as in the trail: people stand later in the order of rooms.
"""

from django.db import models
from django.db.models import F, Q

from carepost.domain.rules import LapseState

CODE = 16
PERSON = 32
DIGEST = 64


class PackFile(models.Model):
    """The content of one file, by its SHA-256; kept once, never changed."""

    digest = models.CharField(max_length=DIGEST, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Version(models.Model):
    """One uploaded set of files: all parameters of one place, or one scheme.

    `files`: {name in the pack: digest}; `faults`: [{file, zh, en}], what the check found. An approved version applies
    from `effective_from` until another takes its place, or until the day before `withdrawn_on`.
    """

    class Kind(models.TextChoices):
        PLACE = "place", "地区参数"
        SCHEME = "scheme", "方案"

    class State(models.TextChoices):
        STAGED = "staged", "待审"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    code = models.CharField(max_length=CODE, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=61)
    place = models.CharField(max_length=9)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    files = models.JSONField()
    digest = models.CharField(max_length=DIGEST)
    cases = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STAGED)
    note = models.CharField(max_length=1000)
    effective_from = models.DateField()
    staged_by = models.CharField(max_length=PERSON)
    staged_at = models.DateTimeField()
    approved_by = models.CharField(max_length=PERSON, blank=True)
    approved_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=PERSON, blank=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=["place", "scheme"]), name="packs_version_kind"),
            models.CheckConstraint(condition=~Q(note=""), name="packs_version_says_why"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("staged_by")), name="packs_second_officer_is_another"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by="")
                | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="packs_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(faults=[]), name="packs_nothing_faulty_is_approved"
            ),
            models.CheckConstraint(
                condition=Q(state="staged", approved_at__isnull=True, closed_at__isnull=True)
                | Q(state="approved", approved_at__isnull=False, closed_at__isnull=True)
                | (
                    Q(state="refused", approved_at__isnull=True, closed_at__isnull=False)
                    & ~Q(closed_by="")
                    & ~Q(reason="")
                )
                | (Q(state="withdrawn", closed_at__isnull=False) & ~Q(closed_by="") & ~Q(reason="")),
                name="packs_version_state_is_told",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(state="withdrawn", approved_at__isnull=False),
                name="packs_only_approved_is_taken_out",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "subject", "-effective_from"], name="packs_version_subject"),
            models.Index(
                fields=["effective_from"], condition=Q(approved_at__isnull=False), name="packs_version_approved"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.kind} {self.subject}"


class Generation(models.Model):
    """One row whose stamp changes with every approval and withdrawal: processes compare it with what they hold.

    The stamp is drawn anew, not counted: a number whose transaction fails would be given out twice.
    """

    stamp = models.CharField(max_length=CODE)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="packs_generation_once"),)

    def __str__(self) -> str:
        return self.stamp


class Edition(models.Model):
    """Every file that a scheme rests on: its own and the parameters of its place and the places above.

    `files`: {path below a folder of packs: digest}. Kept with decisions, so that a newer product can take them again.
    """

    digest = models.CharField(max_length=DIGEST, unique=True)
    scheme = models.CharField(max_length=61)
    pack_hash = models.CharField(max_length=CODE)
    files = models.JSONField()
    product = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.scheme} {self.pack_hash}"


class Decision(models.Model):
    """A kept answer to one case: what is personal (the case, the answer with its trace) is sealed; it bears no name.

    `area` is the place for which the officer acted: officers there and above may read it.
    """

    class Access(models.TextChoices):
        YES = "yes", "可以"
        NO = "no", "不可以"
        UNKNOWN = "unknown", "不明"

    code = models.CharField(max_length=CODE, unique=True)
    scheme = models.CharField(max_length=61)
    area = models.CharField(max_length=9)
    month = models.DateField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="decisions")
    post_access = models.CharField(max_length=10, choices=Access.choices)
    subsidy_access = models.CharField(max_length=10, choices=Access.choices)
    case_sealed = models.BinaryField()
    answer_sealed = models.BinaryField()
    kept_by = models.CharField(max_length=PERSON)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(post_access__in=["yes", "no", "unknown"], subsidy_access__in=["yes", "no", "unknown"]),
                name="packs_decision_answers",
            ),
            models.CheckConstraint(condition=~Q(kept_by=""), name="packs_decision_of_somebody"),
        )
        indexes = (models.Index(fields=["area", "-id"], name="packs_decision_newest"),)

    def __str__(self) -> str:
        return f"{self.code} {self.scheme}"


class LapseNotice(models.Model):
    """That the expiry watch has told of a value in one state; the key keeps it from telling twice."""

    key = models.CharField(max_length=DIGEST, unique=True)
    place = models.CharField(max_length=9)
    item = models.CharField(max_length=300)
    state = models.CharField(max_length=20)
    until = models.DateField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in LapseState]), name="packs_lapse_state"),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.item} {self.state}"
