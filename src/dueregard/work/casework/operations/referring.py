"""Referrals: prepared here, sent by a human, then followed stage by stage until somebody tells us how it ended."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import Capability, Circle
from ....authority.policy.queries import placed_at
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..controls.referral import ReferralRoute
from ..models import Assent, Decision, Referral, ReferralStage
from ..queries.before_sending import in_danger, unanswered_checks
from ..rules.checking import still_blank
from ..rules.deciding import REFUSES
from ..rules.stages import may_follow, may_send
from ..verbs import ReferralMoved, ReferralPrepared
from ..vocabulary import Question, Stage, State
from .deciding import unavailable_roles
from .handling import Hand, seal_words, take_hand
from .investigating import bar_reporter


def prepare_referral(
    *,
    concern_id: UUID,
    route: str,
    governed_by: str,
    words: Mapping[str, str],
    actor: Actor,
    now: datetime,
    to: str = "",
) -> Referral:
    """Draft a referral.

    It needs a made decision to refer, except where danger is immediate: then the call came first.
    """
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.REFER)
        bar_reporter(hand.concern, hand.who, t.moment)
        if not in_danger(hand.concern, t.moment) and not _decided_to_refer(hand, route):
            raise OutOfTurn(
                "First decide to refer, with reasons. In immediate danger ring 999 without waiting for this."
            )
        referral = Referral(
            concern=hand.concern,
            route=route,
            governed_by=governed_by,
            to=to,
            recorded_at=t.now,
            by=actor.written,
        )
        promise = seal_words(hand, referral, words)
        referral.save()
        stream = Circle(hand.concern.circle).stream
        t.record(ReferralPrepared(referral.id), hand.subject, stream=stream, commitments=[promise])
        _reach(hand, referral, Stage.DRAFTED, t.now, "")
    return referral


def _decided_to_refer(hand: Hand, route: str) -> bool:
    """Somebody decided the question, and decided for it. Of a restricted matter, telling the Disclosure and Barring
    Service is a question of its own."""
    barring = route == ReferralRoute.DBS and hand.concern.circle == Circle.SEALED
    question = Question.BARRING if barring else Question.REFER_OUTSIDE
    answered = Decision.objects.filter(concern=hand.concern, question=question)
    decisions = answered.exclude(outcome__startswith=REFUSES).known(hand.t.moment.known_at)
    return Assent.objects.filter(decision__in=decisions, completes=True).exists()


def move_referral(
    *, referral_id: UUID, stage: Stage, happened_at: datetime, words: str, actor: Actor, now: datetime
) -> ReferralStage:
    """Record that a referral reached a stage: sent by us, or as we were told."""
    if happened_at > now:
        raise BadInput("This is in the future. Record it once it has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        referral = Referral.objects.filter(pk=referral_id).first()
        if referral is None:
            raise NothingHere
        hand = take_hand(t, referral.concern_id, Capability.REFER)
        current = stage_of(referral, t.moment.known_at)
        if stage not in may_follow(current):
            raise OutOfTurn(f"After “{current.value.replace('-', ' ')}” this cannot come next.")
        if stage is Stage.SENT:
            _let_send(hand, referral)
        row = _reach(hand, referral, stage, happened_at, words)
        hand.move(State.REFERRED if stage is Stage.SENT else None)
    return row


def _let_send(hand: Hand, referral: Referral) -> None:
    """Raise `NotPermitted`, which says who can, where the policy has somebody else send it; `OutOfTurn`, which says
    what is blank, while its questions are not answered. In danger nothing is asked."""
    path, moment = placed_at(referral.governed_by), hand.t.moment
    danger = in_danger(hand.concern, moment)
    senders = path.block.sent_by.roles() if path and path.block.sent_by else frozenset[str]()
    ruling = may_send(
        senders,
        hand.who.roles,
        unavailable=unavailable_roles(hand.concern, senders, moment),
        danger=danger,
        clause=referral.governed_by,
    )
    titles = post_titles(moment)
    posts = ", ".join(sorted(titles.get(role, role) for role in senders))
    ruling.enforce(who_can_help=f"These posts can: {posts}.")
    if not danger and (checks := unanswered_checks(referral, moment)):
        raise OutOfTurn(still_blank(checks))


def stage_of(referral: Referral, now: datetime) -> Stage:
    """The latest stage of a referral, as known now."""
    latest = (
        ReferralStage.objects.filter(referral=referral).known(now).order_by("-recorded_at", "-id").first()
    )
    return Stage(latest.stage) if latest else Stage.DRAFTED


def _reach(hand: Hand, referral: Referral, stage: Stage, happened_at: datetime, words: str) -> ReferralStage:
    row = ReferralStage(
        referral=referral,
        concern_id=hand.concern.id,
        stage=stage,
        happened_at=happened_at,
        recorded_at=hand.t.now,
        by=hand.t.actor.written,
    )
    promises = [seal_words(hand, row, {"words": words})] if words else []
    row.save()
    hand.t.record(
        ReferralMoved(referral.id, stage),
        hand.subject,
        stream=Circle(hand.concern.circle).stream,
        effective=happened_at,
        commitments=promises,
    )
    return row
