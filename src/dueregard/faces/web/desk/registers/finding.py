"""The registers as their pages show them: entries with an address of their own, which holds no words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from .....authority.policy.front import front_of
from .....authority.policy.models import Adoption
from .....authority.policy.queries import pack_of, shelf
from .....authority.policy.sentences import sentence
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import NothingHere
from .....ground.tenancy.models import Site
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....work.governance.controls.sources import cited
from .....work.governance.models import RegisterLook
from .....work.governance.queries.registers import Register, looks, registers, stood, where
from .....work.governance.rules.register_blocks import RELATED, SOURCES
from .....work.governance.rules.registers import Stands


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a register, as it stands."""

    register: Register
    stands: Stands
    title: str
    site: str
    address: str
    """Where it can be read, or where it lies; empty: not said."""
    own_review: date | None
    """Of a companion: when its own text says that it is looked at again."""
    rows: tuple[RegisterLook, ...]
    """Every look at it, the latest first."""

    @property
    def id(self) -> UUID:
        """The same for the same entry, in every edition."""
        said = f"{self.register.address} {self.stands.entry.key}"
        return UUID(bytes=sha256(said.encode()).digest()[:16])

    @property
    def link(self) -> str:
        """The address as a link, where it is one; nothing else than https is ever linked to."""
        if self.register.kind == SOURCES and self.address:
            return f"https://{self.address}"
        return self.address if self.address.startswith("https://") else ""

    @property
    def ours(self) -> bool:
        """It is a policy in force here that needs nobody to look."""
        return self.register.kind == RELATED and self.stands.by is None and self.item.ours is not None

    @property
    def item(self) -> Any:
        """What the policy says of it."""
        return next(one for one in self.register.block.items if one.id == self.stands.entry.item)


@dataclass(frozen=True, slots=True)
class Kept:
    """A register with its entries; None where the hours or terms its time runs on are not given."""

    register: Register
    policy: str
    words: str
    lines: tuple[Line, ...] | None


def kept(moment: Moment) -> list[Kept]:
    """Every register of the policies in force."""
    found = []
    for one in registers(moment):
        pack = pack_of(one.edition_id)
        control = pack.control(one.kind, one.id)
        words = sentence(pack, control) if control else ""
        try:
            lines = tuple(_lines(one, moment))
        except (HoursNotSet, TermsNotSet):
            found.append(Kept(one, pack.header.title, words, None))
            continue
        found.append(Kept(one, pack.header.title, words, lines))
    return found


def line(entry_id: UUID, moment: Moment) -> tuple[Kept, Line]:
    """One entry by its address. Raises `NothingHere`."""
    for one in kept(moment):
        for entry in one.lines or ():
            if entry.id == entry_id:
                return one, entry
    raise NothingHere


def edition_on(policy: str, day: date, moment: Moment) -> str:
    """What the edition of a policy calls itself that was in force at the end of a day; empty where none was."""
    rows = Adoption.at(Moment(Moment.end_of(day).as_at, moment.known_at))
    found = next((row for row in rows if row.policy == policy), None)
    return (front_of(found.edition_id, pack_of(found.edition_id), moment).edition or "") if found else ""


def _lines(control: Register, moment: Moment) -> Iterator[Line]:
    rows = looks([control.address], moment)[control.address]
    sites = dict(Site.objects.holding(moment).values_list("id", "name"))
    items = {item.id: item for item in control.block.items}
    for one in stood(control, moment, rows):
        entry, item = one.entry, items[one.entry.item]
        of_it = tuple(row for row in rows if (row.item, row.audience, row.site_id) == entry.place)
        yield Line(
            control,
            one,
            _title(control, item, entry.title),
            sites.get(entry.site, "") if entry.site else "",
            _address(control, item, moment),
            _own_review(item, of_it, moment) if control.kind == RELATED else None,
            of_it,
        )


def _title(control: Register, item: Any, title: str) -> str:
    """What an entry is called: a source as it is cited, a companion with those for whom it holds."""
    if control.kind == SOURCES:
        return cited(item)
    whom = item.populations if control.kind == RELATED else ()
    return f"{title} ({', '.join(whom)})" if whom else title


def _address(control: Register, item: Any, moment: Moment) -> str:
    if control.kind == SOURCES:
        return item.address or ""
    found = where(control, item, moment) if control.kind == RELATED else None
    return (found.value or "") if found else ""


def _own_review(item: Any, rows: tuple[RegisterLook, ...], moment: Moment) -> date | None:
    for edition_id, theirs in shelf(moment).editions if item.ours else ():
        if theirs.policy == item.ours:
            return front_of(edition_id, theirs, moment).review_by
    return rows[0].own_review if rows else None
