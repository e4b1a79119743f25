"""What runs by itself of what arrives: letting go the files of other products that nobody sorted in time."""

from ...ground.jobs.declaring import JobContext, job
from .operations.bringing import let_old_ones_go


@job()
def let_brought_files_go(context: JobContext) -> None:
    """Destroy what was read of files that have waited for 30 days."""
    let_old_ones_go(now=context.now())
