"""Writing down what was told to somebody outside: what, to whom, on what basis, why it was necessary, and how."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import Referral, Share
from ..queries.conduct import standing_of
from ..rules.sharing import missing
from ..verbs import Shared
from ..vocabulary import SharingBasis
from .checking import of_hand
from .handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from .reading import words_of


def share_information(
    *,
    concern_id: UUID,
    basis: SharingBasis,
    words: Mapping[str, str],
    shared_at: datetime,
    approved_by: UUID,
    actor: Actor,
    now: datetime,
    referral_id: UUID | None = None,
    to_employer: bool = False,
) -> Share:
    """Write down that something was told. Nothing is told by this. `to_employer`: to whoever employs the person a
    restricted matter is about, which waits for advice from outside.

    Raises `NotPermitted` for an employer who is told too early; `BadInput` for what is left out, for a time to come,
    and for somebody who holds no post here; `NothingHere` for a referral of another concern.
    """
    for box, sentence in missing(words, basis).items():
        raise BadInput(sentence, field=box)
    if shared_at > now:
        raise BadInput("This is in the future. Write it down once it was told.", field="happened")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        referral = (
            Referral.objects.filter(pk=referral_id, concern_id=concern_id).first() if referral_id else None
        )
        if referral_id and referral is None:
            raise NothingHere
        if to_employer:
            standing_of(hand.concern, t.moment).may_tell_employer.enforce(
                who_can_help="Whoever manages the case can ask for advice. In danger ring 999."
            )
        if approved_by not in {row.person_id for row in holders(post_titles(t.moment), t.moment)}:
            raise BadInput("Choose somebody who holds a post here.", field="approved_by")
        row = Share(
            referral=referral,
            basis=basis,
            shared_at=shared_at,
            approved_by_id=approved_by,
            to_employer=to_employer,
            **of_hand(hand),
        )
        return _write(hand, row, words)


def note_receipt(
    *, share_id: UUID, received_at: datetime, receipt: str, actor: Actor, now: datetime
) -> Share:
    """Write down that what was told arrived, and how we know. Raises `OutOfTurn` when somebody has."""
    if not receipt.strip():
        raise BadInput("Say how you know that it arrived.", field="receipt")
    if received_at > now:
        raise BadInput("This is in the future. Write it down once it has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        before = Share.objects.filter(pk=share_id).select_related("concern").first()
        if before is None:
            raise NothingHere
        hand = take_hand(t, before.concern_id, *WRITES_THE_RECORD)
        if before.received_at or not Share.objects.filter(pk=share_id).known(t.moment.known_at).exists():
            raise OutOfTurn("Somebody has written down already that it arrived.")
        if received_at < before.shared_at:
            raise BadInput("This is before it was told.", field="happened")
        row = Share(
            referral=before.referral,
            basis=before.basis,
            shared_at=before.shared_at,
            approved_by_id=before.approved_by_id,
            to_employer=before.to_employer,
            received_at=received_at,
            **of_hand(hand, before),
        )
        return _write(hand, row, {**words_of(before), "receipt": receipt})


def _write(hand: Hand, row: Share, words: Mapping[str, str]) -> Share:
    promise = seal_words(hand, row, words)
    row.save()
    hand.t.record(
        Shared(row.id, SharingBasis(row.basis)),
        hand.subject,
        stream=Circle(hand.concern.circle).stream,
        effective=row.received_at or row.shared_at,
        commitments=[promise],
    )
    hand.move()
    return row
