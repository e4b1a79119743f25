"""What belongs to no concern and is disposed of by itself: of which class each sort of it is, when it was made and when
it ended, and whose keys it lies under. No word is opened.

A sort that is missing here either goes with a concern, or says in its declaration (`privacy.py`) what becomes of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ....authority.access import queries as access
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.models import Owned
from ....ground.kernel.moments import Moment, london_day
from ....work.consultation.models import Talk
from ....work.engagement.models import Ending, Episode, Step
from ....work.liaison.models import Exchange, Fulfilment, Retraction, Undertaking, Upshot
from ..keeping_words import LooseKind, RecordClass
from ..models import Breach, BreachEntry, RightsRequest, RightsStep
from ..wants import ENDS
from .breaches import sees as sees_breach
from .requests import requests


@dataclass(frozen=True, slots=True)
class Lying:
    """One thing that belongs to no concern."""

    kind: LooseKind
    id: UUID
    keys: tuple[UUID, ...]
    made: date
    """When what it tells of was."""
    ended: date | None
    """None: it goes on, so its time is never over."""
    stream: Stream = Stream.OPEN


Things = Callable[[access.Reader, Moment], Iterable[Lying]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One sort of what belongs to no concern."""

    kind: LooseKind
    record_class: RecordClass
    models: tuple[type[Owned], ...]
    """Whose words go with it."""
    things: Things
    """Every one that somebody who decides may know of, with those that were disposed of."""


def _talks(_who: access.Reader, moment: Moment) -> Iterable[Lying]:
    for row in Talk.objects.known(moment.known_at).defer("words"):
        made = london_day(row.talked_at)
        yield Lying(LooseKind.TALK, row.id, (row.key_id,), made, made)


def _episodes(_who: access.Reader, moment: Moment) -> Iterable[Lying]:
    ended = dict(Ending.objects.known(moment.known_at).values_list("episode_id", "ended_on"))
    for row in Episode.objects.known(moment.known_at).defer("words"):
        yield Lying(LooseKind.EPISODE, row.id, (row.key_id,), row.noticed_on, ended.get(row.id))


def _exchanges(_who: access.Reader, moment: Moment) -> Iterable[Lying]:
    """One goes on while something that was agreed in it is not done, unless it was taken back."""
    at = moment.known_at
    done = Fulfilment.objects.known(at).values("undertaking")
    back = set(Retraction.objects.known(at).values_list("exchange_id", flat=True))
    left = set(Undertaking.objects.known(at).exclude(pk__in=done).values_list("exchange_id", flat=True))
    for row in Exchange.objects.known(at).defer("words"):
        ended = None if row.id in left - back else row.happened_on
        yield Lying(LooseKind.EXCHANGE, row.id, (row.key_id,), row.happened_on, ended)


def _requests(who: access.Reader, moment: Moment) -> Iterable[Lying]:
    for one in requests(who, moment):
        row, ends = one.row, [step.done_on for step in one.steps if step.step in ENDS]
        stream = Stream.SEALED if row.restricted else Stream.OPEN
        ended = max(ends, default=None)
        yield Lying(
            LooseKind.REQUEST, row.id, (row.key_id,), ended or london_day(row.recorded_at), ended, stream
        )


def _breaches(who: access.Reader, moment: Moment) -> Iterable[Lying]:
    keys: dict[UUID, list[UUID]] = {}
    last: dict[UUID, date] = {}
    for entry in BreachEntry.objects.filter(recorded_at__lte=moment.known_at).defer("words").order_by("id"):
        keys.setdefault(entry.log, []).append(entry.key_id)
        last[entry.log] = max(london_day(entry.recorded_at), last.get(entry.log, date.min))
    for row in Breach.known_at(moment.known_at):
        if row.log in keys and sees_breach(row, who, moment):
            ended = last[row.log] if row.settled else None
            stream = Stream.SEALED if row.restricted else Stream.OPEN
            yield Lying(
                LooseKind.BREACH, row.log, tuple(keys[row.log]), ended or last[row.log], ended, stream
            )


SHELVES: Mapping[LooseKind, Shelf] = {
    shelf.kind: shelf
    for shelf in (
        Shelf(LooseKind.TALK, RecordClass.TALK, (Talk,), _talks),
        Shelf(LooseKind.EPISODE, RecordClass.TAKING_PART, (Episode, Step, Ending), _episodes),
        Shelf(
            LooseKind.EXCHANGE,
            RecordClass.LIAISON,
            (Exchange, Upshot, Undertaking, Fulfilment, Retraction),
            _exchanges,
        ),
        Shelf(LooseKind.REQUEST, RecordClass.COMPLAINTS, (RightsRequest, RightsStep), _requests),
        Shelf(LooseKind.BREACH, RecordClass.COMPLAINTS, (BreachEntry,), _breaches),
    )
}
"""By what the audit record calls a thing of that sort."""
