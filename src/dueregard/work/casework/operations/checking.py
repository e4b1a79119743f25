"""Answering what is asked before a referral is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import Checklist, Referral
from ..models.about_referrals import OfReferral
from ..rules.checking import Check, why
from ..verbs import ReferralChecked
from .handling import Hand, seal_words, take_hand
from .investigating import bar_reporter

_Row = TypeVar("_Row", bound=OfReferral)


def check_referral(*, referral_id: UUID, words: Mapping[str, str], actor: Actor, now: datetime) -> Checklist:
    """Keep the answers there are; the rest may follow. Later answers replace them, and both stay readable.

    Raises `BadInput` when nothing was answered.
    """
    kept = {name: words.get(name, "") for check in Check for name in (check.value, why(check))}
    if not any(said.strip() for said in kept.values()):
        raise BadInput("Answer at least one of these questions before you save.", field=Check.BEHAVIOUR)
    with turn(actor=actor, now=now) as t:
        hand, referral = take_referral(t, referral_id)
        row = Checklist(referral=referral, **of_hand(hand, standing(Checklist, referral, t)))
        promise = seal_words(hand, row, kept)
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(ReferralChecked(row.id), hand.subject, stream=stream, commitments=[promise])
        hand.move()
    return row


def take_referral(t: Turn, referral_id: UUID) -> tuple[Hand, Referral]:
    """A referral and the concern it is of, for somebody who may refer; raises as `take_hand`, and for whoever a policy
    keeps from looking into it."""
    referral = Referral.objects.filter(pk=referral_id).first()
    if referral is None:
        raise NothingHere
    hand = take_hand(t, referral.concern_id, Capability.REFER)
    bar_reporter(hand.concern, hand.who, t.moment)
    return hand, referral


def standing(model: type[_Row], referral: Referral, t: Turn) -> _Row | None:
    """What a new row of this sort about the referral replaces."""
    found: _Row | None = model.objects.filter(referral=referral).known(t.moment.known_at).first()
    return found


def of_hand(hand: Hand, replaces: object = None) -> dict[str, Any]:
    """What every new row of a record is begun with."""
    return {
        "concern": hand.concern,
        "replaces": replaces,
        "recorded_at": hand.t.now,
        "by": hand.t.actor.written,
    }
