"""Who reads reports here: what the first screen tells a reporter, and whom they may keep a report from."""

from dataclasses import dataclass
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import details
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Somebody whose post lets reports reach them: published, because whoever reports must know."""

    person_id: UUID
    name: str
    title: str


def who_reads(moment: Moment) -> tuple[ReportReader, ...]:
    """Everybody who holds a post that receives reports, with the title their policy gives it; each person once."""
    titles = {
        control.id: control.block.title
        for control in in_force("role", moment)
        if Capability.RECEIVE_CONCERNS in control.block.may
    }
    found: dict[UUID, str] = {}
    for holding in holders(titles, moment):
        found.setdefault(holding.person_id, titles[holding.role])
    known = details(found, moment)
    return tuple(
        ReportReader(person_id, known[person_id].full_name, title)
        for person_id, title in found.items()
        if person_id in known
    )
