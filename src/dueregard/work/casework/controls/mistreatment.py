"""`mistreatment`: that bullying, harassment and discrimination are written down as such, with what was done about it.

The policy names the kinds in its own words. Nothing here counts anybody: the figures are over all matters.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from ....authority.policy.answers import InForce, Reading, Scope
from ....authority.policy.blocks import Block, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name

MISTREATMENT = "mistreatment"
_NO_SCORE = "nothing here scores or ranks a person: matters are counted, over all of them; delete it."
_Read = Callable[[Sequence[InForce["MistreatmentBlock"]], Scope], Sequence[Reading]]


class MistreatmentBlock(Block):
    """What a matter may be marked as."""

    misplaced: ClassVar[dict[str, str]] = dict.fromkeys(
        ("weight", "score", "points", "severity", "rank", "threshold", "tolerance"), _NO_SCORE
    )

    kinds: tuple[Words, ...]
    """In the policy's words; a record keeps those of its day."""


class Mistreatment(Kind[MistreatmentBlock]):
    """Bullying, harassment and discrimination, and what was done to challenge it."""

    name = MISTREATMENT
    on_screen = "bullying, harassment and discrimination"
    Block = MistreatmentBlock

    def __init__(self) -> None:
        self._read: _Read | None = None

    def be_read_by(self, read: _Read) -> None:
        """Teach it who knows what was marked: the room above, which reads it."""
        self._read = read

    def evidence(self, control: InForce[MistreatmentBlock], scope: Scope) -> Reading:
        """Of how many matters of the last year that were marked it is written down what was done."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[MistreatmentBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        if self._read is None:
            raise RuntimeError("nobody has taught the kind which matters were marked")
        return self._read(controls, scope)

    def check(self, id: str, block: MistreatmentBlock, file: File) -> Iterable[Trouble]:
        if not block.kinds:
            yield Trouble(("kinds",), "name at least one kind.")
        for at, kind in enumerate(block.kinds):
            if kind.casefold() in {one.casefold() for one in block.kinds[:at]}:
                yield Trouble(("kinds", at), f"{kind!r} is already in this list.")
            if "\n" in kind:
                yield Trouble(("kinds", at), "write it on one line.")

    def words(self, block: MistreatmentBlock, naming: Naming = bare_name) -> str:
        return f"written down as such, with what was done to challenge it and how it ended: {', '.join(block.kinds)}"


MARKED_AS = Mistreatment()
