"""The Django app of this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "carepost.records.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the room's tasks."""
        import carepost.records.people.messages
        import carepost.records.people.phone_login  # noqa: F401
