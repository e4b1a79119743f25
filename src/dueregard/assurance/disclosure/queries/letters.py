"""What was decided of telling people how a matter ended."""

from collections.abc import Mapping
from uuid import UUID

from ....ground.crypto.operations import unseal_boxes
from ....ground.kernel.moments import Moment
from ..models import OutcomeLetter


def letters_of(concern_id: UUID, moment: Moment) -> list[tuple[OutcomeLetter, Mapping[str, str]]]:
    """Every decision that stands with its words, for whoever has logged that reading."""
    rows = OutcomeLetter.objects.known(moment.known_at).filter(concern=concern_id)
    found = rows.select_related("concern__account_key").order_by("recorded_at", "id")
    return [(row, unseal_boxes(row, "words", row.concern.account_key)) for row in found]
