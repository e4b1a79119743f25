"""Putting a draft forward, calling it back, and saying yes or no to it."""

from datetime import datetime
from uuid import UUID

from ....authority.policy.queries import pack_of
from ....authority.policy.values.who import Named
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.signoff.models import Saying
from ....mechanisms.signoff.operations import OnPaper, say, take_back
from ....mechanisms.signoff.queries import Matter
from ....mechanisms.signoff.vocabulary import Said
from ..models import Putting
from ..queries.drafts import DraftStands, draft, newest_edition, published_as, steps_for
from ..rules.lives import faults
from ..vocabulary import Change, DraftCalledBack, DraftPutForward, Stage
from .asking import ask_whose_turn
from .drafting import changeable
from .permitting import keeper_of_policies


def put_forward(*, begun: UUID, change: Change, actor: Actor, now: datetime) -> Putting:
    """Put a draft before whoever must be asked or must sign, by the steps of the edition in force.

    Raises `NotPermitted`; `NothingHere`; `BadInput` with everything that keeps it back, together; `OutOfTurn` where it
    was put forward already, or another edition came into force since it was begun.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        found = changeable(begun, t)
        if found.stage is Stage.REFUSED:
            raise OutOfTurn(
                "Somebody said no to exactly this text. Change it before you put it forward again."
            )
        _on_the_edition_in_force(found, t)
        pack = found.judgement.pack
        if pack is None:
            raise BadInput(
                "\n".join(one.render(found.row.policy) for one in found.judgement.problems), field="text"
            )
        if pack.policy != found.row.policy:
            raise BadInput(
                f"The file calls itself {pack.policy!r}, and this is a draft of {found.row.policy!r}.",
                field="text",
            )
        base = pack_of(found.row.base_id) if found.row.base_id else None
        signed = (
            found.row.base_id in published_as([found.row.base_id], t.moment) if found.row.base_id else False
        )
        left = {gap.address for gap in found.gaps}
        if keeps := list(faults(pack, base, change, left, base_signed=signed)):
            raise BadInput("\n".join(keeps), field="change")
        _steps, source = steps_for(pack, change, t.moment)
        row = Putting(
            draft=found.row,
            change=change,
            signed_under=source,
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(DraftPutForward(row.id, change), Subject("draft", found.row.id))
        ask_whose_turn(t, begun)
    return row


def call_back(*, begun: UUID, actor: Actor, now: datetime) -> None:
    """Take a draft back to change it. What was said of its text stays said of that text. Raises `NotPermitted`;
    `NothingHere`; `OutOfTurn` where it was not put forward, or is published."""
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        found = standing_draft(begun, t)
        if found.putting is None or found.publication:
            raise OutOfTurn("This text is not before anybody. Look again.")
        row = found.putting.successor(recorded_at=t.now, by=t.actor.written, withdrawn=True)
        row.save()
        t.record(DraftCalledBack(row.id), Subject("draft", found.row.id))


def sign(
    *, begun: UUID, draft_id: UUID, capacity: Named, said: Said, actor: Actor, now: datetime, words: str = ""
) -> Saying:
    """Say yes or no to a draft in a post one holds, having read the text with this id. Raises as `signoff.say`, and
    `OutOfTurn` where the text is another one now."""
    with turn(actor=actor, now=now) as t:
        matter = _matter(begun, draft_id, t)
        row = say(t, matter, capacity=capacity, said=said, words=words)
        ask_whose_turn(t, begun)
    return row


def write_down(
    *,
    begun: UUID,
    draft_id: UUID,
    capacity: Named,
    said: Said,
    on_paper: OnPaper,
    words: str,
    actor: Actor,
    now: datetime,
) -> Saying:
    """Write down what somebody without a sign-in said, with what shows it. Only whoever adopts policies does. Raises as
    `sign`, and `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        matter = _matter(begun, draft_id, t)
        row = say(t, matter, capacity=capacity, said=said, words=words, on_paper=on_paper)
        ask_whose_turn(t, begun)
    return row


def unsign(*, begun: UUID, saying_id: UUID, actor: Actor, now: datetime) -> Saying:
    """Take back what one said, or wrote down, of a draft that still waits for others. Raises as `signoff.take_back`."""
    with turn(actor=actor, now=now) as t:
        found = standing_draft(begun, t)
        if found.matter is None or found.publication:
            raise OutOfTurn("This text is not before anybody. Look again.")
        return take_back(t, found.matter, saying_id=saying_id)


def standing_draft(begun: UUID, t: Turn) -> DraftStands:
    """A draft as it stands. Raises `NothingHere`."""
    found = draft(begun, t.moment)
    if found is None:
        raise NothingHere
    return found


def _matter(begun: UUID, draft_id: UUID, t: Turn) -> Matter:
    found = standing_draft(begun, t)
    if found.matter is None or found.stage is Stage.PUBLISHED:
        raise OutOfTurn("Nobody is asked about this any more. Look again.")
    if found.row.id != draft_id:
        raise OutOfTurn("The text was changed since you read it. Read it again before you sign.")
    _on_the_edition_in_force(found, t)
    return found.matter


def _on_the_edition_in_force(found: DraftStands, t: Turn) -> None:
    if newest_edition(found.row.policy, t.moment) != found.row.base_id:
        raise OutOfTurn(
            "Another edition came into force, or is to, since this draft was begun. Begin a new draft from it, and "
            "bring over what you changed."
        )
