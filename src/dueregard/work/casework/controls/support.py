"""`support`: what is offered to whom, by whom, whom it points to, and when it is looked at again."""

from collections.abc import Callable, Sequence

from ....authority.policy.answers import InForce, Reading, Scope
from ....authority.policy.blocks import Block, Words
from ....authority.policy.kinds import Kind
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, Who, bare_name
from .facts import CASE_FACTS, CASE_PERSONS, Happening


class SupportBlock(Block):
    """An offer of support."""

    offer: Words
    to: When = When()
    offered_by: Who
    signpost: Who | None = None
    """Contacts and outside bodies whose help is sought or pointed to."""
    review: TimeLimit | None = None


class Support(Kind[SupportBlock]):
    """What is offered."""

    name = "support"
    on_screen = "support"
    Block = SupportBlock
    facts = CASE_FACTS
    anchors = frozenset(Happening)
    persons = CASE_PERSONS

    def __init__(self) -> None:
        self._read: Callable[[Sequence[InForce[SupportBlock]], Scope], Sequence[Reading]] | None = None

    def be_read_by(self, read: Callable[[Sequence[InForce[SupportBlock]], Scope], Sequence[Reading]]) -> None:
        """Teach it who knows the plans that run under each offer: the package above, which keeps them."""
        self._read = read

    def evidence(self, control: InForce[SupportBlock], scope: Scope) -> Reading:
        """How many plans run under it, and whether they are looked at in time."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[SupportBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        if self._read is None:
            raise RuntimeError("nobody has taught the offer of support which plans there are")
        return self._read(controls, scope)

    def words(self, block: SupportBlock, naming: Naming = bare_name) -> str:
        said = [f"{block.offered_by.words(naming)}: {block.offer}"]
        if block.to != When():
            said.append(block.to.words(CASE_FACTS))
        if block.signpost:
            said.append(f"with the help of {block.signpost.words(naming)}")
        if block.review:
            said.append(f"looked at again: {block.review.words()}")
        return "; ".join(said)


SUPPORT = Support()
