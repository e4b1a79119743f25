"""Sending records to another provider: decided by somebody who may refer, drawn up, sealed, written down. Nothing is
sent by this: a person takes the file there. What became of it: `after_sending`."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import BinaryIO, cast
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import Turn, turn
from ....ground.audit.queries import signed_head
from ....ground.audit.vocabulary import Read
from ....ground.backups.files import work_folder
from ....ground.backups.sealing import Secret
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ....ground.tenancy.models import Provider
from ....mechanisms.documents.pdf_out import pdf_file
from ....mechanisms.files.operations.opening import Copy, open_copy
from ....mechanisms.files.queries import Shown
from ....mechanisms.files.vocabulary import NotOpen, State
from ....work.casework.chronology_paper import chronology_sheet
from ....work.casework.labels import when
from ....work.casework.models import Triage
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.chronicle import Happened, chronicle
from ....work.casework.operations.handling import Hand, take_hand
from ....work.casework.operations.names import Names, names_for
from ....work.casework.operations.papers import born_of
from ....work.casework.operations.reading import File, open_file
from ....work.casework.queries.attached import attached
from ....work.casework.vocabulary import PersonKind, SharingBasis
from ..bundle import CASE, LARGEST, PAPER, PROOF, Member, write_bundle
from ..case import SCHEMA, Matter, matter_of
from ..models import Departure
from ..queries.arrivals import arrivals_of, happened_elsewhere
from ..queries.leaving import day_of_policy, days_allowed
from ..rules.due import due_by
from ..sealing import close_bundle, secret_of
from ..vocabulary import RecordLeft
from .after_sending import write

ENDING = ".age"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """To whom it goes and on what basis, what makes it necessary, how it gets there, and what closes it."""

    to: str
    why: str
    how: str
    basis: SharingBasis
    known_on: date
    approved_by: UUID
    passphrase: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The file that was made: open to be read once, and nowhere else any more."""

    file: BinaryIO
    name: str
    size: int
    sha256: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    matters: list[Matter]
    happened: list[Happened]
    names: Names
    born: frozenset[date]
    copies: list[tuple[str, Copy]]
    circle: Circle
    child: bool
    """Whether somebody sorted one of them as a child's."""


def send_records(
    *, concern_ids: Sequence[UUID], asked: Asked, provider: Provider, actor: Actor, now: datetime
) -> Sent:
    """Make the file of these records, all of one circle. It is drawn up and sealed with no turn held.

    Raises `BadInput` for what is left out, `NothingHere` for a record that is not theirs.
    """
    secret = _checked(asked, concern_ids, now)
    with turn(actor=actor, now=now, always=True) as t:
        if asked.approved_by not in {row.person_id for row in holders(post_titles(t.moment), t.moment)}:
            raise BadInput("Choose somebody who holds a post here.", field="approved_by")
        drawn = _drawn(t, [take_hand(t, one, Capability.REFER) for one in concern_ids])
        proof = signed_head()
    head = {"provider": provider.name, "ukprn": provider.ukprn, "made_at": now.isoformat()}
    case = {"schema": SCHEMA, **head, "matters": [one.model_dump(mode="json") for one in drawn.matters]}
    with work_folder() as folder:
        path = folder / f"record{ENDING}"
        with path.open("xb") as target:
            close_bundle(
                lambda pipe: write_bundle(pipe, _members(drawn, case, proof, head, now), head), target, secret
            )
        hashed = sha256()
        with path.open("rb") as sealed:
            while part := sealed.read(_CHUNK):
                hashed.update(part)
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInput(f"Together this is more than {LARGEST >> 20} MB. Send the records one by one.")
        by = due_by(
            asked.known_on,
            drawn.born,
            law=days_allowed(provider.nation, t.moment),
            policy=day_of_policy(asked.known_on, t.moment),
            child=drawn.child,
        )
        due = by.day if by else None
        _write_down(concern_ids, asked, hashed.hexdigest(), size, due, actor, now)
        # Open before its name goes: what is read from now on lies nowhere anybody could find it.
        file = cast(BinaryIO, os.fdopen(os.open(path, os.O_RDONLY), "rb"))
    return Sent(file, f"safeguarding-record-{london_day(now)}{ENDING}", size, hashed.hexdigest(), due)


