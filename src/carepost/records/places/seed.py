"""Loads the places and bureaus that ship with the product. Rows are added and renamed, never deleted."""

from __future__ import annotations

from django.db import transaction

from carepost.records.places.directory import forget_directory
from carepost.records.places.models import Bureau, Place
from carepost.records.places.tables import read_table

_BATCH = 1000


def load_places(
    *, place_model: type[Place] = Place, bureau_model: type[Bureau] = Bureau, using: str = "default"
) -> int:
    """Writes the shipped places, and the bureaus that are not there yet; returns the number of places.

    Running it again changes nothing; after an update of the product it adds and renames. What an officer has set on a
    bureau stays, and so does the point that she gave a place for which the table has none. Processes that are running
    keep the places they read at their start.
    """
    places = [_place(place_model, row) for row in read_table("places.csv")]
    changing = [f.attname for f in place_model._meta.concrete_fields if not f.primary_key]
    unpointed = [name for name in changing if name not in {"latitude", "longitude"}]
    with transaction.atomic(using=using):
        # A point that an officer gave stays where the table still has none; parents come before their children.
        for length in (6, 9):
            for pointed, fields in ((True, changing), (False, unpointed)):
                place_model._default_manager.using(using).bulk_create(
                    [p for p in places if len(p.code) == length and (p.latitude is not None) is pointed],
                    _BATCH,
                    update_conflicts=True,
                    unique_fields=["code"],
                    update_fields=fields,
                )
        bureau_model._default_manager.using(using).bulk_create(
            [_bureau(bureau_model, row) for row in read_table("bureaus.csv")], ignore_conflicts=True
        )
    forget_directory()
    return len(places)


def _place(model: type[Place], row: dict[str, str]) -> Place:
    return model(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        level=row["level"],
        parent_id=row["parent"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        pinyin=row["pinyin"],
    )


def _bureau(model: type[Bureau], row: dict[str, str]) -> Bureau:
    return model(place_id=row["place"], **{column: value for column, value in row.items() if column != "place"})
