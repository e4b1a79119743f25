"""Two rows of pieces held against each other, in a time that nobody can make long by what they write."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Piece = TypeVar("Piece", bound=Hashable)

_SHORT = 300 * 300
_OFTEN = 40
"""How often a piece stands in a text before it says nothing of where one is."""


def compared(
    before: Sequence[Piece], after: Sequence[Piece], *, empty: Callable[[Piece], bool] = lambda _piece: False
) -> "SequenceMatcher[Piece]":
    """What stayed between two rows of pieces, and what did not.

    Pieces that say nothing by themselves, those that are `empty` and those that stand everywhere, only lengthen what is
    found by others: looking for each of them everywhere would take time with the cube of their number. In short texts
    they do no harm.
    """
    if len(before) * len(after) <= _SHORT:
        return SequenceMatcher(None, before, after, autojunk=False)
    often = {piece for piece, times in Counter(after).items() if times > _OFTEN}
    return SequenceMatcher(lambda piece: empty(piece) or piece in often, before, after, autojunk=False)
