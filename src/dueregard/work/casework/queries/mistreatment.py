"""Matters of bullying, harassment and discrimination: the kinds policies name, and figures over all, never of one."""

import json
from collections.abc import Sequence
from datetime import time

from ....authority.access.vocabulary import Circle
from ....authority.policy.answers import Basis, Count, InForce, Reading, Scope, Status
from ....authority.policy.queries import in_force
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, from_london, london_day
from ..controls.mistreatment import MISTREATMENT, MistreatmentBlock
from ..models import Concern, Mistreatment
from ..rules.mistreatment import Quarter, Said, Tally, quarter_of, quarters, read
from ..vocabulary import State
from .evidence import LOOKS_BACK


def kinds_named(moment: Moment) -> tuple[str, ...]:
    """What policies in force call it, in their order; the same words stand once."""
    return tuple(dict.fromkeys(kind for one in in_force(MISTREATMENT, moment) for kind in one.block.kinds))


def mistreatment_of(concern: Concern, moment: Moment) -> Mistreatment | None:
    """What a concern stands marked as, as known at the moment."""
    found: Mistreatment | None = Mistreatment.objects.filter(concern=concern).known(moment.known_at).first()
    return found


def said_in(row: Mistreatment | None) -> Said | None:
    """What a row says; None where there is none, or its words were disposed of. Whoever calls has logged the reading,
    or shows figures over all alone."""
    if row is None:
        return None
    try:
        return read(json.loads(unseal(row, "words", row.concern.account_key)))
    except Shut:
        return None


def by_quarter(moment: Moment) -> dict[Quarter, Tally]:
    """Matters of the open circle that came in within the last quarters and stand marked. Each is opened here and
    forgotten: nobody is shown which was marked as what."""
    spans = quarters(london_day(moment.as_at))
    found = {one: Tally() for one in spans}
    rows = Mistreatment.objects.known(moment.known_at).filter(
        stands=True,
        concern__circle=Circle.OPEN,
        concern__received_at__gte=from_london(spans[0].begins, time()),
        concern__received_at__lte=min(moment.as_at, moment.known_at),
    )
    for row in (
        rows.exclude(concern__state=State.DISPOSED).select_related("concern__account_key").iterator(500)
    ):
        if said := said_in(row):
            found[quarter_of(london_day(row.concern.received_at))].take(said)
    return found


def marked_readings(controls: Sequence[InForce[MistreatmentBlock]], scope: Scope) -> list[Reading]:
    """Of how many matters of the last year that stand marked somebody wrote down what was done. Which kind each was is
    not asked, so what one control says, all say."""
    moment = scope.moment
    rows = Mistreatment.objects.known(moment.known_at).filter(
        stands=True,
        concern__circle=scope.circle,
        concern__received_at__gt=moment.as_at - LOOKS_BACK,
        concern__received_at__lte=min(moment.as_at, moment.known_at),
    )
    states = rows.exclude(concern__state=State.DISPOSED).order_by().values_list("challenged", "ended")
    return [_reading(list(states))] * len(controls)


def _reading(states: list[tuple[bool, bool]]) -> Reading:
    if not states:
        return Reading(Status.NO_OCCASION, "no matter of the last year is marked as one of these")
    count = Count(sum(challenged for challenged, _ in states), len(states), "matters")
    over = sum(ended for _, ended in states)
    said = f"what was done is written down for {count.n} of {count.of} in the last year; {over} have ended"
    status = Status.MET if count.n == count.of else Status.NOT_MET
    return Reading(status, said, Basis.HAPPENED_HERE, count)
