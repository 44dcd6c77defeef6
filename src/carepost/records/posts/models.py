"""Posts: reported ones, restated from what others published, and own ones, written and certified here."""

from django.db import models

from carepost.records.employers import Employer
from carepost.records.places import Place


class Kind(models.TextChoices):
    REPORTED = "reported", "据报道"
    OWN = "own", "本平台发布"


class State(models.TextChoices):
    REPORTED = "reported", "据报道"
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "退回修改"
    CERTIFIED = "certified", "已认定"
    PUBLISHED = "published", "招聘中"
    PAUSED = "paused", "已暂停"
    EXPIRED = "expired", "已到期"
    DOWNGRADED = "downgraded", "已降级"
    WITHDRAWN = "withdrawn", "已撤销"


class Pattern(models.Model):
    """A shift pattern that posts share: `form` is its plain data, `key` is equal exactly for equal patterns."""

    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    form = models.JSONField()

    def __str__(self) -> str:
        return self.key


class Post(models.Model):
    """A post. The `*_text` fields hold the words as published; an empty one is "not stated".

    `facts` is the one structured form of what the post says: a post file as plain data, without what is not stated.
    `pattern` is set only where days and times are stated.
    """

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    title = models.CharField(max_length=120)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="posts")
    employer_text = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="posts")
    place_text = models.CharField(max_length=200, blank=True)
    headcount_text = models.CharField(max_length=120, blank=True)
    pay_text = models.CharField(max_length=300, blank=True)
    hours_text = models.CharField(max_length=300, blank=True)
    requirements_text = models.CharField(max_length=500, blank=True)
    other_text = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    pattern = models.ForeignKey(Pattern, on_delete=models.PROTECT, null=True, related_name="posts")
    # Where a reported post was read; the address is kept for the officer and is not shown (it may be a mirror).
    row_type = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=120, blank=True)
    publisher_en = models.CharField(max_length=120, blank=True)
    published_date = models.CharField(max_length=20, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    import_key = models.BinaryField(max_length=32, unique=True, null=True)
    expires_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="posts_state_known"),
            models.CheckConstraint(
                condition=models.Q(kind="own", expires_on__isnull=False, employer__isnull=False)
                | models.Q(kind="reported", import_key__isnull=False),
                name="posts_own_has_expiry_and_employer",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="reported", state__in=["reported", "withdrawn"])
                | (models.Q(kind="own") & ~models.Q(state="reported")),
                name="posts_reported_is_never_certified",
            ),
        )
        indexes = (
            models.Index(fields=["place", "-id"], name="posts_post_place"),
            models.Index(fields=["state", "expires_on"], name="posts_post_expiry"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ImportRun(models.Model):
    """One reading of a file: who, when, which file, and what became of each row."""

    code = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField()
    actor_code = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    read_as = models.CharField(max_length=20)
    counts = models.JSONField()
    rows = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["sha256", "id"], name="posts_import_file"),)

    def __str__(self) -> str:
        return f"{self.code} {self.file_name}"
