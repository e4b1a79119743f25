"""Closed records, for tests of how long they are kept and how they go."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from dueregard.assurance.rights.choosing import Choice
from dueregard.assurance.rights.disposing import agree
from dueregard.assurance.rights.keeping_words import Why
from dueregard.assurance.rights.models import Disposal, Look
from dueregard.assurance.rights.queries.keeping import Kept, kept_of
from dueregard.assurance.rights.reviewing import look_at_record
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.models import Concern, Decision
from dueregard.work.casework.operations.attaching import Handed, attach_to_record
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.handling import Sorted, open_concern, triage
from dueregard.work.casework.vocabulary import PersonKind, Question, Strand
from household import NOON, SETUP
from mechanisms.files.cabinet import received
from work_casework_support import concern_about_a_learner

REASON = "Nobody needs it any more."
FULL = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.") | {"grounds": "explained"}
YEAR = timedelta(days=366)


def learner_born(born: date | None, name: str = "Marlow") -> UUID:
    """Somebody of the directory who learns here."""
    person = record_person(given_names="Kit", family_name=name, date_of_birth=born, actor=SETUP, now=NOON)
    record_span(person_id=person.id, standing=Standing.LEARNER, since=NOON, actor=SETUP, now=NOON)
    return person.id


def closed(
    lead: UUID,
    learner: UUID | None = None,
    *,
    person: PersonKind = PersonKind.OTHER_ADULT,
    strand: Strand = Strand.PREVENT,
    at: datetime = NOON,
) -> UUID:
    """A concern about a learner with a file, opened, sorted and closed on one day."""
    concern = concern_about_a_learner(learner)
    by: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(lead), "now": at}
    open_concern(**by)
    said = Sorted(danger=False, person=person, strand=strand, urgency="routine", reason="As it seems.")
    triage(sorted_as=said, **by)
    attach_to_record(handed=Handed(received(b"%PDF-1.4\n%%EOF", "plan.pdf"), "A plan.", uuid4()), **by)
    close(concern, lead, at=at)
    return concern


def close(concern: UUID, lead: UUID, *, at: datetime = NOON) -> None:
    """Decide that a concern is closed; closed before, it is decided anew."""
    before = Decision.objects.filter(concern_id=concern, question=Question.CLOSE).known(at).first()
    decide(
        concern_id=concern,
        question=Question.CLOSE,
        outcome="concerns-addressed",
        words=FULL,
        actor=Actor.person(lead),
        now=at,
        replaces=before.id if before else None,
    )


def kept_at(concern: UUID, at: datetime) -> Kept:
    """How long a record is kept, asked at a time."""
    return kept_of(Concern.objects.get(pk=concern), Moment.now(at))


def would_dispose(concern: UUID, who: UUID, *, at: datetime, why: Why = Why.NO_REASON) -> Look:
    """The first of the two."""
    chosen = Choice(why=why, reason=REASON)
    return look_at_record(concern_id=concern, chosen=chosen, actor=Actor.person(who), now=at)


def disposed_of(
    concern: UUID, first: UUID, second: UUID, *, at: datetime, why: Why = Why.NO_REASON
) -> Disposal:
    """Both of them."""
    look = would_dispose(concern, first, at=at, why=why)
    return agree(concern_id=concern, look_id=look.id, actor=Actor.person(second), now=at)
