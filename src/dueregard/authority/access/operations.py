"""Giving and ending posts, recording relationships and absences, and stepping aside, in the provider in scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.jobs.occasions import announce
from ...ground.kernel import bulk
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput, OutOfTurn
from .models import Absence, Holding, Party, Recusal, Relationship
from .queries import person_tag, role_tag
from .vocabulary import (
    AwayEnded,
    AwayRecorded,
    Circle,
    HoldingEnded,
    HoldingGiven,
    Kinship,
    Manner,
    Part,
    Recused,
    RelationshipRecorded,
    WallsMove,
)


def give_holding(
    *,
    person_id: UUID,
    role: str,
    actor: Actor,
    now: datetime,
    manner: Manner = Manner.SUBSTANTIVE,
    site_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Holding:
    """Give somebody a post from `since` (now, unless said). What a person gives goes through `appointing`."""
    with turn(actor=actor, now=now) as t:
        return write_holding(
            t, person_id=person_id, role=role, manner=manner, site_id=site_id, since=since, until=until
        )


def write_holding(
    t: Turn,
    *,
    person_id: UUID,
    role: str,
    manner: Manner,
    site_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Holding:
    """Write that somebody holds a post, in the caller's transaction."""
    row = Holding(
        person_id=person_id,
        role=role,
        manner=manner,
        site_id=site_id,
        since=since or t.now,
        until=until,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    t.record(HoldingGiven(person_id, manner), Subject("holding", row.id), effective=row.since)
    announce(WallsMove(row.since), t)
    return row


def end_holding(*, holding: Holding, until: datetime, actor: Actor, now: datetime) -> Holding:
    """End somebody's time in a post by a row that replaces the old one."""
    if until < holding.since:
        raise BadInput("A post cannot end before it began.", field="until")
    with turn(actor=actor, now=now) as t:
        return end_in_turn(t, holding, until=until)


def end_in_turn(t: Turn, holding: Holding, *, until: datetime, **own: UUID) -> Holding:
    """As `end_holding`, in the caller's transaction; `own` may say under which `id`."""
    row = holding.successor(until=until, recorded_at=t.now, by=t.actor.written, **own)
    row.save()
    t.record(HoldingEnded(row.person_id, holding.id), Subject("holding", row.id), effective=until)
    return row


def record_relationship(
    *,
    person_id: UUID,
    other_id: UUID,
    kinship: Kinship,
    actor: Actor,
    now: datetime,
    since: datetime | None = None,
) -> Relationship:
    """Record that two people are kin, or that `person_id` line-manages `other_id`; walls follow at once."""
    if person_id == other_id:
        raise BadInput("Choose two different people.")
    with turn(actor=actor, now=now) as t:
        row = Relationship(
            person_id=person_id,
            other_id=other_id,
            kinship=kinship,
            since=since or t.now,
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(RelationshipRecorded(kinship), Subject("relationship", row.id))
        announce(WallsMove(row.since), t)
    return row


def record_absence(
    *, person_id: UUID, since: datetime, until: datetime | None, actor: Actor, now: datetime
) -> Absence:
    """Record that somebody is away, so that their cover steps in."""
    if until is not None and until <= since:
        raise BadInput("The return must be after the start.", field="until")
    with turn(actor=actor, now=now) as t:
        row = Absence(person_id=person_id, since=since, until=until, recorded_at=t.now, by=actor.written)
        row.save()
        t.record(AwayRecorded(person_id), Subject("absence", row.id), effective=since)
    return row


def end_absence(*, absence_id: UUID, actor: Actor, now: datetime) -> Absence:
    """Record that somebody is back now; an absence that has not begun is withdrawn, because it will not be.

    Raises `OutOfTurn` when it is over or somebody has ended it already.
    """
    with turn(actor=actor, now=now) as t:
        standing = (
            Absence.objects.known(t.moment.known_at)
            .filter(pk=absence_id)
            .exclude(until__lte=t.moment.as_at)
            .first()
        )
        if standing is None:
            raise OutOfTurn("This absence is over already. Look at the page again.")
        begun = standing.since < t.now
        changes: dict[str, Any] = {"until": t.now} if begun else {"withdrawn": True}
        row: Absence = standing.successor(recorded_at=t.now, by=actor.written, **changes)
        row.save()
        t.record(
            AwayEnded(row.person_id), Subject("absence", row.id), effective=t.now if begun else row.since
        )
    return row


def add_party(t: Turn, *, thing_kind: str, thing_id: UUID, part: Part, person_id: UUID) -> Party:
    """Write that somebody plays a part in a matter, in the caller's transaction."""
    row = Party(
        thing_kind=thing_kind,
        thing_id=thing_id,
        part=part,
        tag=person_tag(person_id),
        since=t.now,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    return row


def let_read(t: Turn, *, thing_kind: str, thing_id: UUID, person_id: UUID, until: datetime) -> Party:
    """Write that somebody may read a matter until a time, in the caller's transaction; it ends by itself."""
    row = Party(
        thing_kind=thing_kind,
        thing_id=thing_id,
        part=Part.GRANTED,
        tag=person_tag(person_id),
        since=t.now,
        until=until,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    return row


def end_party(t: Turn, *, thing_id: UUID, part: Part, person_id: UUID) -> None:
    """Write that somebody plays a part in a matter no more, in the caller's transaction; walls fall as it is stored.

    Who plays the same part twice, because two rows of the matter say so, plays it once less.
    """
    moment = t.moment
    row = (
        Party.objects.holding(moment)
        .filter(thing_id=thing_id, part=part, tag=person_tag(person_id))
        .order_by("recorded_at", "id")
        .first()
    )
    if row is not None:
        row.successor(until=t.now, recorded_at=t.now, by=t.actor.written).save()


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody a matter is put before, in a role, or as the person they are."""

    person_id: UUID
    role: str
    in_person: bool = False
    """No post opens the matter to them; it stays theirs whatever posts they leave."""

    @property
    def places(self) -> tuple[tuple[Part, str], ...]:
        """As what they stand in a matter, by their tags: in a role, whoever holds it stands there too."""
        if self.in_person:
            return ((Part.HANDLER_IN_PERSON, person_tag(self.person_id)),)
        return (Part.HANDLER, person_tag(self.person_id)), (Part.HANDLER, role_tag(self.role))


def add_handlers(t: Turn, *, thing_kind: str, thing_id: UUID, handlers: Iterable[Handler]) -> None:
    """Write that a matter was put before people, in the caller's transaction.

    In the open circle whoever holds the role, or stands in for it, may open the matter too; in the sealed one only the
    person may.
    """
    bulk.write(
        [
            Party(
                thing_kind=thing_kind,
                thing_id=thing_id,
                part=part,
                tag=tag,
                since=t.now,
                recorded_at=t.now,
                by=t.actor.written,
            )
            for handler in handlers
            for part, tag in handler.places
        ]
    )


def recuse(t: Turn, *, thing_kind: str, thing_id: UUID, person_id: UUID, circle: Circle) -> Recusal:
    """Write that somebody steps aside from a matter, in the caller's transaction."""
    row = Recusal(
        thing_kind=thing_kind,
        thing_id=thing_id,
        tag=person_tag(person_id),
        since=t.now,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    t.record(Recused(person_id), Subject(thing_kind, thing_id), stream=circle.stream)
    return row
