"""What stands in the copy somebody gets: nothing of what is left out, and no sign of it where they may not know.
Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...transfer.rules.leaving_out import LEFT_OUT, leave_out
from ..vocabulary import Gives, Sort
from .exemptions import EXEMPTIONS
from .weighing import Said

Boxes = tuple[tuple[str, str], ...]
_NO_SIGN = re.compile(rf"\s?{re.escape(LEFT_OUT)}")
"""With the space before it: two spaces would tell."""
NOTHING = "We hold nothing that we have to show you."
"""The same whether nothing is held, or whether it may not be told that something is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing as it stands in the copy."""

    when: str
    title: str
    boxes: Boxes


@dataclass(frozen=True, slots=True)
class Copy:
    """The whole copy, and how it was come by."""

    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]
    """What whoever asked reads of what is left out, each sort of thing once."""
    whole: int
    in_part: int
    withheld: int
    missing: tuple[str, ...]
    """Passages that were to be left out and are nowhere any more: what was decided has to be decided anew."""

    @property
    def tells(self) -> bool:
        """Whether it says that something is left out."""
        return bool(self.left_out)


@dataclass(frozen=True, slots=True)
class Decided:
    """A thing with what was decided of it."""

    sort: Sort
    when: str
    title: str
    boxes: Boxes
    said: Said


def copy_of(things: Iterable[Decided]) -> Copy:
    """The copy of everything that was decided."""
    every = tuple(things)
    made = [_piece(one) for one in every]
    counts = [one.said.gives for one in every]
    told = (one.said for one in every if one.said.gives is not Gives.WHOLE and one.said.may_know)
    reasons = dict.fromkeys(EXEMPTIONS[said.ground].tells for said in told if said.ground)
    return Copy(
        tuple(piece for piece, _ in made if piece),
        tuple(reasons),
        counts.count(Gives.WHOLE),
        counts.count(Gives.IN_PART),
        counts.count(Gives.NOT),
        tuple(text for _, missing in made for text in missing),
    )


def _piece(one: Decided) -> tuple[Piece | None, tuple[str, ...]]:
    said = one.said
    if said.gives is Gives.NOT:
        gone = f"Left out: {EXEMPTIONS[said.ground].tells}." if said.ground and said.may_know else ""
        return (Piece("", gone, ()) if gone else None), ()
    if one.sort is Sort.FILE:
        return Piece(one.when, one.title, (("", "You get this file with the copy on paper."),)), ()
    if said.gives is Gives.WHOLE:
        return Piece(one.when, one.title, one.boxes), ()
    texts, _, missing = leave_out([text for _, text in one.boxes], said.passages)
    if not said.may_know:
        texts = [_NO_SIGN.sub("", text).strip() for text in texts]
    boxes = tuple((label, text) for (label, _), text in zip(one.boxes, texts, strict=True) if text.strip())
    return Piece(one.when, one.title, boxes), missing
