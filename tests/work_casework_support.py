"""A concern to begin from, for tests of what happens around it."""

from uuid import UUID, uuid4

from dueregard.authority.access.vocabulary import Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP


def concern_about_a_learner(learner: UUID | None = None, policy: str = "apprenticeship-provider") -> UUID:
    """Adopt a shipped policy and report a concern about a learner under it."""
    adopt(data=archetype(policy), path=f"{policy}.md", actor=SETUP, now=NOON)
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A drawing of a weapon."},
        people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}, learner),),
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id
