"""Keeping the directory: adding a line, changing it, confirming that it holds, and taking it out."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..directory import DirectoryKept, Done, Line
from ..ids import id_of_policy
from ..models import DirectoryRow
from ..queries.directory import Listed, directory, row_of, rows_of, wanted
from ..rules.directory import faults
from ..vocabulary import POLICY
from .permitting import whoever_sees_to
from .reviewing import bad_day


def add_line(*, control: str, line: Line, confirmed_on: date, actor: Actor, now: datetime) -> DirectoryRow:
    """Add a line to a list, as somebody checked it on a day.

    Raises `NotPermitted`; `NothingHere` for a list that no policy in force asks for; `BadInput` for a line that
    cannot be, and for a day to come.
    """
    with turn(actor=actor, now=now) as t:
        of = _list(control, t)
        _sound(line, of, confirmed_on, t)
        first = uuid7()
        row = DirectoryRow(
            id=first,
            entry=first,
            control=control,
            confirmed_on=confirmed_on,
            recorded_at=t.now,
            by=t.actor.written,
            **asdict(line),
        )
        _keep(row, Done.ADDED, of, t)
    return row


def change_line(*, row_id: UUID, line: Line, confirmed_on: date, actor: Actor, now: datetime) -> DirectoryRow:
    """Say a line anew, in place of the row that was read. The same words confirm it.

    Raises as `add_line`; `OutOfTurn` where somebody else changed it since: nothing is overwritten.
    """
    with turn(actor=actor, now=now) as t:
        before, of = _read(row_id, t)
        _sound(line, of, confirmed_on, t)
        if confirmed_on < before.confirmed_on:
            raise BadInput("Somebody checked it later than that. Give a later day.", field="confirmed_on")
        row = before.successor(
            confirmed_on=confirmed_on, recorded_at=t.now, by=t.actor.written, **asdict(line)
        )
        _keep(row, Done.CONFIRMED if line == before.line else Done.CHANGED, of, t)
    return row


def remove_line(*, row_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a line out. Raises as `change_line`."""
    with turn(actor=actor, now=now) as t:
        before, of = _read(row_id, t)
        row = before.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written)
        row.save()
        _record(row, Done.REMOVED, of, t)


def _keep(row: DirectoryRow, done: Done, of: Listed, t: Turn) -> None:
    """Store a line; of a list one line at most is the first to turn to."""
    others = [one for one in rows_of(of.address, t.moment) if one.first and one.entry != row.entry]
    for other in others if row.first else ():
        second = other.successor(first=False, recorded_at=t.now, by=t.actor.written)
        second.save()
        _record(second, Done.NO_LONGER_FIRST, of, t)
    row.save()
    _record(row, done, of, t)


def _record(row: DirectoryRow, done: Done, of: Listed, t: Turn) -> None:
    t.record(DirectoryKept(row.id, done), Subject(POLICY, id_of_policy(of.policy)))


def _sound(line: Line, of: Listed, confirmed_on: date, t: Turn) -> None:
    asked = wanted(of, t.moment)
    for part, sentence in faults(line, asked.regions, asked.populations):
        raise BadInput(sentence, field=part)
    bad_day(confirmed_on, t, "confirmed_on")


def _read(row_id: UUID, t: Turn) -> tuple[DirectoryRow, Listed]:
    """The line as it was read, if it still stands so."""
    read = DirectoryRow.objects.filter(pk=row_id).first()
    if read is None:
        raise NothingHere
    of = _list(read.control, t)
    now = row_of(read.entry, t.moment)
    if now is None:
        raise NothingHere
    if now.id != read.id:
        raise OutOfTurn("Somebody else changed this line since you opened it. Look at it again.")
    return now, of


def _list(address: str, t: Turn) -> Listed:
    """The list, for whoever may write in it: who keeps policies, and who holds the post that sees to it."""
    found = directory(address, t.moment)
    if found is None:
        raise NothingHere
    whoever_sees_to(t, found.block.owner)
    return found
