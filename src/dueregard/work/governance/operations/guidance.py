"""Taking on a new edition of law or guidance, and taking that back."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from ....authority.policy.catalogue import Catalogue
from ....authority.policy.catalogue_files import read_catalogue
from ....authority.policy.catalogues import CATALOGUES, catalogue
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ..guidance import GuidanceTakenBack, GuidanceTakenOn
from ..models import GuidanceEdition, ReviewEvent
from ..queries.guidance import edition_now, every_edition, extents_here
from ..rules.guidance import bad_since, unfit
from ..vocabulary import Event
from .permitting import keeper_of_policies
from .reviewing import note_in


def read_new(text: bytes, moment: Moment) -> tuple[Catalogue, Catalogue | None]:
    """A new edition from its file, and what it would take the place of. Nothing is kept of it. Raises `BadInput` with
    everything that is wrong with it, or why it does not fit here."""
    new = read_catalogue(text)
    now = edition_now(new.header.document, moment) if new.header else None
    others = (*(one.catalogue for one in every_edition(moment)), *map(catalogue, CATALOGUES))
    if sentence := unfit(new, now, others, extents_here()):
        raise BadInput(sentence, field="file")
    return new, now


def take_on_guidance(*, text: str, since: date, actor: Actor, now: datetime) -> GuidanceEdition:
    """Take on an edition that is in force from a day, so that it is what is asked here from then on; and note it as new
    guidance, so that the policies that follow guidance are looked at again.

    Raises `NotPermitted`; `BadInput` for a file that is none, one that does not fit here, and a day before the edition
    that is here.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        new, _before = read_new(text.encode(), t.moment)
        document = new.header.document if new.header else ""
        today = london_day(t.moment.as_at)
        last = max(
            (one.since for one in every_edition(t.moment) if one.header.document == document), default=None
        )
        if sentence := bad_since(since, last, today):
            raise BadInput(sentence, field="since")
        row = GuidanceEdition(
            document=document,
            since=since,
            text=text,
            digest=sha256(text.encode()).hexdigest(),
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        said = GuidanceTakenOn(since, UUID(row.digest[:32]))
        t.record(said, Subject(GuidanceEdition.named_as, row.id))
        note_in(t, Event.GUIDANCE, min(since, today), "")
    return row


def note_shipped_guidance(*, actor: Actor, now: datetime) -> list[ReviewEvent]:
    """Note each edition that came with the product, holds here and is in force, as new guidance of the day from which
    it is: so that policies that were not looked at since fall due. Once for each edition; none that somebody here took
    on themselves, which was noted then."""
    if not _to_note(Moment.now(now)):
        return []
    with turn(actor=actor, now=now) as t:
        return [
            note_in(t, Event.GUIDANCE, since, "", guidance=name) for name, since in _to_note(t.moment).items()
        ]


def _to_note(moment: Moment) -> dict[str, date]:
    noted = {row.guidance for row in ReviewEvent.known_at(moment.known_at)}
    every = every_edition(moment)
    taken = {(one.header.document, one.since) for one in every if one.row}
    return {
        name: one.since
        for one in every
        if not (one.row or one.to_come) and one.header.in_force_from
        for name in [f"{one.header.document} {one.since}"]
        if name not in noted and (one.header.document, one.since) not in taken
    }


def take_back_guidance(*, edition_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back an edition that was taken on by mistake. That policies were to be looked at again stays noted: they may
    have been.

    Raises `NotPermitted`; `NothingHere` for one that is not there, or not any more.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        row = next((one for one in GuidanceEdition.known_at(t.now) if one.id == edition_id), None)
        if row is None:
            raise NothingHere
        row.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written).save()
        t.record(GuidanceTakenBack(), Subject(GuidanceEdition.named_as, row.id))
