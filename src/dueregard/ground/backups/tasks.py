"""Backups as background work."""

from ..audit import keeping
from ..jobs.declaring import JobContext, job
from . import nightly
from .replaying import replay_what_waited


@job()
def keep_register(context: JobContext) -> None:
    """Write into the register what the provider in scope has and it lacks, and up to when it is complete; after a
    restore, do again first what waited for the master key."""
    replay_what_waited(now=context.now())
    keeping.keep_register(now=context.now())


@job(house_wide=True, apart=True)
def back_up_tonight(context: JobContext) -> None:
    """Make a backup of the whole house, once a night."""
    nightly.back_up_tonight(now=context.now())
