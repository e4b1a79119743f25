"""Who gets a concern: the first rung with somebody who may have it and is there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

LINE_MANAGER = "person:line-manager"
"""Stands on a rung beside the ids of roles: whoever line-manages the person who reports. No role has a colon."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role. `steps_in`: a deputy, who receives only when the others cannot. `in_person`: they are
    there as the person they are, the line manager of whoever reports, and in no post."""

    person_id: UUID
    role: str
    steps_in: bool = False
    in_person: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """The rung a concern came to, counted from 0, and everybody on it who gets it."""

    rung: int
    people: tuple[Holder, ...]


def reach(
    ladder: Sequence[Sequence[str]],
    holders: Mapping[str, Sequence[Holder]],
    *,
    shut_out: Collection[UUID],
    away: Collection[UUID],
    concerned: Collection[UUID] = (),
    start: int = 0,
) -> Reached | None:
    """Walk a ladder of rungs (each some roles) from `start` and stop at the first rung where somebody may have it.

    The walled never count. People who are away count only when no rung has anybody present: a concern waiting for
    somebody's return is better than one that reaches nobody. None: every rung is empty or walled.

    `concerned`: whom it is about. Whoever deputises for one of them does not step in: they work for that person, and
    have it only where the ladder names a post of their own.
    """
    for absent in (frozenset(away), frozenset[UUID]()):
        for number, roles in enumerate(ladder):
            if number < start:
                continue
            people = tuple(
                holder
                for role in roles
                for holder in present(
                    holders.get(role, ()), shut_out=shut_out, away=absent, concerned=concerned
                )
            )
            if people:
                return Reached(number, _each_once(people))
    return None


def present(
    holders: Sequence[Holder],
    *,
    shut_out: Collection[UUID],
    away: Collection[UUID],
    concerned: Collection[UUID] = (),
) -> tuple[Holder, ...]:
    """Of a role's holders, who acts now: the holders themselves, or their deputies when none of them can and it is
    about none of them."""
    able = [h for h in holders if h.person_id not in shut_out and h.person_id not in away]
    in_post = tuple(h for h in able if not h.steps_in)
    if any(h.person_id in concerned for h in holders if not h.steps_in):
        return in_post
    return in_post or tuple(able)


def _each_once(people: Sequence[Holder]) -> tuple[Holder, ...]:
    first: dict[UUID, Holder] = {}
    for holder in people:
        first.setdefault(holder.person_id, holder)
    return tuple(first.values())
