"""The policies in force at a moment, with their controls typed and ready."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from ...ground.kernel import scope
from ...ground.kernel.moments import Moment
from .answers import InForce
from .gate import judge_once
from .models import Adoption, Edition, LocalValue
from .pack import Control, Pack, key_of
from .shelf import find_figure
from .values.figure import Figure
from .values.walk import walk

NOT_YET_KEPT = UUID(int=0)
"""Stands for the edition of a text that is only supposed to be in force."""
_supposed: ContextVar[Pack | None] = ContextVar("supposed", default=None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The editions in force at a moment, in the order in which the policies came to the provider."""

    editions: tuple[tuple[UUID, Pack], ...]

    def of_kind(self, kind: str) -> Iterator[InForce[Any]]:
        """Every control of a kind, policy by policy, in the order of each file."""
        for edition_id, pack in self.editions:
            yield from placed(edition_id, pack, pack.of_kind(kind))

    def controls(self) -> Iterator[InForce[Any]]:
        """Every control, policy by policy, in the order of each file."""
        for edition_id, pack in self.editions:
            yield from placed(edition_id, pack, pack.controls)

    def pack(self, policy: str) -> Pack | None:
        """The edition of one policy in force, if there is one."""
        return next((pack for _, pack in self.editions if pack.policy == policy), None)


def placed(edition_id: UUID, pack: Pack, controls: Iterable[Control]) -> Iterator[InForce[Any]]:
    """Controls of an edition, each knowing where it stands."""
    for control in controls:
        yield InForce(edition_id, pack.policy, control.kind, control.id, control.clause, control.block)


@scope.remembered
def shelf(moment: Moment) -> Shelf:
    """What was in force at the moment, as known at it."""
    editions = [(row.edition_id, pack_of(row.edition_id)) for row in Adoption.at(moment)]
    if pack := _supposed.get():
        there = [policy for _, policy in editions]
        at = next((n for n, one in enumerate(there) if one.policy == pack.policy), len(there))
        editions[at : at + 1] = [(NOT_YET_KEPT, pack)]
    return Shelf(tuple(editions))


@contextmanager
def supposing(pack: Pack) -> Iterator[None]:
    """Within the block the text is in force in place of the edition of its policy: to see what it would do, and never
    to write or to permit anything."""
    token = _supposed.set(pack)
    scope.forget()
    try:
        yield
    finally:
        _supposed.reset(token)
        scope.forget()


@scope.remembered
def in_force(kind: str, moment: Moment) -> tuple[InForce[Any], ...]:
    """Every control of a kind in force at the moment."""
    return tuple(shelf(moment).of_kind(kind))


@lru_cache(maxsize=64)
def pack_of(edition_id: UUID) -> Pack:
    """An edition's typed controls. Editions never change, so once read they stay read."""
    edition = Edition.objects.get(pk=edition_id)
    pack = judge_once(edition.text.encode(), f"{edition.policy}.md").pack
    if pack is None:
        # It passed the gate when it was kept. A newer language that refuses it must say so loudly, not run without it.
        raise RuntimeError(f"edition {edition_id} of {edition.policy} no longer passes the gate")
    return pack


def with_words(policy: str, words_hash: str) -> Pack | None:
    """An edition of a policy with exactly these words, whatever it makes run."""
    found = Edition.objects.filter(policy=policy, words_hash=words_hash).order_by("id").first()
    return pack_of(found.id) if found else None


def placed_at(source: str) -> InForce[Any] | None:
    """The control behind what a row keeps as its source, in the edition of its day; None where no policy is."""
    edition, _, address = source.partition("/")
    if not edition:
        return None
    kind, _, control_id = address.partition(".")
    pack = pack_of(UUID(edition))
    control = pack.control(kind, control_id)
    return next(placed(UUID(edition), pack, [control]), None) if control else None


@dataclass(frozen=True, slots=True)
class LeftToProvider:
    """A figure that a policy in force leaves to the provider, with what was given so far."""

    edition_id: UUID
    address: str
    """Where the value is kept: `policy/kind.id.key`, or `policy.key` of the front matter."""
    key: str
    figure: Figure[Any]
    value: str | None
    control: InForce[Any] | None
    """The control it is in; None: the front matter."""


def left_to_provider(moment: Moment) -> tuple[LeftToProvider, ...]:
    """Every number, address, time and figure that only the provider can give, in the order of the policies."""
    given = {row.address: row.value for row in sorted(LocalValue.at(moment), key=lambda row: row.since)}
    found: list[LeftToProvider] = []
    for edition_id, pack in shelf(moment).editions:
        of_front = given_of_front(edition_id, moment)
        for key, figure in _left(pack.header):
            at = f"{pack.policy}.{key}"
            found.append(LeftToProvider(edition_id, at, key, figure, of_front.get(at), None))
        for control in placed(edition_id, pack, pack.controls):
            for key, figure in _left(control.block):
                at = f"{control.address}.{key}"
                found.append(LeftToProvider(edition_id, at, key, figure, given.get(at), control))
    return tuple(found)


def _left(said: object) -> Iterator[tuple[str, Figure[Any]]]:
    for path, found in walk(said):
        if isinstance(found, Figure) and found.may_be_local:
            yield key_of(path), found


def given_of_front(edition_id: UUID, moment: Moment) -> dict[str, str]:
    """What the provider gave, by its address, while an edition was in force, as at the moment: the front matter is of
    one edition, and what was said of another says nothing of it."""
    spans = [
        row
        for row in Adoption.known_at(moment.known_at)
        if row.edition_id == edition_id and row.since <= moment.as_at
    ]
    own = max(spans, key=lambda row: row.since, default=None)
    if own is None:
        return {}
    rows = (
        row
        for row in LocalValue.known_at(moment.known_at)
        if own.since <= row.since <= moment.as_at and (own.until is None or row.since < own.until)
    )
    return {row.address: row.value for row in sorted(rows, key=lambda row: row.since)}


@dataclass(frozen=True, slots=True)
class HouseLookup:
    """Where figures that are not in their own control live: other policies in force, and the provider's own values."""

    moment: Moment
    on_shelf: Shelf

    def local(self, address: str) -> object | None:
        """The provider's own value at `policy/kind.id.key` as at the moment, or None."""
        rows = (row for row in LocalValue.at(self.moment) if row.address == address)
        row = max(rows, key=lambda row: row.since, default=None)
        return row.value if row else None

    def inherited(self, address: str, key: str) -> tuple[str, Figure[Any]] | None:
        """The figure another policy in force gives at `policy/kind.id[.key]`."""
        return find_figure({pack.policy: pack for _, pack in self.on_shelf.editions}, address, key)


def lookup(moment: Moment) -> HouseLookup:
    """The lookup for `values.resolve.resolve` at the provider in scope."""
    return HouseLookup(moment, shelf(moment))
