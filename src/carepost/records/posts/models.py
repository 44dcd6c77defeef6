"""Posts: reported ones, restated from what others published, and own ones, written and certified here."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from carepost.records.employers import Employer
from carepost.records.places import Place

# What the list asks of a post, so that it is answered from an index without a look at the row.
_LISTED = models.Q(state__in=["reported", "published"])
_ASKED = ["expires_on", "pattern", "at_home", "latitude", "longitude", "place", "employer", "form"]
_ORDERED = ["pay_hour_fen", "opened_at", "created_at"]


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
    # What the list filters and sorts by, computed from `facts` by `columns_of`; null or "" is "not stated".
    form = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=12, blank=True)
    at_home = models.BooleanField(default=False)
    insured = models.BooleanField(null=True)
    pay_hour_fen = models.PositiveIntegerField(null=True)
    pay_month_fen = models.PositiveIntegerField(null=True)
    terms = ArrayField(models.TextField(), default=list)
    # The place of work in degrees; only where the post itself was pinned, a place's own point is not copied here.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # Made by the demo, its employer invented.
    demo = models.BooleanField(default=False)
    # The certificate that stands; the decisions behind it are kept by the certification room.
    certificate_number = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 (unique where given)
    certified_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    # Columns of a reported post that an officer put right; an import leaves them alone.
    corrected = ArrayField(models.CharField(max_length=20), default=list)
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
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    # A check that comes out as null would let half a point pass.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(0, 60),
                    longitude__range=(70, 140),
                ),
                name="posts_point_is_whole_and_in_china",
            ),
            models.CheckConstraint(
                condition=models.Q(certificate_number__isnull=True, certified_on__isnull=True)
                | models.Q(kind="own", certificate_number__isnull=False, certified_on__isnull=False),
                name="posts_certificate_has_number_and_date",
            ),
        )
        indexes = (
            models.Index(fields=["place", "-id"], name="posts_post_place"),
            models.Index(fields=["state", "expires_on"], name="posts_post_expiry"),
            models.Index(fields=["employer", "-id"], name="posts_post_employer"),
            GinIndex(fields=["terms"], name="posts_post_terms"),
            # The orders of the list, read until enough are found.
            models.Index(
                "kind",
                models.F("pay_hour_fen").desc(nulls_last=True),
                models.F("id").desc(),
                condition=_LISTED,
                include=_ASKED,
                name="posts_list_by_pay",
            ),
            models.Index(
                "kind",
                Coalesce("opened_at", "created_at").desc(),
                models.F("id").desc(),
                condition=_LISTED,
                include=[*_ASKED, *_ORDERED],
                name="posts_list_by_age",
            ),
            # How many there are in a place and below it; codes are compared by their beginnings.
            models.Index(
                fields=["place"],
                opclasses=["varchar_pattern_ops"],
                condition=_LISTED,
                include=["kind", "expires_on"],
                name="posts_list_by_place",
            ),
            # What is near: pins in a box, work at home, which is near everybody, and what stands in a place of the box.
            models.Index(
                fields=["latitude", "longitude"],
                condition=_LISTED & models.Q(at_home=False, latitude__isnull=False),
                include=["id", "kind", "expires_on", "pattern", "place", "employer", "form", *_ORDERED],
                name="posts_list_by_point",
            ),
            models.Index(
                fields=["place", "id"],
                condition=_LISTED & models.Q(at_home=True),
                include=["kind", "expires_on", "pattern", "employer", "form", *_ORDERED],
                name="posts_list_at_home",
            ),
            models.Index(
                fields=["place", "id"],
                condition=_LISTED & models.Q(at_home=False, latitude__isnull=True),
                include=["kind", "expires_on", "pattern", "employer", "form", *_ORDERED],
                name="posts_list_unpinned",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class MatchFacts(models.Model):
    """What matching weighs of a post, worked out from its facts and the law when it opens: see weighing.

    `hand_fen`: pay an hour in hand, `quality`: 0..1 by the standard; null is not known. `required`, `wished`: sets of
    skill bits. `lawful`: whether the checks found nothing that forbids it. A post without a row counts as not known.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="match_facts")
    hand_fen = models.PositiveIntegerField(null=True)
    quality = models.FloatField(null=True)
    way_up = models.BooleanField(default=False)
    places = models.PositiveIntegerField(default=1)
    required = models.BigIntegerField(default=0)
    wished = models.BigIntegerField(default=0)
    lawful = models.BooleanField(default=True)
    weighed_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quality__isnull=True) | models.Q(quality__range=(0, 1)),
                name="posts_quality_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(required__gte=0, wished__gte=0), name="posts_skills_are_sets_of_bits"
            ),
        )

    def __str__(self) -> str:
        return f"what matching weighs of {self.post_id}"


class Change(models.Model):
    """That a post changed, and in which transaction: triggers write it whoever writes a post, so that no process goes
    on with an old index. No foreign key: a post that is gone has changed too.
    """

    post_id = models.BigIntegerField(primary_key=True)
    generation = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.post_id} in {self.generation}"


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


class Unmet(models.Model):
    """Somebody found no post that suits her and said so: the day, the city, and which filters she had set.

    No person, no week, no words, no point; rows that are alike are one, with their number.
    """

    on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    filters = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["on", "place", "filters"], nulls_distinct=False, name="posts_unmet_alike_is_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.place_id or ''} {self.filters}: {self.number}"
