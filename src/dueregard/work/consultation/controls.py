"""`consultation`: with whom people may talk a worry through before they report anything."""

from collections.abc import Iterable, Sequence

from ...authority.access.queries import holders
from ...authority.policy.answers import Basis, Count, Lack, Reading, Scope, Status
from ...authority.policy.kinds import File, Kind, register
from ...authority.policy.values.trouble import Trouble
from ...authority.policy.values.who import Naming, bare_name
from .block import CONSULTATION, ConsultationBlock
from .queries import Placed, how_many


class Consultation(Kind[ConsultationBlock]):
    """Talking it through. What it counts is over everybody, and of nobody."""

    name = CONSULTATION
    on_screen = "talking a worry through"
    Block = ConsultationBlock

    def check(self, id: str, block: ConsultationBlock, file: File) -> Iterable[Trouble]:
        if not block.to.roles():
            yield Trouble(("to",), "name a post that writes a note of it: role:….")

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """Nobody holds a post to talk to."""
        if not holders(control.block.to.roles(), scope.moment):
            yield Lack(control.address, "Nobody holds a post with whom people may talk a worry through.")

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Whether somebody is there to talk to, and whether anybody did in the last year."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several: the talks are counted once."""
        talks = how_many(scope.moment)
        return [self._reading(one, talks, scope) for one in controls]

    def _reading(self, control: Placed, talks: int, scope: Scope) -> Reading:
        if lacks := list(self.ready(control, scope)):
            return Reading(Status.NOT_MET, lacks[0].sentence, Basis.HAPPENED_HERE)
        if not talks:
            return Reading(Status.NO_OCCASION, "no talk was written down in the last year")
        said = "somebody is there to talk to, and talks were written down in the last year"
        return Reading(Status.MET, said, Basis.HAPPENED_HERE, Count(talks, talks, "talks"))

    def words(self, block: ConsultationBlock, naming: Naming = bare_name) -> str:
        return (
            f"anybody may talk a worry through with {block.to.words(naming)} before they report it; a note is kept, "
            "which needs nobody it is about"
        )


CONSULTATION_KIND = Consultation()
register(CONSULTATION_KIND)
