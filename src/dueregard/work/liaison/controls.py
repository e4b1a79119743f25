"""`liaison`: the bodies outside with whom we work, who keeps in touch with each, and how often at least."""

from collections.abc import Iterator, Sequence

from ...authority.policy.answers import Basis, Count, Duty, InForce, Reading, Scope, Status
from ...authority.policy.kinds import register
from ...authority.policy.values.who import Manner, Named, Naming, Prefix, Who, bare_name
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..governance.controls.registers import RegisterKind
from ..governance.ids import id_of_policy
from ..governance.rules.counting import counted
from ..governance.rules.registers import Stands
from ..governance.vocabulary import POLICY
from .block import LIAISON, LiaisonBlock
from .models import Undertaking
from .queries import Log, logs, stood
from .rules import judged


class Liaison(RegisterKind[LiaisonBlock]):
    """A register of bodies outside. A time at which somebody was in touch is its look."""

    name = LIAISON
    on_screen = "those outside with whom we work"
    Block = LiaisonBlock
    entries_are = "bodies"

    def stood(self, control: InForce[LiaisonBlock], moment: Moment, seen: object = None) -> Sequence[Stands]:
        """How each body stands."""
        return stood(control, moment)

    def duties(self, control: InForce[LiaisonBlock], scope: Scope) -> Iterator[Duty]:
        """Being in touch with each again; and what posts of ours were to do."""
        yield from super().duties(control, scope)
        if scope.circle is Stream.OPEN:
            for one in logs([control.address], scope.moment)[control.address].open():
                yield _duty(control, one)

    def evidence_of(self, controls: Sequence[InForce[LiaisonBlock]], scope: Scope) -> Sequence[Reading]:
        """How each stands; of several what was written down is read once."""
        found = logs([one.address for one in controls], scope.moment)
        return [_reading(one, found[one.address], scope.moment) for one in controls]

    def words(self, block: LiaisonBlock, naming: Naming = bare_name) -> str:
        whom = ", ".join(body.title for body in block.items)
        said = (
            f"{block.owner.words(naming)} keeps in touch with: {whom}; with each again: {block.every.words()}"
        )
        return (
            f"{said}; written down each time: what changed, or why nothing did" if block.feeds_back else said
        )


def _reading(control: InForce[LiaisonBlock], log: Log, moment: Moment) -> Reading:
    try:
        bodies = stood(control, moment, log)
    except (HoursNotSet, TermsNotSet):
        return Reading(Status.NOT_SET, "the hours or terms that its time runs on are not given")
    status, because = judged(bodies, log.left(london_day(moment.as_at)), feeds_back=control.block.feeds_back)
    reached = sum(one.last is not None for one in bodies)
    basis = Basis.HAPPENED_HERE if reached else None
    return Reading(status, because, basis, Count(reached, len(bodies), "bodies"))


def _duty(control: InForce[LiaisonBlock], one: Undertaking) -> Duty:
    since, limit = counted(london_day(one.recorded_at), one.due_on)
    post = Who(Manner.ANY_OF, (Named(Prefix.ROLE, one.post),))
    about = id_of_policy(control.policy)
    return Duty(POLICY, about, f"undertaking-{one.id.hex}", post, since, limit, remind=control.block.remind)


LIAISON_KIND = Liaison()
register(LIAISON_KIND)
