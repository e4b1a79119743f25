"""`told`: through which channels a policy is made known to whom, and how often somebody looks whether it is."""

from collections.abc import Iterable

from ....authority.policy.kinds import File
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ..rules.register_blocks import TOLD, Telling, ToldBlock
from .registers import RegisterKind


class Told(RegisterKind[ToldBlock]):
    """How the policy is made known: each channel for each audience, a display site by site."""

    name = TOLD
    on_screen = "how this policy is made known"
    Block = ToldBlock
    entries_are = "ways of making it known"

    def check(self, id: str, block: ToldBlock, file: File) -> Iterable[Trouble]:
        yield from super().check(id, block, file)
        for at, item in enumerate(block.items):
            if not item.audiences:
                yield Trouble(("items", at, "audiences"), "made known to whom? Name at least one.")

    def words(self, block: ToldBlock, naming: Naming = bare_name) -> str:
        return f"made known: {'; '.join(map(_said, block.items))}; {self.said(block, naming)}"


def _said(item: Telling) -> str:
    whom = ", ".join(item.audiences)
    return f"{item.channel} ({whom}): {item.what}" if item.what else f"{item.channel} ({whom})"


TOLD_KIND = Told()
