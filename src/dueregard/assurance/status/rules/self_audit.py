"""A policy held against itself, its provider and what it cites: what contradicts, cannot happen, or has gone stale.

Clause and control can both be right and not fit: nobody holds the post, one person would sign every step, an edition of
guidance has been replaced. Nothing here looks at what is said in a concern, and nothing asks another machine.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from ....authority.people.controls.objective import OBJECTIVE
from ....authority.policy.answers import Basis, Status
from ....authority.policy.pack import Control, Pack
from ....authority.policy.values.figure import Figure, Stricter
from ....authority.policy.values.time import Span, Time
from ....authority.policy.values.walk import walk
from .citing import Edition, Old, old_editions, wrong_sections
from .findings import Finding, Flaw, Grave, Mends
from .posts_of import Held, of_posts, said_of
from .stands import ClauseStatus

_OUTSIDE = re.compile(r"\]\(https?://([^)\s]+)\)|<https?://([^>\s]+)>")
_LINK = re.compile(r"\]\(#([^)\s]*)\)")
_FRAMES = (
    ("remind", "every"),
    ("grace", "every"),
    ("within", "every"),
    ("first", "every"),
    ("remind", "within"),
)
"""Times of one control of which the first must end before the second is over."""
_DEFINITION, _SOURCES = "definition", "sources"


@dataclass(frozen=True, slots=True)
class AsFound:
    """What is so at the provider on the day its policy is looked through."""

    held: Held
    editions: tuple[Edition, ...]
    """Of guidance and Acts: those that hold, and those that did."""
    nobody: frozenset[str] = frozenset()
    """Names of controls whose audience means nobody at present."""
    review_was_due: date | None = None
    """When the policy should have been looked at again and was not."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses that somebody looks at, without `https://`, and what is wrong with each; empty: nothing is."""
    stands: Sequence[ClauseStatus] = ()
    """How its clauses stand; empty for somebody who may not see it."""


def look_through(pack: Pack, found: AsFound) -> tuple[Finding, ...]:
    """Everything found, the gravest first, then in the order of the policy."""
    everything = chain(
        of_posts(pack, found.held),
        _without_control(pack),
        _borne_by_nothing(pack),
        _never(pack, found.nobody),
        _dead_links(pack),
        _outside_links(pack, found.links),
        of_what_it_cites(pack, found.editions),
        _review(found.review_was_due),
        _word_only(found.stands),
    )
    order = {clause.id: at for at, clause in enumerate(pack.clauses, 1)}
    grave = list(Grave)
    return tuple(
        sorted(dict.fromkeys(everything), key=lambda one: (grave.index(one.grave), order.get(one.clause, 0)))
    )


def _without_control(pack: Pack) -> Iterator[Finding]:
    controlled = {control.clause for control in pack.controls}
    for clause in pack.clauses:
        if clause.words and clause.id not in controlled:
            said = "People keep this by hand: no record here shows whether it is kept."
            yield Finding(Flaw.NO_CONTROL, clause.id, said)


def _borne_by_nothing(pack: Pack) -> Iterator[Finding]:
    for control in pack.of_kind(OBJECTIVE):
        if not control.block.borne_by:  # type: ignore[attr-defined]  # by its kind
            said = f"{said_of(control)}: the policy does not say what is done for it."
            yield Finding(Flaw.BORNE_BY_NOTHING, control.clause, said)


def _never(pack: Pack, nobody: frozenset[str]) -> Iterator[Finding]:
    for control in pack.controls:
        if control.name in nobody:
            said = f"{said_of(control)}: it asks something of people of whom there is nobody here at present."
            yield Finding(Flaw.NEVER, control.clause, said)
        for short, long in _FRAMES:
            one, other = (_span(getattr(control.block, key, None)) for key in (short, long))
            if one and other and one.nominal > other.nominal:
                said = (
                    f"{said_of(control)}: {one.words()} ({short}) do not fit into {other.words()} ({long})."
                )
                yield Finding(Flaw.NEVER, control.clause, said)
        for figure in (value for _path, value in walk(control.block) if isinstance(value, Figure)):
            if _aims_past(figure):
                said = (
                    f"{said_of(control)}: what is aimed at comes after the time is over ({figure.words()})."
                )
                yield Finding(Flaw.NEVER, control.clause, said)


def _span(value: object) -> Span | None:
    """A length of time, as a reminder or the figure of a time gives it; of several reminders the longest."""
    if isinstance(value, tuple):
        return max((one for one in value if isinstance(one, Span)), key=lambda one: one.nominal, default=None)
    given = value.says.value if isinstance(value, Figure) else value
    return given.span if isinstance(given, Time) else given if isinstance(given, Span) else None


def _aims_past(figure: Figure[Any]) -> bool:
    limit, aim = figure.says.value, figure.aim
    if figure.stricter is not Stricter.LESS or not isinstance(limit, Time) or not isinstance(aim, Time):
        return False
    return aim.nominal > limit.nominal


