"""The clock of a record that was put up: it is weighed by the day by which whoever asked is to be answered.

A request answered for everything else is over, and its own clock with it; what is restricted is weighed behind its own
door meanwhile. So each record that was put up has a clock of its own, kept with the record: what restricts or disposes
of that does the same to it.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Turn
from ....ground.kernel.moments import end_of_day, london_day
from ....mechanisms.clocks.models import Obligation
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.rules.days import same_day_of_month
from ....mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from ....mechanisms.clocks.vocabulary import HOUSE_RULE, RungKind, RungReached
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ...rights.queries.requests import standings
from ..models import Sheet
from ..vocabulary import SHEET

CLOCK = "disclosure.weigh"
_BEFORE = timedelta(days=7)
"""How long before the end whoever weighs it is reminded."""


def start_clock(t: Turn, sheet: Sheet) -> None:
    """It is weighed by the day of the request's answer; where that was given already, or waits for whoever asked,
    within a month (UK GDPR Art 12(3))."""
    [asked] = standings([sheet.asked], t.moment)
    until = end_of_day(asked.now.until or same_day_of_month(london_day(t.now), 1))
    ahead = [Rung(RungKind.REMIND, 1, until - _BEFORE)] if until - _BEFORE > t.now else []
    terms = Terms(
        owners=(), opened_at=sheet.recorded_at, due_at=until, rungs=(*ahead, Rung(RungKind.LATE, 1, until))
    )
    identity = Identity(HOUSE_RULE, CLOCK, SHEET, sheet.concern_id, sheet.id.hex)
    owe(t, [Owed(identity, terms, Circle(sheet.concern.circle).stream)])


def stop_clock(t: Turn, sheet: Sheet) -> None:
    """A copy was made, or somebody else weighs it."""
    close(t, about_id=sheet.concern_id, controls=[CLOCK], occasion=sheet.id.hex)


def is_to_be_weighed(happened: Sequence[RungReached], t: Turn) -> None:
    """Remind whoever weighs it, and tell them once it is late."""
    rows = Obligation.objects.filter(control=CLOCK).in_bulk([one.obligation for one in happened])
    asked = {one: UUID(row.occasion) for one, row in rows.items()}
    sheets = Sheet.objects.select_related("concern").in_bulk(set(asked.values())) if asked else {}
    for one in happened:
        sheet = sheets.get(asked.get(one.obligation))
        if sheet is not None:
            tell(
                t,
                people=[sheet.answerer_id],
                thing_kind=SHEET,
                thing_id=sheet.id,
                stream=Circle(sheet.concern.circle).stream,
                urgency=Urgency.THIS_WEEK if one.kind is RungKind.REMIND else Urgency.TODAY,
                occasion=f"weigh-{one.kind}-{one.step}",
            )
