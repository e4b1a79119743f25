"""Recording people, organisations and who may sign in as whom, in the provider in scope."""

from datetime import date, datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.jobs.occasions import announce
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput, OutOfTurn
from .models import Account, Alias, Membership, Organisation, Person, PersonDetails
from .vocabulary import (
    FoundTwice,
    MembershipGiven,
    OrganisationKind,
    OrganisationRecorded,
    PersonCorrected,
    PersonRecorded,
    fold,
)


def record_person(
    *,
    given_names: str,
    family_name: str,
    actor: Actor,
    now: datetime,
    date_of_birth: date | None = None,
    email: str = "",
    phone: str = "",
) -> Person:
    """Add a person to the directory."""
    if not family_name.strip():
        raise BadInput(
            "Give at least a family name, or the one name this person goes by.", field="family_name"
        )
    with turn(actor=actor, now=now) as t:
        person = Person(recorded_at=t.now)
        person.save(force_insert=True)
        PersonDetails(
            person=person,
            given_names=given_names.strip(),
            family_name=family_name.strip(),
            date_of_birth=date_of_birth,
            email=email,
            phone=phone,
            folded=fold(f"{family_name}, {given_names}"),
            recorded_at=t.now,
            by=actor.written,
        ).save()
        t.record(PersonRecorded(), Subject("person", person.id))
    return person


def correct_person(
    *, details: PersonDetails, actor: Actor, now: datetime, **changes: str | date | None
) -> PersonDetails:
    """Put a person's details right; the old row stays, and is what we knew until now."""
    kept = {
        name: changes.get(name, getattr(details, name))
        for name in ("given_names", "family_name", "date_of_birth", "email", "phone")
    }
    with turn(actor=actor, now=now) as t:
        row = PersonDetails(
            **kept,
            person=details.person,
            folded=fold(f"{kept['family_name']}, {kept['given_names']}"),
            replaces=details,
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(PersonCorrected(row.id), Subject("person", row.person_id))
    return row


def record_organisation(*, name: str, kind: OrganisationKind, actor: Actor, now: datetime) -> Organisation:
    """Add an employer or subcontractor."""
    with turn(actor=actor, now=now) as t:
        row = Organisation(name=name, kind=kind, since=t.now, recorded_at=t.now, by=actor.written)
        row.save()
        t.record(OrganisationRecorded(kind), Subject("organisation", row.id))
    return row


def give_membership(*, account: Account, person: Person, actor: Actor, now: datetime) -> Membership:
    """Let an account sign in to the provider in scope as `person`."""
    with turn(actor=actor, now=now) as t:
        return admit(t, account, person.id)


def admit(t: Turn, account: Account, person_id: UUID) -> Membership:
    """As `give_membership`, in the caller's transaction."""
    row = Membership(account=account, person_id=person_id, since=t.now, recorded_at=t.now, by=t.actor.written)
    row.save()
    t.record(MembershipGiven(person_id), Subject("membership", row.id))
    return row


def join_duplicates(*, person: Person, same_as: Person, actor: Actor, now: datetime) -> Alias:
    """Say that two person rows are one human being; walls treat them as one from now on."""
    if person.pk == same_as.pk:
        raise BadInput("These are already the same person.")
    with turn(actor=actor, now=now) as t:
        row = Alias(person=person, same_as=same_as, since=t.now, recorded_at=t.now, by=actor.written)
        row.save()
        t.record(PersonCorrected(row.id), Subject("person", person.id))
        announce(FoundTwice(person.pk, same_as.pk), t)
    return row


def part_duplicates(*, alias: Alias, actor: Actor, now: datetime) -> Alias:
    """Say that two person rows are two human beings after all. Raises `OutOfTurn` where that was said already."""
    with turn(actor=actor, now=now) as t:
        if Alias.objects.filter(replaces=alias).exists():
            raise OutOfTurn
        row = alias.successor(until=t.now, recorded_at=t.now, by=actor.written)
        row.save()
        t.record(PersonCorrected(row.id), Subject("person", row.person_id))
    return row
