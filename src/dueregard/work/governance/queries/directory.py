"""The lists of the directory that the policies in force ask for, their lines, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ....authority.access.controls.contact import ContactBlock
from ....authority.policy.answers import Basis, InForce
from ....authority.policy.queries import in_force, lookup, shelf
from ....authority.policy.values.figure import Figure
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.who import Prefix, bare_name
from ....ground.kernel.moments import Moment, london_day
from ..models import DirectoryRow
from ..registers import Saw
from ..rules.register_blocks import DIRECTORY, DirectoryBlock
from ..rules.registers import Entry, Look, Stands, stands
from .reviews import due_on, given

Listed = InForce[DirectoryBlock]
LISTED = {Prefix.CONTACT: "contact", Prefix.OUTSIDE: "contact", Prefix.ROLE: "role"}
"""Of what there may be a list, and the kind that declares it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the policy says of the lines of a list."""

    title: str
    regions: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    minimum: int | None = None


def directories(moment: Moment) -> list[Listed]:
    """Every list of the policies in force, policy by policy."""
    return list(in_force(DIRECTORY, moment))


def directory(address: str, moment: Moment) -> Listed | None:
    """One list by the address of its control."""
    return next((one for one in directories(moment) if one.address == address), None)


def wanted(control: Listed, moment: Moment) -> Wanted:
    """What the policies in force say of whom a list is of; its own policy before any other."""
    (named,) = control.block.lists.flatten()
    packs = [pack for _edition, pack in shelf(moment).editions if named.policy in ("", pack.policy)]
    for pack in sorted(packs, key=lambda pack: pack.policy != control.policy):
        of = pack.control(LISTED[named.prefix], named.id)
        if of is not None:
            return _asked(of.block, pack.address(of), moment)
    return Wanted(bare_name(named).capitalize())


def _asked(block: Any, address: str, moment: Moment) -> Wanted:
    asked: Figure[int] | None = block.minimum
    least = resolve(asked, {}, lookup(moment), f"{address}.minimum").value if asked else None
    if isinstance(block, ContactBlock):
        return Wanted(block.title, block.regions, block.populations, least)
    return Wanted(block.title, minimum=least)


def rows_of(address: str, moment: Moment) -> list[DirectoryRow]:
    """The lines of a list: the first to turn to first, then region by region."""
    rows = [
        row
        for row in DirectoryRow.known_at(moment.known_at)
        if row.control == address and row.confirmed_on <= london_day(moment.as_at)
    ]
    return sorted(rows, key=lambda row: (not row.first, row.region, row.called.casefold(), row.id))


def row_of(entry: UUID, moment: Moment) -> DirectoryRow | None:
    """One line by its address, as it stands."""
    return next((row for row in DirectoryRow.known_at(moment.known_at) if row.entry == entry), None)


def stood(control: Listed, moment: Moment, rows: Sequence[DirectoryRow] | None = None) -> list[Stands]:
    """How each line stands, in their order. Raises `HoursNotSet` and `TermsNotSet`."""
    every = given(control.block.every, control, "every", moment).value
    today = london_day(moment.as_at)
    return [
        stands(
            Entry(str(row.entry), row.called),
            Look(row.confirmed_on, Saw.STANDS, Basis.SOMEBODYS_WORD),
            first=row.confirmed_on,
            edition=row.confirmed_on,
            today=today,
            again=None if every is None else lambda day, every=every: due_on(day, every, moment),  # type: ignore[misc]
        )
        for row in (rows_of(control.address, moment) if rows is None else rows)
    ]
