"""A concern about somebody who works here: whom they work with, what was heard from outside, and who manages it.

Which kind it is, is decided as every question is: see `deciding`.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ....authority.access.operations import Handler, add_handlers, end_party
from ....authority.access.vocabulary import Circle, Part
from ....ground.audit.operations import Turn, turn
from ....ground.audit.vocabulary import Verb
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ....ground.kernel.rulings import deny
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Advice, CaseManager, Delivery, Removal, TheirWork
from ..queries.conduct import Standing, posts_of, ruling_on_manager, standing_of, who_appoints
from ..rules.conduct import AdviceFrom, AdviceStep, EmployedBy, Removed, WorksIn, WorksWith, missing_advice
from ..rules.ladders import Holder
from ..verbs import AdviceNoted, ManagerAppointed, RemovalNoted, WorkDescribed
from ..vocabulary import Purpose
from .checking import of_hand
from .handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from .routing import Put, give_to

MANAGER = "case-manager"
"""What the record calls somebody who handles a case by appointment and by no post."""


def describe_work(
    *,
    concern_id: UUID,
    works_with: WorksWith,
    works_in: WorksIn,
    employed_by: EmployedBy,
    words: str,
    actor: Actor,
    now: datetime,
) -> TheirWork:
    """Write down whom the person works with, where, and who employs them, and how we know; it says who is asked."""
    if not words.strip():
        raise BadInput("Say how you know: a contract, a timetable, or who told you.", field="words")
    with turn(actor=actor, now=now) as t:
        hand, found = take_conduct(t, concern_id)
        row = TheirWork(
            works_with=works_with,
            works_in=works_in,
            employed_by=employed_by,
            **of_hand(hand, found.their_work),
        )
        _write(hand, row, {"words": words}, WorkDescribed(row.id))
    return row


def note_advice(
    *,
    concern_id: UUID,
    source: AdviceFrom,
    step: AdviceStep,
    happened_at: datetime,
    words: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> Advice:
    """Write down that somebody outside was asked for advice, that they gave it, or why they are not asked."""
    for box, sentence in missing_advice(step, words).items():
        raise BadInput(sentence, field=box)
    if happened_at > now:
        raise BadInput("This is in the future. Write it down once it has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        hand, found = take_conduct(t, concern_id)
        row = Advice(
            source=source, step=step, happened_at=happened_at, **of_hand(hand, found.advice.get(source))
        )
        _write(hand, row, words, AdviceNoted(row.id), happened_at)
    return row


def note_removal(
    *, concern_id: UUID, how: Removed, happened_at: datetime, words: str, actor: Actor, now: datetime
) -> Removal:
    """Write down that the person was removed from their work with children or adults at risk, or would have been. Then
    somebody decides whether the Disclosure and Barring Service is told."""
    if not words.strip():
        raise BadInput("Say from what work they were removed, by whom, and why.", field="words")
    if happened_at > now:
        raise BadInput("This is in the future. Write it down once it has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        hand, _found = take_conduct(t, concern_id)
        before = Removal.objects.filter(concern=hand.concern).known(t.moment.known_at).first()
        row = Removal(how=how, happened_at=happened_at, **of_hand(hand, before))
        _write(hand, row, {"words": words}, RemovalNoted(row.id), happened_at)
    return row


def appoint_manager(
    *, concern_id: UUID, person_id: UUID, reason: str, actor: Actor, now: datetime
) -> CaseManager:
    """Appoint who manages the case. They may open it from now on, and hear of it; whoever did until now does no more.

    Raises `NotPermitted`, which says who can, for whoever does not appoint, and for somebody who may not manage it.
    """
    if not reason.strip():
        raise BadInput("Say why you choose them.", field="reason")
    with turn(actor=actor, now=now) as t:
        hand, found = take_conduct(t, concern_id)
        appointing = who_appoints(hand.concern, t.moment)
        if hand.who.person_id not in appointing:
            deny("None of your roles here lets you appoint who manages this.").enforce(
                who_can_help=f"These posts can: {posts_of(appointing, t.moment)}."
            )
        ruling_on_manager(hand.concern, person_id, t.moment).enforce()
        row = CaseManager(person_id=person_id, **of_hand(hand, found.manager))
        _write(hand, row, {"reason": reason}, ManagerAppointed(row.id, person_id))
        _put_in_charge(hand, found.manager, person_id)
    return row


def take_conduct(t: Turn, concern_id: UUID) -> tuple[Hand, Standing]:
    """A restricted matter for its handler, and how it stands; an open one takes no such path: `NothingHere`."""
    hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
    if hand.concern.circle != Circle.SEALED:
        raise NothingHere
    return hand, standing_of(hand.concern, t.moment)


def _put_in_charge(hand: Hand, before: CaseManager | None, person_id: UUID) -> None:
    t, concern = hand.t, hand.concern
    if before is not None and before.person_id != person_id:
        end_party(t, thing_id=concern.id, part=Part.HANDLER_IN_PERSON, person_id=before.person_id)
    if before is None or before.person_id != person_id:
        put_before = Delivery.objects.filter(concern=concern, person_id=person_id, purpose=Purpose.MANAGE)
        if put_before.exists():
            handler = Handler(person_id, MANAGER, in_person=True)
            add_handlers(t, thing_kind="concern", thing_id=concern.id, handlers=[handler])
        else:
            holder = Holder(person_id, MANAGER, in_person=True)
            give_to(t, concern, [Put(holder, Purpose.MANAGE, 0, "")])
    tell(
        t,
        people={person_id},
        thing_kind="concern",
        thing_id=concern.id,
        stream=Circle(concern.circle).stream,
        urgency=Urgency.TODAY,
        occasion="manage",
    )


def _write(
    hand: Hand,
    row: TheirWork | Advice | CaseManager | Removal,
    words: Mapping[str, str],
    verb: Verb,
    effective: datetime | None = None,
) -> None:
    promise = seal_words(hand, row, words)
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(verb, hand.subject, stream=stream, effective=effective, commitments=[promise])
    hand.move()
