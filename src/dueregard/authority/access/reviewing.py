"""Who can open concerns, by which post and by whom it was given; and going through that list twice a year."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...ground.audit.operations import Subject, turn
from ...ground.kernel.actors import Actor, ActorKind
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import deny
from .appointing import takes_two
from .models import Holding, Review
from .powers import post_titles, powers_in_force, stand_ins
from .queries import holders, reader
from .rules import review_is_due
from .vocabulary import READS_CASES, Capability, ReadersReviewed

LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OpeningPost:
    """A post that opens concerns."""

    role: str
    title: str
    powers: tuple[Capability, ...]
    """What of a concern it opens; in the order of our list."""
    held: tuple[Holding, ...]
    stand_ins: tuple[str, ...]
    """The titles of the posts whose holders stand in for it."""


def opening_posts(moment: Moment) -> tuple[OpeningPost, ...]:
    """Every post of the policies in force that opens concerns, held or not, in their order."""
    may, titles, deputies = powers_in_force(moment).may, post_titles(moment), stand_ins(moment)
    return tuple(
        OpeningPost(
            role,
            titles[role],
            tuple(one for one in Capability if one in given & READS_CASES),
            tuple(holders([role], moment)),
            tuple(titles[other] for other in deputies.get(role, ())),
        )
        for role, given in may.items()
        if given & READS_CASES
    )


def given_lately(moment: Moment) -> int:
    """How many posts that open concerns two people gave in the last seven days and nobody has ended since: said to all
    who hold one."""
    return sum(
        takes_two(row.role, moment)
        for row in Holding.known_at(moment.known_at)
        if row.by.startswith(f"{ActorKind.PERSON}:")
        and row.replaces_id is None
        and moment.as_at - row.recorded_at < LATELY
        and (row.until is None or row.until > moment.as_at)
    )


def last_review(moment: Moment) -> Review | None:
    """When somebody last went through who can open concerns, and who."""
    return max(Review.known_at(moment.known_at), key=lambda row: row.recorded_at, default=None)


def review_waits(moment: Moment) -> bool:
    """Whether half a year has gone by without anybody going through who can open concerns."""
    last = last_review(moment)
    return review_is_due(last.recorded_at if last else None, moment.as_at)


def record_review(*, actor: Actor, now: datetime) -> Review:
    """Record that somebody who appoints, or handles concerns, went through who can open them; raises
    `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        if actor.person_id is None:
            raise TypeError("a person goes through the posts")
        who = reader(actor.person_id, powers_in_force(t.moment), t.moment)
        if not who.capabilities & (READS_CASES | {Capability.APPOINT}):
            deny("None of your roles here lets you do this.").enforce(
                who_can_help="Whoever appoints to posts here can."
            )
        row = Review(reviewer_id=actor.person_id, recorded_at=t.now, by=actor.written)
        row.save()
        people = {holding.person_id for post in opening_posts(t.moment) for holding in post.held}
        t.record(ReadersReviewed(len(people)), Subject("review", row.id))
    return row
