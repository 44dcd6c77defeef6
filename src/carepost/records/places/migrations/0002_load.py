"""The shipped places and bureaus."""

from typing import Any

from django.db import migrations

from carepost.records.places.seed import load_places


def load(apps: Any, schema_editor: Any) -> None:
    load_places(
        place_model=apps.get_model("places", "Place"),
        bureau_model=apps.get_model("places", "Bureau"),
        using=schema_editor.connection.alias,
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
