"""What the database, the keys and what is kept beside them say."""

import os
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ....ground.audit.keeping import lacks_lines, standing_register
from ....ground.audit.models import Entry, Head
from ....ground.audit.register import RegisterFault
from ....ground.audit.vocabulary import KeysLost, MasterKeyChanged, SheetProved, Stream
from ....ground.backups.certificates import OpenedWith
from ....ground.backups.drilling import last_drill
from ....ground.backups.occupancy import refuse_half_moved_and_left
from ....ground.backups.operations import refuse_unfinished
from ....ground.crypto.master import NoMasterKey, master_key
from ....ground.crypto.operations import keys_missing
from ....ground.crypto.wrapping import opened_by
from ....ground.kernel.refusals import Refusal
from ....ground.tenancy.models import Provider
from ..rules.records import DrillSeen, Fit, RegisterSeen
from ..vocabulary import Finding, broken, good
from .machine import nearest


def judge_database() -> Finding:
    """Whether the database answers. One that is not there is not made by looking."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return broken(
            "There is no database.", "`dueregard init` begins; `dueregard restore FILE` puts a backup back."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    version = connection.get_database_version()
    return good(f"{name} {'.'.join(map(str, version))} answers.")


def fit() -> Fit:
    """Whether the database is of this version of the program."""
    applied, ours = set(MigrationRecorder(connection).applied_migrations()), _our_migrations()
    if applied - ours:
        return Fit.LATER
    return Fit.EARLIER if ours - applied else Fit.FITS


@cache
def _our_migrations() -> frozenset[tuple[str, str]]:
    """Those of the program that runs: reading them takes a tenth of a second, and they do not change under it."""
    return frozenset(MigrationLoader(None).disk_migrations)


def why_shut() -> str:
    """Why nobody can be let in whatever the version: a restore or a move was cut off, or the records are elsewhere. And
    what to do. Empty when that is not so."""
    try:
        refuse_unfinished()
        refuse_half_moved_and_left()
    except Refusal as shut:
        return shut.sentence
    return ""


def any_real() -> bool:
    """Whether a provider here is not invented."""
    return Provider.objects.filter(fictional=False).exists()


def key_fault() -> str:
    """Why there is no master key to be had, as a sentence; empty when there is one."""
    try:
        master_key()
    except NoMasterKey as missing:
        return missing.sentence.partition(". ")[0].rstrip(".") + "."
    return ""


def key_opens() -> bool:
    """Whether the master key opens what the provider in scope has."""
    return opened_by(master_key())


def some_keys_missing() -> bool:
    """Whether record keys of the provider in scope did not come back when it was restored. How many is not said: they
    are of both circles."""
    return keys_missing() > 0


def last_entry() -> datetime | None:
    """When the open chain of the provider in scope was last written: what is sealed moves nothing that is shown."""
    head = Head.objects.filter(stream=Stream.OPEN).first()
    last = Entry.objects.filter(stream=Stream.OPEN, seq=head.seq).first() if head else None
    return last.at if last else None


def sheet_proved() -> datetime | None:
    """When a recovery sheet of the key in place was last proved, as the provider in scope has it."""
    changed = (
        Entry.objects.filter(verb__in=(MasterKeyChanged.name, KeysLost.name), stream=Stream.OPEN)
        .order_by("-seq")
        .values_list("seq", flat=True)
        .first()
    )
    rows = Entry.objects.filter(verb=SheetProved.name, seq__gt=changed or 0).order_by("-seq")
    return rows.values_list("at", flat=True).first()


def drill_seen() -> DrillSeen | None:
    """The last restore drill; None when there was none."""
    last = last_drill()
    if last is None:
        return None
    own = last_drill(OpenedWith.OWN)
    return DrillSeen(
        last.at, last.file, last.fault, tuple(map(str, last.not_proved)), own.at if own else None
    )


def register_seen() -> RegisterSeen:
    """How the register stands for the provider in scope."""
    writable = os.access(nearest(Path(settings.REGISTER)), os.W_OK | os.X_OK)
    try:
        standing = standing_register()
    except RegisterFault as fault:
        return RegisterSeen(
            writable, fault.sentence.partition(". ")[0].rstrip(".") + ".", None, lacks_some=True
        )
    return RegisterSeen(writable, "", standing.complete_at, lacks_lines(standing))
