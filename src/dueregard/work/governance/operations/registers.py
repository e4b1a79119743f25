"""Writing down that somebody looked at an entry of a register, and what they saw."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.policy.answers import Basis
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ..ids import id_of_policy
from ..models import RegisterLook
from ..queries.registers import Register, entries, looks, register
from ..registers import RegisterLooked, Saw
from ..rules.register_blocks import RELATED, SOURCES, TOLD
from ..vocabulary import POLICY, Event
from .permitting import whoever_sees_to
from .reviewing import bad_day, note_in

MAY_SEE = {
    SOURCES: (Saw.STANDS, Saw.NEWER, Saw.GONE),
    RELATED: (Saw.STANDS, Saw.ONE_WAY, Saw.GONE),
    TOLD: (Saw.STANDS, Saw.OLDER, Saw.GONE),
}
"""What there is to be seen of an entry of each register."""
BASES = (Basis.DOCUMENT_SEEN, Basis.SOMEBODYS_WORD)


@dataclass(frozen=True, slots=True)
class Place:
    """Which entry of which register."""

    control: str
    item: str
    audience: str = ""
    site: UUID | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw, on which day, and on what that rests."""

    looked_on: date
    saw: Saw
    basis: Basis
    words: str
    own_review: date | None = None
    """Of a companion policy: when its own text says that it is looked at again."""


def look_at(*, place: Place, seen: Seen, actor: Actor, now: datetime) -> RegisterLook:
    """Write down what somebody saw of an entry. That there is a newer edition of a source is noted as new guidance, so
    that the policies that follow guidance are looked at again.

    Raises `NotPermitted`; `NothingHere` for an entry that no policy in force has; `BadInput` without words, for a day
    to come and for what cannot be seen of such an entry.
    """
    if not seen.words.strip():
        raise BadInput("Say what you saw, and where.", field="words")
    with turn(actor=actor, now=now) as t:
        control = _control(place.control, t)
        if (place.item, place.audience, place.site) not in {one.place for one in entries(control, t.moment)}:
            raise NothingHere
        bad_day(seen.looked_on, t, "looked_on")
        if seen.saw not in MAY_SEE[control.kind]:
            raise BadInput("Choose what you saw.", field="saw")
        if seen.basis not in BASES:
            raise BadInput("Say whether you saw it yourself.", field="basis")
        was_newer = _last_saw(place, t) == Saw.NEWER
        row = RegisterLook(
            control=place.control,
            item=place.item,
            audience=place.audience,
            site_id=place.site,
            looked_on=seen.looked_on,
            saw=seen.saw,
            basis=seen.basis,
            own_review=seen.own_review if control.kind == RELATED else None,
            key=make_data_key("register-look", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "words", seen.words.strip(), row.key)
        row.save()
        subject = Subject(POLICY, id_of_policy(control.policy))
        t.record(RegisterLooked(row.id, seen.saw), subject, commitments=[promised])
        if seen.saw is Saw.NEWER and not was_newer:
            note_in(t, Event.GUIDANCE, seen.looked_on, control.policy)
    return row


def _control(address: str, t: Turn) -> Register:
    """The register, for whoever may write in it: who keeps policies, and who holds the post that sees to it."""
    found = register(address, t.moment)
    if found is None:
        raise NothingHere
    whoever_sees_to(t, found.block.owner)
    return found


def _last_saw(place: Place, t: Turn) -> str:
    here = (place.item, place.audience, place.site)
    rows = looks([place.control], t.moment)[place.control]
    found = (row for row in rows if (row.item, row.audience, row.site_id) == here)
    return next((row.saw for row in found), "")
