"""Work to be done later, in one table."""

from django.db import models


class Task(models.Model):
    """One piece of work. `key` is its business key: the same key is never enqueued twice."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["run_at", "id"],
                name="queue_task_open",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.key
