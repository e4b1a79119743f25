"""Files that belong to a concern: handed in by whoever reported, or put with the record by a handler.

The report itself never carries one: it is stored first, and nothing that happens to a file holds it up. Each file is
kept in a turn of its own, so that one that is refused, or lost on its way, takes no other with it. It lies under the
account key of its concern and goes when that goes.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import Shut, tag
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput
from ....mechanisms.files.models import StoredFile
from ....mechanisms.files.operations.keeping import keep
from ....mechanisms.files.operations.receiving import Received
from ....mechanisms.files.things import own_files
from ....mechanisms.files.vocabulary import NotTaken, Thing
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Concern, Entry
from ..queries.reporter import own_part
from ..verbs import EntryAdded
from ..vocabulary import EntryKind, Precision, ReporterKind
from .adding import who_holds
from .anonymity import stands_as, time_kept
from .handling import WRITES_THE_RECORD, take_hand
from .receipts import find_by_receipt
from .reporting import check_words

CONCERN = "concern"
"""The kind of thing that these files belong to."""
MOST_FILES = 60
"""With one concern: nobody fills a disk, or a record, with one receipt."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it was handed in, and what whoever gives it says it shows."""

    received: Received
    shows: str
    request_id: UUID
    """Of the form it came with: the same file with the same form again is kept once."""


def attach_to_own(*, concern_id: UUID, handed: Handed, actor: Actor, now: datetime) -> UUID:
    """Hand in a file to a report one raised while signed in, or wrote down for somebody; returns the file's id.

    Raises `NothingHere` for a report of anybody else's; `NotTaken` and `BadInput` with what to do instead.
    """
    check_words([handed.shows])
    part = own_part(concern_id, actor.person_id or UUID(int=0), Moment.now(now))
    stands = stands_as(Concern.objects.get(pk=concern_id), part, actor)
    with turn(actor=stands, now=now, always=True) as t:
        return _hand_in(t, concern_id, handed)


def attach_by_receipt(*, reference: str, code: str, handed: Handed, now: datetime, ticket: str = "") -> UUID:
    """Hand in a file to the report of this receipt; of an anonymous one no time finer than the hour is kept.

    Raises as `attach_to_own`, and `WrongReceipt` and `WaitFirst`.
    """
    check_words([handed.shows])
    found = find_by_receipt(reference, code, ticket, now)
    anonymous = found.reporter == ReporterKind.ANONYMOUS
    with (
        time_kept(now, anonymous=anonymous) as hour,
        turn(actor=Actor.outsider(), now=now, kept=hour, always=True) as t,
    ):
        return _hand_in(t, found.pk, handed)


def attach_to_record(*, concern_id: UUID, handed: Handed, actor: Actor, now: datetime) -> UUID:
    """Put a file with the record of a concern, as its handler; returns the file's id. Raises as `attach_to_own`."""
    check_words([handed.shows])
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD, for_a_while=True)
        file_id, entry_id = _keep(t, hand.concern, handed, EntryKind.FILED)
        if entry_id:
            hand.move()
    return file_id


def _hand_in(t: Turn, concern_id: UUID, handed: Handed) -> UUID:
    """Keep what a reporter hands in, and tell whoever holds the matter: once for each form that was sent."""
    concern = Concern.objects.select_related("account_key").get(pk=concern_id)
    file_id, entry_id = _keep(t, concern, handed, EntryKind.HANDED_IN)
    if entry_id:
        tell(
            t,
            people=who_holds(concern, t.moment),
            thing_kind=CONCERN,
            thing_id=concern.id,
            stream=Circle(concern.circle).stream,
            urgency=Urgency.TODAY,
            occasion=f"files-{tag('files', uuid5(concern.id, str(handed.request_id)))[:32]}",
        )
    return file_id


def _keep(t: Turn, concern: Concern, handed: Handed, kind: EntryKind) -> tuple[UUID, UUID | None]:
    """The file's id, and the id of the entry that tells of it; no entry when all of it was sent before. Words that were
    changed after going back are new, and are kept with the file that is there already."""
    sent = uuid5(concern.id, f"{handed.request_id}{handed.received.sealed.sha256}")
    file_id = UUID(tag("attached", sent)[:32])
    entry_id = UUID(tag("attached-entry", uuid5(sent, handed.shows))[:32])
    if Entry.objects.filter(pk=entry_id).exists():
        return file_id, None
    row = Entry(
        id=entry_id,
        concern=concern,
        kind=kind,
        happened_at=t.now,
        happened_to_the=Precision.MINUTE,
        file_id=file_id,
        recorded_at=t.now,
        by=t.actor.written,
    )
    words = {"words": handed.shows} if handed.shows.strip() else {}
    try:
        promised = promise(row, "words", canonical_json(words).decode(), concern.account_key)
        _keep_bytes(t, concern, handed.received, file_id)
    except Shut as shut:
        raise BadInput(f"{shut.sentence} So nothing can be added. Send a new report instead.") from None
    row.save()
    stream = Circle(concern.circle).stream
    t.record(EntryAdded(row.id), Subject(CONCERN, concern.id), stream=stream, commitments=[promised])
    return file_id, row.id


def _keep_bytes(t: Turn, concern: Concern, received: Received, file_id: UUID) -> None:
    there = StoredFile.objects.filter(thing_id=concern.id)
    if there.filter(pk=file_id).exists():
        return
    if there.count() >= MOST_FILES:
        raise NotTaken(
            f"There are {MOST_FILES} files with this report already, and no more are taken. Say in words what else "
            "there is, and where."
        )
    keep(t, received, thing=Thing(CONCERN, concern.id), key=concern.account_key, own=file_id)


def _stream(concern_id: UUID) -> Stream:
    circle = Concern.objects.values_list("circle", flat=True).get(pk=concern_id)
    return Circle(circle).stream


own_files(CONCERN, stream=_stream)
