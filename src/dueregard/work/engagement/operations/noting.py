"""Noting that a learner does not take part, reaching them, telling whoever the policy names, and how it ended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import Reader, holders, reader
from ....authority.policy.values.who import Prefix
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.duties import Terms
from ....mechanisms.notifications.operations import mark_opened, tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Ending, Episode, Flag, OfEpisode, Step
from ..queries import (
    TOLD,
    Placed,
    controls,
    duty_to_keep_in_touch,
    duty_to_tell,
    notes_here,
    seen,
    visible,
)
from ..rules import runs_from
from ..vocabulary import (
    EPISODE,
    KEPT,
    OUTCOMES,
    CameOfIt,
    Ended,
    Flagged,
    Kept,
    Noted,
    Outcome,
    Sort,
    StepKept,
    Topic,
    Way,
)

_TO_COME = "This day is still to come. Give the day on which it was so."


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody notes of a learner."""

    sort: Sort
    noticed_on: date
    who: str
    """Which learner, in words that tell them from others."""
    what: str = ""
    topics: tuple[Topic, ...] = ()
    back_by: date | None = None


def note_episode(*, note: Note, actor: Actor, now: datetime) -> Episode:
    """Note that a learner does not take part. Time runs from the day it was noticed, also when that was long ago.

    Raises `NothingHere` for whoever does not work here and where no policy speaks of it; `BadInput`.
    """
    if not note.who.strip():
        raise BadInput("Say which learner: their name, and what tells them from others.", field="who")
    if note.sort is Sort.NO_ACCESS and not note.topics:
        raise BadInput("Tick what they cannot open.", field="topics")
    if note.back_by and note.back_by < note.noticed_on:
        raise BadInput("This is before the break began.", field="back_by")
    with turn(actor=actor, now=now) as t:
        who = reading(t)
        if not notes_here(who, t.moment) or note.sort not in controls(t.moment):
            raise NothingHere
        _not_to_come(note.noticed_on, t, "noticed_on")
        row = Episode(
            sort=note.sort,
            noticed_on=note.noticed_on,
            topics=" ".join(note.topics) if note.sort is Sort.NO_ACCESS else "",
            back_by=note.back_by if note.sort is Sort.BREAK else None,
            writer_id=who.person_id,
            key=make_data_key("episode", now=t.now),
            recorded_at=t.now,
            by=actor.written,
        )
        promised = promise(row, "words", _plain({"who": note.who, "what": note.what}), row.key)
        row.save()
        t.record(
            Noted(note.sort),
            Subject(EPISODE, row.id),
            effective=runs_from(row.noticed_on),
            commitments=[promised],
        )
        _owe(t, row, of_new=True)
    return row


def keep_step(
    *, episode_id: UUID, kind: Kept, way: Way, came: CameOfIt | None, happened_on: date, words: str, actor: Actor,
    now: datetime,
) -> Step:  # fmt: skip
    """Write down that somebody tried to reach the learner and what came of it, or was in touch during a break.

    Raises `NothingHere` for what is not theirs, `OutOfTurn` once it ended, `BadInput`.
    """
    if kind is Kept.ATTEMPT and came is None:
        raise BadInput("Say what came of it.", field="came")
    with turn(actor=actor, now=now) as t:
        row = running(t, episode_id)
        if kind not in KEPT[Sort(row.sort)]:
            raise BadInput("This is written down of a break alone.", field="kind")
        _not_to_come(happened_on, t, "happened_on")
        step = Step(
            episode=row,
            kind=kind,
            way=way,
            came=came if came and kind is Kept.ATTEMPT else "",
            happened_on=happened_on,
            recorded_at=t.now,
            by=actor.written,
        )
        _write(t, row, step, words, StepKept(step.id, kind), happened_on)
        if kind is not Kept.ATTEMPT:
            close(t, about_id=row.id, controls=_named(t, row, "every"))
            _owe(t, row)
    return step


