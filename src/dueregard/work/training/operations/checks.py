"""Recording checks of people who work here, putting them right, and starts before the certificate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.access.queries import Reader
from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import aliases
from ....authority.people.models import Span
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key, unseal
from ....ground.kernel import scope
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.prepared import Prepared
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import deny
from ..central_record import (
    ON_RECORD,
    CheckKind,
    CheckRecorded,
    CheckTakenBack,
    EarlyStartRecorded,
    ProviderSort,
    ProviderSortSaid,
    SheetTaken,
)
from ..models import Check, EarlyStart, SortOfProvider
from ..rules.recording import Said, faults
from .following_up import follow_up
from .keeping import keeper

_STANDS_HERE = Prepared(
    lambda person, at: (
        Span.objects.known(at).filter(person_id=person, standing__in=ON_RECORD).values_list("id")
    )
)
"""Asked for every check, and a record moved over from paper has thousands."""
_ASK = "Whoever keeps the single central record here can."


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What a start before the certificate rests on."""

    barred_asked_on: date
    assessed_on: date
    supervised_by: UUID
    review_on: date


def record_check(
    *, person_id: UUID, said: Said, actor: Actor, now: datetime, corrects: UUID | None = None
) -> Check:
    """Write down a check of somebody on the record, or put an earlier row right by one that replaces it.

    Of a correction that gives no number of a certificate, the number stays. Raises `NotPermitted`; `NothingHere` for
    whoever is not on the record; `BadInput` for the first fault; `OutOfTurn` where somebody put the row right already.
    """
    with turn(actor=actor, now=now) as t:
        _may_write(t, person_id)
        for field, sentence in faults(said, london_day(t.moment.as_at)):
            raise BadInput(sentence, field=field)
        before = _standing(corrects, person_id, t) if corrects else None
        row = _row(t, person_id, said, before)
        number = said.number.strip() or (_number(before) if said.kind is CheckKind.DBS else "")
        sealed = {"number": number, "words": said.words.strip()}
        if any(sealed.values()):
            row.key = make_data_key("check", now=t.now)
        promised = [
            promise(row, column, words, row.key) for column, words in sealed.items() if words and row.key
        ]
        row.save()
        verb = CheckRecorded(said.kind, row.id)
        t.record(verb, Subject("person", person_id), commitments=promised)
        if said.kind is CheckKind.RIGHT_TO_WORK:
            follow_up(t, person_id)
    return row


def take_back_check(*, person_id: UUID, check_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back a check that was written down by mistake. Raises as `record_check`."""
    with turn(actor=actor, now=now) as t:
        _may_write(t, person_id)
        before = _standing(check_id, person_id, t)
        nothing = {"key_id": None, "number": None, "words": None}
        row = before.successor(
            recorded_at=t.now, by=t.actor.written, withdrawn=True, batch_id=None, **nothing
        )
        row.save()
        t.record(CheckTakenBack(CheckKind(before.kind), row.id), Subject("person", person_id))
        if row.kind == CheckKind.RIGHT_TO_WORK:
            follow_up(t, person_id)


def record_early_start(*, person_id: UUID, given: Safeguards, actor: Actor, now: datetime) -> EarlyStart:
    """Let somebody begin before their certificate is here. What was said before about it is replaced. Raises as
    `record_check`."""
    with turn(actor=actor, now=now) as t:
        _may_write(t, person_id)
        today = london_day(t.moment.as_at)
        for field in ("barred_asked_on", "assessed_on"):
            if getattr(given, field) > today:
                raise BadInput("This day is still to come. It has to be done before they start.", field=field)
        if given.review_on <= today:
            raise BadInput("Give a day that is still to come, soon enough to look again.", field="review_on")
        if given.supervised_by in aliases(person_id, t.moment):
            raise BadInput("Nobody supervises themselves. Name somebody else.", field="supervised_by")
        known = EarlyStart.objects.known(t.moment.known_at)
        row = EarlyStart(
            person_id=person_id,
            barred_asked_on=given.barred_asked_on,
            assessed_on=given.assessed_on,
            supervised_by=given.supervised_by,
            review_on=given.review_on,
            replaces=known.filter(person_id=person_id).order_by("recorded_at").last(),
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(EarlyStartRecorded(row.id), Subject("person", person_id))
    return row


def say_sort_of_provider(*, sort: ProviderSort, actor: Actor, now: datetime) -> None:
    """Say what the provider is in the law of checks, from now on. Raises `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        standing = SortOfProvider.at(t.moment)
        row = SortOfProvider(
            sort=sort,
            since=t.now,
            replaces=standing[-1] if standing else None,
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(ProviderSortSaid(sort, row.id), Subject("provider_sort", row.id))


def note_sheet(*, numbers: bool, actor: Actor, now: datetime) -> None:
    """Write into the audit record that somebody is about to take the whole record away as a workbook, and whether with
    the numbers of certificates. Raises `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        t.record(SheetTaken(numbers), Subject("provider", scope.provider_id()))


def _may_write(t: Turn, person_id: UUID) -> None:
    keeper = keeper_of(t)
    own = aliases(person_id, t.moment)
    if keeper is not None and keeper.person_id in own:
        deny("Nobody writes down their own checks.").enforce(
            who_can_help="Somebody else who keeps the single central record must."
        )
    if not any(_STANDS_HERE.first(row, t.moment.known_at) for row in own):
        raise NothingHere


def keeper_of(t: Turn) -> Reader | None:
    """Whoever writes; None for a process of ours, which people set going. Raises `NotPermitted`."""
    return keeper(t, Capability.KEEP_CHECKS, ask=_ASK)


def _standing(check_id: UUID, person_id: UUID, t: Turn) -> Check:
    """The row that is put right, as it stands: of this person, and put right by nobody yet."""
    row: Check | None = Check.objects.filter(pk=check_id, person_id__in=aliases(person_id, t.moment)).first()
    if row is None:
        raise NothingHere
    if not Check.objects.known(t.moment.known_at).filter(pk=row.pk).exists():
        raise OutOfTurn("Somebody put this right already. Look again at what stands now.")
    return row


def _row(t: Turn, person_id: UUID, said: Said, before: Check | None) -> Check:
    if before is not None and before.kind != said.kind:
        raise BadInput("A check is put right as the check it is. Take it back, and write down the other.")
    return Check(
        person_id=before.person_id if before else person_id,
        kind=said.kind,
        outcome=said.outcome,
        done_on=said.done_on,
        evidence=said.evidence or "",
        why_not=said.why_not or "",
        checked_by=said.checked_by or t.actor.person_id,
        follow_up_on=said.follow_up_on,
        level=said.level or "",
        barred=said.barred or "",
        update_service=said.update_service or "",
        update_asked_on=said.update_asked_on,
        decided_by=said.decided_by,
        decided_on=said.decided_on,
        replaces=before,
        recorded_at=t.now,
        by=t.actor.written,
    )


def _number(before: Check | None) -> str:
    return unseal(before, "number", before.key) if before and before.number and before.key else ""
