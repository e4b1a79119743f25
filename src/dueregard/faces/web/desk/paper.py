"""What stands at the foot of every printed page of a record: which record, for whom it was printed, and for what."""

from typing import Any

from ....authority.access.vocabulary import Circle
from ....authority.identity.queries import details
from ....work.casework.models import Concern
from ..scope import Visit


def foot(seen: Visit, *concerns: Concern) -> dict[str, Any]:
    """The context `desk/layout.html` prints on each page: no name but the reader's, whatever the record holds."""
    reader = details([seen.who.person_id], seen.moment).get(seen.who.person_id)
    return {
        "printed_by": reader.full_name if reader else "",
        "printed_what": ", ".join(concern.reference for concern in concerns),
        "printed_restricted": any(concern.circle == Circle.SEALED for concern in concerns),
    }