def _checked(asked: Asked, concern_ids: Sequence[UUID], now: datetime) -> Secret:
    for name, sentence in (
        ("to", "Say to whom it goes: the post and the place."),
        ("why", "Say why it goes, and why no less would do."),
        ("how", "Say how it gets there."),
    ):
        if not getattr(asked, name).strip():
            raise BadInput(sentence, field=name)
    if asked.known_on > london_day(now):
        raise BadInput("This day is still to come. Give the day on which you knew.", field="known_on")
    if not concern_ids:
        raise BadInput("Choose at least one record.", field="matters")
    return secret_of(asked.passphrase, asked.recipient)


def _drawn(t: Turn, hands: list[Hand]) -> _Drawn:
    circles = {hand.concern.circle for hand in hands}
    if len(circles) != 1:
        raise NothingHere
    matters: list[Matter] = []
    happened: list[Happened] = []
    copies: list[tuple[str, Copy]] = []
    names: dict[str, str] = {}
    born: set[date] = set()
    for hand in hands:
        t.record(Read((hand.concern.id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
        file = open_file(hand.concern, t.moment)
        own_names = names_for(file, t.moment) | _without_reporter(file)
        names |= own_names
        listed: dict[UUID, tuple[Shown, str | None]] = {}
        for shown in attached(hand.concern.id).values():
            copy = _copy(t, shown)
            member = f"files/{len(copies) + 1:04}.{copy.kind}" if copy else None
            copies += [(member, copy)] if member and copy else []
            listed[shown.id] = (shown, member)
        own = [*chronicle(file, own_names), *happened_elsewhere(arrivals_of(hand.concern.id, t.moment))]
        matters.append(matter_of(file, own, listed, own_names))
        happened += own
        born |= set(born_of(file, t.moment))
    happened.sort(key=lambda one: one.at)
    ids = [hand.concern.id for hand in hands]
    sorted_as = Triage.objects.filter(concern__in=ids, person=PersonKind.CHILD).known(t.moment.known_at)
    circle = Circle(circles.pop())
    return _Drawn(matters, happened, names, frozenset(born), copies, circle, sorted_as.exists())


def _without_reporter(file: File) -> dict[str, str]:
    """Whoever reported and does not handle it gave their name to this provider, and it stays here."""
    by = file.concern.by
    handle = {f"person:{put.person_id}" for put in file.deliveries}
    return {} if by in handle else {by: "whoever reported"}


def _copy(t: Turn, shown: Shown) -> Copy | None:
    """The washed copy of a file; None for one that nobody may open, which stays here."""
    if shown.state is not State.READY:
        return None
    with suppress(NotOpen):
        return open_copy(t, shown.id)
    return None


def _members(
    drawn: _Drawn,
    case: Mapping[str, object],
    proof: Mapping[str, object],
    head: Mapping[str, str],
    now: datetime,
) -> Iterator[Member]:
    facts = (("From", head["provider"]), ("Made", when(now)), ("Records", _references(drawn.matters)))
    sheet = chronology_sheet(
        drawn.happened, title="Safeguarding record", facts=facts, names=drawn.names, circle=drawn.circle
    )
    yield Member(CASE, "application/json", "every record, to be read by a program", [_json(case)])
    yield Member(
        PAPER, "application/pdf", "the chronology, to be read by a person", [pdf_file(sheet, now=now)]
    )
    yield Member(PROOF, "application/json", "signed ends of the sender's audit record", [_json(proof)])
    for name, copy in drawn.copies:
        yield Member(name, copy.kind.media_type, "a file of a record", copy.parts)


def _references(matters: Iterable[Matter]) -> str:
    return ", ".join(one.reference for one in matters)


def _json(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _write_down(
    concern_ids: Sequence[UUID],
    asked: Asked,
    fingerprint: str,
    size: int,
    due: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    bundle = uuid7()
    words = {"to": asked.to, "why": asked.why, "how": asked.how, "sha256": fingerprint, "bytes": str(size)}
    with turn(actor=actor, now=now) as t:
        for concern_id in concern_ids:
            hand = take_hand(t, concern_id, Capability.REFER)
            row = Departure(
                bundle=bundle,
                basis=asked.basis,
                known_on=asked.known_on,
                due_on=due,
                approved_by_id=asked.approved_by,
                **of_hand(hand),
            )
            write(hand, row, words, RecordLeft(row.id, bundle, asked.basis))
