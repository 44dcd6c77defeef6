"""The audit trail: rows are added, never changed and never deleted."""

from django.db import models


class Event(models.Model):
    """What was done, by whom, to what. Personal values stand apart, in PersonalFact, so that they can be forgotten."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=64)
    actor_code = models.CharField(max_length=32, blank=True)
    subject_kind = models.CharField(max_length=32)
    subject_code = models.CharField(max_length=64)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_code", "id"], name="audit_event_subject"),
            models.Index(fields=["actor_code", "id"], name="audit_event_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind}:{self.subject_code}"


class PersonalFact(models.Model):
    """A personal value of one event; deleting it forgets the value and leaves the event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="personal_facts")
    person_code = models.CharField(max_length=32)
    key = models.CharField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "key"], name="audit_personal_once"),)
        indexes = (models.Index(fields=["person_code"], name="audit_personal_person"),)

    def __str__(self) -> str:
        return f"{self.key} of {self.person_code}"
