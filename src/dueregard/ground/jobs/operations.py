"""Noting that background work is alive."""

from datetime import datetime

from .models import Heartbeat


def beat(process: str, *, now: datetime) -> None:
    """Note that `process` has gone round."""
    Heartbeat.objects.update_or_create(process=process, defaults={"at": now})
