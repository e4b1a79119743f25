"""Emergency access to a concern: opening it, ending it early, and looking at it afterwards.

Somebody rings on a Saturday night and whoever holds the post cannot be reached. A colleague who could be given such a
concern opens this one, says why and takes a second step; the others hear of it at once. It never opens what is
restricted, nor what the colleague is kept out of or stepped aside from: for those the answer is that of no concern.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.emergencies import begin, end, judge, open_to, ruling_on_emergency, use
from ....authority.access.models import Emergency
from ....authority.access.powers import accountable_roles, powers_in_force
from ....authority.access.proving import Proof, prove
from ....authority.access.rules import EMERGENCY_LOOKED_AT_WITHIN, TOLD_AT_LEAST, may_look_at_emergency
from ....authority.access.vocabulary import READS_CASES, Circle, Verdict
from ....ground.audit.operations import Turn, turn
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import LONDON, Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from ....mechanisms.clocks.vocabulary import HOUSE_RULE, RungKind
from ....mechanisms.notifications.operations import mark_opened, tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Concern
from ..queries.emergencies import may_know
from ..queries.seeing import is_theirs
from ..rules.receipts import tidy

LOOK = "emergency.look"
_NOBODYS = "There is no concern with this reference that you can open here. Check it letter by letter."
_ASK = "Ring whoever stands on this page. In danger ring 999: nobody needs to open anything for that."


def open_in_emergency(*, reference: str, reason: str, proof: Proof, actor: Actor, now: datetime) -> Emergency:
    """Open one concern to the actor for a few hours, and tell the others at once.

    Raises `NotPermitted`; `BadInput` without a reason, for a code that is wrong, and, alike, for a reference of no
    concern and of one that this actor may not have; `OutOfTurn` for one that is open to them; `TooManyTries`.
    """
    me = actor.person_id
    if me is None:
        raise NothingHere
    ruling_on_emergency(me, Moment.now(now)).enforce(who_can_help=_ASK)
    if not reason.strip():
        raise BadInput("Say what has happened, and why it cannot wait.", field="reason")
    prove(proof, actor, now)
    with turn(actor=actor, now=now) as t:
        ruling_on_emergency(me, t.moment).enforce(who_can_help=_ASK)
        concern = _concern(t, reference, me)
        told = who_is_told(concern.id, me, t.moment)
        row = begin(t, person_id=me, thing_kind="concern", thing_id=concern.id, told=len(told), reason=reason)
        _tell(t, row, told, Urgency.NOW, "emergency-opened")
        owe(t, [_look_owed(row)], of_new=True)
    return row


def end_emergency(*, use_id: UUID, actor: Actor, now: datetime) -> None:
    """End an emergency access before its time: whoever uses it may, and whoever else may know of it.

    Raises `NothingHere` for everybody else, `OutOfTurn` when it is over.
    """
    with turn(actor=actor, now=now) as t:
        row, _ = _known(t, use_id)
        if row.until <= t.now:
            raise OutOfTurn("It is over already.")
        end(t, row)


def look_at_emergency(*, use_id: UUID, verdict: Verdict, words: str, actor: Actor, now: datetime) -> None:
    """Say afterwards whether an emergency access was justified, and why; it is said once.

    Raises `NothingHere`, `NotPermitted`, `BadInput` without words, `OutOfTurn`.
    """
    if not words.strip():
        raise BadInput("Say in a sentence or two what you found.", field="words")
    with turn(actor=actor, now=now) as t:
        row, who = _known(t, use_id)
        opens = is_theirs(row.thing_id, who, t.moment)
        own = row.person_id in access.rows_of(who.person_id, t.moment)
        may_look_at_emergency(own=own, opens=opens).enforce(who_can_help="Another holder of the post can.")
        if row.verdict:
            raise OutOfTurn("Somebody has looked at it already.")
        judge(t, row, verdict, who.person_id, words)
        close(t, about_id=row.use)
        mark_opened(t, thing_id=row.use, person_id=who.person_id)


def who_is_told(concern_id: UUID, used_by: UUID, moment: Moment) -> frozenset[UUID]:
    """Who hears of it at once: whoever may open the concern by their post, and whoever is accountable. Fewer than two,
    and everybody whose post opens concerns does. Nobody who is kept out of it, and not whoever used it."""
    powers = powers_in_force(moment)
    reading = [role for role, given in powers.may.items() if given & READS_CASES]
    own = access.rows_of(used_by, moment)
    others = {
        person: access.reader(person, powers, moment)
        for person in {
            row.person_id for row in access.holders([*reading, *accountable_roles(moment)], moment)
        }
        if person not in own
    }
    others = {p: who for p, who in others.items() if not access.is_walled(concern_id, who, moment)}
    answering = {row.person_id for row in access.holders(accountable_roles(moment), moment)}
    first = {p for p, who in others.items() if p in answering or is_theirs(concern_id, who, moment)}
    return frozenset(first if len(first) >= TOLD_AT_LEAST else others)


def remind_of_looking(uses: Iterable[tuple[UUID, RungKind, int]], t: Turn) -> None:
    """Nobody has looked at an emergency access yet: whoever was told is told again, within the caller's turn."""
    for use_id, kind, step in uses:
        row = use(use_id, t.moment)
        if row is not None:
            urgency = Urgency.THIS_WEEK if kind is RungKind.REMIND else Urgency.TODAY
            people = who_is_told(row.thing_id, row.person_id, t.moment)
            _tell(t, row, people, urgency, f"emergency-look-{kind}-{step}")


def _concern(t: Turn, reference: str, me: UUID) -> Concern:
    """The open concern with this reference that the actor may open in an emergency."""
    who = access.reader(me, powers_in_force(t.moment), t.moment)
    found = Concern.objects.filter(reference=tidy(reference), circle=Circle.OPEN).first()
    if found is None or access.is_walled(found.id, who, t.moment):
        raise BadInput(_NOBODYS, field="reference")
    if running := open_to(me, found.id, t.moment):
        until = running.until.astimezone(LONDON)
        raise OutOfTurn(f"You have opened this concern already; it is open to you until {until:%H:%M}.")
    if is_theirs(found.id, who, t.moment):
        raise OutOfTurn("This concern is yours to open: find it by its reference.")
    return found


def _known(t: Turn, use_id: UUID) -> tuple[Emergency, access.Reader]:
    """A use the actor may know of, and the actor as a reader."""
    row = use(use_id, t.moment)
    if t.actor.person_id is None or row is None:
        raise NothingHere
    who = access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    if not may_know(row, who, t.moment):
        raise NothingHere
    return row, who


def _look_owed(row: Emergency) -> Owed:
    """Whoever may open the concern looks at it within `EMERGENCY_LOOKED_AT_WITHIN`; a rule of the house."""
    due, day = row.since + EMERGENCY_LOOKED_AT_WITHIN, timedelta(days=1)
    rungs = (
        Rung(RungKind.REMIND, 1, due - day),
        Rung(RungKind.LATE, 1, due),
        Rung(RungKind.ESCALATE, 1, due + 4 * day),
    )
    terms = Terms(owners=(), opened_at=row.since, due_at=due, rungs=rungs)
    return Owed(Identity(HOUSE_RULE, LOOK, "emergency-use", row.use, "opened"), terms)


def _tell(t: Turn, row: Emergency, people: frozenset[UUID], urgency: Urgency, occasion: str) -> None:
    tell(
        t,
        people=people,
        thing_kind="emergency-use",
        thing_id=row.use,
        stream=Stream.OPEN,
        urgency=urgency,
        occasion=occasion,
    )
