"""A record from another provider: opened and proved, looked at, and put with a record of ours once somebody has made
sure whom it is about. Until then nothing of it lies anywhere."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID, uuid5

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.backups.files import work_folder
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....mechanisms.files.operations.receiving import Received, Receiving
from ....mechanisms.files.vocabulary import NoRoom, NotTaken
from ....work.casework.operations.attaching import Handed, attach_to_record
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from ..bundle import LARGEST, Opened, read_bundle, read_member
from ..case import Matter
from ..models import Arrival
from ..queries.arrivals import arrivals_of
from ..sealing import open_bundle
from ..vocabulary import NotABundle, RecordCame


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Which bundle was looked at, and how somebody made sure that it is about the person of this record."""

    fingerprint: str
    how_known: str


@dataclass(frozen=True, slots=True)
class Put:
    """What was put with the record, and which files could not be taken."""

    rows: tuple[Arrival, ...]
    files: int
    """How many stand here now."""
    refused: tuple[str, ...]
    """Names within the bundle, each with why."""
    again: bool
    """Whether it stood here before."""


@contextmanager
def opened_bundle(source: BinaryIO, passphrase: str) -> Iterator[Opened]:
    """A bundle, opened and proved, in a private folder that is gone afterwards. Raises `BadInput` for another
    passphrase, `NotABundle` for what is none."""
    if source.seek(0, 2) > LARGEST:
        raise NotABundle(f"This file is larger than {LARGEST >> 20} MB. Ask for the records one by one.")
    source.seek(0)
    with work_folder() as folder, tempfile.TemporaryFile(dir=folder) as plain:
        open_bundle(source, cast(BinaryIO, plain), passphrase)
        opened = read_bundle(cast(BinaryIO, plain))
        with opened.archive:
            yield opened


def put_with_record(
    *, concern_id: UUID, opened: Opened, confirmed: Confirmed, actor: Actor, now: datetime
) -> Put:
    """Put everything of a bundle with a record of ours; its files go the way of every file that is handed in.

    What stands here already is not put twice, and files of it that are missing are: whoever was cut off, or has lost
    the receipt, does the same again. Raises `OutOfTurn` for another bundle than was looked at.
    """
    if not confirmed.how_known.strip():
        raise BadInput("Say how you made sure that it is the same person.", field="how_known")
    if confirmed.fingerprint != opened.fingerprint:
        raise OutOfTurn("This is another file than the one you looked at. Look at this one first.")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        there = _standing(hand, opened.fingerprint)
        rows = there or _stand(hand, opened, confirmed)
    kept, refused = _files(concern_id, opened, rows, actor, now)
    return Put(tuple(rows.values()), kept, refused, again=bool(there))


def _standing(hand: Hand, fingerprint: str) -> dict[str, Arrival]:
    """What of this bundle stands with the record already, by its reference there."""
    found = (one for one in arrivals_of(hand.concern.id, hand.t.moment) if one.matter)
    return {
        one.matter.reference: one.row
        for one in found
        if one.matter and one.words.get("fingerprint") == fingerprint
    }


def _stand(hand: Hand, opened: Opened, confirmed: Confirmed) -> dict[str, Arrival]:
    rows = {}
    for matter, said in zip(opened.case.matters, opened.said, strict=True):
        words = {
            "from": opened.case.provider,
            "case": said,
            "fingerprint": opened.fingerprint,
            "how-known": confirmed.how_known,
        }
        rows[matter.reference] = stand_with(
            hand, words, made_at=opened.case.made_at, entries=len(matter.chronology)
        )
    hand.move()
    return rows


def refuse_twice(hand: Hand, fingerprint: str) -> None:
    """Raise `OutOfTurn` for what stands with this record already."""
    for came in arrivals_of(hand.concern.id, hand.t.moment):
        if came.words.get("fingerprint") == fingerprint:
            raise OutOfTurn("This record stands here already: it was put here before, and came again.")


def stand_with(hand: Hand, words: Mapping[str, str], *, made_at: datetime, entries: int) -> Arrival:
    """Put what came with a record, within the turn of its handler; its entry says that it did and not from where."""
    row = Arrival(made_at=made_at, entries=entries, **of_hand(hand))
    promise = seal_words(hand, row, words)
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(RecordCame(row.id, entries), hand.subject, stream=stream, commitments=[promise])
    return row


def _files(
    concern_id: UUID, opened: Opened, rows: Mapping[str, Arrival], actor: Actor, now: datetime
) -> tuple[int, tuple[str, ...]]:
    """Each in a turn of its own: one that is refused takes no other with it, and one that is here is left alone."""
    kept, refused = 0, []
    for matter in opened.case.matters:
        for name in _members(matter, opened) if matter.reference in rows else ():
            try:
                received = _received(opened, name)
                shows = f"Came with the record {matter.reference} from {opened.case.provider}."
                handed = Handed(received, shows[:500], uuid5(rows[matter.reference].id, name))
                try:
                    attach_to_record(concern_id=concern_id, handed=handed, actor=actor, now=now)
                    kept += 1
                finally:
                    received.discard()
            except (BadInput, NotTaken, NoRoom) as refusal:
                refused.append(f"{name}: {refusal.sentence}")
    return kept, tuple(refused)


def _members(matter: Matter, opened: Opened) -> Iterator[str]:
    there = set(opened.archive.namelist())
    yield from (one.member for one in matter.files if one.member and one.member in there)


def _received(opened: Opened, name: str) -> Received:
    receiving = Receiving(announced=opened.archive.getinfo(name).file_size)
    try:
        for part in read_member(opened.archive, name):
            receiving.write(part)
    except BaseException:
        receiving.abandon()
        raise
    return receiving.finish(name.rpartition("/")[2])
