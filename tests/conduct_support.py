"""A concern about somebody who works here to begin from, and the steps of its path."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from dueregard.authority.access.vocabulary import Part
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.conduct import (
    appoint_manager,
    describe_work,
    note_advice,
    note_removal,
)
from dueregard.work.casework.operations.deciding import Outcome, decide
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.rules.conduct import (
    AdviceFrom,
    AdviceStep,
    EmployedBy,
    Removed,
    WorksIn,
    WorksWith,
)
from dueregard.work.casework.vocabulary import AboutKind, Conduct, Question, ReporterKind
from household import NOON

FULL = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.")
DONE = {
    f"whether-{one}": "yes"
    for one in (
        "learners-made-safe", "told-the-safeguarding-lead", "told-the-person", "told-whoever-reported",
        "reported-to-police", "reported-to-the-barring-service",
    )
}  # fmt: skip


def concern_about_a_colleague(colleague: UUID | None = None, **more: Any) -> UUID:
    """Reported by somebody who did not sign in, under whatever policy is in force."""
    said: dict[str, Any] = {
        "reporter": ReporterKind.STAFF,
        "about": AboutKind.COLLEAGUE,
        "account": {"seen": "He drives learners home alone."},
        "people": (PersonNamed(Part.SAID_TO_HAVE_HARMED, {"name": "Col League"}, colleague),),
    }
    sent = report_concern(report=Report(**said | more), request_id=uuid4(), actor=Actor.outsider(), now=NOON)
    return sent.concern_id


def decides_kind(
    concern: UUID, by: UUID, kind: Conduct, now: datetime = NOON, replaces: UUID | None = None
) -> Outcome:
    return decide(
        concern_id=concern, question=Question.CONDUCT, outcome=kind, words=FULL | DONE, replaces=replaces,
        actor=Actor.person(by), now=now,
    )  # fmt: skip


def works(
    concern: UUID,
    by: UUID,
    works_with: WorksWith = WorksWith.CHILDREN,
    works_in: WorksIn = WorksIn.ENGLAND,
    employed_by: EmployedBy = EmployedBy.US,
    now: datetime = NOON,
) -> Any:
    return describe_work(
        concern_id=concern, works_with=works_with, works_in=works_in, employed_by=employed_by,
        words="His timetable.", actor=Actor.person(by), now=now,
    )  # fmt: skip


def hears(
    concern: UUID, by: UUID, source: AdviceFrom, step: AdviceStep = AdviceStep.GIVEN, now: datetime = NOON
) -> Any:
    return note_advice(
        concern_id=concern, source=source, step=step, happened_at=now,
        words={"who": "The duty officer of the county", "said": "Speak to nobody yet."},
        actor=Actor.person(by), now=now,
    )  # fmt: skip


def removed(concern: UUID, by: UUID, now: datetime = NOON) -> Any:
    return note_removal(
        concern_id=concern, how=Removed.REMOVED, happened_at=now, words="From teaching, by the head.",
        actor=Actor.person(by), now=now,
    )  # fmt: skip


def appoints(concern: UUID, by: UUID, whom: UUID, now: datetime = NOON) -> Any:
    return appoint_manager(
        concern_id=concern, person_id=whom, reason="She knows the procedure.", actor=Actor.person(by), now=now
    )
