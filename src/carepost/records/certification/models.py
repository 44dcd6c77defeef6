"""Cases, certificates, proposals and batches. What was decided stays as it was decided."""

from django.db import models

from carepost.domain.standard import Level
from carepost.records.people import User
from carepost.records.places import Place
from carepost.records.posts import Post

_LEVELS = [level.value for level in Level]
_MARKS = ("P", "S", "D", "M", "N")


class Deadline(models.Model):
    """How many working days a bureau and the places below it take for something, and by which document."""

    class Kind(models.TextChoices):
        DECIDE = "decide", "认定"
        REPLY = "reply", "陈述申辩"

    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    working_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    mark = models.CharField(max_length=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place", "kind"], name="certification_deadline_once"),
            models.CheckConstraint(
                condition=models.Q(working_days__range=(1, 250)), name="certification_deadline_days"
            ),
            models.CheckConstraint(condition=models.Q(mark__in=_MARKS), name="certification_deadline_mark"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind} {self.working_days}"


class Case(models.Model):
    """The handling of one submission of a post: who works on it, and her answers so far by criterion id.

    `items`: {criterion id: {"answer": "met" | "not_met" | "", "evidence": str, "remark": str}}.
    """

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        CERTIFIED = "certified", "已认定"
        RETURNED = "returned", "已退回"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    edition = models.CharField(max_length=10)
    submitted_at = models.DateTimeField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="cases")
    taken_at = models.DateTimeField(null=True)
    items = models.JSONField(default=dict)
    opinion = models.CharField(max_length=1000, blank=True)
    saved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state="open"), name="certification_case_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | models.Q(state__in=["certified", "returned"], closed_at__isnull=False, officer__isnull=False),
                name="certification_case_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"


class Serial(models.Model):
    """A counter without gaps: its row is locked by whoever takes the next number, until she commits."""

    key = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


class Batch(models.Model):
    """A published part of the 名录: the certificates of a place since its last batch, frozen."""

    code = models.CharField(max_length=16, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_on = models.DateField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT)
    bureau = models.CharField(max_length=60, blank=True)
    bureau_en = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=20)
    label_en = models.CharField(max_length=60)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "number"], name="certification_batch_number_once"),)
        indexes = (models.Index(fields=["-closed_at", "-id"], name="certification_batch_newest"),)

    def __str__(self) -> str:
        return f"{self.place_id} {self.number}"


class BatchRow(models.Model):
    """One line of a batch as it was published; the database lets nobody change it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    post_code = models.CharField(max_length=16)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    employer = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    place_en = models.CharField(max_length=240)
    level = models.CharField(max_length=10)
    pay = models.CharField(max_length=300, blank=True)
    pay_en = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=300, blank=True)
    hours_en = models.CharField(max_length=300, blank=True)
    certified_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "line"], name="certification_batch_line_once"),)

    def __str__(self) -> str:
        return f"{self.line} {self.number}"


class Certificate(models.Model):
    """What was certified: the post as it stood (`facts_hash`), the edition, the level, and every item as decided.

    It stands while the post bears its number. `items` are rows of id, level, machine, answer, evidence, remark and
    result; `seen` is what the rules said on the day ({"rules": {id: severity}, "answers": {criterion id: answer}}),
    `changes` what they say otherwise since ([{kind, id, was, now}]).
    """

    code = models.CharField(max_length=16, unique=True)
    number = models.CharField(max_length=40, unique=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="certificates")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="certificates")
    edition = models.CharField(max_length=10)
    level = models.CharField(max_length=10)
    items = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    seen = models.JSONField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="certificates")
    issued_at = models.DateTimeField()
    certified_on = models.DateField()
    expires_on = models.DateField()
    recheck_on = models.DateField()
    changes = models.JSONField(default=list)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="certificates")
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(level__in=_LEVELS), name="certification_level_known"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("certified_on")), name="certification_expires_later"
            ),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=False) | models.Q(demo=True), name="certification_has_an_officer"
            ),
        )
        indexes = (
            models.Index(fields=["recheck_on"], name="certification_cert_recheck"),
            models.Index(fields=["post", "-id"], name="certification_cert_post"),
        )

    def __str__(self) -> str:
        return self.number


class Recheck(models.Model):
    """An officer looked again and confirmed the certificate: her answers then, and the level that she found."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="rechecks")
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField()
    items = models.JSONField()
    level = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.at:%Y-%m-%d}"


class Proposal(models.Model):
    """To downgrade or revoke a certified post: proposed by one officer, decided by another.

    `to_level` is the lower level at which the post stays on the list; "" takes it off. `criteria` are ids.
    """

    class Kind(models.TextChoices):
        DOWNGRADE = "downgrade", "降级"
        REVOKE = "revoke", "撤销认定"

    class State(models.TextChoices):
        OPEN = "open", "待复核"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "已否决"

    code = models.CharField(max_length=16, unique=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    to_level = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=1000)
    criteria = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField()
    reply_until = models.DateField()
    reply = models.CharField(max_length=2000, blank=True)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state="open"), name="certification_proposal_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="certification_second_reader_is_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(state__in=["confirmed", "rejected"], decided_by__isnull=False, decided_at__isnull=False),
                name="certification_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="certification_proposal_says_why"),
            models.CheckConstraint(
                condition=models.Q(to_level="") | models.Q(kind="downgrade", to_level__in=_LEVELS),
                name="certification_only_a_downgrade_has_a_level",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.post_id}"


class Phrase(models.Model):
    """An opinion phrase of an officer's own; the shipped ones are in `phrases`."""

    officer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["officer", "text"], name="certification_phrase_once"),)

    def __str__(self) -> str:
        return self.text
