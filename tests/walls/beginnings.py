"""What the policy of these tests gives, a report to begin from, and a matter as it was recorded."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from dueregard.authority.access.models import Party
from dueregard.authority.access.queries import person_tag, role_tag
from dueregard.authority.access.vocabulary import Part
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON
from walls.oracle import Matter

LATER = NOON + timedelta(hours=3)
POWERS = {
    "dsl": "receive-concerns triage decide consult review close refer manage-registers see-restricted",
    "named-senior-manager": "receive-concerns triage decide consult review close refer see-restricted",
    "designated-staff": "receive-concerns triage consult",
    "managing-director": "see-board-figures see-restricted appoint adopt-policy keep-checks",
    "company-secretary": "receive-concerns keep-checks",
}
"""What the policy of the test gives each post, written down again."""


def reported(about: AboutKind, person: UUID, part: Part = Part.WORRIED_ABOUT, now: datetime = NOON) -> UUID:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=about,
        account={"seen": "x"},
        people=(PersonNamed(part, {"name": "Zz"}, person), PersonNamed(Part.WITNESS, {"name": "Zz"}, None)),
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now).concern_id


def as_recorded(concern: UUID, ids: dict[str, UUID], now: datetime = LATER) -> Matter:
    """What was recorded around a matter, as the oracle has it."""
    row = Concern.objects.get(pk=concern)
    found = Matter(restricted=row.circle == "sealed")
    names = {person_tag(person): name for name, person in ids.items()}
    posts = {role_tag(role): role for role in POWERS}
    for party in Party.objects.holding(Moment.now(now)).filter(thing_id=concern):
        if party.tag in posts:
            found.posts.add(posts[party.tag])
        elif party.part == Part.HANDLER:
            found.holders.add(names[party.tag])
        elif party.part == Part.HANDLER_IN_PERSON:
            found.persons.add(names[party.tag])
        elif party.tag not in names:
            continue
        elif party.part == Part.GRANTED:
            found.granted.add(names[party.tag])
        else:
            found.parts.append((names[party.tag], party.part))
    return found
