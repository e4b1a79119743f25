"""Two things that are kept apart: whether somebody was told of a referral, and whether they agreed to support."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput
from ..models import Consent, Told
from ..verbs import ConsentHeard, ToldOfReferral
from ..vocabulary import Agreed, WasTold, Whom
from .checking import of_hand, standing, take_referral
from .handling import seal_words


def say_told(
    *,
    referral_id: UUID,
    whom: Whom,
    told: WasTold,
    happened_at: datetime | None,
    words: str,
    actor: Actor,
    now: datetime,
) -> Told:
    """Write down whether the person, or a parent, was told of a referral: when and by whom, or why not."""
    if not words.strip():
        asked = "by whom, and what they said" if told is WasTold.YES else "why not"
        raise BadInput(f"Say {asked}.", field="words")
    if told is WasTold.YES and happened_at is None:
        raise BadInput("Say when they were told.", field="happened")
    if happened_at and happened_at > now:
        raise BadInput("This is in the future. Write it down once they were told.", field="happened")
    with turn(actor=actor, now=now) as t:
        hand, referral = take_referral(t, referral_id)
        before = Told.objects.filter(referral=referral, whom=whom).known(t.moment.known_at).first()
        row = Told(
            referral=referral,
            whom=whom,
            told=told,
            happened_at=happened_at if told is WasTold.YES else None,
            **of_hand(hand, before),
        )
        promise = seal_words(hand, row, {"words": words})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(ToldOfReferral(row.id), hand.subject, stream=stream, commitments=[promise])
        hand.move()
    return row


def hear_of_consent(
    *, referral_id: UUID, said: Agreed, heard_on: date, words: str, actor: Actor, now: datetime
) -> Consent:
    """Write down what those who give support tell us of consent to it. It changes no stage: that is told to us too."""
    if not words.strip():
        raise BadInput("Say who told you, and who agreed or refused: the person, or a parent.", field="words")
    if heard_on > london_day(now):
        raise BadInput("This day is in the future.", field="heard_on")
    with turn(actor=actor, now=now) as t:
        hand, referral = take_referral(t, referral_id)
        row = Consent(
            referral=referral, said=said, heard_on=heard_on, **of_hand(hand, standing(Consent, referral, t))
        )
        promise = seal_words(hand, row, {"words": words})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(ConsentHeard(row.id), hand.subject, stream=stream, commitments=[promise])
        hand.move()
    return row
