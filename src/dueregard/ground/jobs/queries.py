"""Whether background work is alive."""

from datetime import datetime, timedelta

from .models import Heartbeat

SILENT_AFTER = timedelta(minutes=5)


def is_silent(process: str, now: datetime) -> bool:
    """Whether `process` has not gone round for five minutes, or never: then pages say that nobody is being told."""
    return not Heartbeat.objects.filter(process=process, at__gt=now - SILENT_AFTER).exists()
