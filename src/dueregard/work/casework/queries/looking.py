"""When a person will really look, whether they should have by now, and whom to ring instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.controls.contact import ContactBlock
from ....authority.access.models import Absence, Holding
from ....authority.access.powers import powers_in_force, stand_ins
from ....authority.access.vocabulary import Capability
from ....authority.policy.queries import in_force, lookup
from ....authority.policy.values.resolve import resolve
from ....ground.kernel.moments import Moment
from ....ground.kernel.prepared import Prepared
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.queries.obligations import owed_about
from ....mechanisms.clocks.rules.cover import Presence
from ....mechanisms.notifications.queries import mail_health
from ..controls.facts import Happening
from ..models import Concern
from ..rules.looking import Look, is_overdue, next_look

_TIMES = Prepared(lambda concern: Concern.objects.filter(pk=concern).values_list("opened_at", "received_at"))
_OWED = Prepared(
    lambda concern: (
        owed_about("concern", concern).exclude(due_at=None).values_list("policy", "control", "due_at")
    )
)


@dataclass(frozen=True, slots=True)
class Number:
    """A post that receives reports, and the number the provider has given for it."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Looking:
    """What the page of a report that nobody has opened says."""

    look: Look
    overdue: bool
    """Nobody opened it in the time a policy sets, or in which its reporter was told somebody would."""
    unheard: bool
    """Messages do not get through at the moment, so nobody may know of it."""
    numbers: tuple[Number, ...]


def when_looked(concern_id: UUID, moment: Moment) -> Looking | None:
    """What to say of a report; None once it was opened."""
    opened_at, received_at = _TIMES.rows(concern_id)[0]
    if opened_at is not None:
        return None
    health = mail_health(moment.as_at)
    return Looking(
        look_from(moment.as_at, moment),
        is_overdue(look_from(received_at, moment), _due(concern_id, moment), moment.as_at),
        health.off or health.in_trouble or health.worker_silent,
        numbers(moment),
    )


def look_from(since: datetime, moment: Moment) -> Look:
    """When somebody will be there from an instant on, as known at the moment: the same for every report."""
    roles = _receiving(moment)
    held = (row for row in Holding.known_at(moment.known_at) if row.role in roles)
    return next_look(
        presences(held, since),
        presences(Absence.known_at(moment.known_at), since),
        calendar(moment),
        since,
    )


def numbers(moment: Moment) -> tuple[Number, ...]:
    """Numbers the provider has given for posts that receive reports: never one from somebody's own entry in the
    directory, which may be private."""
    titles = {
        title.casefold()
        for role in in_force("role", moment)
        if Capability.RECEIVE_CONCERNS in role.block.may
        for title in (role.block.title, *role.block.aliases)
    }
    found: dict[str, Number] = {}
    elsewhere = lookup(moment)
    for contact in in_force("contact", moment):
        block: ContactBlock = contact.block
        phone = block.channels.phone if block.channels else None
        if phone is None or block.title.casefold() not in titles:
            continue
        given = resolve(phone, {}, elsewhere, f"{contact.address}.channels.phone").value
        if given:
            found.setdefault(given, Number(block.title, given))
    return tuple(found.values())


def _receiving(moment: Moment) -> frozenset[str]:
    """The roles that receive reports, and those that stand in for one."""
    may = powers_in_force(moment).may
    roles = {role for role, given in may.items() if Capability.RECEIVE_CONCERNS in given}
    deputies = stand_ins(moment)
    return frozenset(roles.union(*(deputies.get(role, ()) for role in roles)))


def presences(rows: Iterable[Holding | Absence], since: datetime) -> list[Presence]:
    """From when until when each of these is there, or away; without those that were over by `since`."""
    return [
        Presence(row.person_id, row.since, row.until)
        for row in rows
        if row.until is None or row.until > since
    ]


def _due(concern_id: UUID, moment: Moment) -> list[datetime]:
    """By when the policies in force want this report opened."""
    opened = {
        (clock.policy, f"clock.{clock.id}")
        for clock in in_force("clock", moment)
        if clock.block.measures.to == Happening.OPENED
    }
    return [due_at for policy, control, due_at in _OWED.rows(concern_id) if (policy, control) in opened]
