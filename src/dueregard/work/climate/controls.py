"""`climate`: whether learners and staff are asked if they feel safe here, and what is done about what they say."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ...authority.policy.answers import Basis, Count, Duty, InForce, Reading, Scope, Status
from ...authority.policy.kinds import File, Kind, register
from ...authority.policy.values.trouble import Trouble
from ...authority.policy.values.who import Manner, Named, Naming, Prefix, Who, bare_name
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment, london_day
from ..governance.ids import id_of_policy
from ..governance.rules.counting import counted
from ..governance.vocabulary import POLICY
from .block import CLIMATE, ClimateBlock
from .models import FollowUp
from .queries import answers, asked_since, follow_ups
from .rules import Answers
from .vocabulary import About, Audience, Felt

_LOOKS_BACK = timedelta(days=365)
_BY = {Audience.LEARNERS: "learners", Audience.STAFF: "staff"}


class Climate(Kind[ClimateBlock]):
    """Whether people feel safe."""

    name = CLIMATE
    on_screen = "whether people feel safe"
    Block = ClimateBlock

    def evidence(self, control: InForce[ClimateBlock], scope: Scope) -> Reading:
        """Whether enough people of each audience answered in each whole term of the last year since it is asked, and
        what was decided is done in time. How safe they feel is said, and judges nothing: an honest low number is no
        fault of whoever asked."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[ClimateBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several: answers and what was decided are read once."""
        moment = scope.moment
        every = answers({audience for one in controls for audience in one.block.asks}, moment)
        done = follow_ups([one.address for one in controls], moment)
        return [_reading(one, every, done[one.address], moment) for one in controls]

    def duties(self, control: InForce[ClimateBlock], scope: Scope) -> Iterator[Duty]:
        """What was decided and is not done yet, by the post that was to do it."""
        if scope.circle is Stream.OPEN:
            for row in follow_ups([control.address], scope.moment)[control.address]:
                if row.done_on is None:
                    yield _duty(control, row)

    def check(self, id: str, block: ClimateBlock, file: File) -> Iterable[Trouble]:
        if not block.asks:
            yield Trouble(("asks",), "say who is asked: learners, staff or both.")
        for at, audience in enumerate(block.asks):
            if audience in block.asks[:at]:
                yield Trouble(("asks", at), f"{audience.value!r} is already in this list.")

    def words(self, block: ClimateBlock, naming: Naming = bare_name) -> str:
        who = " and ".join(_BY[audience] for audience in block.asks)
        return (
            f"{who} are asked each term, without names, whether they feel safe here and know whom to turn to; "
            f"{block.owner.words(naming)} looks at the answers and decides what is done"
        )


def _duty(control: InForce[ClimateBlock], row: FollowUp) -> Duty:
    since, limit = counted(london_day(row.recorded_at), row.due_on)
    post = Who(Manner.ANY_OF, (Named(Prefix.ROLE, row.post),))
    return Duty(POLICY, id_of_policy(control.policy), f"followup-{row.id.hex}", post, since, limit)


def _reading(
    control: InForce[ClimateBlock], every: Sequence[Answers], decided: Sequence[FollowUp], moment: Moment
) -> Reading:
    today = london_day(moment.as_at)
    ours = [one for one in every if one.audience in control.block.asks]
    since = max(asked_since(control, moment), today - _LOOKS_BACK)
    whole = [one for one in ours if one.term.begins >= since and one.term.ends <= today]
    late = sum(row.done_on is None and row.due_on < today for row in decided)
    said = _scores(ours)
    overdue = f"{late} of the things decided because of it should be done by now"
    if not whole:
        said = f"no whole term has passed since it is asked{said}"
        return Reading(Status.NOT_MET, f"{overdue}; {said}") if late else Reading(Status.NO_OCCASION, said)
    enough = sum(one.people > 0 for one in whole)
    count = Count(enough, len(whole), "times asked")
    because = f"enough people answered {enough} of {len(whole)} times they were asked, in a year{said}"
    if late:
        return Reading(Status.NOT_MET, f"{overdue}; {because}", Basis.HAPPENED_HERE, count)
    status = Status.MET if enough == len(whole) else Status.NOT_MET
    return Reading(status, because, Basis.HAPPENED_HERE, count)


def _scores(ours: Sequence[Answers]) -> str:
    """Of each audience the latest figure that may be shown."""
    said = ""
    for audience in Audience:
        one = next((one for one in ours if one.audience is audience and one.people), None)
        if one:
            share = one.share(About.SAFE, Felt.YES)
            said += f"; of 100 {_BY[audience]} {share} said they feel safe ({_called(one.term.begins)})"
    return said


def _called(begins: date) -> str:
    return f"the term from {begins:%B %Y}"


CLIMATE_KIND = Climate()
register(CLIMATE_KIND)
