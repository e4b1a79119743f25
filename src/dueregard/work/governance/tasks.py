"""What the machinery below asks of governance while it works: whom to tell that a review is due or a draft
waits, and what is new guidance."""

import json
from collections.abc import Sequence
from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import holders, reader
from ...authority.policy.queries import pack_of
from ...authority.policy.vocabulary import CameIntoForce
from ...ground.audit.operations import Turn
from ...ground.audit.vocabulary import Stream
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on_many
from ...ground.kernel import scope
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.operations import Telling, tell_all
from ...mechanisms.notifications.recipients import ask_before_sending
from ...mechanisms.notifications.vocabulary import Urgency
from ..training.operations.editions import adopt_text
from .operations.asking import ask_who_came_since
from .operations.guidance import note_shipped_guidance
from .vocabulary import POLICY

_BY = Actor.system("policies")


def to_be_read(happened: Sequence[CameIntoForce], t: Turn) -> None:
    """A policy that asks people to read itself is to be read in exactly the text that comes into force."""
    for one in happened:
        pack = pack_of(one.edition)
        if any(control.block.document == pack.policy for control in pack.of_kind("reading")):  # type: ignore[attr-defined]
            adopt_text(
                t,
                document=pack.policy,
                label=pack.header.edition.says.value or "",
                title=pack.header.title,
                text_hash=pack.words_hash,
                since=one.since,
            )


@job()
def follow_policies(context: JobContext) -> None:
    """Note guidance that came with a newer version of the product, and write to whoever came into a post while a draft
    waits for it."""
    if not scope.is_read_only():
        note_shipped_guidance(actor=_BY, now=context.now())
        ask_who_came_since(actor=_BY, now=context.now())


def a_review_is_due(happened: Sequence[RungReached], t: Turn) -> None:
    """Tell whoever sees to a policy that it is to be looked at again: one letter a day each."""
    rungs = {one.obligation for one in happened}
    rows = Obligation.objects.filter(pk__in=rungs, about_kind=POLICY, closed_at=None)
    tell_all(t, [_telling(row, t) for row in rows])


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever holds a post that works on policies."""
    moment = Moment.now(now)
    if message.person_id is None:
        return deny("nobody of the directory")
    who = reader(message.person_id, powers_in_force(moment), moment)
    return allow("holds a post") if who.roles else deny("no longer holds a post")


def _telling(row: Obligation, t: Turn) -> Telling:
    people = {one.person_id for one in holders(json.loads(row.owners), t.moment)}
    return Telling(
        people=frozenset(people),
        thing_kind=POLICY,
        thing_id=row.about_id,
        stream=Stream.OPEN,
        urgency=Urgency.THIS_WEEK,
        occasion=f"review-{london_day(t.now)}",
    )


ask_before_sending(POLICY, may_still_be_told)
on_many(RungReached)(a_review_is_due)
on_many(CameIntoForce)(to_be_read)
