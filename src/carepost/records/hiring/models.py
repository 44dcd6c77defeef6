"""How employers and carers meet: approaches, job shares, fairs.

No field here tells sex, marriage or children. What an employer may read of a carer before she says otherwise are her
code of this room, her skills and her hours.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from carepost.records.employers import Employer
from carepost.records.people import User
from carepost.records.places import Place
from carepost.records.posts import Post

DAY = 24 * 60


class Seeker(models.Model):
    """A carer who agreed to be suggested to employers, under a code that stands nowhere else."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="seeking")
    code = models.CharField(max_length=16, unique=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class ApproachState(models.TextChoices):
    SENT = "sent", "等待答复"
    REVEALED = "revealed", "已留联系方式"
    DECLINED = "declined", "已谢绝"
    WITHDRAWN = "withdrawn", "单位已撤回"
    LAPSED = "lapsed", "到期未答复"


class Approach(models.Model):
    """An employer asks a suggested carer to get in touch about a post; only her own act gives her contact away.

    `contact_sealed`: what she then gives, sealed for this row; it goes when she takes it back or the row is forgotten.
    """

    code = models.CharField(max_length=16, unique=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="approaches")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="approaches")
    seeker_code = models.CharField(max_length=16)
    words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ApproachState.choices, default=ApproachState.SENT)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approaches_sent")
    sent_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    contact_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post", "user"], name="hiring_approach_once"),
            models.CheckConstraint(
                condition=models.Q(state="revealed", contact_sealed__isnull=False)
                | (~models.Q(state="revealed") & models.Q(contact_sealed__isnull=True)),
                name="hiring_contact_by_her_act_only",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", answered_at__isnull=True)
                | (~models.Q(state="sent") & models.Q(answered_at__isnull=False)),
                name="hiring_approach_answered_at",
            ),
        )
        indexes = (models.Index(fields=["user", "-sent_at"], name="hiring_approach_hers"),)

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class ShareWish(models.Model):
    """A carer would cover one post together with somebody; `alone`: she would take it alone as well."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="share_wishes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="share_wishes")
    alone = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["post", "user"], name="hiring_share_wish_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} {self.user_id}"


class PairState(models.TextChoices):
    PROPOSED = "proposed", "等待双方同意"
    AGREED = "agreed", "双方已同意"
    DECLINED = "declined", "未成"


class SharePair(models.Model):
    """Two carers who together cover a post. Neither learns who the other is before both have said yes.

    `first_windows`, `second_windows`: [[start, end], ...] in minutes of the week, handovers included.
    """

    code = models.CharField(max_length=16, unique=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="share_pairs")
    first = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    first_windows = models.JSONField()
    second_windows = models.JSONField()
    handovers = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    proposed_at = models.DateTimeField()
    first_yes_at = models.DateTimeField(null=True)
    second_yes_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="hiring_pair_of_two"),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | models.Q(first_yes_at__isnull=False, second_yes_at__isnull=False),
                name="hiring_pair_agreed_by_both",
            ),
            models.UniqueConstraint(
                fields=["post", "first"], condition=~models.Q(state="declined"), name="hiring_pair_first_once"
            ),
            models.UniqueConstraint(
                fields=["post", "second"], condition=~models.Q(state="declined"), name="hiring_pair_second_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class FairState(models.TextChoices):
    DRAFT = "draft", "筹备"
    OPEN = "open", "报名中"
    PLANNED = "planned", "已排面谈"
    CANCELLED = "cancelled", "已取消"


class Fair(models.Model):
    """A job fair of a bureau: one day, one venue, interviews of `slot` minutes; times are minutes of the day.

    `school_holiday`: the day lies in the school holidays, as the bureau says: no table holds them for every place.
    """

    code = models.CharField(max_length=16, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    title = models.CharField(max_length=80)
    day = models.DateField()
    school_holiday = models.BooleanField(default=False)
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    slot = models.PositiveSmallIntegerField()
    break_start = models.PositiveSmallIntegerField(null=True)
    break_end = models.PositiveSmallIntegerField(null=True)
    venue = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    most = models.PositiveSmallIntegerField(default=3)
    state = models.CharField(max_length=10, choices=FairState.choices, default=FairState.DRAFT)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end"), end__lte=DAY, slot__range=(5, 120)),
                name="hiring_fair_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(break_start__isnull=True, break_end__isnull=True)
                | models.Q(break_start__lt=models.F("break_end")),
                name="hiring_fair_break",
            ),
            models.CheckConstraint(condition=models.Q(most__range=(1, 20)), name="hiring_fair_most"),
            models.CheckConstraint(
                condition=~models.Q(state="planned") | models.Q(planned_at__isnull=False), name="hiring_fair_planned_at"
            ),
        )
        indexes = (models.Index(fields=["day", "state"], name="hiring_fair_day"),)

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class FairDesk(models.Model):
    """An employer at a fair, with the posts it brings and how many people it can talk to at a time."""

    fair = models.ForeignKey(Fair, on_delete=models.CASCADE, related_name="desks")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    posts = models.ManyToManyField(Post, related_name="+")
    tables = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["fair", "employer"], name="hiring_desk_once"),
            models.CheckConstraint(condition=models.Q(tables__range=(1, 50)), name="hiring_desk_tables"),
        )

    def __str__(self) -> str:
        return f"{self.fair_id} {self.employer_id}"


class FairGuest(models.Model):
    """A carer who comes to a fair; the code stands for her on every list that employers see."""

    fair = models.ForeignKey(Fair, on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    skills = ArrayField(models.CharField(max_length=24), default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fair", "user"], name="hiring_guest_once"),)

    def __str__(self) -> str:
        return self.code


class FairTalk(models.Model):
    """One interview: neither a guest nor a table is in two at a time."""

    fair = models.ForeignKey(Fair, on_delete=models.CASCADE, related_name="talks")
    desk = models.ForeignKey(FairDesk, on_delete=models.CASCADE, related_name="talks")
    table = models.PositiveSmallIntegerField()
    guest = models.ForeignKey(FairGuest, on_delete=models.CASCADE, related_name="talks")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["guest", "start"], name="hiring_guest_in_one_talk"),
            models.UniqueConstraint(fields=["desk", "table", "start"], name="hiring_table_in_one_talk"),
            models.UniqueConstraint(fields=["guest", "desk"], name="hiring_guest_once_a_desk"),
        )
        ordering = ("start", "desk_id", "table")

    def __str__(self) -> str:
        return f"{self.start} {self.desk_id}.{self.table} {self.guest_id}"
