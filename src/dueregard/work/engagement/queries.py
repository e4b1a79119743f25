"""What was noted of learners who do not take part: as the figures see it, and as whoever looks after it reads it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ...authority.access.queries import Reader, rows_of
from ...authority.people.queries import works_here
from ...authority.policy.answers import Duty, InForce
from ...authority.policy.queries import in_force, lookup
from ...authority.policy.values.resolve import Resolved, resolve
from ...authority.policy.values.time import Time
from ...ground.crypto.models import DataKey
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.clocks.queries.calendars import calendar
from ...mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ...mechanisms.clocks.rules.measures import due
from .block import ENGAGEMENT, EngagementBlock
from .models import Ending, Episode, Flag, OfEpisode, Step
from .rules import Seen, in_time, in_touch_since, runs_from
from .vocabulary import EPISODE, Kept, Outcome, Sort

LOOKS_BACK = timedelta(days=365)
Placed = InForce[EngagementBlock]


def controls(moment: Moment) -> dict[Sort, list[Placed]]:
    """What the policies in force say of each sort; several may speak of one."""
    found: dict[Sort, list[Placed]] = defaultdict(list)
    for control in in_force(ENGAGEMENT, moment):
        found[control.block.of].append(control)
    return dict(found)


def notes_here(who: Reader, moment: Moment) -> bool:
    """Whether somebody may note that a learner does not take part: they work here, and a policy speaks of it."""
    return bool(in_force(ENGAGEMENT, moment)) and works_here(rows_of(who.person_id, moment), moment)


def visible(who: Reader, moment: Moment) -> "QuerySet[Episode]":
    """What somebody may read: what they noted themselves, and what a policy in force tells a post of theirs of; nothing
    that was disposed of."""
    theirs = Q(writer_id__in=rows_of(who.person_id, moment))
    told = [
        sort
        for sort, some in controls(moment).items()
        if any(one.block.tell.roles() & who.roles for one in some)
    ]
    rows: QuerySet[Episode] = Episode.objects.known(moment.known_at).filter(key__destroyed_at=None)
    return rows.filter(theirs | Q(sort__in=told))


def seen(moment: Moment, sort: Sort | None = None) -> list[tuple[UUID, Seen]]:
    """What was noted and had not ended a year before the moment, without any words: in four questions, however much
    it is. Also what began long ago and still runs."""
    day = london_day(moment.as_at)
    over = Ending.objects.known(moment.known_at).filter(ended_on__lte=day - LOOKS_BACK)
    rows = Episode.objects.known(moment.known_at).filter(
        ~Exists(over.filter(episode=OuterRef("pk"))), noticed_on__lte=day, **({"sort": sort} if sort else {})
    )
    ids = rows.order_by().values("pk")
    steps: dict[UUID, list[tuple[Kept, date]]] = defaultdict(list)
    taken = _of(Step, ids, moment).filter(happened_on__lte=day).order_by("happened_on", "id")
    for episode, kind, on in taken.values_list("episode_id", "kind", "happened_on"):
        steps[episode].append((Kept(kind), on))
    flags = dict(_of(Flag, ids, moment).values_list("episode_id", "recorded_at"))
    ended = _of(Ending, ids, moment).filter(ended_on__lte=day)
    endings = {
        one: (Outcome(outcome), on)
        for one, outcome, on in ended.values_list("episode_id", "outcome", "ended_on")
    }
    found = rows.order_by("noticed_on", "id").values_list("id", "sort", "noticed_on")
    return [
        (one, Seen(Sort(of), on, tuple(steps[one]), flags.get(one), *endings.get(one, (None, None))))
        for one, of, on in found
    ]


def _of(model: type[OfEpisode], ids: "QuerySet[Any, Any]", moment: Moment) -> "QuerySet[Any]":
    """The rows of these episodes that were written by the moment."""
    rows: QuerySet[Any] = model.objects.known(moment.known_at)
    return rows.filter(episode__in=ids, recorded_at__lte=moment.as_at)


def limit_of(control: Placed, key: str, moment: Moment) -> Resolved[Time] | None:
    """The figure of a key, as far as the policy and the provider give it; None where the policy does not speak of
    it."""
    figure = getattr(control.block, key)
    return resolve(figure, {}, lookup(moment), f"{control.address}.{key}") if figure else None


def judged(
    some: Sequence[Seen], limit: Time, moment: Moment, *, touch: bool = False
) -> list[bool | None] | str:
    """Whether each was told of in time, or, with `touch`, whether nobody is overdue to be in touch; a sentence where
    the calendar that the time runs on is not given."""
    try:
        days = calendar(moment, name=limit.calendar or "")
        ends = [
            due(
                runs_from(in_touch_since(one) if touch else one.noticed_on),
                limit.span,
                limit.rule,
                days,
                limit.roll,
            )
            for one in some
        ]
    except (HoursNotSet, TermsNotSet) as missing:
        return missing.sentence
    if touch:
        return [moment.as_at <= end for end in ends]
    return [in_time(one, end, moment.as_at) for one, end in zip(some, ends, strict=True)]


def duty_to_tell(control: Placed, episode: UUID, one: Seen, moment: Moment) -> Duty | None:
    """Whoever the policy names is to be told of this one; None once they were, or it ended."""
    limit = limit_of(control, "limit", moment)
    if limit is None or one.flagged_at or one.outcome:
        return None
    return _duty(control, episode, TOLD, runs_from(one.noticed_on), limit)


def duty_to_keep_in_touch(control: Placed, episode: UUID, one: Seen, moment: Moment) -> Duty | None:
    """Somebody is to be in touch in this break again; None once it ended."""
    every = limit_of(control, "every", moment)
    if every is None or one.outcome:
        return None
    last = in_touch_since(one)
    return _duty(control, episode, f"touch-{last}", runs_from(last), every)


TOLD = "told"
"""The occasion on which telling is owed."""


def _duty(control: Placed, episode: UUID, occasion: str, since: datetime, limit: Resolved[Time]) -> Duty:
    aim = limit.aim if isinstance(limit.aim, Time) else None
    block = control.block
    return Duty(EPISODE, episode, occasion, block.tell, since, limit.value, aim, block.remind)


@dataclass(frozen=True, slots=True)
class Read:
    """An episode with its words opened, and what was written down about it, oldest first."""

    row: Episode
    words: Mapping[str, str]
    steps: tuple[tuple[Step, Mapping[str, str]], ...]
    flag: Flag | None
    ending: Ending | None
    ended: Mapping[str, str]


def opened(rows: "QuerySet[Episode]", moment: Moment) -> list[Read]:
    """These with their words opened, what still runs first, for an operation that has logged that its actor reads them;
    in five questions, however many."""
    found = list(rows.select_related("key").order_by("noticed_on", "id"))
    keys = {row.id: row.key for row in found}
    of = {"episode__in": list(keys)}
    steps: dict[UUID, list[Step]] = defaultdict(list)
    for step in Step.objects.known(moment.known_at).filter(**of).order_by("happened_on", "recorded_at", "id"):
        steps[step.episode_id].append(step)
    flags = {row.episode_id: row for row in Flag.objects.known(moment.known_at).filter(**of)}
    endings = {row.episode_id: row for row in Ending.objects.known(moment.known_at).filter(**of)}
    read = [
        Read(
            row,
            words_of(row, row.key),
            tuple((step, words_of(step, row.key)) for step in steps[row.id]),
            flags.get(row.id),
            endings.get(row.id),
            words_of(endings[row.id], row.key) if row.id in endings else {},
        )
        for row in found
    ]
    return sorted(read, key=lambda one: one.ending is not None)


def words_of(row: Episode | OfEpisode, key: DataKey) -> Mapping[str, str]:
    """The words of a row; nothing once they were disposed of."""
    return unseal_boxes(row, "words", key)
