"""Who holds what, whom a reader is shut out from, and the one SQL clause for what a reader may see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ...ground.crypto.operations import tag
from ...ground.kernel.moments import Moment
from ...ground.kernel.prepared import Prepared
from ...ground.kernel.rulings import Ruling, allow, deny
from ..identity.queries import aliases
from .models import Absence, Holding, Party, Readmission, Recusal, Relationship
from .vocabulary import NEEDS_SECOND_STEP, OPENS_PAGES, READS_CASES, WALLED, Capability, Circle, Kinship, Part

M = TypeVar("M", bound=Model)
_FOR_A_WHILE = (Part.EMERGENCY, Part.GRANTED)
_BY_WHO_THEY_ARE = (Part.HANDLER_IN_PERSON, *_FOR_A_WHILE)


def _handled_in_person(own: Collection[str], as_at: datetime, known_at: datetime) -> "QuerySet[Party]":
    """What is open to somebody of these tags as the person they are."""
    rows: QuerySet[Party] = Party.objects.holding(Moment(as_at, known_at))
    return rows.filter(part__in=_BY_WHO_THEY_ARE, tag__in=own)


_HANDLED = Prepared(lambda *who: _handled_in_person(*who).values_list("pk")[:1])
_HANDLED_OF = Prepared(
    lambda *who_and_thing: (
        _handled_in_person(*who_and_thing[:3])
        .filter(part=Part.HANDLER_IN_PERSON, thing_id=who_and_thing[3])
        .values_list("pk")[:1]
    )
)
_RELATIONS = Prepared(
    lambda own, *at: Relationship.objects.holding(Moment(*at)).filter(Q(person__in=own) | Q(other__in=own))
)


@dataclass(frozen=True, slots=True)
class Powers:
    """What roles may do, and which roles each stands in for, from the policies in force."""

    may: Mapping[str, frozenset[Capability]]
    covers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in, as permission sees them today."""

    person_id: UUID
    roles: frozenset[str]
    capabilities: frozenset[Capability]
    shut_out: frozenset[str]
    """Tags of the people whose matters this reader must not handle: self, aliases, kin, own line manager."""
    own: frozenset[str]
    """Tags of the reader's own person rows."""
    posts: frozenset[str]
    """Tags of the roles this reader holds or stands in for."""

    def may(self, capability: Capability) -> Ruling:
        """Whether a role this reader holds gives the capability."""
        if capability in self.capabilities:
            return allow("one of your roles gives this")
        return deny("None of your roles here lets you do this.")


def person_tag(person_id: UUID) -> str:
    """The keyed tag under which a person stands in parties and recusals."""
    return tag("party", person_id)


def role_tag(role: str) -> str:
    """The keyed tag under which a role stands as the handler of a matter."""
    return tag("role", UUID(bytes=sha256(role.encode()).digest()[:16]))


def holders(roles: Iterable[str], moment: Moment, *, site_id: UUID | None = None) -> list[Holding]:
    """Who holds any of these roles at the moment: substantive first, then acting, then deputies."""
    wanted = set(roles)
    rows = [row for row in Holding.at(moment) if row.role in wanted]
    if site_id:
        rows = [row for row in rows if row.site_id in (None, site_id)]
    rank = {"substantive": 0, "acting": 1, "deputy": 2}
    return sorted(rows, key=lambda row: (rank[row.manner], row.since, row.id))


def away(moment: Moment) -> frozenset[UUID]:
    """Everybody who is away at the moment."""
    return frozenset(row.person_id for row in Absence.at(moment))


