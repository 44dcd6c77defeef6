"""What a carer keeps. No field here tells sex, marriage or children; an employer reads none of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from carepost.domain.facts import Text
from carepost.records.employers import Employer
from carepost.records.people import User
from carepost.records.posts import Post

MONTH = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"


def _is_month(name: str) -> models.Q:
    return models.Q(**{name: ""}) | models.Q(**{f"{name}__regex": MONTH})


def _in_order(start: str, end: str) -> models.Q:
    """An end needs a start before it; without an end it still goes on."""
    return models.Q(**{end: ""}) | (~models.Q(**{start: ""}) & models.Q(**{f"{end}__gte": models.F(start)}))


class Profile(models.Model):
    """What a carer says of herself. `week_sealed` holds the answers of her week entry, places of home and school too.

    Months are "YYYY-MM"; a break with a start and no end still goes on. Nobody asks why there was one.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="carer_profile")
    week_sealed = models.BinaryField(null=True)
    week_kept_at = models.DateTimeField(null=True)
    skills = ArrayField(models.CharField(max_length=24), default=list)
    break_from = models.CharField(max_length=7, blank=True)
    break_to = models.CharField(max_length=7, blank=True)
    about = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_is_month("break_from") & _is_month("break_to"), name="carers_break_is_in_months"
            ),
            models.CheckConstraint(condition=_in_order("break_from", "break_to"), name="carers_break_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(week_sealed__isnull=True, week_kept_at__isnull=True)
                | models.Q(week_sealed__isnull=False, week_kept_at__isnull=False),
                name="carers_week_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"profile of {self.user_id}"


class Experience(models.Model):
    """Work that she has done, in her own words."""

    code = models.CharField(max_length=16, unique=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="experience")
    occupation = models.CharField(max_length=60)
    since = models.CharField(max_length=7)
    until = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(since="") & _is_month("since") & _is_month("until"),
                name="carers_experience_is_in_months",
            ),
            models.CheckConstraint(condition=_in_order("since", "until"), name="carers_experience_ends_after_start"),
            models.CheckConstraint(condition=~models.Q(occupation=""), name="carers_experience_is_said"),
        )

    def __str__(self) -> str:
        return self.code


class SavedPost(models.Model):
    """A post that she marked to find again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_posts")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "post"], name="carers_post_saved_once"),)
        indexes = (models.Index(fields=["user", "-id"], name="carers_saved_newest"),)

    def __str__(self) -> str:
        return f"{self.user_id} saved {self.post_id}"


class HiddenEmployer(models.Model):
    """An employer that must not see her in any matching; its posts are kept from her too unless she wants them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="hidden_employers")
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="+")
    posts_too = models.BooleanField(default=True)
    hidden_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "employer"], name="carers_employer_hidden_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} hidden from {self.employer_id}"


class Frequency(models.TextChoices):
    """How often a saved search is run for her."""

    INSTANT = "instant", "有新岗位就提醒"
    DAILY = "daily", "每天一次"
    WEEKLY = "weekly", "每周一次"

    @property
    def text(self) -> Text:
        """The frequency in both languages."""
        return _FREQUENCIES[self]


_FREQUENCIES = {
    Frequency.INSTANT: Text("有新岗位就提醒", "As soon as there is one"),
    Frequency.DAILY: Text("每天早上一次", "Once a day, in the morning"),
    Frequency.WEEKLY: Text("每周一早上一次", "Once a week, on Monday morning"),
}


class SavedSearch(models.Model):
    """A search that is run again for her. Its address is sealed, because it may say where she lives.

    `query_index` (a keyed hash) finds the same search again; `place` is the code of its place ("" for the whole
    country), `since` the moment after which posts must have opened to be told, `token` stops it without login.
    """

    code = models.CharField(max_length=16, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=40)
    query_sealed = models.BinaryField()
    query_index = models.BinaryField(max_length=32)
    place = models.CharField(max_length=9, blank=True)
    frequency = models.CharField(max_length=8, choices=Frequency.choices)
    on_site = models.BooleanField(default=True)
    by_text = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    token = models.CharField(max_length=32, unique=True)
    since = models.DateTimeField()
    last_run = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "query_index"], name="carers_search_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="carers_search_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(frequency__in=Frequency.values), name="carers_search_frequency_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(on_site=True) | models.Q(by_text=True), name="carers_search_has_a_channel"
            ),
        )
        indexes = (
            models.Index(fields=["frequency", "id"], condition=models.Q(paused=False), name="carers_search_running"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def frequency_text(self) -> Text:
        """How often it is run, in both languages."""
        return Frequency(self.frequency).text


class AlertHit(models.Model):
    """A post that a saved search has told her of: each is told once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["search", "post"], name="carers_post_told_once"),)

    def __str__(self) -> str:
        return f"{self.search_id} told {self.post_id}"


class FitAlert(models.Model):
    """That a carer asked to be told of new posts that fit her week, and since when."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="fit_alert")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} is told of what fits"


class FitHit(models.Model):
    """A post that fits of which she was told: each once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="fit_hits")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "post"], name="carers_fitting_post_told_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} told that {self.post_id} fits"


class Crowd(models.Model):
    """In how many carers' lists a post stood last night, and its places; nobody's name stands here."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    wanted = models.PositiveIntegerField()
    places = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.wanted} for {self.places} of {self.post_id}"


class CrowdCount(models.Model):
    """A night's count of crowds, and how many carers could be matched."""

    on = models.DateField(unique=True)
    known = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.known} on {self.on}"
