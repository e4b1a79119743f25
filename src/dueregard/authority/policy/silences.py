"""Where a policy is silent, leaves a value to the provider, or clashes with itself: never defaulted."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .pack import Pack
from .values.figure import Figure, Given


class Home(StrEnum):
    """Where a value that is missing belongs."""

    POLICY = "policy"
    """A gap in the policy: its owner decides."""
    DIRECTORY = "directory"
    """So here: the provider gives it in its directory and settings, without a new edition."""


@dataclass(frozen=True, slots=True)
class NotSet:
    """A figure without a value."""

    address: str
    key: str
    home: Home


@dataclass(frozen=True, slots=True)
class Clash:
    """A figure with clashing readings, and the one that holds until somebody settles it."""

    address: str
    key: str
    readings: tuple[str, ...]
    holds: str


_HOMES = {Given.NOT_SET: Home.POLICY, Given.LOCAL: Home.DIRECTORY}


def not_set(pack: Pack) -> tuple[NotSet, ...]:
    """Every figure of the policy that has no value, in the order of the file."""
    return tuple(
        NotSet(address, where, _HOMES[given])
        for address, key, figure in pack.figures()
        for where, given in _givens(key, figure)
        if given in _HOMES
    )


def clashes(pack: Pack) -> tuple[Clash, ...]:
    """Every clash of the policy with itself, in the order of the file."""
    return tuple(
        Clash(
            address,
            key,
            tuple(figure.say_value(w.value) for w in figure.wordings),
            figure.say_value(figure.says.value),
        )
        for address, key, figure in pack.figures()
        if figure.clashes
    )


def _givens(key: str, figure: Figure[Any]) -> Iterator[tuple[str, Given]]:
    if not figure.cases:
        yield key, figure.says.given
    for at, case in enumerate(figure.cases):
        yield f"{key}.cases.{at}", case.says.given
