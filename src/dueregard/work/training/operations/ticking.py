"""Ticking items of a checklist: with one person on their page, or with several from a sheet."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import aliases
from ....authority.policy.answers import Basis
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput
from ..controls.checklist import checklist_at, items_of
from ..models import Completion
from ..vocabulary import CompletionRecorded, Result
from .keeping import keeper

MOST = 1_000
"""Ticks in one turn, so that nobody who reports waits for it."""


def tick(
    *,
    checklist: str,
    person_ids: Collection[UUID],
    items: Collection[str],
    done_on: date,
    basis: Basis,
    actor: Actor,
    now: datetime,
) -> list[Completion]:
    """Tick items of a checklist (`policy/checklist.id`), each by what a completion calls it, as done with each of these
    people on a day. What is ticked of somebody by any of their rows stays as it is. Returns what was written.

    Raises `NotPermitted`; `NothingHere` for a checklist that no policy in force has; `BadInput` for a day that has not
    come, nobody, nothing, too much at once, or an item that is not in it.
    """
    with turn(actor=actor, now=now) as t:
        keeper(t, Capability.MANAGE_REGISTERS)
        there = items_of(checklist_at(checklist, t.moment))
        if not person_ids:
            raise BadInput("Choose at least one person.", field="people")
        if not items or not set(items) <= there.keys():
            raise BadInput("Tick at least one item of this checklist.", field="items")
        if done_on > london_day(t.now):
            raise BadInput("That day has not come yet. Give the day on which it was done.", field="done_on")
        if len(set(person_ids)) * len(set(items)) > MOST:
            raise BadInput("This is too much at once. Send it in parts.", field="people")
        own = {person: aliases(person, t.moment) for person in person_ids}
        rows = Completion.objects.known(t.moment.known_at).filter(
            person_id__in={same for each in own.values() for same in each},
            course__in=items,
            result=Result.TICKED,
        )
        ticked = set(rows.values_list("person_id", "course"))
        written = []
        for person, every in own.items():
            for item in there:
                if item in items and not any((same, item) in ticked for same in every):
                    row = Completion(
                        person_id=person,
                        course=item,
                        done_on=done_on,
                        result=Result.TICKED,
                        basis=basis,
                        recorded_at=t.now,
                        by=actor.written,
                    )
                    row.save()
                    ticked.add((person, item))
                    t.record(CompletionRecorded(row.id, Result.TICKED), Subject("person", person))
                    written.append(row)
    return written
