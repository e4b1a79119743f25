"""What people think of how a clause is kept: beside what the records show, and never over it."""

from datetime import datetime

from django.db.models import QuerySet

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...authority.access.vocabulary import OPENS_PAGES
from ...authority.policy.queries import shelf
from ...ground.audit.operations import Subject, turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import Shut, make_data_key, unseal
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, NothingHere
from .models import Opinion
from .vocabulary import OpinionSaid, View

LONGEST = 2_000


def say_opinion(*, policy: str, clause: str, view: View, words: str, actor: Actor, now: datetime) -> Opinion:
    """Say what one thinks of how a clause is kept, and why; said anew it replaces what one said before.

    Raises `NothingHere` for a clause that is not in force and for whoever may not see how clauses stand; `BadInput`
    without words.
    """
    if not words.strip():
        raise BadInput("Say why you think so, and what you looked at.", field="words")
    if len(words) > LONGEST:
        raise BadInput(f"This is longer than {LONGEST:,} characters. Say it more shortly.", field="words")
    with turn(actor=actor, now=now) as t:
        pack = shelf(t.moment).pack(policy)
        if actor.person_id is None or pack is None or pack.clause(clause) is None:
            raise NothingHere
        if not reader(actor.person_id, powers_in_force(t.moment), t.moment).capabilities & OPENS_PAGES:
            raise NothingHere
        row = Opinion(
            policy=policy,
            clause=clause,
            view=view,
            person_id=actor.person_id,
            key=make_data_key("opinion", now=t.now),
            replaces=_standing(policy, clause, t.moment).filter(person=actor.person_id).first(),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "words", words.strip(), row.key)
        row.save()
        t.record(OpinionSaid(row.id, view), Subject("opinion", row.id), commitments=[promised])
    return row


def opinions(policy: str, clause: str, moment: Moment) -> list[tuple[Opinion, str]]:
    """What people think of a clause, the latest first, each with its words; empty where they can be read no more."""
    rows = _standing(policy, clause, moment).select_related("key").order_by("-recorded_at", "-id")
    return [(row, _words(row)) for row in rows]


def _standing(policy: str, clause: str, moment: Moment) -> QuerySet[Opinion]:
    found: QuerySet[Opinion] = Opinion.objects.known(moment.known_at)
    return found.filter(policy=policy, clause=clause)


def _words(row: Opinion) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
