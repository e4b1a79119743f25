"""What somebody who reported may know of their report: that it arrived, that it was opened, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.models import Party
from ....authority.access.queries import person_tag
from ....authority.access.vocabulary import Part
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput
from ..models import Concern, Delivery, Entry
from ..receipts import receipt_tag
from ..vocabulary import State


class WrongReceipt(BadInput):
    """No report has this reference and code. Check both, letter by letter."""

    # The same answer for a wrong code as for no report at all.
    code = "wrong-receipt"


@dataclass(frozen=True, slots=True)
class Standing:
    """The honest status of a report."""

    concern_id: UUID
    reference: str
    received_at: datetime
    put_before: int
    """How many people it was put before; never who, unless the policy publishes them."""
    opened_at: datetime | None
    state: State
    words_for_reporter: tuple[UUID, ...]
    """Entries written for the reporter, oldest first."""


def by_receipt(reference: str, code: str, moment: Moment) -> Standing:
    """The status of the report with this reference and code; the same answer for a wrong code as for no report."""
    concern = Concern.objects.filter(receipt_tag=receipt_tag(reference, code)).first()
    if concern is None:
        raise WrongReceipt
    return standing(concern, moment)


def own_reports(person_id: UUID, moment: Moment) -> tuple[Standing, ...]:
    """Everything this person raised while signed in, newest first. Kept whatever happens to the matter."""
    raised = Party.objects.holding(moment).filter(
        thing_kind="concern", part=Part.RAISER, tag=person_tag(person_id)
    )
    concerns = Concern.objects.filter(pk__in=raised.values("thing_id")).order_by("-received_at")[:200]
    return tuple(standing(concern, moment) for concern in concerns)


def standing(concern: Concern, moment: Moment) -> Standing:
    """The status of one report, from its rows."""
    told = (
        Entry.objects.known(moment.known_at)
        .filter(concern=concern, for_reporter=True)
        .order_by("recorded_at")
    )
    return Standing(
        concern.id,
        concern.reference,
        concern.received_at,
        Delivery.objects.filter(concern=concern).values("person_id").distinct().count(),
        concern.opened_at,
        State(concern.state),
        tuple(told.values_list("id", flat=True)),
    )
