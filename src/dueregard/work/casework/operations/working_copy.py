"""The desk's working copy of a concern: what a queue needs of the rows around it."""

from ....ground.audit.operations import Turn
from ..models import Concern
from .clocking import keep_clocks


def bring_up_to_date(t: Turn, concern: Concern, **working: object) -> None:
    """Write where a concern stands now, and open and close what is owed about it, in the caller's turn."""
    changes = {"moved_at": t.now, **working}
    Concern.objects.filter(pk=concern.pk).update(**changes)
    for name, value in changes.items():
        setattr(concern, name, value)
    keep_clocks(t, concern)
