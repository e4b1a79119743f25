"""A catalogue: what a text asks of a provider, row by row; which edition of the text, how binding and how sure.

The words are ours. A row's id is for ever: the same demand has it in every edition, so that a policy's claim of it
lives through them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ...ground.reference.vocabulary import Confidence, Extent


class Force(StrEnum):
    """What makes a demand binding."""

    STATUTORY = "statutory"
    """An Act, regulations, or guidance to which an Act binds whom it names."""
    FUNDING = "by funding agreement"
    """The provider took it on with its funding; colleges may be bound by statute where others are by agreement."""
    GUIDANCE = "guidance"
    """Expected as good practice; nothing binds to it."""
    OWN = "own"
    """A provider's own policy says so."""


class Says(StrEnum):
    """How the source puts it: what the law asks, and what is expected."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Header:
    """Which edition of which text a catalogue is drawn up from."""

    document: str
    """Tells the text from others, in every edition: `kcsie`."""
    title: str
    edition: str
    dated: str
    """A day, month or year as far as it is known: `2026-07-07`, `2023-06`; empty: not known."""
    in_force_from: date | None
    force: tuple[Force, ...]
    confidence: Confidence
    nation: Extent
    source: str
    cited_as: tuple[str, ...] = ()
    """What texts call it, whatever the edition."""
    read_as: tuple[str, ...] = ()
    """Ids under which policies ask people to read it or a part of it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of a catalogue."""

    id: str
    requirement: str
    parameters: str = ""
    evidence: str = ""
    section: str = ""
    """Where the source says it; a heading of ours where no paragraph is known."""
    says: Says | None = None
    force: tuple[Force, ...] = ()
    confidence: Confidence | None = None
    audience: str = ""
    """Whom it binds or is about; empty: the provider."""
    ages: str = ""
    """Of which age the people are whom it protects; empty: of any."""

    @property
    def prefix(self) -> str:
        """What the ids of one catalogue begin with: `KCSIE`."""
        return self.id.partition("-")[0]

    @property
    def bound_by(self) -> str:
        """Its force in words."""
        return " or ".join(self.force)


@dataclass(frozen=True, slots=True)
class Catalogue(Mapping[str, Requirement]):
    """Its rows by id, in their order."""

    rows: Mapping[str, Requirement]
    header: Header | None = field(default=None)
    """None for a plain table that does not say what it is drawn up from."""

    def __getitem__(self, id: str) -> Requirement:
        return self.rows[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def prefixes(self) -> frozenset[str]:
        """What its ids begin with."""
        return frozenset(row.prefix for row in self.rows.values())
