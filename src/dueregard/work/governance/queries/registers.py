"""The registers beside the policies in force: their entries, what was seen of each, and how each stands."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from ....authority.policy.answers import Basis, InForce
from ....authority.policy.models import Adoption
from ....authority.policy.queries import in_force, lookup, pack_of, shelf
from ....authority.policy.values.resolve import Resolved, resolve
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, london_day
from ....ground.tenancy.queries import sites_open
from ..models import RegisterLook
from ..registers import TEXTS, Channel, Saw
from ..rules.register_blocks import RELATED, SOURCES, TOLD, Companion, RegisterBlock
from ..rules.registers import Entry, Look, Stands, State, stands
from .reviews import due_on, given

Register = InForce[Any]
"""A control whose block is a `RegisterBlock`."""
KINDS = (SOURCES, RELATED, TOLD)


def registers(moment: Moment) -> list[Register]:
    """Every register of the policies in force, policy by policy."""
    found = [control for kind in KINDS for control in in_force(kind, moment)]
    return sorted(found, key=lambda one: one.policy)


def register(address: str, moment: Moment) -> Register | None:
    """One register by the address of its control."""
    return next((one for one in registers(moment) if one.address == address), None)


def entries(control: Register, moment: Moment) -> list[Entry]:
    """What is looked at by itself: for a display each site, for what is made known each audience."""
    if control.kind != TOLD:
        return [Entry(item.id, item.title) for item in control.block.items]
    sites: list[UUID | None] = [one.id for one in sites_open(moment)]
    found = []
    for item in control.block.items:
        text = item.what is None and item.channel in TEXTS
        places = (sites or [None]) if item.channel is Channel.DISPLAY else [None]
        title = item.what or "this policy"
        found += [
            Entry(item.id, f"{title}, {item.channel} for {audience}", audience, site, text)
            for audience in item.audiences
            for site in places
        ]
    return found


def looks(controls: Collection[str], moment: Moment) -> dict[str, list[RegisterLook]]:
    """Every look at each of these registers, the latest first."""
    rows = RegisterLook.objects.known(moment.known_at).filter(
        control__in=sorted(controls), looked_on__lte=london_day(moment.as_at)
    )
    found: dict[str, list[RegisterLook]] = {control: [] for control in controls}
    for row in rows.select_related("key", "site").order_by("-looked_on", "-recorded_at", "-id"):
        found[row.control].append(row)
    return found


def words_of(row: RegisterLook) -> str:
    """What somebody wrote; empty where it cannot be opened any more."""
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""


def where(control: Register, item: Companion, moment: Moment) -> Resolved[str] | None:
    """Where a companion lies that is not in force here: as the policy says, or as it was given here."""
    if item.where is None:
        return None
    at = control.block.items.index(item)
    return resolve(item.where, {}, lookup(moment), f"{control.address}.items.{at}.where")


def stood(control: Register, moment: Moment, rows: Iterable[RegisterLook] | None = None) -> list[Stands]:
    """How each entry stands, in the order of the policy. Raises `HoursNotSet` and `TermsNotSet`."""
    last: dict[tuple[str, str, Any], Look] = {}
    for row in looks([control.address], moment)[control.address] if rows is None else rows:
        place = (row.item, row.audience, row.site_id)
        last.setdefault(place, Look(row.looked_on, Saw(row.saw), Basis(row.basis)))
    asked = given(control.block.every, control, "every", moment).value
    first, today = first_spoken_of(control, moment), london_day(moment.as_at)
    edition = _in_force_since(control, moment)
    found = [
        stands(
            entry,
            last.get(entry.place),
            first=first.get(entry.item, today),
            edition=edition,
            today=today,
            again=None if asked is None else lambda day, asked=asked: due_on(day, asked, moment),  # type: ignore[misc]
        )
        for entry in entries(control, moment)
    ]
    return [_here(one, control, moment) for one in found] if control.kind == RELATED else found


def first_spoken_of(control: Register, moment: Moment) -> dict[str, date]:
    """Since when, without a break, the policy's editions speak of each entry: a new edition starts no time anew. What
    only a draft speaks of is not in it."""
    rows = [row for row in Adoption.known_at(moment.known_at) if row.policy == control.policy]
    found: dict[str, date] = {}
    wanted = {item.id for item in control.block.items}
    for row in sorted(
        (row for row in rows if row.since <= moment.as_at), key=lambda row: row.since, reverse=True
    ):
        before = pack_of(row.edition_id).control(control.kind, control.id)
        wanted &= {item.id for item in _block(before).items} if before else set()  # type: ignore[attr-defined]
        found |= dict.fromkeys(wanted, london_day(row.since))
    return found


def _in_force_since(control: Register, moment: Moment) -> date:
    """From when its text is in force; of a policy that is only supposed to be, today."""
    begun = (row.since for row in Adoption.at(moment) if row.policy == control.policy)
    return london_day(next(begun, moment.as_at))


def _block(control: Any) -> RegisterBlock:
    block: RegisterBlock = control.block
    return block


def _here(one: Stands, control: Register, moment: Moment) -> Stands:
    """A companion that is a policy in force here needs nobody to look, unless it has to speak of this one and no
    register of its own says that it does."""
    item: Companion = next(item for item in control.block.items if item.id == one.entry.item)
    if item.ours is None:
        return one
    theirs = shelf(moment).pack(item.ours)
    if theirs is None:
        return Stands(one.entry, State.ABSENT, one.last, one.since, None)
    names_it = any(
        entry.ours == control.policy
        for other in theirs.of_kind(RELATED)
        for entry in other.block.items  # type: ignore[attr-defined]
    )
    if names_it or not item.both_ways:
        return Stands(one.entry, State.GOOD, one.last, one.since, None)
    return one
