"""Reminding people of what they have to learn or read, by somebody's hand; and taking lists of them away."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import reader
from ....authority.access.vocabulary import Capability
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel import scope
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ....mechanisms.notifications.models import Message
from ....mechanisms.notifications.operations import tell_all
from ..controls.owing import owing
from ..queries.whose import Whose, whose_training
from ..vocabulary import ListTaken, Reminded
from .telling import LEARNING, of_today, tellings


def remind(*, person_ids: Collection[UUID], actor: Actor, now: datetime, control: str = "") -> int:
    """Write to those of these people who owe something, or one thing a policy asks (`policy/kind.id`), that it waits
    for them; returns to how many. Nobody gets more than one letter a day, whoever asks for it.

    For whoever looks after training, and for line managers of their own people: raises `NotPermitted`, and
    `NothingHere` for anybody else's.
    """
    if not person_ids:
        raise BadInput("Choose at least one person.")
    with turn(actor=actor, now=now) as t:
        whose = _whose(t)
        if not all(whose.holds(person) for person in person_ids):
            raise NothingHere
        people = owing(person_ids, t.moment, control) - _written_to(person_ids, t.now)
        tell_all(t, tellings(people, LEARNING, of_today(t.now)))
        for person in sorted(people):
            t.record(Reminded(), Subject("person", person))
    return len(people)


def note_list(*, people: int, actor: Actor, now: datetime) -> None:
    """Write into the audit record that somebody is about to take a list of people away. Raises `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        _whose(t)
        t.record(ListTaken(people), Subject("provider", scope.provider_id()))


def _whose(t: Turn) -> Whose:
    if t.actor.person_id is None:
        raise NothingHere
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    whose = whose_training(who, t.moment)
    if not whose:
        who.may(Capability.MANAGE_REGISTERS).enforce(
            who_can_help="Whoever looks after training here can, and who manages them."
        )
    return whose


def _written_to(people: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Who had a letter today already."""
    rows = Message.objects.filter(thing_kind=LEARNING, thing_id__in=set(people), occasion=of_today(now))
    return frozenset(rows.values_list("thing_id", flat=True))
