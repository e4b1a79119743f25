"""Names for ids of a record: the people who handle it, asked for in one query."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from ....authority.identity.queries import details
from ....ground.backups.replaying import RESTORER
from ....ground.kernel.moments import Moment
from ..models import Action, CaseManager, Grant, Share
from .handing_on import WALLS
from .reading import File

Names = Mapping[str, str]
"""From an actor as written (`person:<uuid>`) or a person's id to a name."""


def names_for(file: File, moment: Moment, also: Iterable[UUID] = ()) -> dict[str, str]:
    """The names of everybody who wrote, received or owns something here, and of these others."""
    written = {worded.row.by for worded in (*file.record, *file.replaced)}
    written |= {staged.row.by for staged in file.stages}
    written |= {trace.row.by for trace in file.refiled}
    written |= {trace.row.first_written_by for trace in file.refiled} | {file.concern.by}
    people = {UUID(by.removeprefix("person:")) for by in written if by.startswith("person:")}
    people |= {put.person_id for put in file.deliveries} | set(also)
    people |= {worded.row.owner_id for worded in file.record if isinstance(worded.row, Action)}
    people |= {worded.row.approved_by_id for worded in file.record if isinstance(worded.row, Share)}
    people |= {worded.row.person_id for worded in file.record if isinstance(worded.row, CaseManager | Grant)}
    people |= {person.row.person_id for person in file.people if person.row.person_id}
    known = details(people, moment)
    found = {f"person:{person}": row.full_name for person, row in known.items()}
    found |= {str(person): row.full_name for person, row in known.items()}
    return found | {
        "outsider": "somebody who did not sign in",
        RESTORER.written: "the program, after a restore",
        WALLS.written: "the program, because somebody no longer sees this",
    }
