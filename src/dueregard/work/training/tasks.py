"""What the machinery below asks of training while it works: whom to tell that something is due, once a day at most."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from ...authority.access.models import Relationship
from ...authority.access.vocabulary import Kinship
from ...authority.people.queries import spans_of
from ...ground.audit.operations import Turn
from ...ground.audit.vocabulary import Stream
from ...ground.jobs.occasions import on_many
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungKind, RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.operations import Telling, tell_all
from ...mechanisms.notifications.recipients import ask_before_sending
from ...mechanisms.notifications.vocabulary import Urgency
from .queries.duties import ABOUT

LEARNING = "learning"
"""The kind of thing a person is told about: what they have to learn or read themselves. The thing is the person."""
TEAM = "learning-of-a-team"
"""What the people somebody manages have to learn. The thing is the manager."""


def something_is_due(happened: Sequence[RungReached], t: Turn) -> None:
    """Tell people what is due or late, and their line managers what is late: one letter a day each, however much it
    is. It says nothing of what: their own page does."""
    ours = set(
        Obligation.objects.filter(pk__in={one.obligation for one in happened}, about_kind=ABOUT).values_list(
            "pk", flat=True
        )
    )
    people = {one.about for one in happened if one.obligation in ours}
    late = {one.about for one in happened if one.obligation in ours and one.kind is RungKind.LATE}
    day = f"due-{london_day(t.now)}"
    managers = _managers_of(late, t.moment) if late else frozenset()
    tell_all(t, [*_tellings(people, LEARNING, day), *_tellings(managers, TEAM, day)])


def _tellings(people: Iterable[UUID], kind: str, day: str) -> list[Telling]:
    return [
        Telling(
            people=frozenset({one}),
            thing_kind=kind,
            thing_id=one,
            stream=Stream.OPEN,
            urgency=Urgency.THIS_WEEK,
            occasion=day,
        )
        for one in sorted(people)
    ]


def _managers_of(people: Iterable[UUID], moment: Moment) -> frozenset[UUID]:
    rows = Relationship.objects.holding(moment).filter(kinship=Kinship.LINE_MANAGES, other_id__in=set(people))
    return frozenset(rows.values_list("person_id", flat=True))


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever has left is told nothing more."""
    if message.person_id is None or not spans_of([message.person_id], Moment.now(now)):
        return deny("no longer here")
    return allow("it is about what they owe, or their team does")


ask_before_sending(LEARNING, may_still_be_told)
ask_before_sending(TEAM, may_still_be_told)
on_many(RungReached)(something_is_due)
