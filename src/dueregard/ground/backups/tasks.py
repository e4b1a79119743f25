"""Backups as background work."""

from ..audit import keeping
from ..jobs.declaring import JobContext, job


@job()
def keep_register(context: JobContext) -> None:
    """Write into the register what the provider in scope has and it lacks, and up to when it is complete."""
    keeping.keep_register(now=context.now())
