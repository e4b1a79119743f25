"""How long each thing is kept that belongs to no concern, for many at a time. No word is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.vocabulary import Capability
from ....ground.audit.models import Entry
from ....ground.crypto.models import DataKey
from ....ground.kernel.moments import Moment, london_day
from ..keeping_words import HeldOn, LooseDisposedOf, LooseKind, RecordClass
from ..models import Hold, LooseDisposal, LooseLook
from ..rules.keeping import Facts, Stands, due, standing
from .keeping import Keeping, Lasts, looked_at, schedule
from .shelves import SHELVES, Lying

_ORDER = {
    Stands.WAITS: 0,
    Stands.DUE: 1,
    Stands.LATER: 2,
    Stands.HELD: 3,
    Stands.NOT_SET: 4,
    Stands.GOES_ON: 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose(Keeping[LooseLook]):
    """One thing: how long it is kept and why, and how that stands today."""

    thing: Lying


def decides_on_loose(who: access.Reader) -> bool:
    """Whether this reader decides about what belongs to no concern: whoever decides on concerns."""
    return Capability.DECIDE in who.capabilities


def loose_things(who: access.Reader, moment: Moment) -> list[Loose]:
    """Everything this reader decides about that is still there: what waits for an answer, then what is due, then the
    soonest; what goes on at the end."""
    if not decides_on_loose(who):
        return []
    every = [one for shelf in SHELVES.values() for one in shelf.things(who, moment)]
    found = _kept(every, moment)
    return sorted(found, key=lambda one: (_ORDER[one.now.stands], one.now.until or date.max, one.thing.id))


def loose_thing(kind: LooseKind, thing_id: UUID, who: access.Reader, moment: Moment) -> Loose | None:
    """One of them; None where it is not there any more, or not theirs."""
    if not decides_on_loose(who):
        return None
    found = [one for one in SHELVES[kind].things(who, moment) if one.id == thing_id]
    return next(iter(_kept(found, moment)), None)


def _kept(things: Sequence[Lying], moment: Moment) -> list[Loose]:
    there = set(
        DataKey.objects.filter(
            pk__in={key for one in things for key in one.keys}, destroyed_at=None
        ).values_list("pk", flat=True)
    )
    left = [one for one in things if there & set(one.keys)]
    ids = [one.id for one in left]
    looks = {row.thing_id: row for row in LooseLook.objects.known(moment.known_at).filter(thing_id__in=ids)}
    holds: dict[UUID, list[Hold]] = {}
    rows = Hold.objects.holding(moment).filter(on=HeldOn.THING, thing_id__in=ids).order_by("since", "id")
    for row in rows.defer("words"):
        holds.setdefault(row.thing_id, []).append(row)
    lines, today = schedule(moment), london_day(moment.as_at)
    return [_one(one, lines, looks.get(one.id), tuple(holds.get(one.id, ())), today) for one in left]


def _one(
    thing: Lying,
    lines: Mapping[RecordClass, Lasts],
    look: LooseLook | None,
    holds: tuple[Hold, ...],
    today: date,
) -> Loose:
    lasts = lines[SHELVES[thing.kind].record_class]
    facts = Facts(
        thing.ended, about_staff=False, prevent=False, referred=False, under_18=None, made=thing.made
    )
    ends = due(facts, lasts.runs)
    looked = looked_at(look) if look else None
    now = standing(facts, ends, looked, held=bool(holds), record_class=lasts.record_class, today=today)
    return Loose(thing=thing, facts=facts, lasts=lasts, due=ends, holds=holds, look=look, now=now)


def known_of(who: access.Reader, moment: Moment) -> set[UUID]:
    """The ids of everything of no concern that this reader decides about, or decided."""
    if not decides_on_loose(who):
        return set()
    return {one.id for shelf in SHELVES.values() for one in shelf.things(who, moment)}


def loose_disposals(who: access.Reader, moment: Moment) -> list[LooseDisposal]:
    """The certificates of what this reader decided about, the latest first."""
    theirs = known_of(who, moment)
    rows = LooseDisposal.objects.known(moment.known_at).order_by("-disposed_at", "-id")
    return [row for row in rows if row.thing_id in theirs]


def loose_disposal(thing_id: UUID, who: access.Reader, moment: Moment) -> LooseDisposal | None:
    """The certificate of one thing, where this reader may see it."""
    return next((row for row in loose_disposals(who, moment) if row.thing_id == thing_id), None)


def entry_of_loose(row: LooseDisposal) -> Entry:
    """The entry of the audit record that tells of it: the latest, where a restore did it again."""
    return Entry.objects.filter(verb=LooseDisposedOf.name, subject_id=row.thing_id).latest("seq")
