"""The backend of `django-tasks` that keeps jobs in our own table, in the transaction of what calls for them.

The library's database backend leaves the job of a killed worker "running" for ever; ours leases it.
"""

from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import TaskResultDoesNotExist

from . import operations
from .declaring import JOBS, LeasedTask
from .models import Job
from .rules import parameters
from .vocabulary import State

P = ParamSpec("P")
T = TypeVar("T")

_STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
}


class LeasedBackend(BaseTaskBackend):
    """Puts jobs into the queue and tells how they stand."""

    task_class: type[Task[Any, Any]] = LeasedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def validate_task(self, task: Task[Any, Any]) -> None:
        """Refuse, when it is declared, a function that cannot be a job."""
        super().validate_task(task)
        parameters(task.func)

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Put a job into the queue, in the caller's transaction, for the provider in scope."""
        if not isinstance(task, LeasedTask) or args:
            raise TypeError(f"{task.name}: a job is declared with @job, and its arguments are named")
        row = operations.put(task.row(kwargs))
        return result_of(row)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How a job stands; raises `TaskResultDoesNotExist`."""
        row = Job.objects.filter(pk=UUID(result_id)).first()
        if row is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(row)


def result_of(job: Job) -> TaskResult[Any]:
    """A row of the queue as `django-tasks` tells it."""
    return TaskResult(
        task=JOBS[job.name],
        id=str(job.id),
        status=_STATUS[State(job.state)],
        enqueued_at=None,  # kept by nobody: see `hour_of`
        started_at=None,
        finished_at=job.ended_at,
        last_attempted_at=None,
        args=[],
        kwargs=job.arguments,
        backend=JOBS[job.name].backend,
        errors=[TaskError(exception_class_path=job.fault, traceback=job.fault_place)] if job.fault else [],
        worker_ids=job.workers,
    )
