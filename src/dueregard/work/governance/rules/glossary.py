"""What the policies mean by their words: a term may have several meanings, each of one policy and one source.

None is merged with another: which of two is right is for people to say, by changing a policy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ....authority.policy.controls.definition import DefinitionBlock


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one policy means by a term."""

    policy: str
    title: str
    """Of the policy."""
    clause: str
    block: DefinitionBlock
    checked: date | None = None
    """When it was last held against its source, where somebody has said so."""
    whole: str = ""
    """The term it is a part of."""
    parts: tuple[str, ...] = ()
    """The terms that are parts of it, in the order of the policy."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with everything that is meant by it."""

    term: str
    meanings: tuple[Meaning, ...]


def glossary(meanings: Iterable[Meaning]) -> tuple[Term, ...]:
    """Terms in the order of the alphabet; what each policy means by one stays apart, in the order it was given."""
    found: dict[str, list[Meaning]] = {}
    for one in meanings:
        found.setdefault(one.block.term.casefold(), []).append(one)
    return tuple(Term(found[key][0].block.term, tuple(found[key])) for key in sorted(found))
