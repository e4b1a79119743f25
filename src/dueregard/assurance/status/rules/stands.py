"""A clause and a control, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from ....authority.policy.answers import Bearing, Reading, Status


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """One control and how it stands."""

    address: str
    words: str
    reading: Reading
    borne_by: tuple[Bearing, ...] = ()
    """What it is read off, where that is other controls."""


@dataclass(frozen=True, slots=True)
class ClauseStatus:
    """One clause: the gravest of its controls, or kept by hand when it has none."""

    policy: str
    edition: str
    id: str
    title: str
    status: Status
    controls: tuple[ControlStatus, ...]


def gravest(readings: Iterable[Reading]) -> Status:
    """What a clause shows for its controls."""
    return min((one.status for one in readings), key=lambda s: s.gravity, default=Status.KEPT_BY_HAND)
