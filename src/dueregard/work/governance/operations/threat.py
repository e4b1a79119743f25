"""Writing down which threat level was seen published, and that a place or plan was looked at because it changed."""

from datetime import date, datetime
from uuid import UUID

from ....ground.audit.operations import Subject, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ..ids import id_of_policy
from ..models import ThreatSight, ThreatTaskLook
from ..queries.threat import controls, owed, seen
from ..rules.threat import Sight, changes
from ..threat import Level, ThreatSeen, ThreatTaskDone
from ..vocabulary import POLICY, Event
from .permitting import whoever_sees_to
from .reviewing import bad_day, note_in

_LONGEST_SOURCE = 200


def see_level(*, level: Level, seen_on: date, source: str, actor: Actor, now: datetime) -> ThreatSight:
    """Write down which level somebody saw published, on which day and where. Another level than before is noted as an
    event, so that the policies that follow the threat level are looked at again.

    Raises `NotPermitted`; `NothingHere` where no policy speaks of it; `BadInput` without a source, for a day to come.
    """
    source = " ".join(source.split())
    if not source:
        raise BadInput("Say where you saw it: a page, or who told us.", field="source")
    if len(source) > _LONGEST_SOURCE:
        raise BadInput(
            f"Give the source in fewer words: at most {_LONGEST_SOURCE} characters.", field="source"
        )
    with turn(actor=actor, now=now) as t:
        found = controls(t.moment)
        if not found:
            raise NothingHere
        whoever_sees_to(t, *(one.block.owner for one in found))
        bad_day(seen_on, t, "seen_on")
        row = ThreatSight(level=level, seen_on=seen_on, source=source, recorded_at=t.now, by=t.actor.written)
        before = seen(t.moment)
        row.save()
        t.record(ThreatSeen(row.id, level, seen_on), Subject("threat_sight", row.id))
        if _is_change(before, Sight(row.id, level, seen_on)):
            note_in(t, Event.THREAT, seen_on, "")
    return row


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


def _is_change(before: list[Sight], new: Sight) -> bool:
    """Whether what was seen is the newest there is, and another level than the one before it."""
    earlier = [one for one in before if one.on <= new.on]
    return len(earlier) == len(before) and new in changes([*earlier, new])
