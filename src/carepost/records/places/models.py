"""Places by GB/T 2260 code, and the bureau that answers for each."""

from django.db import models


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "地级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡级"


class Place(models.Model):
    """A division: 6 digits down to counties, 9 for towns; a place's descendants share its prefix."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    pinyin = models.CharField(max_length=120)

    class Meta:
        indexes = (models.Index(fields=["parent", "pinyin"], name="places_place_children"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Bureau(models.Model):
    """The office in charge of a place, and the label it chose for its posts (妈妈岗, 生育友好岗, 育儿岗)."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    label = models.CharField(max_length=20)
    label_en = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    mark = models.CharField(max_length=1)

    def __str__(self) -> str:
        return f"{self.name} ({self.label})"
