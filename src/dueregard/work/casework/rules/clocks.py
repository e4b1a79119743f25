"""When a clock began."""

from collections.abc import Mapping
from datetime import datetime

from ....mechanisms.clocks.controls import ClockBlock


def started(block: ClockBlock, happened: Mapping[str, datetime]) -> datetime | None:
    """When this clock began; of clashing readings the earliest that is known, which is the stricter."""
    start = block.measures.start
    names = [wording.value for wording in start.wordings] or ([start.says.value] if start.says.value else [])
    known = [happened[name] for name in names if name in happened]
    return min(known, default=None)
