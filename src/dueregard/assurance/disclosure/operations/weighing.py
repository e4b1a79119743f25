"""Deciding what somebody gets to see of one thing, or of several that can be given whole."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import Hand, seal_words
from ...transfer.rules.leaving_out import leave_out
from ..models import Sheet, Weighing
from ..rules.weighing import Problem, Said, Thing, problems
from ..things import Item
from ..vocabulary import Gives, Sort, ThingWeighed
from .taking_up import Row, Worksheet, take_up, worksheet


class NotWeighed(BadInput):
    """Something has to be said before this can be decided."""

    code = "not-weighed"

    def __init__(self, wrong: Sequence[Problem]) -> None:
        self.wrong = tuple(wrong)
        """Which question, and what is missing there."""
        super().__init__(wrong[0][1], field=wrong[0][0])


_DONE = "A copy was made of this already, so it stays as it was decided."


def weigh(*, sheet_id: UUID, thing_id: UUID, said: Said, actor: Actor, now: datetime) -> Weighing:
    """Decide what is given of one thing. Decided again, the later decision stands and the earlier stays readable.

    Raises `NothingHere`; `NotWeighed` with everything that is missing; `OutOfTurn` once a copy was made.
    """
    with turn(actor=actor, now=now) as t:
        sheet, hand = take_up(t, sheet_id)
        found = _open(t, sheet, hand)
        row = found.row_of(thing_id)
        wrong = list(_cannot_be_found(row.item, said))
        wrong += problems(said, _thing(found, row.item, said, t))
        if not row.item.can_go and said.gives is not Gives.NOT:
            wrong.append(("gives", "Nobody can open this file, so it cannot be given."))
        if wrong:
            raise NotWeighed(wrong)
        return _write(hand, sheet, row, said)


def give_whole(*, sheet_id: UUID, thing_ids: Collection[UUID], actor: Actor, now: datetime) -> int:
    """Give several things whole, in one step; how many. Only what nobody else is named in goes without a reason.

    Raises `NothingHere`; `BadInput` when nothing is chosen, or something that has to be weighed by itself.
    """
    if not thing_ids:
        raise BadInput("Choose at least one.", field="whole")
    with turn(actor=actor, now=now) as t:
        sheet, hand = take_up(t, sheet_id)
        found = _open(t, sheet, hand)
        said = Said(gives=Gives.WHOLE)
        rows = [found.row_of(one) for one in thing_ids]
        for row in rows:
            if problems(said, _thing(found, row.item, said, t)) or not row.item.can_go:
                raise BadInput(f"“{row.item.title}” has to be weighed by itself.", field="whole")
        for row in rows:
            _write(hand, sheet, row, said)
    return len(rows)


def _open(t: Turn, sheet: Sheet, hand: Hand) -> Worksheet:
    found = worksheet(t, (sheet, hand))
    if found.copies:
        raise OutOfTurn(_DONE)
    return found


def _thing(found: Worksheet, item: Item, said: Said, t: Turn) -> Thing:
    """What the rules know of it. Of what is given in part only the names that stay in it count."""
    left = item.others
    if said.gives is Gives.IN_PART:
        kept, _, _ = leave_out([item.title, *(text for _, text in item.boxes)], said.passages)
        left = frozenset(one for one in item.others if any(one in text for text in kept))
    return Thing(
        sort=item.sort,
        others=left,
        apart=item.sort is Sort.WHO_REPORTED and found.concern.raiser_apart,
        for_another=found.sheet.for_another,
        day=london_day(t.now),
    )


def _cannot_be_found(item: Item, said: Said) -> list[Problem]:
    if said.gives is not Gives.IN_PART or not said.passages:
        return []
    _, _, missing = leave_out([text for _, text in item.boxes], said.passages)
    if not missing:
        return []
    listed = "; ".join(f"“{one[:60]}”" for one in missing)
    return [("passages", f"This is nowhere in it: {listed}. Copy it from above, one passage a line.")]


def _write(hand: Hand, sheet: Sheet, row: Row, said: Said) -> Weighing:
    new = Weighing(
        sheet=sheet,
        thing_id=row.item.id,
        gives=said.gives,
        may_know=said.gives is Gives.WHOLE or bool(said.may_know),
        **of_hand(hand, row.row),
    )
    words = {
        "reason": said.reason,
        "ground": said.ground or "" if said.gives is not Gives.WHOLE else "",
        "passages": json.dumps(said.passages) if said.gives is Gives.IN_PART else "",
        "consent": said.consent or "",
        "balance": said.balance,
        "advice": said.advice,
    }
    promise = seal_words(hand, new, words)
    new.save()
    hand.t.record(
        ThingWeighed(new.id, said.gives),
        hand.subject,
        stream=Circle(hand.concern.circle).stream,
        commitments=[promise],
    )
    return new
