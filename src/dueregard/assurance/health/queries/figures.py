"""What a machine that watches this one may know: whether to send people here, and a few figures; none of a matter."""

from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError

from ....ground.backups.nightly import newest_backup
from ....ground.jobs.queries import last_ran
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from ....mechanisms.notifications.queries import mail_health
from ..rules.records import Fit
from ..vocabulary import State
from . import machine, records

Figure = tuple[str, str, float]
"""A name, the folder it is of (empty: of none), and the figure."""


def why_not_ready() -> str:
    """Why nobody should be sent here now; empty when people may come."""
    try:
        if records.judge_database().state is not State.GOOD:
            return "there is no database"
        if records.fit() is not Fit.FITS or records.why_shut():
            return "the database is of another version, or not the one to work with"
    except DatabaseError:
        return "the database does not answer"
    return "the master key cannot be read" if records.key_fault() else ""


def figures(now: datetime) -> Iterator[Figure]:
    """Ages in seconds and room in bytes. What never happened, or cannot be asked, is left out."""
    for disk in machine.disks():
        yield "disk_free_bytes", disk.folder, disk.free
    if newest := newest_backup():
        yield "backup_age_seconds", "", (now - newest).total_seconds()
    try:
        if last := last_ran():
            yield "worker_age_seconds", "", (now - last).total_seconds()
        yield "mail_late_seconds", "", _mail_late(now)
    except DatabaseError:
        return


def _mail_late(now: datetime) -> float:
    """For how long the oldest message has waited that the mail server should have taken; 0 when none does. As on the
    desk's pages, of the open circle alone."""
    since = []
    for provider in Provider.objects.all():
        with enter(provider):
            since.append(mail_health(now).late_since)
    return max(((now - at).total_seconds() for at in since if at), default=0.0)
