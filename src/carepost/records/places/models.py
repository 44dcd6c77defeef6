"""Places by GB/T 2260 code, and the bureau that answers for each."""

from django.db import models

from carepost.domain.facts import Text

LABEL_MAX = 20
LABEL_EN_MAX = 60


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "地级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡级"


class Place(models.Model):
    """A division: 6 digits down to counties, 9 for towns; a place's descendants share its prefix.

    Latitude and longitude are degrees; null where no source states them (data/SOURCES.md).
    """

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    pinyin = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level="town", code__regex=r"^\d{9}$")
                | ~models.Q(level="town") & models.Q(code__regex=r"^\d{6}$"),
                name="places_code_fits_level",
            ),
            models.CheckConstraint(
                condition=models.Q(level="province", parent__isnull=True)
                | ~models.Q(level="province") & models.Q(parent__isnull=False),
                name="places_only_provinces_are_roots",
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
                name="places_centroid_is_a_point_in_china",
            ),
        )
        indexes = (models.Index(fields=["parent", "pinyin"], name="places_place_children"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en)


class PlacePin(models.Model):
    """A point that an officer gave a place for which no table has one; the newest holds, and stands on the place."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="pins")
    latitude = models.FloatField()
    longitude = models.FloatField()
    source = models.CharField(max_length=200)
    mark = models.CharField(max_length=1)
    by_code = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(latitude__range=(0, 60), longitude__range=(70, 140)), name="places_pin_in_china"
            ),
            models.CheckConstraint(
                condition=models.Q(mark__in=("P", "S", "D", "M", "N")), name="places_pin_mark_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.latitude},{self.longitude}"


class Bureau(models.Model):
    """The office in charge of a place, and the label it chose for its posts (妈妈岗, 生育友好岗, 育儿岗)."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    label = models.CharField(max_length=LABEL_MAX)
    label_en = models.CharField(max_length=LABEL_EN_MAX)
    phone = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    mark = models.CharField(max_length=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(mark__in=("P", "S", "D", "M", "N")), name="places_bureau_mark_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(label="") & ~models.Q(label_en=""), name="places_bureau_label_is_said"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.label})"

    @property
    def text(self) -> Text:
        """The office's name in both languages."""
        return Text(self.name, self.name_en)

    @property
    def label_text(self) -> Text:
        """The label of its posts in both languages."""
        return Text(self.label, self.label_en)