def flag(*, episode_id: UUID, actor: Actor, now: datetime) -> Flag:
    """Tell whoever the policies name that this learner does not take part. It is done once.

    Raises `NothingHere`, `OutOfTurn`.
    """
    with turn(actor=actor, now=now) as t:
        row = running(t, episode_id)
        if Flag.objects.filter(episode=row).exists():
            raise OutOfTurn("They have been told already.")
        named = controls(t.moment).get(Sort(row.sort))
        if not named:
            raise NothingHere
        made = Flag(episode=row, governed_by=named[0].source, recorded_at=t.now, by=actor.written)
        made.save()
        t.record(Flagged(made.id), Subject(EPISODE, row.id))
        tell(
            t,
            people=who_is_told(named, t, apart_from=t.actor.person_id),
            mailboxes=_mailboxes(named),
            thing_kind=EPISODE,
            thing_id=row.id,
            stream=Stream.OPEN,
            urgency=Urgency.TODAY,
            occasion="flagged",
        )
        close(t, about_id=row.id, occasion=TOLD)
    return made


def end_episode(
    *, episode_id: UUID, outcome: Outcome, ended_on: date, words: str, actor: Actor, now: datetime
) -> Ending:
    """Say how it ended, and the reason that was found.

    Raises `NothingHere`, `OutOfTurn` when somebody has, `BadInput`.
    """
    if not words.strip():
        raise BadInput("Say what you found out.", field="words")
    with turn(actor=actor, now=now) as t:
        row = running(t, episode_id)
        if outcome not in OUTCOMES[Sort(row.sort)]:
            raise BadInput(
                "This is no way in which it can end. Choose one of those on the page.", field="outcome"
            )
        _not_to_come(ended_on, t, "ended_on")
        if ended_on < row.noticed_on:
            raise BadInput("This is before it began.", field="ended_on")
        ending = Ending(episode=row, outcome=outcome, ended_on=ended_on, recorded_at=t.now, by=actor.written)
        _write(t, row, ending, words, Ended(ending.id, outcome), ended_on)
        close(t, about_id=row.id)
    return ending


def who_is_told(named: Collection[Placed], t: Turn, *, apart_from: UUID | None = None) -> frozenset[UUID]:
    """Everybody who holds a post that these name."""
    roles = {role for one in named for role in one.block.tell.roles()}
    return frozenset(row.person_id for row in holders(roles, t.moment) if row.person_id != apart_from)


def _mailboxes(named: Collection[Placed]) -> frozenset[str]:
    return frozenset(
        f"{one.policy or control.policy}/contact.{one.id}"
        for control in named
        for one in control.block.tell.flatten()
        if one.prefix is Prefix.CONTACT
    )


def reading(t: Turn) -> Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return reader(t.actor.person_id, powers_in_force(t.moment), t.moment)


def running(t: Turn, episode_id: UUID) -> Episode:
    """An episode of the actor's that has not ended; opening it answers what they were told of it."""
    who = reading(t)
    row = visible(who, t.moment).filter(pk=episode_id).select_related("key").first()
    if row is None:
        raise NothingHere
    if Ending.objects.filter(episode=row).exists():
        raise OutOfTurn("Somebody has written down already how it ended.")
    mark_opened(t, thing_id=row.id, person_id=who.person_id)
    return row


def _write(t: Turn, row: Episode, made: OfEpisode, words: str, verb: StepKept | Ended, on: date) -> None:
    promised = promise(made, "words", _plain({"words": words}), row.key)
    made.save()
    t.record(verb, Subject(EPISODE, row.id), effective=runs_from(on), commitments=[promised])


def _owe(t: Turn, row: Episode, *, of_new: bool = False) -> None:
    """Open what is owed about it under every policy that speaks of it."""
    made, moment = Terms(t.moment), t.moment
    one = dict(seen(moment, Sort(row.sort)))[row.id]
    owed = []
    for control in controls(moment).get(Sort(row.sort), ()):
        for duty in (
            duty_to_tell(control, row.id, one, moment),
            duty_to_keep_in_touch(control, row.id, one, moment),
        ):
            if duty and (terms := made.owed(duty, control, Stream.OPEN)):
                owed.append(terms)
    owe(t, owed, of_new=of_new)


def _named(t: Turn, row: Episode, key: str) -> list[str]:
    """The controls of its sort that give a figure for `key`, as obligations name them."""
    some = controls(t.moment).get(Sort(row.sort), ())
    return [f"{one.kind}.{one.id}" for one in some if getattr(one.block, key)]


def _not_to_come(day: date, t: Turn, field: str) -> None:
    if day > london_day(t.now):
        raise BadInput(_TO_COME, field=field)


def _plain(words: Mapping[str, str]) -> str:
    return canonical_json({name: word for name, word in words.items() if word.strip()}).decode()
