"""`related`: the policies and procedures a policy is read with, and how often somebody looks whether each stands."""

from collections.abc import Iterable

from ....authority.policy.answers import InForce, Lack, Scope
from ....authority.policy.kinds import File
from ....authority.policy.values.figure import Given
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ..queries.registers import where
from ..rules.register_blocks import RELATED, RelatedBlock
from .registers import RegisterKind


class Related(RegisterKind[RelatedBlock]):
    """What the policy is read with. One of ours is in force or it is not; of any other somebody says so."""

    name = RELATED
    on_screen = "the policies this one is read with"
    Block = RelatedBlock
    entries_are = "policies and procedures"

    def check(self, id: str, block: RelatedBlock, file: File) -> Iterable[Trouble]:
        yield from super().check(id, block, file)
        for at, item in enumerate(block.items):
            if (item.ours is None) == (item.where is None):
                yield Trouble(
                    ("items", at),
                    "either it is another policy in force here (ours), or it lies elsewhere (where).",
                )
            elif item.ours and item.whose:
                yield Trouble(
                    ("items", at, "whose"), "a policy of ours says itself who owns it; delete this."
                )

    def ready(self, control: InForce[RelatedBlock], scope: Scope) -> Iterable[Lack]:
        """As every register; and a policy or procedure of which nobody has said where it lies."""
        yield from super().ready(control, scope)
        for item in control.block.items:
            found = where(control, item, scope.moment)
            if found and found.given is Given.LOCAL:
                yield Lack(control.address, f"Nobody has said yet where to find: {item.title}.")

    def words(self, block: RelatedBlock, naming: Naming = bare_name) -> str:
        both = [item.title for item in block.items if item.both_ways]
        said = f"read with {', '.join(item.title for item in block.items)}"
        if both:
            said = f"{said}; {', '.join(both)}: each speaks of this policy too"
        return f"{said}; {self.said(block, naming)}"


RELATED_KIND = Related()
