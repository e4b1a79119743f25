"""What is kept apart of one member of staff, opened and written down by hand by whoever keeps it.

Whoever keeps the single central record or appoints to posts may, as they bring it in from files today. Every opening
is written into the audit record before a word is decrypted, whether or not there is one.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import Ruling, allow, deny
from ...access.powers import powers_in_force
from ...access.queries import Reader, reader
from ...access.vocabulary import Capability
from ...identity.queries import aliases
from ..models import KeptApart, Span
from ..vocabulary import OF_STAFF, Apart, KeptApartRead, KeptApartSaid, Standing
from .apart import known_apart, taken
from .tasks import destroy_kept_apart

LONGEST = 80
_KEEPERS = frozenset({Capability.KEEP_CHECKS, Capability.APPOINT})


def ruling_on_staff_details(who: Reader) -> Ruling:
    """Whether somebody may open and write down what is kept apart of staff."""
    if who.capabilities & _KEEPERS:
        return allow("you keep the single central record, or appoint to posts")
    return deny("Only whoever keeps the single central record, or appoints to posts, opens this.")


def is_staff(person_id: UUID, moment: Moment) -> bool:
    """Whether the provider employs somebody at the moment, by any of their rows."""
    own = aliases(person_id, moment)
    return Span.objects.holding(moment).filter(person_id__in=own, standing=Standing.STAFF).exists()


def open_staff_details(*, person_id: UUID, actor: Actor, now: datetime) -> dict[Apart, str]:
    """What is kept apart of a member of staff, after writing down that somebody opened it.

    Raises `NotPermitted`; `NothingHere` for whoever is not employed here. If it cannot be written down, nothing is
    shown.
    """
    with turn(actor=actor, now=now, always=True) as t:
        _may(t, person_id)
        t.record(KeptApartRead(), Subject("person", person_id))
    return said_of_staff(person_id, t.moment)


def said_of_staff(person_id: UUID, moment: Moment) -> dict[Apart, str]:
    """What is kept apart of a member of staff, of what is kept at all. Only for the person, and for whoever has just
    had it written down that they look."""
    return {kept: said for kept, (_row, said) in _known(person_id, moment).items()}


def say_of_staff(*, person_id: UUID, said: Mapping[Apart, str], actor: Actor, now: datetime) -> int:
    """Write down what somebody says of themselves, and take back what is left empty; returns how many changed.

    What is the same stays. Raises `NotPermitted`; `NothingHere`; `OutOfTurn` for what is not kept any more; `BadInput`
    for what is too long.
    """
    for words in said.values():
        if len(words.strip()) > LONGEST:
            raise BadInput(f"This is longer than {LONGEST} characters. Shorten it.")
    with turn(actor=actor, now=now) as t:
        _may(t, person_id)
        if not taken(t.moment).issuperset(said) or not set(OF_STAFF).issuperset(said):
            raise OutOfTurn("This is no longer kept here. Look at the page again.")
        known = _known(person_id, t.moment)
        changed = 0
        for kept, words in sorted(said.items()):
            replaces, before = known.get(kept, (None, ""))
            if words.strip() != before:
                _say(t, person_id, kept, words.strip(), replaces)
                changed += 1
        if changed:
            destroy_kept_apart.using(run_after=t.now).enqueue()
    return changed


def _known(person_id: UUID, moment: Moment) -> dict[Apart, tuple[UUID, str]]:
    """By kind, the row and what it says; of somebody who was here twice, what any of their rows says."""
    takes = taken(moment) & set(OF_STAFF)
    found: dict[Apart, tuple[UUID, str]] = {}
    for rows in known_apart(aliases(person_id, moment), takes, moment.known_at).values():
        found |= rows
    return found


def _say(t: Turn, person_id: UUID, kept: Apart, words: str, replaces: UUID | None) -> None:
    row = KeptApart(
        person_id=person_id,
        kept=kept,
        key=make_data_key("kept-apart", now=t.now),
        replaces_id=replaces,
        withdrawn=not words,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "said", words, row.key)
    row.save()
    t.record(KeptApartSaid(row.id, kept), Subject("person", person_id), commitments=[promised])


def _may(t: Turn, person_id: UUID) -> None:
    if t.actor.person_id is None:
        raise TypeError("a person opens and writes this down")
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    ruling_on_staff_details(who).enforce(who_can_help="Whoever appoints to posts here can.")
    if not is_staff(person_id, t.moment):
        raise NothingHere
