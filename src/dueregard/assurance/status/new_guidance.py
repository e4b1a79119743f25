"""What a new edition of law or guidance would touch here: clauses, who would have to read again, what is looked at.

It is reckoned from the file alone, before anybody takes it on, and in the same way after: nothing is kept of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...authority.policy.catalogue import Catalogue, Header
from ...authority.policy.catalogue_changes import Changes
from ...authority.policy.queries import in_force, shelf
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ...work.governance.queries.reviews import due_on, given
from ...work.governance.rules.blocks import REVIEW
from ...work.governance.vocabulary import Event
from ...work.training.controls.reading import asked_of
from ...work.training.queries.standing import standing
from .known_editions import known_editions
from .rules.findings import Finding
from .rules.self_audit import of_what_it_cites

READING = "reading"


@dataclass(frozen=True, slots=True)
class TouchedClause:
    """A clause in force that claims rows which are gone or say something else."""

    policy: str
    title: str
    clause: str
    clause_title: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cites:
    """A clause in force that names the edition before, and what would be found of it."""

    policy: str
    title: str
    clause: str
    clause_title: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A check by which people read the text, and how many would have to read its new edition."""

    policy: str
    title: str
    clause: str
    document: str
    reads: str
    """What they read, as the policy calls it."""
    people: int | None
    """None where the hours or terms its time runs on are not given."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A policy that follows guidance, and by when it would be looked at again; None: it gives no time."""

    policy: str
    title: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from a new edition."""

    touched: tuple[TouchedClause, ...]
    cites: tuple[Cites, ...]
    read_again: tuple[ReadAgain, ...]
    look_again: tuple[LookAgain, ...]

    @property
    def nothing(self) -> bool:
        """Whether no policy in force is touched."""
        return not (self.touched or self.cites or self.read_again or self.look_again)


def consequences(new: Catalogue, changes: Changes | None, since: date, moment: Moment) -> Consequences:
    """What would follow here if an edition were in force from a day. `changes`: against the edition before, if there
    is one."""
    header = new.header
    if header is None:
        raise ValueError("a plain list is of no edition, so nothing follows from it")
    return Consequences(
        tuple(_touched(changes.touched if changes else frozenset(), moment)),
        tuple(_cites(header, since, moment)),
        tuple(_read_again(header, moment)),
        tuple(_look_again(moment)),
    )


def _touched(ids: frozenset[str], moment: Moment) -> Iterator[TouchedClause]:
    for _edition, pack in shelf(moment).editions:
        hit: dict[str, dict[str, None]] = {}
        for control in pack.controls:
            for id in control.block.meets:
                if id in ids:
                    hit.setdefault(control.clause, {})[id] = None
        for clause, claimed in hit.items():
            yield TouchedClause(pack.policy, pack.header.title, clause, pack.heading(clause), tuple(claimed))


def _cites(header: Header, since: date, moment: Moment) -> Iterator[Cites]:
    """What looking the policies through finds of what they cite, and would not find without the edition."""
    day = max(london_day(moment.as_at), since)
    own = (header.document, since)  # which may have been taken on already
    before = known_editions(moment, on=day, without=own)
    after = known_editions(moment, on=day, without=own, supposing=(header, since))
    for _edition, pack in shelf(moment).editions:
        known = {_what(one) for one in of_what_it_cites(pack, before)}
        for found in of_what_it_cites(pack, after):
            if _what(found) not in known:
                yield Cites(pack.policy, pack.header.title, found.clause, pack.heading(found.clause), found)


def _what(found: Finding) -> tuple[str, str, str]:
    """What is cited where, without what has taken its place."""
    return found.clause, found.flaw, found.sentence.partition(":")[0]


def _read_again(header: Header, moment: Moment) -> Iterator[ReadAgain]:
    packs = {pack.policy: pack for _edition, pack in shelf(moment).editions}
    for control in in_force(READING, moment):
        if not _reads(control.block, header):
            continue
        asked = asked_of(control, moment)
        try:
            people: int | None = len(standing(asked.requirement, asked.audience, moment))
        except (HoursNotSet, TermsNotSet):
            people = None
        yield ReadAgain(
            control.policy,
            packs[control.policy].header.title,
            control.clause,
            control.block.document,
            control.block.title,
            people,
        )


def _reads(block: Any, header: Header) -> bool:
    """Whether people read the text by a check: it says so by the id of the document, or by what the text is called."""
    title = block.title.casefold()
    return block.document in header.read_as or any(name.casefold() in title for name in header.cited_as)


def _look_again(moment: Moment) -> Iterator[LookAgain]:
    packs = {pack.policy: pack for _edition, pack in shelf(moment).editions}
    today = london_day(moment.as_at)
    for control in in_force(REVIEW, moment):
        if Event.GUIDANCE not in control.block.after:
            continue
        within = (
            given(control.block.within, control, "within", moment).value if control.block.within else None
        )
        try:
            by = due_on(today, within, moment) if within else None
        except (HoursNotSet, TermsNotSet):
            by = None
        yield LookAgain(control.policy, packs[control.policy].header.title, by)
