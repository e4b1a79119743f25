"""Clocks as background work: a sweep of each provider, as often as the worker is told."""

from ...ground.jobs.declaring import JobContext, job
from ...ground.kernel import scope
from .operations import sweeping


class ReceiversFailed(RuntimeError):
    """Some of what was reached could not be announced; it waits for the next sweep, and the log has the place."""


@job()
def sweep(context: JobContext) -> None:
    """Announce every reminder and every late obligation of the provider in scope."""
    if scope.is_read_only():
        return  # what is due is for people who may act on it, and nobody may
    if sweeping.sweep(now=context.now()).failed:
        raise ReceiversFailed
