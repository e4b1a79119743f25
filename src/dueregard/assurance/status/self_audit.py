"""Looking through the policies in force: what there is at the provider that they are held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ...authority.access.models import Holding
from ...authority.identity.queries import aliases
from ...authority.people.audiences import members
from ...authority.policy.front import front_of
from ...authority.policy.models import Adoption
from ...authority.policy.pack import Pack
from ...authority.policy.queries import placed, shelf
from ...authority.policy.values.when import When
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ...work.governance.queries.registers import registers, stood
from ...work.governance.queries.reviews import owed, reviews
from ...work.governance.rules.blocks import REVIEW
from ...work.governance.rules.register_blocks import SOURCES
from ...work.governance.rules.registers import Stands, State
from .known_editions import known_editions
from .queries import clauses
from .rules.findings import Finding, Mends
from .rules.posts_of import Held
from .rules.self_audit import AsFound, look_through


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """One policy in force and what was found in it."""

    edition_id: UUID
    pack: Pack
    findings: tuple[Finding, ...]

    def title_of(self, finding: Finding) -> str:
        """What the clause is called; empty for the policy as a whole."""
        return self.pack.heading(finding.clause)

    def who_mends(self, finding: Finding) -> str:
        """Who can mend it: a post, never a person."""
        owner = self.pack.header.owner.words(self.pack.name_of)
        return f"{owner}, who owns this policy" if finding.mends is Mends.OWNER else finding.mends.value


def self_audit(
    moment: Moment, *, policy: str | None = None, statuses: bool = True
) -> tuple[LookedThrough, ...]:
    """Every policy in force, looked through.

    How a clause stands tells that something happened: without `statuses` nothing is read off the records of work.
    """
    held, editions, links = _held(moment), known_editions(moment), _links(moment)
    stands = clauses(moment, policy=policy) if statuses else ()
    return tuple(
        LookedThrough(
            edition_id,
            pack,
            look_through(
                pack,
                AsFound(
                    held,
                    editions,
                    frozenset(_asking_nobody(pack, moment)),
                    _review_was_due(edition_id, pack, moment),
                    links,
                    tuple(one for one in stands if one.policy == pack.policy),
                ),
            ),
        )
        for edition_id, pack in shelf(moment).editions
        if policy in (None, pack.policy)
    )


def _held(moment: Moment) -> Held:
    found: dict[str, frozenset[UUID]] = {}
    for row in Holding.at(moment):
        found[row.role] = found.get(row.role, frozenset()) | {min(aliases(row.person_id, moment))}
    return found


def _links(moment: Moment) -> dict[str, str]:
    """Every address in a register of sources, and what was wrong with it when somebody last looked, or since."""
    found: dict[str, str] = {}
    for control in (one for one in registers(moment) if one.kind == SOURCES):
        try:
            wrong = {one.entry.item: _wrong_with(one) for one in stood(control, moment)}
        except (HoursNotSet, TermsNotSet):
            wrong = {}
        found |= {item.address: wrong.get(item.id, "") for item in control.block.items if item.address}
    return found


def _wrong_with(one: Stands) -> str:
    if one.state not in (State.GONE, State.LATE, State.NEWER):
        return ""
    last = f"last looked at on {one.last.on.day} {one.last.on:%B %Y}" if one.last else "nobody has looked yet"
    return f"{one.state.words}; {last}"


def _asking_nobody(pack: Pack, moment: Moment) -> Iterator[str]:
    for control in pack.controls:
        audience = getattr(control.block, "audience", None)
        if isinstance(audience, When) and not members(audience, moment).exists():
            yield control.name


def _review_was_due(edition_id: UUID, pack: Pack, moment: Moment) -> date | None:
    today = london_day(moment.as_at)
    controls = list(placed(edition_id, pack, pack.of_kind(REVIEW)))
    try:
        late = [one.by for control in controls for one in owed(control, moment) if one.by < today]
    except (HoursNotSet, TermsNotSet):
        return None
    day = front_of(edition_id, pack, moment).review_by
    # A policy that does not say how it is looked at again may still give a day; who says how has it among what is owed.
    if not controls and day and day < today and not _reviewed_since_in_force(pack, moment):
        late.append(day)
    return min(late, default=None)


def _reviewed_since_in_force(pack: Pack, moment: Moment) -> bool:
    since = next(row.since for row in Adoption.at(moment) if row.policy == pack.policy)
    return any(row.done_on >= london_day(since) for row in reviews(pack.policy, moment))
