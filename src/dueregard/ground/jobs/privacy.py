"""What signs of life hold about people: nothing."""

from ..kernel.privacy import Privacy

HOLDINGS = (
    Privacy("jobs.Heartbeat", "when a process last ran", "nobody", "to notice when it stops", "overwritten"),
)
