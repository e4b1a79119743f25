"""A network whose policy names who looks after whoever spoke up, and a concern there."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from dueregard.authority.access.vocabulary import Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from dueregard.work.protection.models import Threat
from dueregard.work.protection.operations.threats import Threatened, log_threat
from dueregard.work.protection.vocabulary import Source, Way
from household import NOON, SETUP, make_holder, make_person

WORDS = {"what": "He will find me, he wrote.", "police": "Harbour police, 1234"}
TODAY = london_day(NOON)


class Crew(NamedTuple):
    """Who works there."""

    officer: UUID
    second: UUID
    director: UUID
    tutor: UUID
    hr: UUID


def crew() -> Crew:
    """Adopt the policy, and fill its posts."""
    adopt(data=archetype("national-network"), path="national-network.md", actor=SETUP, now=NOON)
    return Crew(
        make_holder("Of Ficer", "safeguarding-officer"),
        make_holder("Sec Ond", "safeguarding-officer"),
        make_holder("Di Rector", "nominated-director"),
        make_person("Tu Tor"),
        make_holder("Hu Man", "hr-manager"),
    )


def concern(by: UUID, *, friend: UUID | None = None) -> UUID:
    """A tutor is worried about a learner, whose friend is named too."""
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A friend drives her home and waits outside."},
        raiser_person_id=by,
        people=(
            PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}),
            PersonNamed(Part.WITNESS, {"name": "Sam Friend"}, friend),
        ),
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.person(by), now=NOON).concern_id


def friend_in(concern_id: UUID) -> UUID:
    """The row of the friend."""
    found: UUID = ConcernPerson.objects.get(concern=concern_id, part="witness").id
    return found


def acting(by: UUID, days: int = 0) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": Actor.person(by), "now": NOON + timedelta(days=days)}


def threatened(concern_id: UUID, by: UUID, **more: Any) -> Threat:
    """A threat written down."""
    said: dict[str, Any] = {
        "source": Source.RECEIVED, "way": Way.MESSAGE, "happened_on": TODAY, "words": WORDS,
    }  # fmt: skip
    return log_threat(concern_id=concern_id, said=Threatened(**said | more), **acting(by))
