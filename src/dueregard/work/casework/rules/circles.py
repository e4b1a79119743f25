"""Whether a matter lies in the open or the sealed circle."""

from collections.abc import Collection
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ..vocabulary import AboutKind

WORKS_HERE = frozenset({AboutKind.COLLEAGUE, AboutKind.SUBCONTRACTOR_STAFF})
"""Kinds of person whose conduct is always a restricted matter (KCSIE part four; design, two circles)."""


def circle_of(
    about: AboutKind, *, shut_out: Collection[UUID], opens_pages: Collection[UUID], somebody_named: bool
) -> Circle:
    """Decide the circle, in the transaction that stores the matter.

    `shut_out`: everybody walled from it, as far as its people are known. `opens_pages`: everybody who can open desk,
    board or audit pages; one of them among the walled would notice a gap, so the matter is sealed for all.
    `somebody_named`: the reporter said that one of those who read reports is involved, or that somebody else who works
    here has harmed somebody.
    """
    if about in WORKS_HERE or somebody_named or not frozenset(shut_out).isdisjoint(opens_pages):
        return Circle.SEALED
    return Circle.OPEN
