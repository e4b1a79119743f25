"""Which records belong together when somebody goes elsewhere, and which went already."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.models import Party
from ....authority.access.vocabulary import CONCERNED, Circle
from ....authority.identity.queries import aliases
from ....authority.policy.queries import in_force, lookup
from ....authority.policy.values.resolve import resolve
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, from_london, london_day
from ....ground.reference.queries import fact
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ....work.casework.models import Concern, ConcernPerson
from ....work.casework.queries.desk import Line, lines_of
from ..models import Departure
from ..rules.due import Whose

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Left:
    """That a record left, with its words opened."""

    row: Departure
    words: Mapping[str, str]


def whole_file(concern: Concern, who: access.Reader, moment: Moment) -> tuple[Line, ...]:
    """Every record of the people a concern is about that this reader may see, itself first. Of its own circle alone:
    what is restricted is sent from its own door."""
    rows = ConcernPerson.objects.filter(concern=concern, part__in=CONCERNED).known(moment.known_at)
    people = {one for row in rows if row.person_id for one in aliases(row.person_id, moment)}
    tags = [access.person_tag(one) for one in people]
    things = Party.objects.filter(thing_kind="concern", part__in=CONCERNED, tag__in=tags).holding(moment)
    seen = access.visible(Concern.objects.all(), who, moment, circle=Circle(concern.circle))
    others = seen.filter(pk__in=things.values("thing_id")).exclude(pk=concern.pk)
    own = Concern.objects.filter(pk=concern.pk)
    return (*lines_of(own), *lines_of(others.order_by("received_at", "id")))


def departures_of(concern_id: UUID, moment: Moment) -> tuple[Left, ...]:
    """When a record left, the latest first; for somebody who may see the concern."""
    rows = Departure.objects.filter(concern_id=concern_id).known(moment.known_at)
    return tuple(_opened(row) for row in rows.select_related("concern__account_key").order_by("-recorded_at"))


def stayed_of(concern_id: UUID, moment: Moment) -> tuple[Left, ...]:
    """What was made of a record and never left us, the latest first; for somebody who may see the concern."""
    rows = Departure.objects.filter(concern_id=concern_id, withdrawn=True, recorded_at__lte=moment.known_at)
    return tuple(_opened(row) for row in rows.select_related("concern__account_key").order_by("-recorded_at"))


def _opened(row: Departure) -> Left:
    try:
        return Left(row, json.loads(unseal(row, "words", row.concern.account_key)))
    except Shut as shut:
        return Left(row, {"to": shut.sentence})


def day_of_policy(known_on: date, moment: Moment) -> date | None:
    """By when the policies in force want a file at the next place, the soonest; None where none gives a figure, or the
    calendar it runs on is not given."""
    found = []
    for control in in_force("record", moment):
        figure = control.block.sent_on
        limit = resolve(figure, {}, lookup(moment), f"{control.address}.sent_on").value if figure else None
        if limit is not None:
            days = calendar(moment, name=limit.calendar or "")
            with suppress(HoursNotSet, TermsNotSet):
                begins = from_london(known_on, _NOON)
                found.append(london_day(due(begins, limit.span, limit.rule, days, limit.roll)))
    return min(found, default=None)


def who_says(row: Departure) -> Whose | None:
    """Who said by when it had to be there, as it was when it left."""
    if row.due_on is None:
        return None
    theirs = day_of_policy(row.known_on, Moment.now(row.recorded_at)) == row.due_on
    return Whose.POLICY if theirs else Whose.LAW


def days_allowed(nation: str, moment: Moment) -> int | None:
    """In how many days the file of somebody under 18 has to be at the next place, where a rule says."""
    found = fact("threshold.file-transfer", moment)
    return found.content.amount if found and nation == "england" else None
