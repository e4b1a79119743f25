"""Recording and ending spans, in the provider in scope."""

from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, turn
from ...ground.kernel.actors import Actor
from .models import Span
from .vocabulary import Regulated, SpanEnded, SpanRecorded, Standing, Work


def record_span(
    *,
    person_id: UUID,
    standing: Standing,
    since: datetime,
    actor: Actor,
    now: datetime,
    site_id: UUID | None = None,
    organisation_id: UUID | None = None,
    population: str = "",
    position: str = "",
    work: Work | None = None,
    regulated: Regulated | None = None,
    programme: str = "",
) -> Span:
    """Record that a person is employed, enrolled or placed here since a time."""
    with turn(actor=actor, now=now) as t:
        span = Span(
            person_id=person_id,
            standing=standing,
            site_id=site_id,
            organisation_id=organisation_id,
            population=population,
            position=position,
            work=work or "",
            regulated=regulated or "",
            programme=programme,
            since=since,
            recorded_at=t.now,
            by=actor.written,
        )
        span.save()
        t.record(SpanRecorded(standing, span.id), Subject("person", person_id), effective=since)
    return span


def end_span(*, span: Span, until: datetime, actor: Actor, now: datetime) -> Span:
    """End a span by a row that replaces it."""
    with turn(actor=actor, now=now) as t:
        ended = span.successor(until=until, recorded_at=t.now, by=actor.written)
        ended.save()
        t.record(SpanEnded(ended.id), Subject("person", span.person_id), effective=until)
    return ended
