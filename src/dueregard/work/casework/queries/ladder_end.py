"""The end of the ladder: whom anybody here can ring when nobody else can be reached."""

from dataclasses import dataclass
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.queries import away, holders
from ....authority.identity.queries import details
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..rules.routing import rungs_of


@dataclass(frozen=True, slots=True)
class LastResort:
    """Somebody at the end of a ladder, with the telephone the directory has of them; empty when it has none."""

    person_id: UUID
    name: str
    title: str
    phone: str
    away: bool


def end_of_ladders(moment: Moment) -> tuple[LastResort, ...]:
    """Whoever holds a post on the last rung with anybody on it, of each route in force, each person once; those with a
    telephone and not away first. The same for everybody and every matter, so that it tells nothing of any."""
    titles, gone = post_titles(moment), away(moment)
    held: dict[UUID, str] = {}
    for route in in_force("route", moment):
        rungs = (holders(rung, moment) for rung in reversed(rungs_of(route.block)))
        for row in next((rows for rows in rungs if rows), ()):
            held.setdefault(row.person_id, row.role)
    known = details(held, moment)
    found = [
        LastResort(
            person, known[person].full_name, titles.get(role, role), known[person].phone, person in gone
        )
        for person, role in held.items()
        if person in known
    ]
    return tuple(sorted(found, key=lambda one: (not one.phone, one.away, one.title, one.name)))
