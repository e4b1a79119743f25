"""What the three registers beside a policy have in common: who sees to them, what falls due, and how they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ....authority.access.queries import holders
from ....authority.policy.answers import Count, Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figure import Given
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..ids import id_of_policy
from ..models import RegisterLook
from ..queries.registers import looks, stood
from ..queries.reviews import given
from ..rules.counting import counted, said_day
from ..rules.register_blocks import RegisterBlock
from ..rules.registers import Stands, State, gravest, weakest
from ..vocabulary import POLICY

R = TypeVar("R", bound=RegisterBlock)


class RegisterKind(Kind[R]):
    """A register: each entry is looked at again within its time, by a person who writes down what they saw."""

    entries_are: str
    """What its entries are called, of which so many stand."""

    def check(self, id: str, block: R, file: File) -> Iterable[Trouble]:
        items = block.items  # type: ignore[attr-defined]
        if not items:
            yield Trouble(("items",), "the register is empty; give at least one [[items]].")
        first: dict[str, int] = {}
        for at, item in enumerate(items):
            if first.setdefault(item.id, at) != at:
                yield Trouble(("items", at, "id"), f"the id {item.id!r} is already in this register.")

    def looks(self, controls: Sequence[InForce[R]], moment: Moment) -> Mapping[str, Iterable[RegisterLook]]:
        """What was seen of each register, by its address."""
        return looks([one.address for one in controls], moment)

    def stood(
        self, control: InForce[R], moment: Moment, seen: Iterable[RegisterLook] | None = None
    ) -> Sequence[Stands]:
        """How each of its entries stands."""
        return stood(control, moment, seen)

    def ready(self, control: InForce[R], scope: Scope) -> Iterable[Lack]:
        """Nobody sees to it, or its time is left open."""
        if not holders(control.block.owner.roles(), scope.moment):
            yield Lack(control.address, f"Nobody holds the post that looks after {self.on_screen}.")
        if given(control.block.every, control, "every", scope.moment).given is Given.LOCAL:
            yield Lack(f"{control.address}.every", "The policy leaves a time to you, and it is not given.")

    def duties(self, control: InForce[R], scope: Scope) -> Iterator[Duty]:
        """The next look at each entry."""
        if scope.circle is not Stream.OPEN:
            return
        try:
            found = self.stood(control, scope.moment)
        except (HoursNotSet, TermsNotSet):
            return
        for one in found:
            if one.by is not None:
                since, limit = counted(one.since, one.by)
                after = one.last.on.isoformat() if one.last else "first"
                yield Duty(
                    POLICY,
                    id_of_policy(control.policy),
                    f"{one.entry.key}-{after}",
                    control.block.owner,
                    since,
                    limit,
                    remind=control.block.remind,
                )

    def evidence(self, control: InForce[R], scope: Scope) -> Reading:
        """Whether each entry was looked at in time and was as it should be; of several, the gravest."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[R]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        seen = self.looks(controls, scope.moment)
        return [self._reading(one, seen[one.address], scope.moment) for one in controls]

    def _reading(self, control: InForce[R], seen: Iterable[RegisterLook], moment: Moment) -> Reading:
        try:
            found = self.stood(control, moment, seen)
        except (HoursNotSet, TermsNotSet):
            return Reading(Status.NOT_SET, "the hours or terms that its time runs on are not given")
        worst = gravest(found)
        good = sum(one.state is State.GOOD for one in found)
        count = Count(good, len(found), self.entries_are)
        return Reading(worst.state.status, _because(worst), weakest(found), count)

    def said(self, block: R, naming: Naming) -> str:
        """Who looks, and how often."""
        return f"{block.owner.words(naming)} sees to it that each is looked at again: {block.every.words()}"


def _because(one: Stands) -> str:
    said = f"{one.entry.title}: {one.state.words}"
    if one.state is State.LATE and one.by:
        return f"{said} by {said_day(one.by)}"
    if one.by is None or one.state is State.NO_TIME:
        return said
    return f"{said}; looked at again by {said_day(one.by)}"
