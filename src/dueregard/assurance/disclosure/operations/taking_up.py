"""Taking up a record that was put up: by the one person it was put up for, as long as they stand outside the matter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Concern
from ....work.casework.operations.handling import Disposed, Hand
from ....work.casework.operations.reading import open_file
from ....work.casework.vocabulary import State
from ..models import GivenCopy, Sheet, Weighing
from ..queries.outside import may_weigh
from ..queries.sheets import copies_of, weighed
from ..rules.weighing import Said
from ..things import Item, things_of


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, and what was decided of it; None: nothing yet."""

    item: Item
    row: Weighing | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Everything a record holds, and what was decided of each thing."""

    sheet: Sheet
    concern: Concern
    rows: tuple[Row, ...]
    copies: tuple[GivenCopy, ...]

    @property
    def undecided(self) -> tuple[Row, ...]:
        """What nobody has decided yet."""
        return tuple(one for one in self.rows if one.said is None)

    def row_of(self, thing_id: UUID) -> Row:
        """One thing; raises `NothingHere`."""
        for one in self.rows:
            if one.item.id == thing_id:
                return one
        raise NothingHere


def read_worksheet(*, sheet_id: UUID, actor: Actor, now: datetime) -> Worksheet:
    """The worksheet, for whoever weighs it; logged before a word is opened. Raises `NothingHere` for everybody else."""
    with turn(actor=actor, now=now, always=True) as t:
        return worksheet(t, take_up(t, sheet_id))


def take_up(t: Turn, sheet_id: UUID) -> tuple[Sheet, Hand]:
    """A sheet that stands, and its record, for whoever weighs it. Raises `NothingHere`, and `Disposed` once the record
    is gone."""
    if t.actor.person_id is None:
        raise NothingHere
    rows = Sheet.objects.known(t.moment.known_at).filter(pk=sheet_id)
    sheet = rows.select_related("concern__account_key", "concern__raiser_key", "asked").first()
    if sheet is None or sheet.answerer_id not in access.rows_of(t.actor.person_id, t.moment):
        raise NothingHere
    who = access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    if not may_weigh(who, sheet.concern, t.moment):
        raise NothingHere
    if sheet.concern.state == State.DISPOSED:
        raise Disposed
    return sheet, Hand(t, sheet.concern, who)


def worksheet(t: Turn, taken: tuple[Sheet, Hand]) -> Worksheet:
    """Open every word of it, the reading written down first."""
    sheet, hand = taken
    concern = hand.concern
    t.record(Read((concern.id,)), Subject("concern", concern.id), stream=Circle(concern.circle).stream)
    items = things_of(open_file(concern, t.moment), sheet, t.moment)
    decided = weighed(sheet, concern, t.moment)
    rows = tuple(Row(item, *decided.get(item.id, (None, None))) for item in items)
    return Worksheet(sheet, concern, rows, tuple(copies_of([sheet.id], t.moment)))
