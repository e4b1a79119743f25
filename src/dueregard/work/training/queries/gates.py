"""Who passed which gate."""

from datetime import timedelta

from ....ground.kernel.moments import Moment, london_day
from ..models import Passage

_LOOKS_BACK = timedelta(days=365)


def passed_in_the_last_year(gate: str, moment: Moment) -> tuple[int, int]:
    """How many passed a gate in the last year, and how many of them lacked nothing."""
    day = london_day(moment.as_at)
    rows = Passage.objects.known(moment.known_at).filter(
        gate=gate, passed_on__gt=day - _LOOKS_BACK, passed_on__lte=day
    )
    missing = list(rows.values_list("missing", flat=True))
    return len(missing), missing.count(0)
