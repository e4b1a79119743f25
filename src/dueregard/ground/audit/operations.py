"""Taking the turn and writing the ledger.

An operation takes its provider's turn first, then loads, decides and writes. There is one writer per provider: on
PostgreSQL the lock on the open head, on SQLite the IMMEDIATE transaction that Django begins.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from ..kernel import bulk, scope
from ..kernel.actors import Actor
from ..kernel.canonical import canonical_json
from ..kernel.ids import uuid7
from ..kernel.moments import Moment
from ..kernel.prepared import Prepared
from ..kernel.refusals import OutOfTurn, Refusal
from .house import mark_is
from .keeping import keep_register_if_possible
from .models import Entry, Head
from .rules import leaf_hash
from .vocabulary import VERBS, Stream, Verb

_HEADS = Prepared(lambda: Head.objects.select_for_update().order_by("stream"))
_LONGEST_WAIT = timedelta(minutes=5)
"""Nobody waits longer than this for a turn, and no two machines that share a database differ by more."""
_NEXT = timedelta(microseconds=1)
"""The finest time a database keeps: what came after something is dated after it."""


class NoBooks(Refusal):
    """This provider has no audit record yet, so nothing may be written for it."""

    code = "no-audit-record"


class ReadOnly(Refusal):
    """These records were restored from a backup without the register of what may not come back. Until that is looked
    through they can be read by two people, and nothing in them can be changed. Reports are taken as always."""

    code = "read-only"

    def __init__(self) -> None:
        said = " ".join((self.__doc__ or "").split())
        super().__init__(said, who_can_help="Whoever looks after the machine can open them again.")


class SentAlready(OutOfTurn):
    """This was sent already, and was done then."""

    code = "sent-already"


_sent: ContextVar[str] = ContextVar("sent", default="")


@contextmanager
def sent_as(sending: str) -> Iterator[None]:
    """Do what one sending of a form asks for. The first turn within the block is taken once for it: by the same actor
    for the same sending it raises `SentAlready`, however the two came to be sent.

    The first entry such a turn records has an id made of both, so that the audit record is what remembers. A turn that
    was refused left none, and may be sent again. Empty: nothing is known of the sending, and nothing is remembered.
    """
    token = _sent.set(sending)
    try:
        yield
    finally:
        _sent.reset(token)


def _entry_of(actor: Actor) -> UUID | None:
    """The id of the entry that the sending in hand leaves, if it is one; further turns of it are taken as always."""
    sending = _sent.get()
    if not sending:
        return None
    _sent.set("")
    born = f"{scope.provider_id()} {actor.written} {sending}"
    return UUID(bytes=sha256(born.encode()).digest()[:16])


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind of thing and its id."""

    kind: str
    id: UUID


@dataclass(slots=True)
class Turn:
    """One provider's turn: who acts, when, and the only way to write the ledger."""

    actor: Actor
    now: datetime
    """What everything written in it carries: later than whatever was written before its turn came, though the clock was
    read before the wait for it. To the hour where no finer time may be kept."""
    moment: Moment
    """When it asks who may and what stands; as `now`, but never coarser."""
    _heads: dict[str, Head] = field(repr=False)
    _first: UUID | None = None
    _written: list[Entry] = field(default_factory=list, repr=False)

    def record(
        self,
        verb: Verb,
        subject: Subject,
        *,
        stream: Stream = Stream.OPEN,
        effective: datetime | None = None,
        for_whom: str = "",
        commitments: Sequence[str] = (),
    ) -> Entry:
        """Append one entry to the chain of `stream`; it is stored as the turn ends, with everything else or
        not at all."""
        head = self._heads[stream]
        entry = Entry(
            id=uuid7() if self._first is None or self._written else self._first,
            stream=stream,
            seq=head.seq + 1,
            at=max(self.now, head.at),
            effective=effective or self.now,
            actor=self.actor.written,
            for_whom=for_whom,
            verb=verb.name,
            subject_kind=subject.kind,
            subject_id=subject.id,
            detail=canonical_json(verb.detail()).decode(),
            commitments=canonical_json(sorted(commitments)).decode(),
            previous=head.hash,
        )
        entry.hash = leaf_hash(entry)
        head.seq, head.at, head.hash = entry.seq, entry.at, entry.hash
        self._written.append(entry)
        return entry

    def settle(self) -> None:
        """Store what was recorded, and move the heads: the last thing a turn does."""
        bulk.write(self._written)
        moved = {self._heads[entry.stream] for entry in self._written}
        bulk.update(
            Head, ("seq", "at", "hash"), ((head.id, (head.seq, head.at, head.hash)) for head in moved)
        )
        if any(VERBS[entry.verb].lasting for entry in self._written):
            transaction.on_commit(partial(keep_register_if_possible, now=self.now))
        self._written.clear()


@contextmanager
def turn(
    *, actor: Actor, now: datetime, kept: datetime | None = None, always: bool = False
) -> Iterator[Turn]:
    """Take the turn of the provider in scope for one transaction. `kept`: the coarser time that may be kept of it.

    `always`: also while the records are read-only. That is for what somebody who needs help does, and for writing down
    that something was read; everything else raises `ReadOnly`.

    Durable: an operation never runs inside another's transaction, or its promise to be on disk when it returns would be
    false.
    """
    if scope.is_read_only() and not always:
        raise ReadOnly
    try:
        with transaction.atomic(durable=True):
            scope.forget()  # what others wrote before it was our turn
            taken = _take(actor, now, kept, _entry_of(actor))
            yield taken
            taken.settle()
    except BaseException:
        scope.forget()  # what was read of rows that are not there after all
        raise


def ends_of_chains() -> frozenset[tuple[str, int]]:
    """How far each chain of the provider in scope has come. While they stand still nobody has recorded anything."""
    return frozenset(Head.objects.values_list("stream", "seq"))


@contextmanager
def first_turn(*, actor: Actor, now: datetime) -> Iterator[Turn]:
    """Open the books of the provider in scope and take its first turn, inside the transaction of its birth."""
    for stream in Stream:
        Head(stream=stream, at=now).save(force_insert=True)
    taken = _take(actor, now)
    yield taken
    taken.settle()


def _take(actor: Actor, now: datetime, kept: datetime | None = None, first: UUID | None = None) -> Turn:
    heads = {head.stream: head for head in _HEADS.rows()}
    if set(heads) != set(Stream):
        raise NoBooks
    mark_is(heads[Stream.OPEN].house)
    if first is not None and Entry.objects.filter(pk=first).exists():
        raise SentAlready
    latest = max(head.at for head in heads.values())
    # Further ahead it was no wait but a wrong clock, which must not end posts and absences for years.
    at = latest + _NEXT if now < latest < now + _LONGEST_WAIT else now
    return Turn(actor, kept or at, Moment.now(at), heads, first)
