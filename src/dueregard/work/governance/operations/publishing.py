"""Making an edition of a signed draft, in force from a day."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from ....authority.policy.operations import bring_into_force, keep_edition
from ....authority.policy.queries import pack_of
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import from_london, london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..models import Publication
from ..queries.drafts import DraftStands, newest_edition
from ..vocabulary import Published, Stage
from .permitting import keeper_of_policies
from .signing import standing_draft

FURTHEST = timedelta(days=730)
LONGEST_CHANGES = 1000


def publish(
    *, begun: UUID, since: date | None, actor: Actor, now: datetime, changes: str = ""
) -> Publication:
    """Bring a signed draft into force, from now or from the beginning of a day to come in London. `changes`: what is
    other than in the edition before, in plain words, which everybody can read.

    Raises `NotPermitted`; `NothingHere`; `OutOfTurn` where it is not signed, another edition came into force since it
    was begun, or one is to begin later than this; `BadInput` for a day that has gone or lies too far off, and where
    nobody says what changed though the text did.
    """
    changes = " ".join(changes.split())
    if len(changes) > LONGEST_CHANGES:
        raise BadInput(f"Say it in {LONGEST_CHANGES} characters at most.", field="changes")
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        found = standing_draft(begun, t)
        if found.stage is not Stage.SIGNED or found.putting is None:
            raise OutOfTurn("This text is not signed, or is published already. Look again.")
        if newest_edition(found.row.policy, t.moment) != found.row.base_id:
            raise OutOfTurn("Another edition came into force, or is to, since this draft was begun.")
        if not changes and _other_than_before(found):
            raise BadInput(
                "Say in a sentence or more what changed: everybody who reads the policy sees it.",
                field="changes",
            )
        begins = _begins(since, t.moment.as_at)
        edition = keep_edition(t, found.pack)
        bring_into_force(t, edition, begins or t.now)
        row = Publication(
            putting=found.putting,
            edition=edition,
            since=begins or t.now,
            changes=changes,
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(Published(row.id, edition.id, london_day(row.since)), Subject("draft", found.row.id))
    return row


def _other_than_before(found: DraftStands) -> bool:
    base = found.row.base_id
    return base is not None and pack_of(base).text != found.pack.text


def _begins(since: date | None, at: datetime) -> datetime | None:
    """The beginning of a day to come; None: now."""
    today = london_day(at)
    if since is None or since == today:
        return None
    if since < today:
        raise BadInput(
            "This day has gone. A policy is in force from today on, or from a day to come.", field="since"
        )
    if since > today + FURTHEST:
        raise BadInput("This day lies more than two years off. Check the year.", field="since")
    return from_london(since, time())
