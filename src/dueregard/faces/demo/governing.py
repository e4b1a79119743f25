"""The policy of an invented provider: signed soon after it was put in, as it says, and looked at once since."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from ...authority.access.queries import holders
from ...authority.policy.answers import Basis
from ...authority.policy.values.who import Named
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.signoff.operations import OnPaper
from ...mechanisms.signoff.rules.standing import StepStands
from ...mechanisms.signoff.vocabulary import Said
from ...work.governance.operations.drafting import begin_draft, leave_open
from ...work.governance.operations.publishing import publish
from ...work.governance.operations.reviewing import note_event, record_review
from ...work.governance.operations.signing import put_forward, sign, write_down
from ...work.governance.queries.drafts import DraftStands, draft
from ...work.governance.vocabulary import Change, Event, Found
from .happening import Crew, Happening

_CLERK = Actor.system("demo")
_WHY = "The policy we started from does not say. The directors decide when they next meet."


def governing(crew: Crew) -> Iterator[Happening]:
    """Signed in the second week, new guidance ten weeks ago, and looked at a month ago."""
    yield crew.happens(355, partial(_sign, crew))
    yield crew.happens(75, partial(_guidance, crew))
    yield crew.happens(30, partial(_look, crew))


def _sign(crew: Crew, now: datetime) -> None:
    """Every gap left knowingly, a yes to every step by whoever holds the post, and published as it stands."""
    by: dict[str, Any] = {"actor": _CLERK, "now": now}
    # What is written in one go is dated a little later each.
    moment = Moment.now(now + timedelta(minutes=1))
    begun = begin_draft(policy=crew.house.policy, **by).begun
    for address in _draft(begun, moment).open_gaps:
        leave_open(begun=begun, address=address, why=_WHY, **by)
    put_forward(begun=begun, change=Change.SUBSTANCE, **by)
    while waits := _waits(begun, moment):
        _say(begun, waits.meeting.lacking[0], moment, now)
    publish(begun=begun, since=None, **by)


def _say(begun: UUID, capacity: Named, moment: Moment, now: datetime) -> None:
    said: dict[str, Any] = {
        "begun": begun, "draft_id": _draft(begun, moment).row.id, "capacity": capacity, "said": Said.YES, "now": now,
    }  # fmt: skip
    holding = holders([capacity.id], moment)
    if holding:
        sign(actor=Actor.person(holding[0].person_id), **said)
    else:
        paper = OnPaper(Basis.DOCUMENT_SEEN, london_day(now), None)
        write_down(on_paper=paper, words="The signed copy in the office.", actor=_CLERK, **said)


def _guidance(crew: Crew, now: datetime) -> None:
    note_event(
        event=Event.GUIDANCE,
        happened_on=london_day(now),
        policy=crew.house.policy,
        actor=_CLERK,
        now=now,
    )


def _look(crew: Crew, now: datetime) -> None:
    record_review(
        policy=crew.house.policy,
        done_on=london_day(now),
        found=Found.STANDS,
        words="Read beside the new edition of the guidance; nothing in it asks us to change.",
        actor=_CLERK,
        now=now,
    )


def _draft(begun: UUID, moment: Moment) -> DraftStands:
    found = draft(begun, moment)
    if found is None:
        raise RuntimeError("the draft of a demo is there as soon as it was begun")
    return found


def _waits(begun: UUID, moment: Moment) -> StepStands | None:
    standing = _draft(begun, moment).standing
    return standing.turn_of if standing else None
