"""An export of another product: brought here once somebody looked at it, sorted person by person by a human, and let
go. What is put with a record stands there as everything from elsewhere does: word for word, and marked as such."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import Capability, Circle, Part
from ....authority.identity.queries import details
from ....ground.audit.disposing import dispose_of
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read, Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.casework.operations.handling import WRITES_THE_RECORD, take_hand
from ....work.casework.operations.reporting import report_concern
from ....work.casework.operations.routing import place
from ....work.casework.queries.desk import by_reference
from ....work.casework.reports import Occurred, PersonNamed, Report
from ....work.casework.rules.receipts import reference_in
from ....work.casework.vocabulary import AboutKind, Channel, Precision, ReporterKind
from ..case import Matter, Person, Thing, fingerprint
from ..foreign import Foreign, Sheet, Taken
from ..models import Arrival, Brought, Sorting
from ..queries.brought import KEPT, Contents, Group, brought_by, contents_of, words_of_file
from ..rules.columns import NEEDED, Field
from ..vocabulary import Came, FileBrought, FileLetGo, PersonSorted
from .arriving import refuse_twice, stand_with

BRINGS = Capability.TRIAGE
"""Whoever sorts concerns may bring them from elsewhere."""
_SORTED = {
    Came.PUT: "This person was put with a record already.",
    Came.LEFT_OUT: "Somebody said already that this person is not brought in.",
}
_TIDIER = Actor.system("tidying")
_LABELS = {
    Field.WORDS: "",
    Field.CATEGORY: "Category there",
    Field.DONE: "What was done",
    Field.OUTCOME: "Outcome",
    Field.DATE: "Date as it stands there",
    Field.WRITTEN: "Written, as it stands there",
}
"""Over which words each cell stands in the record."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a human says of one person of a file: which record of ours is theirs, and how they made sure."""

    reference: str
    how_known: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that is to be begun for somebody of a file."""

    about: AboutKind
    part: Part
    how_known: str
    person_id: UUID | None = None
    """Who they are in the directory; without it they are in the record by the name the file gives."""


def bring(
    *, sheet: Sheet, taken: Taken, means: Mapping[Field, int], product: str, actor: Actor, now: datetime
) -> Brought:
    """Keep what was read of a file until it is sorted. Raises `BadInput` for what lets nothing be taken,
    `OutOfTurn` for a file that this person brought already."""
    if not product.strip():
        raise BadInput("Say which product it comes from.", field="product")
    if missing := [of for of in NEEDED if of not in means]:
        raise BadInput("Say which column this is.", field=f"column-{missing[0]}")
    if taken.stops or not taken.entries:
        raise BadInput(
            "Nothing of this file can be taken. What is wrong with it stands beneath.", field="file"
        )
    people = len(taken.people())
    with turn(actor=actor, now=now) as t:
        who = _reader(t)
        who.may(BRINGS).enforce(who_can_help="Your designated safeguarding lead can.")
        if any(row.digest == sheet.digest for row in brought_by(_own(t), t.moment)):
            raise OutOfTurn("You brought this file here already. Go on with it where it stands.")
        row = Brought(
            digest=sheet.digest,
            entries=len(taken.entries),
            people=people,
            owner_id=who.person_id,
            key=make_data_key("brought", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        names = {of: sheet.names[at] for of, at in means.items()}
        promised = promise(row, "words", words_of_file(taken, product.strip(), names), row.key)
        row.save()
        verb = FileBrought(row.id, row.entries, people)
        t.record(verb, _subject(row), stream=Stream.SEALED, commitments=[promised])
    return row


def look_at(*, brought_id: UUID, actor: Actor, now: datetime) -> Contents:
    """Everything in a file, for whoever brought it; that they look is written down first. Raises `NothingHere`."""
    with turn(actor=actor, now=now, always=True) as t:
        found = contents_of(brought_id, _own(t), t.moment)
        t.record(Read((brought_id,)), _subject(found.row), stream=Stream.SEALED)
    return found


def put_person(*, brought_id: UUID, number: int, said: Said, actor: Actor, now: datetime) -> UUID:
    """Put everything a file says of one person with a record of ours; returns the concern.

    Raises `BadInput` for no such record, or without how they made sure; `OutOfTurn` when that was done.
    """
    with turn(actor=actor, now=now) as t:
        found, group = _waiting(t, brought_id, number)
        reference = reference_in(said.reference)
        concern_id = by_reference(reference, _reader(t), t.moment) if reference else None
        if concern_id is None:
            raise BadInput("No record that you may open has this reference.", field="reference")
        _put(t, found, group, concern_id, said.how_known)
    return concern_id


def begin_record(*, brought_id: UUID, number: int, begun: Begun, actor: Actor, now: datetime) -> UUID:
    """Begin a record for one person of a file, and put everything it says of them there; returns the concern.

    It goes the way of every concern: to whom the policies name, with its clocks, to be sorted and decided. Where that
    way does not end at whoever brought the file, nothing is begun, and `OutOfTurn` says so.
    """
    _sure(begun.how_known)
    moment = Moment.now(now)
    with turn(actor=actor, now=now, always=True) as t:
        found, group = _waiting(t, brought_id, number)
        if begun.person_id and not details([begun.person_id], t.moment):
            raise BadInput("Choose one of the people found.", field="person")
    report = _report(found, group, begun)
    placed = place(report, moment)
    if placed.circle is Circle.SEALED or actor.person_id not in {
        one.holder.person_id for one in placed.deliveries
    }:
        raise OutOfTurn(
            "By your policies a new record like this does not come to you, so you cannot begin it here.",
            who_can_help="Report it as a new concern. Whoever has it can bring this file too, and put them there.",
        )
    receipt = report_concern(report=report, request_id=uuid5(found.row.id, str(number)), actor=actor, now=now)
    with turn(actor=actor, now=now, always=True) as t:
        found, group = _waiting(t, brought_id, number)
        _put(t, found, group, receipt.concern_id, begun.how_known)
    return receipt.concern_id


def leave_out(*, brought_id: UUID, number: int, why: str, actor: Actor, now: datetime) -> Sorting:
    """Say that one person of a file is not brought in, and why. Raises as `put_person`."""
    if not why.strip():
        raise BadInput("Say in a sentence why they are not brought in.", field="why")
    with turn(actor=actor, now=now) as t:
        found, group = _waiting(t, brought_id, number)
        return _sort(t, found, group, Came.LEFT_OUT, {"why": why.strip()})


def let_go(*, brought_id: UUID, actor: Actor, now: datetime) -> None:
    """Destroy what was read of a file; what was put with records stays there. Raises `NothingHere`."""
    with turn(actor=actor, now=now) as t:
        _let_go(t, contents_of(brought_id, _own(t), t.moment).row)


def let_old_ones_go(*, now: datetime) -> int:
    """Let go what nobody sorted within `KEPT`; returns how many files."""
    rows = (
        Brought.objects.known(now)
        .filter(recorded_at__lte=now - KEPT)
        .exclude(key__wrapped=None)
        .defer("words")
    )
    old = list(rows.select_related("key"))
    for row in old:
        with turn(actor=_TIDIER, now=now) as t:
            _let_go(t, row)
    return len(old)


def _let_go(t: Turn, row: Brought) -> None:
    done = Sorting.objects.filter(brought=row).known(t.moment.known_at).count()
    dispose_of(t, row.key, stream=Stream.SEALED)
    t.record(FileLetGo(row.id, done), _subject(row), stream=Stream.SEALED)


def _own(t: Turn) -> list[UUID]:
    """Every row of the directory that is the actor, if they may bring files; raises `NothingHere`."""
    who = _reader(t)
    if BRINGS not in who.capabilities:
        raise NothingHere
    return sorted(access.rows_of(who.person_id, t.moment))


def _reader(t: Turn) -> access.Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment)


def _waiting(t: Turn, brought_id: UUID, number: int) -> tuple[Contents, Group]:
    found = contents_of(brought_id, _own(t), t.moment)
    group = found.group(number)
    if group.sorting is not None:
        raise OutOfTurn(_SORTED[Came(group.sorting.came)])
    return found, group


def _put(t: Turn, found: Contents, group: Group, concern_id: UUID, how_known: str) -> Arrival:
    _sure(how_known)
    hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
    case = matter_of_group(group).model_dump_json()
    marked = sha256(case.encode()).hexdigest()
    refuse_twice(hand, marked)
    words = {
        "from": found.product,
        "case": case,
        "fingerprint": marked,
        "file": found.row.digest,
        "how-known": how_known,
    }
    arrival = stand_with(hand, words, made_at=found.row.recorded_at, entries=len(group.entries))
    hand.move()
    _sort(t, found, group, Came.PUT, {"reference": hand.concern.reference})
    return arrival


def _sure(how_known: str) -> None:
    if not how_known.strip():
        raise BadInput("Say how you made sure that it is the same person.", field="how_known")


def _sort(t: Turn, found: Contents, group: Group, came: Came, words: Mapping[str, str]) -> Sorting:
    row = Sorting(brought=found.row, place=group.place, came=came, recorded_at=t.now, by=t.actor.written)
    promised = promise(row, "words", canonical_json(dict(words)).decode(), found.row.key)
    row.save()
    t.record(PersonSorted(row.id, came), _subject(found.row), stream=Stream.SEALED, commitments=[promised])
    return row


def _subject(row: Brought) -> Subject:
    return Subject(Brought.named_as, row.id)


def _report(found: Contents, group: Group, begun: Begun) -> Report:
    first = min(group.entries, key=lambda one: one.at)
    account = (
        f"Brought in from {found.product}: {len(group.entries)} entries, word for word under “from elsewhere”. "
        "Nobody reported this here."
    )
    return Report(
        reporter=ReporterKind.STAFF,
        about=begun.about,
        account={"background": account},
        channel=Channel.FOUND,
        people=(PersonNamed(begun.part, {"name": group.who}, begun.person_id),),
        happened=Occurred(first.at, Precision(first.to_the)),
    )


def matter_of_group(group: Group) -> Matter:
    """What a file says of one person, as a record from elsewhere is kept: `case.Matter`."""
    entries = sorted(group.entries, key=lambda one: (one.at, one.line))
    return Matter(
        reference="",
        received_at=entries[0].at,
        reporter="",
        about="",
        strand="",
        state="",
        restricted=False,
        people=[Person(part="", name=group.who, words={})],
        chronology=[_thing(one) for one in entries],
        files=[],
    )


def _thing(one: Foreign) -> Thing:
    boxes = [(_LABELS[of], one.said[of]) for of in _LABELS if of in one.said]
    draft = Thing(
        at=one.at,
        to_the="minute" if one.to_the == "minute" else "day",
        written_at=one.written_at,
        by=one.said.get(Field.AUTHOR, "nobody named"),
        kind="brought-in",
        title="entry brought in",
        boxes=[*boxes, ("Line of the file", str(one.line))],
        before=[],
        file=None,
        sha256="",
    )
    return draft.model_copy(update={"sha256": fingerprint(draft.model_dump(mode="json", exclude={"sha256"}))})
