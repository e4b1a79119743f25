"""Two editions of a catalogue held against each other, row by row: an id is the same demand in both."""

from dataclasses import dataclass

from ...ground.kernel.refusals import BadInput
from .catalogue import Catalogue, Header, Requirement

COMPARED = (
    "requirement",
    "section",
    "says",
    "force",
    "confidence",
    "audience",
    "ages",
    "parameters",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is in both and says something else."""

    old: Requirement
    new: Requirement
    columns: tuple[str, ...]
    """What of it changed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new edition does to the one before."""

    old: Header
    new: Header
    added: tuple[Requirement, ...]
    gone: tuple[Requirement, ...]
    changed: tuple[Changed, ...]

    @property
    def touched(self) -> frozenset[str]:
        """Ids whose claims somebody looks at again."""
        return frozenset(row.id for row in self.gone) | {one.new.id for one in self.changed}


def compare(old: Catalogue, new: Catalogue) -> Changes:
    """What changed; raises `BadInput` for lists that do not say what they are, and for two different texts."""
    if old.header is None or new.header is None:
        raise BadInput(
            "A plain list does not say which edition of which text it is, so it cannot be compared."
        )
    if old.header.document != new.header.document:
        raise BadInput(f"These are two texts: “{old.header.document}” and “{new.header.document}”.")
    return Changes(
        old.header,
        new.header,
        tuple(row for id, row in new.items() if id not in old),
        tuple(row for id, row in old.items() if id not in new),
        tuple(
            Changed(old[id], row, columns)
            for id, row in new.items()
            if id in old and (columns := _differing(old[id], row))
        ),
    )


def _differing(old: Requirement, new: Requirement) -> tuple[str, ...]:
    return tuple(column for column in COMPARED if getattr(old, column) != getattr(new, column))
