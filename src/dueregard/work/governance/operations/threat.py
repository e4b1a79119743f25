"""Writing down which threat level was seen published, and that a place or plan was looked at because it changed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..ids import id_of_policy
from ..models import ReviewEvent, ThreatSight, ThreatTaskLook
from ..queries.threat import controls, owed, seen
from ..rules.threat import Sight, changes
from ..threat import Level, ThreatCorrected, ThreatSeen, ThreatTaskDone
from ..vocabulary import POLICY, Event
from .permitting import whoever_sees_to
from .reviewing import bad_day, note_in, take_back_in

_LONGEST_SOURCE, _LONGEST_WHY = 200, 300


def see_level(*, level: Level, seen_on: date, source: str, actor: Actor, now: datetime) -> ThreatSight:
    """Write down which level somebody saw published, on which day and where. Another level than before is noted as an
    event, so that the policies that follow the threat level are looked at again.

    Raises `NotPermitted`; `NothingHere` where no policy speaks of it; `BadInput` without a source, for a day to come.
    """
    source = _in_words(source, "source", "Say where you saw it: a page, or who told us.", _LONGEST_SOURCE)
    with turn(actor=actor, now=now) as t:
        _whoever_looks_it_up(t)
        bad_day(seen_on, t, "seen_on")
        row = ThreatSight(level=level, seen_on=seen_on, source=source, recorded_at=t.now, by=t.actor.written)
        before = seen(t.moment)
        row.save()
        t.record(ThreatSeen(row.id, level, seen_on), Subject("threat_sight", row.id))
        if _is_change(before, Sight(row.id, level, seen_on)):
            note_in(t, Event.THREAT, seen_on, "")
    return row


def correct_level(
    *, sight: UUID, level: Level, seen_on: date, source: str, why: str, actor: Actor, now: datetime
) -> ThreatSight:
    """Put right what somebody wrote of a level seen: a new row names the one it replaces and says why, and both stay.

    Where another level or day makes a change of the level or unmakes one, the event noted with it is noted or taken
    back too. Raises `NotPermitted`; `NothingHere` for a sighting that is not there; `OutOfTurn` where somebody
    corrected it since; `BadInput` without a source, without a reason, for a day to come, and where all is as it was.
    """
    source = _in_words(source, "source", "Say where it was seen: a page, or who told us.", _LONGEST_SOURCE)
    why = _in_words(why, "why", "Say what was wrong.", _LONGEST_WHY)
    with turn(actor=actor, now=now) as t:
        _whoever_looks_it_up(t)
        row = _standing(sight, t)
        bad_day(seen_on, t, "seen_on")
        if (row.level, row.seen_on, row.source) == (level, seen_on, source):
            raise BadInput("All of it is as it was written. Change what was wrong.", field="level")
        said = {"level": level, "seen_on": seen_on, "source": source, "why": why}
        place = {"entry": row.first, "written_at": row.first_written_at}
        before = seen(t.moment)
        after: ThreatSight = row.successor(recorded_at=t.now, by=t.actor.written, **said, **place)
        after.save()
        t.record(ThreatCorrected(after.id, level, seen_on), Subject("threat_sight", after.id))
        _follow(changes(before), changes(seen(t.moment)), t)
    return after


def finish_task(*, task: UUID, done_on: date, words: str, actor: Actor, now: datetime) -> ThreatTaskLook:
    """Write down that a place or a plan was looked at after the last change. A second look stands beside the first.

    Raises `NotPermitted`; `NothingHere` for what the last change does not ask; `BadInput` without words, and for a day
    before the change or to come.
    """
    if not words.strip():
        raise BadInput("Say what was looked at, and what came of it.", field="words")
    with turn(actor=actor, now=now) as t:
        every = [(control, one.to_do) for control in controls(t.moment) for one in owed(control, t.moment)]
        control, to_do = next(((c, one) for c, one in every if one.id == task), (None, None))
        if control is None or to_do is None:
            raise NothingHere
        whoever_sees_to(t, control.block.owner, to_do.task.owner)
        bad_day(done_on, t, "done_on")
        if done_on < to_do.change.on:
            raise BadInput(
                "That was before the level changed. Look again, and give that day.", field="done_on"
            )
        row = ThreatTaskLook(
            sight_id=to_do.change.id,
            task=task,
            touches=to_do.task.touches,
            site_id=to_do.site,
            done_on=done_on,
            key=make_data_key("threat-task", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "words", words.strip(), row.key)
        row.save()
        subject = Subject(POLICY, id_of_policy(control.policy))
        t.record(ThreatTaskDone(row.id, to_do.task.touches), subject, commitments=[promised])
    return row


def _in_words(said: str, field: str, missing: str, longest: int) -> str:
    said = " ".join(said.split())
    if not said:
        raise BadInput(missing, field=field)
    if len(said) > longest:
        raise BadInput(f"Say it in fewer words: at most {longest} characters.", field=field)
    return said


def _whoever_looks_it_up(t: Turn) -> None:
    found = controls(t.moment)
    if not found:
        raise NothingHere
    whoever_sees_to(t, *(one.block.owner for one in found))


def _standing(sight: UUID, t: Turn) -> ThreatSight:
    """The sighting as it was read, if it still stands so."""
    found = next((row for row in ThreatSight.known_at(t.moment.known_at) if row.id == sight), None)
    if found is None and ThreatSight.objects.filter(pk=sight).exists():
        raise OutOfTurn("Somebody else corrected this since you opened it. Look at it again.")
    if found is None:
        raise NothingHere
    return found


def _follow(before: Sequence[Sight], after: Sequence[Sight], t: Turn) -> None:
    """Of each day of a change that was none, take back the events there are too many of; and note the last change if it
    was not known as one. Events that somebody noted by hand were written in other turns, and stay."""
    was, now = ({(one.id, one.on) for one in some} for some in (before, after))
    turns = set(ThreatSight.objects.values_list("recorded_at", flat=True))
    noted = [row for row in ReviewEvent.known_at(t.moment.known_at) if row.recorded_at in turns]
    for day in {on for _id, on in was - now}:
        events = [row for row in noted if (row.event, row.happened_on) == (Event.THREAT, day)]
        for row in events[sum(one.on == day for one in after) :]:
            take_back_in(t, row)
    if after and (after[-1].id, after[-1].on) in now - was:
        note_in(t, Event.THREAT, after[-1].on, "")


def _is_change(before: list[Sight], new: Sight) -> bool:
    """Whether what was seen is the newest there is, and another level than the one before it."""
    earlier = [one for one in before if one.on <= new.on]
    return len(earlier) == len(before) and new in changes([*earlier, new])
