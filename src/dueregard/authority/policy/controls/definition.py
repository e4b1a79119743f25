"""`definition`: what a policy means by a word, in its own wording, with its source and when that was checked."""

from collections.abc import Iterable

from ....ground.tenancy.vocabulary import Nation
from ..blocks import Block, Id, Words
from ..kinds import File, Kind
from ..values.figures import Day
from ..values.trouble import Trouble
from ..values.who import Naming, bare_name

DEFINITION = "definition"


class DefinitionBlock(Block):
    """A term and its meaning. Wordings differ between policies on purpose; they are kept, never merged."""

    term: Words
    means: Words
    aliases: tuple[Words, ...] = ()
    """Older or other words for the same, such as the former name of a body."""
    part_of: Id | None = None
    """The definition of this policy that it is a part of, such as one strand of a strategy."""
    source: Words | None = None
    """The law or guidance it is taken from."""
    edition: Words | None = None
    """Of its source: a month, a year, a number. An old one is named as it is."""
    nation: tuple[Nation, ...] = ()
    """Where its source speaks for; empty: wherever the policy holds."""
    superseded_by: Words | None = None
    """What has taken the place of that edition. The policy may keep the older meaning, and says so."""
    checked: Day | None = None
    """When somebody last held it against its source."""

    @property
    def cited(self) -> str:
        """Its source as somebody would cite it; empty where the wording is the policy's own."""
        return ", ".join(filter(None, (self.source, self.edition)))


class Definition(Kind[DefinitionBlock]):
    """A term of the policy's glossary."""

    name = DEFINITION
    on_screen = "definition"
    Block = DefinitionBlock

    def check(self, id: str, block: DefinitionBlock, file: File) -> Iterable[Trouble]:
        for key in ("edition", "superseded_by"):
            if getattr(block, key) and not block.source:
                yield Trouble((key,), "of which source? Name it in source, or delete this.")
        if block.part_of is None:
            return
        whole = file.blocks(DEFINITION).get(block.part_of)
        if whole is None or block.part_of == id:
            yield Trouble(
                ("part_of",), f"{block.part_of!r} is no other definition of this policy; write the id of one."
            )
        elif isinstance(whole, DefinitionBlock) and whole.part_of:
            yield Trouble(("part_of",), f"{block.part_of!r} is a part itself; name the whole.")

    def words(self, block: DefinitionBlock, naming: Naming = bare_name) -> str:
        return f"{block.term}: {block.means}"
