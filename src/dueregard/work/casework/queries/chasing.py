"""Referrals that were sent, by path: which wait for an answer, and what that says of the path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ....authority.policy.answers import Basis, Count, Duty, InForce, Reading, Scope, Status
from ....authority.policy.queries import lookup
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.queries import fact
from ....mechanisms.clocks.queries.duties import Terms
from ..controls.referral import ReferralBlock
from ..models import Concern, Referral, ReferralStage
from ..rules.chasing import Sent, duties_to_look, duty_to_ask
from ..rules.facts import Facts
from ..vocabulary import Stage
from .evidence import LOOKS_BACK, sources_of
from .happenings import matters

_NOTHING_CAME_BACK = (Stage.DRAFTED, Stage.SENT, Stage.WITHDRAWN)


def sent(referrals: "QuerySet[Referral]", moment: Moment) -> tuple[Sent, ...]:
    """Of these referrals, those that had been sent by the moment, as known at it."""
    rows = ReferralStage.objects.known(moment.known_at).filter(happened_at__lte=moment.as_at)
    reached: dict[UUID, list[ReferralStage]] = {}
    for row in rows.filter(referral__in=referrals).select_related("referral").order_by("happened_at", "id"):
        reached.setdefault(row.referral_id, []).append(row)
    return tuple(one for stages in reached.values() if (one := _sent(stages)))


def _sent(stages: Iterable[ReferralStage]) -> Sent | None:
    first = {row.stage: row for row in reversed(list(stages))}
    if (went := first.get(Stage.SENT)) is None:
        return None
    answers = [row.happened_at for stage, row in first.items() if stage not in _NOTHING_CAME_BACK]
    path = went.referral.governed_by
    reached = tuple((Stage(stage), london_day(row.happened_at)) for stage, row in first.items())
    return Sent(
        went.referral_id, went.concern_id, path, went.happened_at, min(answers, default=None), reached
    )


_FIGURES = {Stage.SIX_MONTH_REVIEW: "first", Stage.TWELVE_MONTH_REVIEW: "second"}


def months_of_looks(moment: Moment) -> dict[Stage, int]:
    """How many months after support began it is looked at again, as guidance has it; of a look whose figure nobody
    here knows, nothing."""
    known = {stage: fact(f"threshold.channel-{which}-review", moment) for stage, which in _FIGURES.items()}
    return {stage: found.content.amount for stage, found in known.items() if found}


def unanswered(moment: Moment) -> "QuerySet[ReferralStage]":
    """The sending of every referral of which nothing has come back, as known at the moment."""
    stages = ReferralStage.objects.known(moment.known_at)
    answers = stages.filter(referral=OuterRef("referral")).exclude(stage__in=_NOTHING_CAME_BACK)
    rows: QuerySet[ReferralStage] = stages.filter(~Exists(answers), stage=Stage.SENT)
    return rows


def _by(paths: Sequence[InForce[ReferralBlock]], scope: Scope) -> list[list[Sent]]:
    """What went each of these ways, under any edition of its policy."""
    sources = sources_of(paths)
    every = frozenset().union(*sources)
    went = sent(Referral.objects.filter(governed_by__in=every, concern__circle=scope.circle), scope.moment)
    return [[one for one in went if one.governed_by in by] for by in sources]


def duties_to_ask(path: InForce[ReferralBlock], scope: Scope) -> Iterator[Duty]:
    """Every referral that went this way and waits for an answer, as something to ask after; and each look at support
    that came of one."""
    [went] = _by([path], scope)
    if path.block.chase is not None:
        yield from _duties(path, went, _facts(went, scope.moment), scope.moment)
    months = months_of_looks(scope.moment)
    for one in went:
        yield from duties_to_look(path, one, months)


def _facts(went: Iterable[Sent], moment: Moment) -> dict[UUID, Facts]:
    """What may be asked of each concern of which a referral waits for an answer."""
    waiting = {one.concern_id for one in went if one.answered_at is None}
    if not waiting:
        return {}
    return {
        found.concern.id: found.facts for found in matters(Concern.objects.filter(pk__in=waiting), moment)
    }


def _duties(
    path: InForce[ReferralBlock], went: Iterable[Sent], facts: Mapping[UUID, Facts], moment: Moment
) -> Iterator[Duty]:
    elsewhere = lookup(moment)
    for one in went:
        if one.answered_at is None and (duty := duty_to_ask(path, one, facts[one.concern_id], elsewhere)):
            yield duty


def referral_readings(paths: Sequence[InForce[ReferralBlock]], scope: Scope) -> list[Reading]:
    """Whether what went each of these ways in the last year was answered; nobody is blamed for somebody else's
    silence."""
    since = scope.moment.as_at - LOOKS_BACK
    every = [[one for one in went if one.at > since] for went in _by(paths, scope)]
    facts = _facts((one for went in every for one in went), scope.moment)
    return [_reading(path, went, facts, scope) for path, went in zip(paths, every, strict=True)]


def _reading(
    path: InForce[ReferralBlock], went: Sequence[Sent], facts: Mapping[UUID, Facts], scope: Scope
) -> Reading:
    moment = scope.moment
    if not went:
        return Reading(Status.NO_OCCASION, "nothing was sent this way in the last year")
    count = Count(sum(one.answered_at is not None for one in went), len(went), "referrals")
    said = f"{count.n} of {count.of} sent in the last year were answered"
    terms = Terms(moment)
    owed = [terms.owed(duty, path, scope.circle) for duty in _duties(path, went, facts, moment)]
    ends = [one.terms.due_at for one in owed if one and one.terms.due_at]
    if overdue := sum(end < moment.as_at for end in ends):
        said += f"; {overdue} should have been asked after by now"
        return Reading(Status.AT_RISK, said, Basis.HAPPENED_HERE, count)
    return Reading(Status.MET, said, Basis.HAPPENED_HERE, count)
