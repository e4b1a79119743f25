"""Breaches, as far as a reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.emergencies import is_accountable
from ....authority.access.powers import accountable_roles, powers_in_force
from ....authority.access.vocabulary import Capability
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ..models import Breach, BreachEntry
from ..rules.breaches import may_see
from ..vocabulary import BreachPart


@dataclass(frozen=True, slots=True)
class Written:
    """What stands of one part, and beneath it what stood before, the latest first."""

    row: BreachEntry
    words: str
    before: tuple["Written", ...] = ()


def sees(row: Breach, who: access.Reader, moment: Moment) -> bool:
    """Whether this reader may see a breach."""
    return may_see(
        who.capabilities,
        accountable=is_accountable(who.person_id, moment),
        wrote=row.writer_id in access.rows_of(who.person_id, moment),
        restricted=row.restricted,
    )


def notes_breaches(who: access.Reader, moment: Moment) -> bool:
    """Whether this reader may note one: whoever is accountable, decides on concerns, or looks after the machine."""
    wanted = {Capability.DECIDE, Capability.ADMINISTER, Capability.ADOPT_POLICY}
    return bool(who.capabilities & wanted) or is_accountable(who.person_id, moment)


def breaches(who: access.Reader, moment: Moment) -> tuple[Breach, ...]:
    """What this reader may see: what is not settled first, then the latest first."""
    rows = [row for row in Breach.known_at(moment.known_at) if sees(row, who, moment)]
    return tuple(sorted(sorted(rows, key=lambda r: r.aware_at, reverse=True), key=lambda r: r.settled))


def breach(log: UUID, moment: Moment) -> Breach | None:
    """One breach as it stands; whoever asks looks whether the reader may see it."""
    return next((row for row in Breach.known_at(moment.known_at) if row.log == log), None)


def unsettled(who: access.Reader, moment: Moment) -> int:
    """How many breaches this reader may see wait for a decision about the regulator: for every page."""
    return sum(not row.settled for row in breaches(who, moment))


def who_sees(row: Breach, moment: Moment) -> frozenset[UUID]:
    """Everybody in a post who may see a breach, and whoever noted it."""
    powers = powers_in_force(moment)
    roles = {
        *accountable_roles(moment),
        *(r for r, given in powers.may.items() if Capability.DECIDE in given),
    }
    people = {holding.person_id for holding in access.holders(roles, moment)} | {row.writer_id}
    return frozenset(one for one in people if sees(row, access.reader(one, powers, moment), moment))


def written(log: UUID, moment: Moment) -> Mapping[BreachPart, Written]:
    """What stands of each part. Whoever asks has checked that the reader may see the breach."""
    rows = BreachEntry.objects.filter(log=log, recorded_at__lte=moment.known_at).select_related("key")
    found: dict[BreachPart, Written] = {}
    for row in rows.order_by("recorded_at", "id"):
        part, earlier = BreachPart(row.part), found.get(BreachPart(row.part))
        before = (Written(earlier.row, earlier.words), *earlier.before) if earlier else ()
        found[part] = Written(row, _words(row), before)
    return found


def _words(row: BreachEntry) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
