"""Whether background work is alive, and what of it has failed for good."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from ..kernel.prepared import Prepared
from .models import Heartbeat, Job
from .vocabulary import WORKER, State

_BEATS = Prepared(lambda process: Heartbeat.objects.filter(process=process).values_list("at"))
SILENT_AFTER = timedelta(minutes=5)


def last_ran(process: str = WORKER) -> datetime | None:
    """When `process` last went round; None when it never has. Pages say "the worker has not run since …"."""
    found = _BEATS.first(process)
    return found[0] if found else None


def is_silent(last: datetime | None, now: datetime) -> bool:
    """Whether what last went round at `last` has not for five minutes, or never: then pages say that nobody is being
    told."""
    return last is None or last <= now - SILENT_AFTER


def failed() -> QuerySet[Job]:
    """Jobs that failed for good, of all providers, newest first: for whoever looks after the machine.

    Never for a page of a provider, where a figure could tell of restricted matters.
    """
    return Job.objects.filter(state=State.FAILED).order_by("-due_at", "-id")
