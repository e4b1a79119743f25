"""The log of liaison: with whom somebody was in touch, when last, what came of it, and what is still to be done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from ...authority.access.queries import Reader
from ...authority.policy.answers import Basis, InForce
from ...authority.policy.models import Adoption
from ...authority.policy.queries import in_force, pack_of
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment, london_day
from ..governance.queries.registers import first_spoken_of
from ..governance.queries.reviews import due_on, given
from ..governance.registers import Saw
from ..governance.rules.registers import Entry, Look, Stands, stands
from .block import LIAISON, Body, LiaisonBlock
from .models import Exchange, Fulfilment, OfExchange, Retraction, Undertaking, Upshot
from .rules import Left

Placed = InForce[LiaisonBlock]


@dataclass(frozen=True, slots=True)
class Log:
    """What was written down under one control, the latest first; no words are open yet."""

    exchanges: tuple[Exchange, ...]
    upshots: Mapping[UUID, Upshot]
    """By exchange."""
    undertakings: Mapping[UUID, tuple[Undertaking, ...]]
    """By exchange, what is due first at the top."""
    fulfilled: Mapping[UUID, Fulfilment]
    """By undertaking."""
    taken_back: tuple[tuple[Exchange, Retraction], ...] = ()
    """What was written down by mistake, and counts for nothing, the latest first."""

    def open(self) -> list[Undertaking]:
        """What is still to be done, due first at the top."""
        every = [one for some in self.undertakings.values() for one in some if one.id not in self.fulfilled]
        return sorted(every, key=lambda one: (one.due_on, one.recorded_at))

    def left(self, today: date) -> Left:
        """What is left open on a day."""
        late = sum(one.due_on < today for one in self.open())
        return Left(sum(one.id not in self.upshots for one in self.exchanges), late)


def controls(moment: Moment) -> Sequence[Placed]:
    """What the policies in force say of the bodies outside."""
    found: Sequence[Placed] = in_force(LIAISON, moment)
    return found


def control(address: str, moment: Moment) -> Placed | None:
    """One of them by its address."""
    return next((one for one in controls(moment) if one.address == address), None)


def sees_to(who: Reader, one: Placed) -> bool:
    """Whether a post of somebody's keeps in touch under this control."""
    return bool(one.block.owner.roles() & who.roles)


def logs(addresses: Collection[str], moment: Moment) -> dict[str, Log]:
    """What was written down under each of these controls by the moment: in five questions, however many."""
    day = london_day(moment.as_at)
    rows = Exchange.objects.known(moment.known_at).filter(control__in=sorted(addresses), happened_on__lte=day)
    found: dict[str, list[Exchange]] = defaultdict(list)
    for row in rows.select_related("key").order_by("-happened_on", "-recorded_at", "-id"):
        found[row.control].append(row)
    back = {
        row.exchange_id: row for row in Retraction.objects.known(moment.known_at).filter(**_by(rows, moment))
    }
    upshots: dict[UUID, Upshot] = {}
    undertakings: dict[UUID, list[Undertaking]] = defaultdict(list)
    fulfilled: dict[UUID, Fulfilment] = {}
    of = _by(rows, moment)
    for upshot in Upshot.objects.known(moment.known_at).filter(**of):
        upshots[upshot.exchange_id] = upshot
    for one in (
        Undertaking.objects.known(moment.known_at).filter(**of).order_by("due_on", "recorded_at", "id")
    ):
        undertakings[one.exchange_id].append(one)
    for done in Fulfilment.objects.known(moment.known_at).filter(**of, done_on__lte=day):
        fulfilled[done.undertaking_id] = done
    by_exchange = {exchange: tuple(some) for exchange, some in undertakings.items()}
    every: dict[str, Log] = {}
    for address in addresses:
        stand = tuple(row for row in found[address] if row.id not in back)
        every[address] = Log(
            stand,
            {row.id: upshots[row.id] for row in stand if row.id in upshots},
            {row.id: by_exchange[row.id] for row in stand if row.id in by_exchange},
            fulfilled,
            tuple((row, back[row.id]) for row in found[address] if row.id in back),
        )
    return every


def _by(rows: "QuerySet[Exchange]", moment: Moment) -> dict[str, Any]:
    """Of the rows of these exchanges those that were written by the moment."""
    return {"exchange__in": rows.order_by().values("pk"), "recorded_at__lte": moment.as_at}


def once_named(placed: Placed, moment: Moment) -> dict[str, Body]:
    """The bodies that earlier editions of the policy named under this control and the one in force does not, as the
    last of them had it: what was written of them stays to be seen."""
    found: dict[str, Body] = {}
    rows = [row for row in Adoption.known_at(moment.known_at) if row.policy == placed.policy]
    for row in sorted(rows, key=lambda row: row.since):
        before = pack_of(row.edition_id).control(placed.kind, placed.id)
        if before and row.since <= moment.as_at:
            block = cast(LiaisonBlock, before.block)
            found |= {body.id: body for body in block.items}
    return {id: body for id, body in found.items() if id not in {one.id for one in placed.block.items}}


def stood(placed: Placed, moment: Moment, log: Log | None = None) -> list[Stands]:
    """How each body stands, in the order of the policy. Raises `HoursNotSet` and `TermsNotSet`."""
    last: dict[str, date] = {}
    for row in (log or logs([placed.address], moment)[placed.address]).exchanges:
        last.setdefault(row.body, row.happened_on)
    asked = given(placed.block.every, placed, "every", moment).value
    first, today = first_spoken_of(placed, moment), london_day(moment.as_at)
    return [
        stands(
            Entry(body.id, body.title),
            Look(last[body.id], Saw.STANDS, Basis.HAPPENED_HERE) if body.id in last else None,
            first=first.get(body.id, today),
            edition=today,
            today=today,
            again=None if asked is None else lambda day, asked=asked: due_on(day, asked, moment),  # type: ignore[misc]
        )
        for body in placed.block.items
    ]


def words_of(row: Exchange | OfExchange, of: Exchange) -> Mapping[str, str]:
    """The words of a row of one exchange; nothing once they were disposed of."""
    return unseal_boxes(row, "words", of.key)
