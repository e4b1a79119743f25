"""How a job is declared: an ordinary function under `@job`, put into the queue by the interface of `django-tasks`.

@job()
def send(context: JobContext, *, message_id: UUID) -> None: ...

send.using(run_after=turn.now).enqueue(message_id=message.id)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, Self, cast

from django_tasks import TaskContext
from django_tasks.base import Task

from ..kernel import scope
from . import operations
from .models import Job
from .rules import packed
from .vocabulary import WAITS, WORKER

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True)
class LeasedTask(Task[P, None]):
    """A job as declared: what it runs, how long it waits after each failed attempt, and whether it works on the house
    itself rather than for one provider."""

    waits: tuple[timedelta, ...] = WAITS
    house_wide: bool = False
    apart: bool = False
    """Whether it takes minutes, so that a worker does it in a process beside its loop."""
    key: str = ""

    @property
    def job_name(self) -> str:
        """Its package and function, as `notifications.send`: stored in the queue, and so unchanged when files move."""
        return f"{self.func.__module__.split('.')[-2]}.{self.func.__name__}"

    def using(self, *, key: str | None = None, **changes: Any) -> Self:
        """The same job with a time (`run_after`), a `priority`, or a `key` under which only one waits at a time."""
        changed = super().using(**changes)
        return changed if key is None else replace(changed, key=key)

    def row(self, arguments: Mapping[str, Any]) -> Job:
        """One such job, for the provider in scope, as the queue will hold it."""
        if self.run_after is None:
            raise TypeError(
                f"{self.name}: say from when, with using(run_after=…): time comes in as an argument"
            )
        return Job(
            provider_id=None if self.house_wide else scope.provider_id(),
            name=self.job_name,
            arguments=packed(self.func, arguments),
            key=self.key,
            priority=self.priority,
            due_at=self.run_after,
        )

    def enqueue_all(self, each: Iterable[Mapping[str, Any]]) -> None:
        """Put one job for each of these arguments into the queue, in the caller's transaction; not for jobs with a
        key."""
        if self.key:
            raise TypeError(f"{self.name}: jobs with a key are put into the queue one by one")
        operations.put_all([self.row(arguments) for arguments in each])


JOBS: dict[str, LeasedTask[Any]] = {}
"""Every job there is, by name; a stored name is looked up here and nowhere else."""


@dataclass(frozen=True, kw_only=True)
class JobContext(TaskContext):
    """What a running job is given: the time, and its lease."""

    held: Job
    waits: tuple[timedelta, ...]
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """The worker's clock."""
        return self.clock()

    @property
    def is_last(self) -> bool:
        """Whether no attempt follows this one."""
        return self.held.attempts > len(self.waits)

    def extend(self) -> None:
        """Say that a long job goes on, and that the worker is alive; raises `LeaseLost`."""
        operations.extend(self.held, now=self.now())
        operations.beat(WORKER, now=self.now())

    def finish(self) -> None:
        """Mark the job done within the transaction of its effect; raises `LeaseLost`, which undoes that effect.

        A job that does not call it is marked done when it returns, so it may run again after a kill.
        """
        operations.finish(self.held, now=self.now())


def job(
    *, waits: tuple[timedelta, ...] = WAITS, house_wide: bool = False, apart: bool = False
) -> Callable[[Callable[Concatenate[JobContext, P], None]], LeasedTask[P]]:
    """Declare a job; refuses arguments that could hold words, and a second job of the same name."""

    def declare(function: Callable[Concatenate[JobContext, P], None]) -> LeasedTask[P]:
        run = cast(Callable[P, None], function)  # the worker hands it its context
        task = LeasedTask(func=run, takes_context=True, waits=waits, house_wide=house_wide, apart=apart)
        if JOBS.setdefault(task.job_name, task) is not task:
            raise TypeError(f"the job {task.job_name} is declared twice")
        return task

    return declare
