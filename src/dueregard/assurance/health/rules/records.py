"""The records and what keeps them: database, keys, register, backups. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ....ground.kernel.moments import LONDON
from ..vocabulary import Finding, broken, good, look
from .spans import counted, span

REGISTER_OLD = timedelta(days=1)
"""The worker brings it up to date every hour."""
DRILL_OLD = timedelta(days=40)
"""The worker tries a backup each month."""
SHEET_PROVED_FOR = timedelta(days=366)
"""Paper fades and moves house: it is proved once a year."""

DATABASE_SILENT = broken(
    "The database does not answer.",
    "Look whether it runs, and whether DUEREGARD_DATA or DUEREGARD_DATABASE_URL is right.",
)


class Fit(StrEnum):
    """How a database suits this version of the program."""

    FITS = "fits"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """How the register beside the backups stands."""

    writable: bool
    fault: str
    """Why it cannot be used, as a sentence; empty when it can."""
    complete_at: datetime | None
    lacks_some: bool
    """The audit record has what must outlast a restore, and it does not."""


@dataclass(frozen=True, slots=True)
class DrillSeen:
    """The last restore drill."""

    at: datetime
    file: str
    fault: str
    not_proved: tuple[str, ...]
    own: datetime | None
    """When a backup was last opened with what is kept for the day of need."""


def judge_version(fit: Fit, *, shut: str) -> Finding:
    """`shut`: why nobody can be let in whatever the version, and after the first sentence what to do."""
    if shut:
        found, _, mend = shut.partition(". ")
        return broken(f"{found}.", mend)
    if fit is Fit.EARLIER:
        return broken(
            "The database is of an earlier version, so nothing can be served.", "`dueregard migrate`"
        )
    if fit is Fit.LATER:
        return broken(
            "The database was made by a later version of Due Regard.",
            "Install that version again, or restore a backup made with this one.",
        )
    return good("The database fits this version, and no migration waits.")


def judge_triggers(unguarded: int) -> Finding:
    """`unguarded`: how many append-only tables stand without their triggers."""
    if unguarded:
        return broken(
            f"{counted(unguarded, 'table')} of the record can be changed without a trace. Find out who took the "
            "protection away.",
            "`dueregard migrate --without-backup` puts it back.",
        )
    return good("The database itself refuses every change to what was recorded.")


def judge_key(fault: str) -> Finding:
    """`fault`: why there is no key to be had, as a sentence; empty when there is."""
    if fault:
        return broken(
            fault,
            "`dueregard keys install SHEET`. If every recovery sheet is lost too: `dueregard keys begin-anew` takes "
            "new reports, and what is here stays closed.",
        )
    return good("The master key is in place.")


def judge_opening(*, opens: bool, missing: bool, shut_before: datetime | None) -> Finding:
    """`opens`: the master key opens the keys of this provider. `missing`: record keys did not come back with a
    backup. `shut_before`: when all keys were lost and it began anew, if ever."""
    if opens and missing:
        return broken(
            "Words from before a restore cannot be read: their keys did not come back with the backup.",
            "`dueregard keys return FILE` with the newest file of record keys that you have.",
        )
    if opens and shut_before:
        at = shut_before.astimezone(LONDON)
        return look(
            f"What was written before {at.day} {at:%B %Y, %H:%M} can be read by nobody: master key and recovery sheets "
            "were lost. The master key in place opens what came after.",
            "If the key or a sheet of before turns up, restore a backup of before with it on another machine.",
        )
    if opens:
        return good("The master key in place opens the records.")
    return broken(
        "The master key in place does not open the records: it is another one.",
        "Move master.key away and keep it, then `dueregard keys install SHEET`.",
    )


def judge_sheet(now: datetime, proved: datetime | None, *, real: bool) -> Finding:
    """`proved`: when somebody last typed the recovery sheet and it was right."""
    if proved is None and not real:
        return good("This provider is invented, so nothing here needs a recovery sheet.")
    prove = "`dueregard keys check SHEET`; print a new one with `dueregard keys slip`."
    if proved is None:
        return broken("No recovery sheet was ever proved: if the key file is lost, so are all words.", prove)
    if now - proved > SHEET_PROVED_FOR:
        return look(f"The recovery sheet was last proved {span(now - proved)} ago.", prove)
    return good(f"The recovery sheet was proved {span(now - proved)} ago.")


def judge_backup(
    now: datetime, newest: datetime | None, *, by_itself: bool, old: bool, lacks_keys: bool, real: bool
) -> Finding:
    """`by_itself`: a folder and a recipient are set, so the worker makes one each night. `old`: the newest is older
    than it may be. `lacks_keys`: there are no record keys beside it."""
    if not by_itself and not real:
        return good("Only invented providers are here, and nothing of theirs needs a backup.")
    if not by_itself:
        return broken("No backup is made by itself.", "`dueregard nightly`; then start the worker again.")
    mend = "Look whether the worker runs and the backup folder can be written."
    if newest is None:
        return broken("There is no backup yet.", f"{mend} One now: `dueregard backup -o FILE`.")
    if old:
        return broken(f"The newest backup is {span(now - newest)} old.", mend)
    if lacks_keys:
        return broken(
            "The newest backup has no record keys beside it, so nobody could read what it holds.",
            "Find out who took that file away. One now: `dueregard backup -o FILE`.",
        )
    return good(f"The newest backup is {span(now - newest)} old.")


def judge_drill(now: datetime, seen: DrillSeen | None, *, by_itself: bool, real: bool) -> Finding:
    """`seen`: the last drill. `by_itself`: the worker makes backups, and so tries one each month."""
    if not by_itself and not real:
        return good("Only invented providers are here, and nothing of theirs needs a backup.")
    by_hand = "Whoever keeps the identity or passphrase: `dueregard drill FILE`."
    if seen is None:
        return look(
            "No backup was tried by restoring it since the master key was made.",
            f"The worker tries one each month. {by_hand}",
        )
    when = f"{seen.file} was restored to try it {span(now - seen.at)} ago"
    if seen.fault:
        return broken(f"{when}, and that failed. {seen.fault}", "The worker tries the next night's again.")
    without = f" Not proved: {'; '.join(seen.not_proved)}." if seen.not_proved else ""
    if now - seen.at > DRILL_OLD:
        return look(f"{when}.{without}", f"Look whether the worker runs. {by_hand}")
    if seen.own is None or now - seen.own > SHEET_PROVED_FOR:
        return look(f"{when}, and it was whole.{without}", by_hand)
    return good(f"{when}, and it was whole. Your own secret last opened one {span(now - seen.own)} ago.")


def judge_register(now: datetime, seen: RegisterSeen) -> Finding:
    """Whether a restore would know what may not come back."""
    if seen.fault:
        return broken(
            f"The register cannot be used. {seen.fault}",
            "Keep the file; a new one is written by the next start.",
        )
    if not seen.writable:
        return broken(
            "The register cannot be written.", "Let the service write into DUEREGARD_REGISTER_FOLDER."
        )
    if seen.complete_at is None:
        return broken(
            "There is no register yet, so a restore could not be finished.", "Start `dueregard worker`."
        )
    if seen.lacks_some or now - seen.complete_at > REGISTER_OLD:
        return look(
            f"The register was last complete {span(now - seen.complete_at)} ago, and is brought up to date every hour.",
            "Look whether the worker runs.",
        )
    return good("The register is complete and can be written.")
