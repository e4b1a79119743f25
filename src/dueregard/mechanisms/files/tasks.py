"""Files as background work."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on
from . import queries
from .operations import looking, tidying
from .vocabulary import FileKept


@job(apart=True)
def look_through(context: JobContext, *, file_id: UUID) -> None:
    """Scan and wash one file."""
    looking.look_through(file_id, context=context)


@on(FileKept)
def queue(kept: FileKept, t: Turn) -> None:
    """A file is looked through as soon as it is kept."""
    look_through.using(run_after=t.now, key=str(kept.file_id)).enqueue(file_id=kept.file_id)


@job()
def look_again(context: JobContext) -> None:
    """Put files into the queue again that could not be looked through; so also all of them once a scanner is set up."""
    for file_id in queries.unfinished():
        look_through.using(run_after=context.now(), key=str(file_id)).enqueue(file_id=file_id)


@job(house_wide=True)
def tidy(context: JobContext) -> None:
    """Remove bytes that nobody can or may open any more."""
    tidying.tidy(now=context.now())
