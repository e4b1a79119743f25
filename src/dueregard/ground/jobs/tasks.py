"""What jobs do about themselves."""

from . import operations
from .declaring import JobContext, job


@job(house_wide=True)
def clear_away(context: JobContext) -> None:
    """Delete jobs that ended long ago."""
    operations.clear_away(now=context.now())
