"""`directory`: whom people turn to, where there are several: a line each, confirmed again and again."""

from collections.abc import Iterable, Mapping, Sequence

from ....authority.policy.answers import InForce, Reading, Status
from ....authority.policy.kinds import File
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ....ground.kernel.moments import Moment
from ..models import RegisterLook
from ..queries.directory import LISTED, rows_of, stood, wanted
from ..rules.directory import lacking
from ..rules.register_blocks import DIRECTORY, DirectoryBlock
from ..rules.registers import Stands
from .registers import RegisterKind


class Directory(RegisterKind[DirectoryBlock]):
    """A list of whom people turn to: whether it has all the policy asks for, and each line was confirmed in time."""

    name = DIRECTORY
    on_screen = "list of whom to turn to"
    Block = DirectoryBlock
    entries_are = "lines"

    def check(self, id: str, block: DirectoryBlock, file: File) -> Iterable[Trouble]:
        named = list(block.lists.flatten())
        if len(named) != 1 or named[0].prefix not in LISTED:
            yield Trouble(("lists",), 'name one contact or post, like "contact:police".')

    def looks(
        self, controls: Sequence[InForce[DirectoryBlock]], moment: Moment
    ) -> Mapping[str, Iterable[RegisterLook]]:
        return {one.address: () for one in controls}

    def stood(
        self,
        control: InForce[DirectoryBlock],
        moment: Moment,
        seen: Iterable[RegisterLook] | None = None,
    ) -> Sequence[Stands]:
        """Each line says itself when it was checked last; no look is kept apart from it."""
        return stood(control, moment)

    def _reading(
        self, control: InForce[DirectoryBlock], seen: Iterable[RegisterLook], moment: Moment
    ) -> Reading:
        """What is lacking before what is old."""
        asked, rows = wanted(control, moment), rows_of(control.address, moment)
        missing = lacking([row.line for row in rows], asked.regions, asked.minimum)
        if missing:
            return Reading(Status.NOT_MET if rows else Status.NOT_SET, missing)
        return super()._reading(control, seen, moment)

    def words(self, block: DirectoryBlock, naming: Naming = bare_name) -> str:
        seen = "on a page that everybody can open" if block.public else "for everybody who works here"
        return (
            f"{block.lists.words(naming)}: listed with how to reach each, {seen}; {self.said(block, naming)}"
        )


DIRECTORY_KIND = Directory()