def reader(person_id: UUID, powers: Powers, moment: Moment) -> Reader:
    """The reader `person_id` is today: roles held, capabilities they give, and whom they are shut out from."""
    own = aliases(person_id, moment)
    roles = frozenset(row.role for row in Holding.at(moment) if row.person_id in own)
    capabilities = frozenset().union(*(powers.may.get(role, frozenset()) for role in roles))
    posts = roles.union(*(powers.covers.get(role, frozenset()) for role in roles))
    shut_out = own | _related(own, moment)
    for voucher in _vouchers_of(own, moment):
        shut_out |= voucher | _related(voucher, moment)
    return Reader(
        person_id,
        roles,
        capabilities,
        _tags(shut_out),
        _tags(own),
        frozenset(role_tag(role) for role in posts),
    )


def _tags(people: Iterable[UUID]) -> frozenset[str]:
    return frozenset(person_tag(person) for person in people)


def _related(own: frozenset[UUID], moment: Moment) -> frozenset[UUID]:
    """Kin either way round, and whoever line-manages the reader."""
    related: set[UUID] = set()
    for row in _RELATIONS.rows(own, moment.as_at, moment.known_at):
        if row.kinship == Kinship.KIN:
            related |= {row.person_id, row.other_id} - own
        elif row.other_id in own:
            related.add(row.person_id)
    return frozenset(alias for person in related for alias in aliases(person, moment))


def _vouchers_of(own: frozenset[UUID], moment: Moment) -> list[frozenset[UUID]]:
    """Who vouched for somebody who was let in again less than a day ago: their walls are the reader's too."""
    return [aliases(row.voucher_id, moment) for row in Readmission.at(moment) if row.person_id in own]


def line_managers(reporter: Collection[str], moment: Moment) -> tuple[UUID, ...]:
    """Who line-managed, at the moment, the person with any of these tags; longest first. Nobody may be known."""
    rows = Relationship.objects.holding(moment).filter(kinship=Kinship.LINE_MANAGES).order_by("since", "id")
    managed = rows.values_list("person_id", "other_id") if reporter else ()
    return tuple(dict.fromkeys(boss for boss, other in managed if person_tag(other) in reporter))


def rows_of(person_id: UUID, moment: Moment) -> frozenset[UUID]:
    """Every row of one person in the directory, this one included."""
    return frozenset(aliases(person_id, moment))


def tags_in(thing_id: UUID, parts: Collection[Part], moment: Moment) -> frozenset[str]:
    """The tags of whoever plays any of these parts in a matter."""
    rows = Party.objects.holding(moment).filter(thing_id=thing_id, part__in=parts)
    return frozenset(rows.values_list("tag", flat=True))


def handles_in_person(who: Reader, moment: Moment, thing_id: UUID | None = None) -> bool:
    """Whether anything is open to somebody as the person they are and not in a post: it was put before them so, they
    opened it in an emergency, or were let read it. Of one matter: whether it was put before them so."""
    if thing_id:
        return bool(_HANDLED_OF.rows(who.own, moment.as_at, moment.known_at, thing_id))
    return bool(_HANDLED.rows(who.own, moment.as_at, moment.known_at))


def needs_second_step(who: Reader, moment: Moment) -> bool:
    """Whether somebody may open anything for which a password is not enough."""
    return bool(who.capabilities & NEEDS_SECOND_STEP) or handles_in_person(who, moment)


def shut_out_by(person_id: UUID, moment: Moment) -> frozenset[UUID]:
    """The reverse: everybody who is shut out from a matter concerning `person_id`."""
    own = aliases(person_id, moment)
    shut: set[UUID] = set(own)
    for row in _RELATIONS.rows(own, moment.as_at, moment.known_at):
        if row.kinship == Kinship.KIN:
            shut |= {row.person_id, row.other_id}
        elif row.person_id in own:
            shut.add(row.other_id)
    shut = {alias for person in shut for alias in aliases(person, moment)}
    let_in = {row.person_id for row in Readmission.at(moment) if aliases(row.voucher_id, moment) & shut}
    return frozenset(shut.union(*(aliases(person, moment) for person in let_in)))


