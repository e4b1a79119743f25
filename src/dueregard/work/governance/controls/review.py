"""`review`: when the policy is looked at again, by whom, and after what."""

from collections.abc import Iterable, Iterator

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figure import Given
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..ids import id_of_policy
from ..queries.reviews import given, looked, owed
from ..rules.blocks import REVIEW, ReviewBlock
from ..rules.counting import counted, said_day
from ..vocabulary import POLICY, SAID_OF

Placed = InForce[ReviewBlock]


class Review(Kind[ReviewBlock]):
    """When the policy is looked at again."""

    name = REVIEW
    on_screen = "when this policy is looked at again"
    Block = ReviewBlock

    def check(self, id: str, block: ReviewBlock, file: File) -> Iterable[Trouble]:
        if len(file.blocks(REVIEW)) > 1:
            yield Trouble((), "a policy is looked at again in one way; write one review control.")
        if block.after and block.within is None:
            yield Trouble(("within",), 'within which time after that? Give a time, or "not set".')
        if block.within is not None and not block.after:
            yield Trouble(("within",), "after what? Name it in after, or delete this.")

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """Nobody sees to it, or a time is left open."""
        if not holders(control.block.owner.roles(), scope.moment):
            yield Lack(control.address, "Nobody holds the post that sees to reviews of this policy.")
        for key in ("every", "within"):
            figure = getattr(control.block, key)
            if figure and given(figure, control, key, scope.moment).given is Given.LOCAL:
                yield Lack(
                    f"{control.address}.{key}", "The policy leaves a time to you, and it is not given."
                )

    def duties(self, control: Placed, scope: Scope) -> Iterator[Duty]:
        """Each review that is to come or late."""
        if scope.circle is not Stream.OPEN:
            return
        try:
            found = owed(control, scope.moment)
        except (HoursNotSet, TermsNotSet):
            return
        for one in found:
            since, limit = counted(one.since, one.by)
            yield Duty(
                POLICY,
                id_of_policy(control.policy),
                one.occasion,
                control.block.owner,
                since,
                limit,
                remind=control.block.remind,
            )

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Whether it was looked at in time."""
        moment = scope.moment
        last = looked(control.policy, moment)
        try:
            found = owed(control, moment)
        except (HoursNotSet, TermsNotSet):
            return Reading(Status.NOT_SET, "the hours or terms that its time runs on are not given")
        every = given(control.block.every, control, "every", moment)
        today = london_day(moment.as_at)
        late = [one for one in found if one.by < today]
        if late:
            said = f"a review ({late[0].why}) was due by {said_day(late[0].by)}"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        if not found or every.value is None:
            return Reading(Status.NOT_SET, f"how often it is looked at: {every.why}")
        soonest = f"again ({found[0].why}) by {said_day(found[0].by)}"
        if last is None or last.seen is None:
            return Reading(Status.NOT_YET_DUE, f"no review is recorded yet; {soonest}")
        return Reading(Status.MET, f"looked at on {said_day(last.seen)}; {soonest}", Basis.HAPPENED_HERE)

    def words(self, block: ReviewBlock, naming: Naming = bare_name) -> str:
        said = f"{block.owner.words(naming)} sees to it that it is looked at again: {block.every.words()}"
        if block.after:
            what = ", ".join(SAID_OF[event] for event in block.after)
            said = f"{said}; and after {what}: {block.within.words() if block.within else ''}"
        return said


REVIEW_KIND = Review()
