"""The log of liaison as its pages show it: bodies with an address of their own, which holds no words."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from .....authority.policy.queries import pack_of
from .....authority.policy.sentences import sentence
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import NothingHere
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....work.governance.rules.registers import Stands
from .....work.liaison.block import Body
from .....work.liaison.models import Exchange, Retraction
from .....work.liaison.queries import Log, Placed, controls, logs, once_named, stood


@dataclass(frozen=True, slots=True)
class Line:
    """One body: how it stands, and every time somebody was in touch, the latest first."""

    control: Placed
    body: Body
    stands: Stands | None
    """None where the hours or terms its time runs on are not given."""
    exchanges: tuple[Exchange, ...]
    taken_back: tuple[tuple[Exchange, Retraction], ...] = ()
    """What was written down by mistake."""
    named: bool = True
    """Whether the edition in force names it."""

    @property
    def id(self) -> UUID:
        """The same for the same body, in every edition."""
        return id_of(self.control.address, self.body.id)

    @property
    def last(self) -> date | None:
        """When somebody was last in touch."""
        return self.exchanges[0].happened_on if self.exchanges else None

    @property
    def by(self) -> date | None:
        """By when somebody is in touch again."""
        return self.stands.by if self.stands else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What one control asks, body by body, and what was written down under it."""

    control: Placed
    policy: str
    words: str
    lines: tuple[Line, ...]
    dropped: tuple[Line, ...]
    """Bodies that the policy names no more, with what was written of them."""
    log: Log


def id_of(address: str, body: str) -> UUID:
    """The address of a body's page."""
    return UUID(bytes=sha256(f"{address} {body}".encode()).digest()[:16])


def kept(moment: Moment) -> list[Kept]:
    """Every body that a policy in force names."""
    placed = controls(moment)
    found = logs([one.address for one in placed], moment)
    return [_kept(one, found[one.address], moment) for one in placed]


def line(body_id: UUID, moment: Moment) -> tuple[Kept, Line]:
    """One body by its address. Raises `NothingHere`."""
    for one in kept(moment):
        for body in (*one.lines, *one.dropped):
            if body.id == body_id:
                return one, body
    raise NothingHere


def of_exchange(exchange_id: UUID, moment: Moment) -> tuple[Kept, Line, Exchange]:
    """The body that an exchange was with. Raises `NothingHere`."""
    for one in kept(moment):
        for body in (*one.lines, *one.dropped):
            for row in body.exchanges:
                if row.id == exchange_id:
                    return one, body, row
    raise NothingHere


def days_since(found: list[Kept], today: date) -> list[tuple[str, float | None]]:
    """How many days ago somebody was last in touch with each that somebody was ever in touch with."""
    return [(line.body.title, (today - line.last).days) for one in found for line in one.lines if line.last]


def _kept(placed: Placed, log: Log, moment: Moment) -> Kept:
    pack = pack_of(placed.edition_id)
    control = pack.control(placed.kind, placed.id)
    stands: Mapping[str, Stands] = {}
    with suppress(HoursNotSet, TermsNotSet):  # each body then says that no day can be told
        stands = {one.entry.item: one for one in stood(placed, moment, log)}

    def line_of(body: Body, *, named: bool) -> Line:
        rows = tuple(row for row in log.exchanges if row.body == body.id)
        back = tuple(pair for pair in log.taken_back if pair[0].body == body.id)
        return Line(placed, body, stands.get(body.id), rows, back, named)

    lines = tuple(line_of(body, named=True) for body in placed.block.items)
    gone = (line_of(body, named=False) for body in once_named(placed, moment).values())
    dropped = tuple(one for one in gone if one.exchanges or one.taken_back)
    return Kept(placed, pack.header.title, sentence(pack, control) if control else "", lines, dropped, log)
