"""What a policy ought to meet, and which of it its controls claim to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .catalogue import Catalogue, Requirement
from .pack import Control, Pack
from .problems import Problem, error

Rows = Mapping[str, Requirement]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a policy claims a catalogue, in the catalogue's order."""

    required: int
    claimed: tuple[str, ...]
    unclaimed: tuple[str, ...]
    unknown_ids: tuple[str, ...]
    """Ids the policy cites that no catalogue holds."""


def claims(controls: Iterable[Control]) -> dict[str, list[Control]]:
    """Each cited requirement, with the controls that claim it."""
    claimed: dict[str, list[Control]] = {}
    for control in controls:
        for id in control.block.meets:
            claimed.setdefault(id, []).append(control)
    return claimed


def coverage(pack: Pack, rows: Rows, beside: Iterable[Catalogue] = ()) -> Coverage:
    """Which rows of a catalogue the policy claims, which not, and which claims are of no row.

    A policy may claim what other catalogues ask as well: an id of one that is `beside` is not unknown, unless this
    catalogue has ids that begin alike.
    """
    claimed, own = claims(pack.controls), {row.prefix for row in rows.values()}
    others = {id for one in beside if not one.prefixes & own for id in one}
    return Coverage(
        required=len(rows),
        claimed=tuple(id for id in rows if id in claimed),
        unclaimed=tuple(id for id in rows if id not in claimed),
        unknown_ids=tuple(sorted(id for id in claimed if id not in rows and id not in others)),
    )


def check_meets(controls: Iterable[Control], catalogues: Mapping[str, Rows]) -> list[Problem]:
    """Claims of requirements that their catalogue (found by the prefix of the id) does not hold."""
    return [
        error(*c.places.find(("meets", at)), f"{c.name}.meets", f"the catalogue has no requirement {id!r}.")
        for c in controls
        for at, id in enumerate(c.block.meets)
        if (rows := catalogues.get(id.split("-")[0])) is not None and id not in rows
    ]
