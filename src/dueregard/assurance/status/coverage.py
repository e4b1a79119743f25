"""What is asked of the provider and which clauses claim to answer it, both ways round.

A claim is what a policy says of itself, for somebody to check. Whether it is kept is read off the records: beside each
claim stands what was last kept of its control. Nothing here is a measure of compliance, and nothing is made one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ...authority.policy.answers import Status
from ...authority.policy.catalogue import Catalogue, Header, Requirement
from ...authority.policy.catalogues import CATALOGUES, GUIDANCE, catalogue
from ...authority.policy.coverage import claims
from ...authority.policy.kinds import KINDS
from ...authority.policy.pack import Control, Pack
from ...authority.policy.queries import shelf
from ...ground.kernel.moments import Moment
from ...work.governance.queries.guidance import guidance_in_use
from .history import kept_statuses


@dataclass(frozen=True, slots=True)
class Claim:
    """A control of a policy in force that claims a requirement."""

    policy: str
    title: str
    """What the policy is called."""
    clause: str
    clause_title: str
    what: str
    """What the control is called on pages."""
    status: Status | None
    """What was last kept of it; None where nothing was, or the reader may not see it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement, and what claims it."""

    row: Requirement
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """One catalogue."""

    header: Header
    rows: tuple[Asked, ...]
    kept_on: date | None
    """Of which day it was kept how each control stood; None where nothing is shown."""

    @property
    def unclaimed(self) -> tuple[Requirement, ...]:
        """What no policy in force claims."""
        return tuple(one.row for one in self.rows if not one.claims)


@dataclass(frozen=True, slots=True)
class Answers:
    """A clause of a policy in force, and what it claims of the catalogue."""

    policy: str
    title: str
    clause: str
    clause_title: str
    rows: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A claim of something no catalogue asks."""

    policy: str
    title: str
    clause: str
    clause_title: str
    id: str


def catalogues_here(moment: Moment) -> tuple[Catalogue, ...]:
    """What law and guidance ask here; then, for each list of a policy's own that some policy claims, that list."""
    packs = [pack for _edition, pack in shelf(moment).editions]
    claimed = {id.partition("-")[0] for pack in packs for id in claims(pack.controls)}
    own = (catalogue(name) for name in CATALOGUES)
    return (
        *(one.catalogue for one in guidance_in_use(moment)),
        *(one for one in own if one.prefixes & claimed),
    )


def covered(asked: Catalogue, moment: Moment, *, statuses: bool) -> Covered:
    """Each row of a catalogue with what claims it. How a control stands tells that something happened: without
    `statuses` it is left out."""
    day, stood = (kept_statuses(moment) if statuses else None) or (None, {})
    found: dict[str, list[Claim]] = {}
    for pack, control, id in _claimed(moment):
        found.setdefault(id, []).append(_claim(pack, control, stood))
    if asked.header is None:
        raise ValueError("a plain list is not shown here: it does not say what it is")
    return Covered(
        asked.header, tuple(Asked(row, tuple(found.get(id, ()))) for id, row in asked.items()), day
    )


def answers(asked: Catalogue, moment: Moment) -> tuple[Answers, ...]:
    """Each clause that claims something of a catalogue, policy by policy, with what it claims."""
    found: dict[tuple[str, str], list[str]] = {}
    titles: dict[tuple[str, str], Pack] = {}
    for pack, control, id in _claimed(moment):
        if id in asked:
            found.setdefault((pack.policy, control.clause), []).append(id)
            titles[pack.policy, control.clause] = pack
    return tuple(
        Answers(
            policy,
            titles[policy, clause].header.title,
            clause,
            titles[policy, clause].heading(clause) or clause,
            tuple(asked[id] for id in asked if id in ids),
        )
        for (policy, clause), ids in found.items()
    )


def unknown(moment: Moment) -> tuple[Unknown, ...]:
    """Claims of what neither guidance nor any list that ships asks, such as a slip of the pen. What is asked in another
    nation alone is no slip: a policy may be written for both."""
    every = (
        *(one.catalogue for one in guidance_in_use(moment)),
        *(catalogue(name) for name in (*CATALOGUES, *GUIDANCE)),
    )
    known = {id for one in every for id in one}
    return tuple(
        Unknown(
            pack.policy, pack.header.title, control.clause, pack.heading(control.clause) or control.clause, id
        )
        for pack, control, id in _claimed(moment)
        if id not in known
    )


def _claimed(moment: Moment) -> Iterator[tuple[Pack, Control, str]]:
    for _edition, pack in shelf(moment).editions:
        for control in pack.controls:
            for id in control.block.meets:
                yield pack, control, id


def _claim(pack: Pack, control: Control, stood: Mapping[str, Status]) -> Claim:
    kind = KINDS.get(control.kind)
    return Claim(
        pack.policy,
        pack.header.title,
        control.clause,
        pack.heading(control.clause) or control.clause,
        kind.on_screen if kind else control.kind,
        stood.get(pack.address(control)),
    )
