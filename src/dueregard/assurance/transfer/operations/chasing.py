"""A record that went and of which nobody has said that it arrived, though the day by which it had to be there is over:
whoever holds it is told, once for each file."""

from datetime import datetime

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.notifications.operations import Telling, tell_all
from ....mechanisms.notifications.vocabulary import Urgency
from ....work.casework.operations.adding import who_holds
from ....work.casework.operations.attaching import CONCERN
from ..models import Departure


def tell_of_missing_receipts(*, now: datetime) -> None:
    """Tell of every file that is overdue. Where no rule says by when it had to be there, nobody is told: a day that
    nobody gave is not made up."""
    moment = Moment.now(now)
    rows = Departure.objects.known(now).filter(received_at=None, due_on__lt=london_day(now))
    late = list(rows.defer("words").select_related("concern"))
    if not late:
        return
    with turn(actor=Actor.system("receipts"), now=now) as t:
        tell_all(
            t,
            [
                Telling(
                    people=frozenset(who_holds(row.concern, moment)),
                    thing_kind=CONCERN,
                    thing_id=row.concern_id,
                    stream=Circle(row.concern.circle).stream,
                    urgency=Urgency.THIS_WEEK,
                    occasion=f"no-receipt-{row.bundle.hex[:12]}",
                )
                for row in late
            ],
        )
