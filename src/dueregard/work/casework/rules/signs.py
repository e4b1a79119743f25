"""Signs that policies list, and those a concern was marked with. They stand beside a narrative; nobody adds them up.

What was marked is kept with the words of its day: a later edition may word a sign otherwise, or list it no longer.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ....authority.policy.answers import InForce
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.refusals import BadInput
from ..controls.indicators import Column, Detail, Indicator, IndicatorsBlock

Chosen = Mapping[str, Mapping[int, Collection[str]]]
"""Signs by their address, each with the answers to its details by their place."""
_MARK = "sign "
"""What the names of marked signs begin with, among the words of a marking."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign as a policy in force lists it."""

    address: str
    """`policy/indicators.id/code`."""
    item: Indicator

    @property
    def details(self) -> Iterator[tuple[int, Detail]]:
        """What may be said about it, each with its place."""
        return enumerate(self.item.details)


@dataclass(frozen=True, slots=True)
class SignList:
    """The list of one control in force."""

    policy: str
    address: str
    block: IndicatorsBlock

    @property
    def signs(self) -> tuple[Sign, ...]:
        """In the order of the policy."""
        return tuple(Sign(f"{self.address}/{item.code}", item) for item in self.block.items)

    def of(self, column: Column) -> tuple[Sign, ...]:
        """Those of one column."""
        return tuple(sign for sign in self.signs if sign.item.column is column)

    def rows(self) -> Iterator[tuple[tuple[str, ...], ...]]:
        """The table that sets signs beside each other, in words, column by column."""
        words = {item.code: item.words for item in self.block.items}
        for link in self.block.links:
            yield tuple(tuple(words[code] for code in codes) for _key, _column, codes in link.columns())


@dataclass(frozen=True, slots=True)
class Marked:
    """A sign that a concern was marked with, in the words of that day."""

    address: str
    column: str
    words: str
    details: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each question with its answers."""


def lists(controls: Iterable[InForce[Any]]) -> tuple[SignList, ...]:
    """Every list of signs in force."""
    return tuple(SignList(one.policy, one.address, one.block) for one in controls)


def mark(offered: Iterable[SignList], chosen: Chosen) -> tuple[Marked, ...]:
    """What was chosen, in the order of the lists. Whoever answers a detail marks its sign.

    Raises `BadInput` for a sign or an answer that no list has.
    """
    known = {sign.address: sign for one in offered for sign in one.signs}
    if not chosen.keys() <= known.keys():
        raise BadInput("One of these signs is in no policy any more. Look at the list again.", field="signs")
    return tuple(_marked(known[address], chosen[address]) for address in known if address in chosen)


def _marked(sign: Sign, answers: Mapping[int, Collection[str]]) -> Marked:
    found = []
    for at, detail in sign.details:
        said = answers.get(at, ())
        if not set(said) <= set(detail.answers):
            raise BadInput("Choose from the answers on the page.", field="signs")
        if said:
            found.append((detail.ask, tuple(one for one in detail.answers if one in said)))
    return Marked(sign.address, sign.item.column, sign.item.words, tuple(found))


def written(marks: Iterable[Marked]) -> dict[str, str]:
    """Marks as the words of a row keep them."""
    return {
        f"{_MARK}{one.address}": canonical_json([one.column, one.words, one.details]).decode()
        for one in marks
    }


def read(words: Mapping[str, str]) -> tuple[Marked, ...]:
    """The marks among the words of a row."""
    found = []
    for name, kept in words.items():
        if name.startswith(_MARK):
            column, said, details = json.loads(kept)
            answers = tuple((ask, tuple(given)) for ask, given in details)
            found.append(Marked(name.removeprefix(_MARK), column, said, answers))
    return tuple(found)
