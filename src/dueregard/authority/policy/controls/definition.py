"""`definition`: what a policy means by a word, in its own wording, with its source and when that was checked."""

from ..blocks import Block, Words
from ..kinds import Kind
from ..values.figures import Day
from ..values.who import Naming, bare_name


class DefinitionBlock(Block):
    """A term and its meaning. Wordings differ between policies on purpose; they are kept, never merged."""

    term: Words
    means: Words
    aliases: tuple[Words, ...] = ()
    """Older or other words for the same, such as the former name of a body."""
    source: Words | None = None
    """The law or guidance it is taken from, with its edition."""
    checked: Day | None = None
    """When somebody last held it against its source."""


class Definition(Kind[DefinitionBlock]):
    """A term of the policy's glossary."""

    name = "definition"
    on_screen = "definition"
    Block = DefinitionBlock

    def words(self, block: DefinitionBlock, naming: Naming = bare_name) -> str:
        return f"{block.term}: {block.means}"