def _dead_links(pack: Pack) -> Iterator[Finding]:
    """Links to clauses that are not there. What lies elsewhere is not asked."""
    there = {clause.id for clause in pack.clauses}
    for clause in pack.clauses:
        for to in dict.fromkeys(_LINK.findall(clause.words)):
            if to not in there:
                said = f"It links to “{to}”, and this policy has no such clause."
                yield Finding(Flaw.DEAD_LINK, clause.id, said)


def _outside_links(pack: Pack, links: Mapping[str, str]) -> Iterator[Finding]:
    """Addresses elsewhere, by what somebody wrote down who looked. No other machine is asked."""
    for clause in pack.clauses:
        for address in dict.fromkeys(one or other for one, other in _OUTSIDE.findall(clause.words)):
            wrong = links.get(
                address, "no register of sources holds it, so nobody looks whether it is still there"
            )
            if wrong:
                yield Finding(Flaw.OUTSIDE_LINK, clause.id, f"It links to {address}: {wrong}.")


def of_what_it_cites(pack: Pack, editions: tuple[Edition, ...]) -> Iterator[Finding]:
    """Old editions and wrong sections: in its words, its definitions, and its registers of sources."""
    yield from _cited(pack, editions)
    yield from _registered(pack, editions)


def _registered(pack: Pack, editions: tuple[Edition, ...]) -> Iterator[Finding]:
    """What its registers of sources name."""
    for control in pack.of_kind(_SOURCES):
        for item in control.block.items:  # type: ignore[attr-defined]  # by its kind
            for old in old_editions(f"{item.title} {item.edition or ''}", editions):
                yield Finding(Flaw.OLD_GUIDANCE, control.clause, f"Among what it relies on is {old.words()}.")
            if item.section:
                yield from _sections(f"{item.title}, section {item.section}", control.clause, editions)


def _cited(pack: Pack, editions: tuple[Edition, ...]) -> Iterator[Finding]:
    for clause in pack.clauses:
        for old in old_editions(clause.words, editions):
            yield Finding(Flaw.OLD_GUIDANCE, clause.id, f"It names {old.words()}.")
        yield from _sections(clause.words, clause.id, editions)
    yield from _meanings(pack.of_kind(_DEFINITION), editions)


def _meanings(definitions: Sequence[Control], editions: tuple[Edition, ...]) -> Iterator[Finding]:
    """Meanings taken from what has been replaced. What the policy says itself took its place comes before what is known
    here: a definition may rest on one part of a source of which another part is tracked."""
    for control in definitions:
        block: Any = control.block
        given = f"What it means by “{block.term}”"
        if block.superseded_by:
            said = f"says itself that this was superseded by {block.superseded_by}"
            yield Finding(
                Flaw.OLD_SOURCE, control.clause, f"{given} is taken from {block.cited}, and {said}."
            )
        for old in () if block.superseded_by else old_editions(block.cited, editions):
            if not _also_from(old, control, definitions):
                yield Finding(Flaw.OLD_SOURCE, control.clause, f"{given} is taken from {old.words()}.")
        for old in old_editions(block.means, editions):
            yield Finding(Flaw.OLD_GUIDANCE, control.clause, f"{given} names {old.words()}.")
        yield from _sections(block.cited, control.clause, editions)


def _also_from(old: Old, control: Control, definitions: Sequence[Control]) -> bool:
    """Whether the policy gives the meaning that took its place as well."""
    names = old.now.names if old.now else ()
    others = (one.block for one in definitions if one is not control)
    return any(
        block.term.casefold() == control.block.term.casefold()  # type: ignore[attr-defined]  # by their kind
        and any(name.casefold() in (block.source or "").casefold() for name in names)  # type: ignore[attr-defined]
        for block in others
    )


def _sections(text: str, clause: str, editions: tuple[Edition, ...]) -> Iterator[Finding]:
    for act, number in wrong_sections(text, editions):
        known = "; ".join(f"{one} ({about})" for one, about in act.sections.items())
        said = f"It cites section {number} of {act.names[0]}. The sections known to bear on this are {known}."
        yield Finding(Flaw.WRONG_SECTION, clause, said)


def _review(due: date | None) -> Iterator[Finding]:
    if due:
        said = f"It was to be looked at again by {due.day} {due:%B %Y}, and nobody wrote down that it was."
        yield Finding(Flaw.REVIEW_LATE, "", said)


def _word_only(stands: Sequence[ClauseStatus]) -> Iterator[Finding]:
    for clause in stands:
        met = [one.reading for one in clause.controls if one.reading.status is Status.MET]
        if clause.status is Status.MET and all(one.basis is Basis.SOMEBODYS_WORD for one in met):
            said = (
                "It stands well on somebody's word alone: nobody saw a document, and nothing happened here."
            )
            yield Finding(Flaw.WORD_ONLY, clause.id, said, Mends.RECORDS)
