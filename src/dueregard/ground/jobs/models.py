"""The queue of jobs, the slots of periodic work, and signs of life.

The worker serves all providers, so these tables are on the closed list of those that are read across providers. Nothing
outside this package reads them.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models

from ..kernel.ids import uuid7
from .vocabulary import State


class Job(models.Model):
    """Something to be done, written in the transaction that calls for it. Holds ids, enums, numbers and dates only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider_id = models.UUIDField(null=True, editable=False)
    """None for work on the house itself."""
    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=60, blank=True)
    """While it waits for its first attempt, no second one of this name and key is put into the queue."""
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=8, default=State.WAITING.value)
    due_at = models.DateTimeField()
    """Not before this; while a worker holds it, the end of the lease; when it has ended, the hour in which it did."""
    workers = models.JSONField(default=list)
    """The worker of each attempt, written before it is made."""
    held_by = models.UUIDField(null=True)
    """The claim under which it runs, new with each attempt: who lost the lease cannot end the job any more."""
    fault = models.CharField(max_length=200, blank=True)
    """The class of the latest fault, never its message."""
    fault_place = models.CharField(max_length=200, blank=True)
    """The file and line of our own code where it arose."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Two rules, because a unique rule lets any number of rows without a provider pass.
            models.UniqueConstraint(
                fields=["provider_id", "name", "key"],
                condition=~models.Q(key=""),
                name="jobs_job_once_waiting",
            ),
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=models.Q(provider_id=None) & ~models.Q(key=""),
                name="jobs_job_once_waiting_house",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["-priority", "due_at", "id"],
                condition=models.Q(state__in=(State.WAITING.value, State.RUNNING.value)),
                name="jobs_job_due",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def attempts(self) -> int:
        """How often it was tried, this time included."""
        return len(self.workers)

    @property
    def ended_at(self) -> datetime | None:
        """The hour in which it ended."""
        return self.due_at if self.state in (State.DONE, State.FAILED) else None


class Slot(models.Model):
    """The latest slot for which a piece of periodic work was put into the queue."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider_id = models.UUIDField(null=True, editable=False)
    name = models.CharField(max_length=80)
    begins_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider_id", "name"], name="jobs_slot_one_a_name"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(provider_id=None), name="jobs_slot_one_a_name_house"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a process of ours last went round. Of no provider (closed list): the worker serves them all."""

    process = models.SlugField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.process
