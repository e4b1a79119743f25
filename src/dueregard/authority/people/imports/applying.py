"""Applying exactly the plan that was shown: its changes become facts that nobody sees, some hundreds at a time, and
then all of them are seen in one short turn.

Reports go through between any two batches. A process that dies leaves how far it came; whoever takes the import up goes
on from there. Until the last turn nothing shows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from time import sleep
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ....ground.audit.batches import OvertakenByOthers, fingerprint, show, stage_columns
from ....ground.audit.disposing import dispose_of
from ....ground.audit.operations import Subject, ends_of_chains, turn
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.moments import Moment
from ...identity.models import Organisation, Person, PersonDetails
from ..models import Intake, Number, OutfitNumber, Span, StagedChanges
from ..vocabulary import ImportApplied, ImportDropped, IntakeState
from .apart import stage_apart
from .destroying import destroy_what_is_over
from .known import Place
from .overtaking import Touched, touched
from .packing import unpack
from .plan import Change, OutfitKey

HELD = timedelta(minutes=5)
"""Who has not staged a batch for as long is taken for dead."""
_BREATH = 0.025
"""Seconds between two batches. On SQLite whoever waits to write looks again each so often at first, and no queue is
kept: without it the next batch would always be there before them."""
Clock = Callable[[], datetime]
Say = Callable[[int, int], None]
"""Is told how many batches are staged, and of how many."""
_DETAILS = (
    *("person", "given_names", "family_name", "date_of_birth", "email", "phone", "folded"),
    *("replaces", "recorded_at", "by"),
)
_SPAN = (
    *("person", "standing", "site", "organisation", "programme", "position", "since", "until"),
    *("population", "work", "regulated", "replaces", "recorded_at", "by"),
)


def carry_on(*, intake: Intake, actor: Actor, clock: Clock, say: Say = lambda _done, _of: None) -> Intake:
    """Stage what is not staged yet, then let everybody see all of it. Raises `OvertakenByOthers` when somebody changed
    the same records meanwhile: then nothing of it is ever seen."""
    begun = clock()
    place = Place(Moment.now(begun))
    # One after another, each read to its end: a reading left open keeps SQLite from writing once anybody else has.
    for at in range(intake.done, intake.batches):
        row = StagedChanges.objects.get(intake=intake, place=at)
        changes = without(intake.withheld, unpack(unseal(row, "changes", intake.key)))
        _stage(intake, changes, place, now=clock())
        if connection.vendor == "sqlite":
            sleep(_BREATH)
        say(intake.done, intake.batches)
    return _finish(intake=intake, actor=actor, now=clock())


def give_up(*, intake: Intake, actor: Actor, now: datetime, why: Sequence[Touched]) -> None:
    """Give an import up that was begun; what it had staged as facts is never seen. `why`: what somebody changed that it
    is about as well."""
    with turn(actor=actor, now=now) as t:
        intake.state, intake.held_until, intake.withheld = IntakeState.DROPPED, None, []
        intake.figures |= {"touched": list(why)}
        intake.save()
        t.record(ImportDropped(), Subject("import", intake.id))
    forget_staged(intake=intake, actor=actor, now=now)


def forget_staged(*, intake: Intake, actor: Actor, now: datetime) -> None:
    """Delete the changes of an import that is over, one part at a time so that nobody waits, then destroy their key."""
    for row in StagedChanges.objects.filter(intake=intake).only("id", "provider_id"):
        row.delete()
    with turn(actor=actor, now=now) as t:
        dispose_of(t, intake.key, stream=Stream.OPEN)


def without(withheld: Sequence[Any], changes: Iterable[Change]) -> list[Change]:
    """What is left of changes without the rows and numbers that other rows of the file contradict."""
    rows = {one for one in withheld if isinstance(one, int)}
    numbers = {tuple(one) for one in withheld if isinstance(one, list)}
    left = [change for change in changes if change.row not in rows and change.born_in not in rows]
    for change in left if numbers else ():
        change.numbers = [number for number in change.numbers if tuple(number) not in numbers]
    return left


def _stage(intake: Intake, changes: Collection[Change], place: Place, *, now: datetime) -> None:
    """One batch, and that it is done: both or neither."""
    with transaction.atomic():
        new = _stage_organisations(intake, changes, place, now)
        batch, by = intake.id, intake.by
        stage_columns(batch, Person, ("id", "recorded_at"), ((c.person_id, now) for c in changes if c.is_new))
        details = (
            (c.person_id, *c.details, c.folded, c.replaces, now, by) for c in changes if c.details is not None
        )
        stage_columns(batch, PersonDetails, _DETAILS, details)
        numbers = ((c.person_id, *number, now, by) for c in changes for number in c.numbers)
        stage_columns(batch, Number, ("person", "scheme", "number", "recorded_at", "by"), numbers)
        stage_columns(batch, Span, _SPAN, _spans(changes, new, now, by))
        stage_apart(intake, changes, now)
        intake.done += 1
        intake.held_until = now + HELD
        intake.save(update_fields=["done", "held_until"])


def _spans(
    changes: Collection[Change], new: Mapping[OutfitKey, UUID], now: datetime, by: str
) -> Iterable[tuple[Any, ...]]:
    replaced = [span.replaces for change in changes for span in change.spans if span.replaces]
    # What a file does not say of a span stays as it is.
    kept = {
        id_: said
        for id_, *said in Span.objects.filter(pk__in=replaced).values_list(
            "id", "population", "work", "regulated"
        )
    }
    for change in changes:
        for span in change.spans:
            organisation = new[span.outfit.key] if span.outfit else span.organisation_id
            yield (
                *(change.person_id, span.standing, span.site_id, organisation, span.programme, span.position),
                *(span.since, span.until, *kept.get(span.replaces, ("", "", ""))),
                *(span.replaces, now, by),
            )


def _stage_organisations(
    intake: Intake, changes: Iterable[Change], place: Place, now: datetime
) -> dict[OutfitKey, UUID]:
    """Employers and subcontractors that were not known when the plan was made: once each, also when an earlier batch
    of this import has them. Returns which they are."""
    wanted = {span.outfit.key: span.outfit for change in changes for span in change.spans if span.outfit}
    if not wanted:
        return {}
    found = _already_staged(intake, wanted) | place.organisations_of(wanted.values())
    new = {key: (uuid7(), outfit) for key, outfit in wanted.items() if key not in found}
    stage_columns(
        intake.id,
        Organisation,
        ("id", "name", "kind", "since", "recorded_at", "by"),
        ((id_, outfit.called, outfit.kind, now, now, intake.by) for id_, outfit in new.values()),
    )
    stage_columns(
        intake.id,
        OutfitNumber,
        ("organisation", "gives", "number", "recorded_at", "by"),
        ((id_, outfit.gives, outfit.number, now, intake.by) for id_, outfit in new.values()),
    )
    return found | {key: id_ for key, (id_, _) in new.items()}


def _already_staged(intake: Intake, wanted: Iterable[OutfitKey]) -> dict[OutfitKey, UUID]:
    staged = OutfitNumber.objects.filter(batch_id=intake.id, number__among={number for *_, number in wanted})
    said = staged.values_list("organisation__kind", "gives", "number", "organisation_id")
    return {(kind, gives, number): id_ for kind, gives, number, id_ in said}


def _finish(*, intake: Intake, actor: Actor, now: datetime) -> Intake:
    counted = fingerprint(intake.id)
    # Looked for before the turn, which would take seconds with it; within it only if anybody wrote anything meanwhile.
    ends, why = ends_of_chains(), touched(intake)
    figures = intake.figures
    try:
        with turn(actor=actor, now=now) as t:
            intake = Intake.objects.select_for_update().select_related("key").get(pk=intake.pk)
            if intake.state != IntakeState.APPLYING:
                return intake  # somebody else finished it
            why = why if ends_of_chains() == ends else touched(intake)
            if why:
                raise OvertakenByOthers(" ".join((OvertakenByOthers.__doc__ or "").split()))
            why = [Touched.PEOPLE]  # as `show` finds out by the rows that were replaced
            show(t, intake.id, *counted)
            told = ImportApplied(figures["added"], figures["changed"], figures["ended"])
            t.record(told, Subject("import", intake.id))
            intake.state, intake.held_until, intake.withheld = IntakeState.APPLIED, None, []
            intake.save()
    except OvertakenByOthers:
        give_up(intake=intake, actor=actor, now=now, why=why)
        raise
    forget_staged(intake=intake, actor=actor, now=now)
    destroy_what_is_over(now=now)
    return intake