def opens_pages(powers: Powers, moment: Moment) -> frozenset[UUID]:
    """Everybody who can open desk, board or audit pages today, by any of their person rows."""
    roles = {role for role, given in powers.may.items() if given & OPENS_PAGES}
    people = {row.person_id for row in Holding.at(moment) if row.role in roles}
    return frozenset(alias for person in people for alias in aliases(person, moment))


def kept_from_page_openers(powers: Powers, moment: Moment) -> frozenset[str]:
    """The tags of everybody from whose matters somebody who can open desk, board or audit pages is shut out."""
    own = opens_pages(powers, moment)
    for voucher in _vouchers_of(own, moment):
        own |= voucher
    return _tags(own | _related(own, moment))


def may_know_something_waits(
    powers: Powers, moment: Moment, *, shut_out: Collection[UUID]
) -> tuple[UUID, ...]:
    """Who is told that something waits when nobody on a ladder may have it: the end of ladders; where all of those are
    shut out, whoever appoints."""
    for capability in (Capability.SEE_RESTRICTED, Capability.APPOINT):
        roles = [role for role, given in powers.may.items() if capability in given]
        held = dict.fromkeys(row.person_id for row in holders(roles, moment))
        if people := tuple(person for person in held if person not in shut_out):
            return people
    return ()


def _walls(thing: OuterRef | UUID, who: Reader, moment: Moment) -> tuple[QuerySet[Party], QuerySet[Recusal]]:
    """What closes a matter to a reader: somebody concerned or close to them is among those they are shut out from, or
    they stepped aside."""
    concerned = Party.objects.holding(moment).filter(thing_id=thing, part__in=WALLED, tag__in=who.shut_out)
    aside = Recusal.objects.holding(moment).filter(thing_id=thing, tag__in=who.own)
    return concerned, aside


def is_walled(thing_id: UUID, who: Reader, moment: Moment) -> bool:
    """Whether this reader is walled from one matter, whatever their roles."""
    return any(rows.exists() for rows in _walls(thing_id, who, moment))


def visible(
    things: "QuerySet[M]",
    who: Reader,
    moment: Moment,
    *,
    circle: Circle | None = None,
    for_a_while: bool = True,
) -> "QuerySet[M]":
    """Of these matters, the ones this reader may see: one SQL clause for lists, counts, search and export.

    Permissions are always today's, so `moment` is today; a past date moves the records, never the reader.
    An open matter opens to whoever holds, or stands in for, a post it was put before, and to whoever it was put before
    in person; a sealed one to the people it was put before and to `see-restricted`. Unless `for_a_while=False`, an open
    one opens for a few hours to whoever opened it in an emergency, and both until their day to whoever was let read
    them. A person concerned among the reader's shut-out set, or a recusal, closes both circles.

    Whoever wants one circle only says so here: a database then reads a long list in its order, where a choice of two
    makes it read every party first.
    """
    concerned, aside = _walls(OuterRef("pk"), who, moment)
    handling = Party.objects.holding(moment).filter(thing_id=OuterRef("pk"))
    # Only people are tagged as handlers in person, and as let in, so the tags of posts find none of those.
    let_in = (Part.GRANTED,) if for_a_while else ()
    either = handling.filter(part__in=(Part.HANDLER, Part.HANDLER_IN_PERSON, *let_in))
    sealed = Q(circle=Circle.SEALED)
    if Capability.SEE_RESTRICTED not in who.capabilities:
        sealed &= Q(Exists(either.filter(tag__in=who.own)))
    parts, tags = {Part.HANDLER_IN_PERSON, *(_FOR_A_WHILE if for_a_while else ())}, who.own
    if who.capabilities & READS_CASES:
        parts, tags = parts | {Part.HANDLER}, who.own | who.posts
    mine = handling.filter(part__in=parts, tag__in=tags)
    opened = Q(circle=Circle.OPEN) & Q(Exists(mine))
    asked = {Circle.OPEN: opened, Circle.SEALED: sealed, None: opened | sealed}[circle]
    return things.filter(asked, ~Exists(concerned), ~Exists(aside))
