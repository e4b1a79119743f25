"""Deciding what a post does because of what people answered, and writing down that it was done."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import from_london, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...governance.operations.permitting import whoever_sees_to
from ...governance.operations.reviewing import bad_day
from ..models import FollowUp
from ..queries import controls, follow_up, terms, words_of
from ..vocabulary import FOLLOW_UP, Audience, FollowUpDone, FollowUpSet

_NOON = time(12)


def decide_follow_up(
    *,
    address: str,
    audience: Audience,
    term: date,
    post: str,
    due_on: date,
    words: str,
    actor: Actor,
    now: datetime,
) -> FollowUp:
    """Write down what a post does by a day because of what an audience said in a term.

    Raises `NothingHere` for a control, an audience or a term of which nothing is shown; `NotPermitted`; `BadInput` for
    what is left out, a post that no policy names, and a day that is over.
    """
    if not words.strip():
        raise BadInput("Say what is to be done.", field="words")
    with turn(actor=actor, now=now) as t:
        placed = next((one for one in controls(t.moment) if one.address == address), None)
        if placed is None or audience not in placed.block.asks:
            raise NothingHere
        if term not in {one.begins for one in terms(t.moment)}:
            raise NothingHere
        whoever_sees_to(t, placed.block.owner)
        if post not in post_titles(t.moment):
            raise BadInput("Choose a post that a policy in force names.", field="post")
        if due_on < london_day(t.moment.as_at):
            raise BadInput("This day is over. Choose one to come.", field="due_on")
        row = FollowUp(
            control=address,
            audience=audience,
            term=term,
            post=post,
            due_on=due_on,
            key=make_data_key(FOLLOW_UP, now=t.now),
            recorded_at=t.now,
            by=actor.written,
        )
        return _keep(t, row, {"what": words}, FollowUpSet(row.id), london_day(t.now))


def finish_follow_up(
    *, followup_id: UUID, done_on: date, words: str, actor: Actor, now: datetime
) -> FollowUp:
    """Write down that it was done, by whoever decides on the answers or holds the post that was to do it.

    Raises as `decide_follow_up`; `OutOfTurn` when somebody has.
    """
    if not words.strip():
        raise BadInput("Say what was done.", field="words")
    with turn(actor=actor, now=now) as t:
        found = follow_up(followup_id, t.moment)
        if found is None and FollowUp.objects.filter(pk=followup_id, done_on=None).exists():
            raise OutOfTurn("Somebody has written down already that it was done.")
        if found is None:
            raise NothingHere
        placed, before = found
        if before.done_on:
            raise OutOfTurn("Somebody has written down already that it was done.")
        if t.actor.person_id not in {one.person_id for one in holders([before.post], t.moment)}:
            whoever_sees_to(t, placed.block.owner)
        bad_day(done_on, t, "done_on")
        if done_on < london_day(before.recorded_at):
            raise BadInput("This is before it was decided.", field="done_on")
        row = FollowUp(
            control=before.control,
            audience=before.audience,
            term=before.term,
            post=before.post,
            due_on=before.due_on,
            done_on=done_on,
            key=before.key,
            replaces=before,
            recorded_at=t.now,
            by=actor.written,
        )
        said = {**words_of(before), "how": words}
        return _keep(t, row, said, FollowUpDone(row.id), done_on)


def _keep(
    t: Turn, row: FollowUp, words: Mapping[str, str], verb: FollowUpSet | FollowUpDone, on: date
) -> FollowUp:
    text = canonical_json({name: word.strip() for name, word in words.items()}).decode()
    promised = promise(row, "words", text, row.key)
    row.save()
    effective = min(from_london(on, _NOON), t.now)
    t.record(verb, Subject(FOLLOW_UP, row.id), effective=effective, commitments=[promised])
    return row
