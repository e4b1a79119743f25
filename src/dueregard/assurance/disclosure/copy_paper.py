"""The copy on paper, and what stands in it beside the things: who made it, what is left out, and what they can do."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from ...mechanisms.documents.sheets import Block, Paragraph, Run, Sheet, Title, paragraphs, showable
from .rules.copying import NOTHING, Copy

TITLE = "What we hold about you"
MARKING = "PERSONAL: only for whoever asked for it."
_YOURS = (
    "If something here is wrong, ask us to correct it. Where it is an opinion you do not share, your own words can "
    "stand beside it.",
    "You can object to how we use it, ask us to remove it, or complain to us on the page on which you asked.",
    "You can complain to the Information Commissioner at any time: ico.org.uk/make-a-complaint, telephone 0303 123 "
    "1113.",
    "Why we hold such things, on what basis, how long, who gets to see them and where they come from stands in our "
    "privacy notice, on the page on which you asked.",
)


class Given(BaseModel, frozen=True, extra="forbid"):
    """The copy as it is kept: word for word what somebody got."""

    pieces: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """When, what it is called, and its words."""
    left_out: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it gives nothing and tells of nothing: then whoever asked must not even see that there is one."""
        return not (self.pieces or self.left_out)

    @classmethod
    def of(cls, copy: Copy) -> "Given":
        """The copy as it was come by."""
        return cls(
            pieces=tuple((one.when, one.title, one.boxes) for one in copy.pieces), left_out=copy.left_out
        )


def given_in(words: Mapping[str, str]) -> Given | None:
    """The copy in the words of a row; None once they were disposed of."""
    return Given.model_validate_json(words["copy"]) if "copy" in words else None


def copy_sheet(given: Given, *, facts: tuple[tuple[str, str], ...]) -> Sheet:
    """The paper."""
    plain = tuple((key, showable(said)) for key, said in facts)
    return Sheet(TITLE, plain, (), "", "", tuple(_blocks(given)), marking=MARKING)


def _blocks(given: Given) -> Iterator[Block]:
    if not given.pieces:
        yield Paragraph((Run(NOTHING),))
    for when, title, boxes in given.pieces:
        yield Title(1, "", (Run(showable(f"{when}: {title}" if when else title)),))
        for label, said in boxes:
            first, *more = paragraphs(said) or (Paragraph((Run(""),)),)
            yield Paragraph((Run(f"{showable(label)}: "), *first.runs)) if label else first
            yield from more
    if given.left_out:
        yield Title(1, "", (Run("What is left out"),))
        yield from (Paragraph((Run(f"We left out {one}."),), "-") for one in given.left_out)
    yield Title(1, "", (Run("What you can do"),))
    yield from (Paragraph((Run(one),)) for one in _YOURS)
