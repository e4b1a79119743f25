"""What may still be said to whoever reported, once a matter has ended."""

from ....authority.access.vocabulary import Circle
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..controls.record import Written
from ..models import Concern, Entry
from ..rules.closing import may_hear
from ..vocabulary import AboutKind, Closing, EntryKind, State

TOLD_WHOEVER_REPORTED = "told-whoever-reported"


def closing_told(concern: Concern, moment: Moment) -> Entry | None:
    """The closing sentence that was said, if one was."""
    rows = Entry.objects.known(moment.known_at).filter(concern=concern, kind=EntryKind.CLOSING)
    told: Entry | None = rows.first()
    return told


def waits_for_closing(concern: Concern, moment: Moment) -> bool:
    """Whether the matter has ended and its reporter has not heard so."""
    return concern.state == State.CLOSED and closing_told(concern, moment) is None


def may_hear_of(concern: Concern, moment: Moment) -> frozenset[Closing]:
    """The closing sentences that the policies in force and the kind of matter allow."""
    return may_hear(
        feedback=_feedback(moment),
        restricted=concern.circle == Circle.SEALED,
        about_self=concern.about == AboutKind.SELF,
    )


def _feedback(moment: Moment) -> bool:
    return any(
        Written.FEEDBACK_TO_REPORTER in record.block.entries for record in in_force("record", moment)
    ) or any(
        TOLD_WHOEVER_REPORTED in decision.block.records_whether for decision in in_force("decision", moment)
    )
