"""Saying what somebody's work is, and whether it is regulated activity, since a day: it decides which checks are asked.

How somebody stands here is never overwritten. From the day on another row holds, and it bears who said so.
"""

from datetime import date, datetime, time
from uuid import UUID

from ....authority.identity.queries import aliases
from ....authority.people.models import Span
from ....authority.people.vocabulary import Regulated, SpanEnded, SpanRecorded, Standing, Work
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import from_london, london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....ground.kernel.rulings import deny
from ..central_record import ON_RECORD
from .checks import keeper_of


def say_work(
    *,
    person_id: UUID,
    span_id: UUID,
    work: Work | None,
    regulated: Regulated | None,
    since: date,
    actor: Actor,
    now: datetime,
) -> Span:
    """Say what somebody does in one of the ways in which they stand here, and whether it is regulated activity, since a
    day; None: nobody knows.

    Since the day on which it began, or one before, it replaces what was said; since a later one, it follows it. Raises
    `NotPermitted`, to whom it is about as well; `OutOfTurn` where they do not stand here so any more; `BadInput` for a
    day that is still to come.
    """
    with turn(actor=actor, now=now) as t:
        own = aliases(person_id, t.moment)
        keeper = keeper_of(t)
        if keeper is not None and keeper.person_id in own:
            deny("Nobody says this about themselves.").enforce(
                who_can_help="Somebody else who keeps the single central record must."
            )
        here = Span.objects.holding(t.moment).filter(person_id__in=own, standing__in=ON_RECORD)
        before: Span | None = here.filter(pk=span_id).first()
        if before is None:
            raise OutOfTurn("They do not stand here like this any more. Look at their page again.")
        if since > london_day(t.moment.as_at):
            raise BadInput("This day is still to come. Say it when it has.", field="since")
        changes = {"work": work or "", "regulated": regulated or ""}
        if since <= london_day(before.since):
            return _save(t, _next(t, before, changes))
        _end(t, before, from_london(since, time()))
        kept = {"since": from_london(since, time()), "replaces": None}
        following = _next(t, before, changes)
        for name, value in kept.items():
            setattr(following, name, value)
        return _save(t, following)


def _next(t: Turn, before: Span, changes: dict[str, str]) -> Span:
    row: Span = before.successor(recorded_at=t.now, by=t.actor.written, batch_id=None, **changes)
    return row


def _end(t: Turn, before: Span, until: datetime) -> None:
    row = before.successor(recorded_at=t.now, by=t.actor.written, batch_id=None, until=until)
    row.save()
    t.record(SpanEnded(row.id), Subject("person", row.person_id), effective=until)


def _save(t: Turn, row: Span) -> Span:
    row.save()
    t.record(
        SpanRecorded(Standing(row.standing), row.id), Subject("person", row.person_id), effective=row.since
    )
    return row
