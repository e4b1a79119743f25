"""The list of what is looked at. Each look outlives the failure of every other, or says that it was not to be had."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError

from ....authority.access.reviewing import review_waits
from ....ground.audit import triggers
from ....ground.backups.nightly import is_old, lacks_keys, newest_backup
from ....ground.jobs.queries import is_silent, last_ran
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import Refusal
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter, here
from ....ground.tenancy.queries import shut_before
from ....mechanisms.files import scanner
from ....mechanisms.files.queries import some_missing
from ....mechanisms.notifications.queries import mail_health, trouble_with_mail
from ....mechanisms.notifications.smtp import standing_trouble
from ..rules import certificates as of_certificates
from ..rules import files as of_files
from ..rules import machine as of_machine
from ..rules import people as of_people
from ..rules import records as of_records
from ..rules.live import judge_live, still_missing
from ..vocabulary import Finding, Line, State, look
from . import machine, people, records
from .certificates import certificates
from .live import going_live


@dataclass(frozen=True, slots=True)
class _Look:
    id: str
    what: str
    judge: Callable[[datetime], Finding]


def everything(now: datetime) -> tuple[Line, ...]:
    """The installation, then each provider of it."""
    lines = installation(now)
    try:
        providers = list(Provider.objects.order_by("slug")) if _database_answers(lines) else []
    except DatabaseError:
        providers = []  # another version's table: the line on the version says so
    for provider in providers:
        with enter(provider):
            lines += of_provider(now)
    return lines


def installation(now: datetime) -> tuple[Line, ...]:
    """What is the same for all providers. Where no database answers, what asks it is not even tried: on SQLite asking
    would make one."""
    database = _line(_DATABASE, now)
    if not _database_answers([database]):
        missed = Line("records", "The records", _not_seen("no database answers"))
        return (database, missed, *(_line(one, now) for one in _MACHINE))
    return (database, *(_line(one, now) for one in (*_RECORDS, *_MACHINE)))


def of_provider(now: datetime) -> tuple[Line, ...]:
    """What differs from provider to provider, for the one in scope."""
    return tuple(_line(one, now, provider=here().slug) for one in _PROVIDER)


def _database_answers(lines: Iterable[Line]) -> bool:
    return any(line.id == _DATABASE.id and line.found.state is State.GOOD for line in lines)


def _line(one: _Look, now: datetime, *, provider: str = "") -> Line:
    return Line(one.id, one.what, _found(one, now), provider)


def _found(one: _Look, now: datetime) -> Finding:
    try:
        return one.judge(now)
    except DatabaseError:
        return _not_seen("the database does not answer, or is of another version")
    except Refusal as refusal:
        return _not_seen(refusal.sentence.partition(". ")[0].rstrip("."))
    except OSError as trouble:
        return _not_seen(trouble.strerror or "the system refuses")
    except Exception as fault:  # noqa: BLE001  # whatever ails one part, the others are still looked at
        return _not_seen(f"of a fault of the program, {type(fault).__name__}")


def _not_seen(why: str) -> Finding:
    return look(f"This could not be looked at: {why}.", "Mend what is broken first, then look again.")


def _is_real() -> bool:
    """Whether to judge as for real people; so also when nobody can tell."""
    try:
        return records.judge_database().state is not State.GOOD or records.any_real()
    except DatabaseError:
        return True


def _backup(now: datetime) -> Finding:
    return of_records.judge_backup(
        now,
        newest_backup(),
        by_itself=settings.BACKUPS is not None,
        old=is_old(now=now),
        lacks_keys=lacks_keys(),
        real=_is_real(),
    )


def _drill(now: datetime) -> Finding:
    by_itself = settings.BACKUPS is not None
    return of_records.judge_drill(now, records.drill_seen(), by_itself=by_itself, real=_is_real())


def _mail(now: datetime) -> Finding:
    health = mail_health(now)
    used = bool(settings.EMAIL_HOST) and not here().fictional
    return of_people.judge_mail(
        now,
        off=health.off,
        sender=settings.DEFAULT_FROM_EMAIL if used else "",
        late_since=health.late_since,
        failed=health.failed,
        trouble=(standing_trouble() or (trouble_with_mail() if health.in_trouble else None))
        if used
        else None,
    )


def _scanner() -> Finding:
    set_up = scanner.is_set_up()
    return of_files.judge_scanner(set_up=set_up, answers=set_up and scanner.answers(), real=_is_real())


def _worker(now: datetime) -> Finding:
    last = last_ran()
    return of_people.judge_worker(now, last, silent=is_silent(last, now))


def _second_steps(now: datetime) -> Finding:
    must, without = people.second_steps(Moment.now(now))
    return of_people.judge_second_steps(must, without, real=not here().fictional)


def _two_ways(now: datetime) -> Finding:
    readers, one = people.two_ways(Moment.now(now))
    return of_people.judge_two_ways(readers, one, real=not here().fictional)


def _letting_in(now: datetime) -> Finding:
    opening, alone = people.letting_in(Moment.now(now))
    return of_people.judge_letting_in(opening, alone, real=not here().fictional)


def _live(now: datetime) -> Finding:
    real, is_live = not here().fictional, here().live_since is not None
    missing = len(still_missing(going_live(now))) if real else 0
    return judge_live(live=is_live, missing=missing, real=real)


_DATABASE = _Look("database", "Database", lambda _: _answering())


def _answering() -> Finding:
    try:
        return records.judge_database()
    except DatabaseError:
        return of_records.DATABASE_SILENT


_RECORDS = (
    _Look(
        "version",
        "Version",
        lambda _: of_records.judge_version(records.fit(), shut=records.why_shut()),
    ),
    _Look("triggers", "Append-only", lambda _: of_records.judge_triggers(len(triggers.missing()))),
    _Look("worker", "Worker", _worker),
    _Look("reference", "Outside facts", lambda now: of_people.judge_reference(*people.reference(now))),
)
_MACHINE = (
    _Look("address", "Public address", lambda _: of_machine.judge_address(settings.ADDRESS, real=_is_real())),
    _Look("tls", "Encryption", lambda _: of_machine.judge_encryption(settings.ADDRESS, real=_is_real())),
    _Look(
        "certificate",
        "Certificate",
        lambda now: of_certificates.judge_certificates(now, certificates(now), real=_is_real()),
    ),
    _Look("debug", "Debugging", lambda _: of_machine.judge_debugging(settings.DEBUG)),
    _Look("disk", "Disk space", lambda _: of_machine.judge_disks(machine.disks())),
    _Look("modes", "Folders", lambda _: of_machine.judge_folders(machine.folders())),
    _Look("key", "Master key", lambda _: of_records.judge_key(records.key_fault())),
    _Look("scanner", "Virus scanner", lambda _: _scanner()),
    _Look("backup", "Newest backup", _backup),
    _Look("drill", "Restore drill", _drill),
)
_PROVIDER = (
    _Look(
        "clock",
        "Clock",
        lambda now: of_machine.judge_clock(now, records.last_entry(), synchronised=machine.is_synchronised()),
    ),
    _Look(
        "opens",
        "Key and records",
        lambda _: of_records.judge_opening(
            opens=records.key_opens(), missing=records.some_keys_missing(), shut_before=shut_before()
        ),
    ),
    _Look(
        "sheet",
        "Recovery sheet",
        lambda now: of_records.judge_sheet(now, records.sheet_proved(), real=not here().fictional),
    ),
    _Look("files", "Files", lambda _: of_files.judge_store(missing=some_missing())),
    _Look("register", "Register", lambda now: of_records.judge_register(now, records.register_seen())),
    _Look("mail", "Mail", _mail),
    _Look("posts", "Posts", lambda now: of_people.judge_posts(*people.posts(Moment.now(now)))),
    _Look("review", "Access review", lambda now: of_people.judge_review(waits=review_waits(Moment.now(now)))),
    _Look("live", "Going live", _live),
    _Look("second-steps", "Second steps", _second_steps),
    _Look("two-ways", "Second devices", _two_ways),
    _Look("letting-in", "Letting in again", _letting_in),
)
