"""The states of a job, how long a worker may hold one, and how long a failed one waits."""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """waiting → running → done, or failed for good after its last attempt. A lease that runs out is taken again."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


LEASE = timedelta(minutes=5)
"""How long a worker may hold a job without a sign. Longer than any mail server's patience; long jobs extend it."""

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
"""How long to wait after each failed attempt, unless a job says otherwise; there is one attempt more than waits."""

WORKER = "worker"
"""The process whose sign of life tells whether background work goes on."""

DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)
