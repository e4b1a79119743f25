"""Adding to a report: more words by whoever reported, or by whoever wrote it down for somebody.

What was first written never changes. An addition is a dated entry of the record, people it names are rows of their own
under keys of their own, and everybody who holds the matter is told.
"""

from datetime import datetime
from uuid import UUID, uuid5

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import Shut, tag
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Concern, Delivery, Entry
from ..queries.reporter import own_part
from ..reports import More
from ..verbs import EntryAdded, PersonNamed
from ..vocabulary import EntryKind, Precision
from .anonymity import stands_as
from .clocking import keep_clocks
from .reporting import check_words, store_person
from .routing import who_may_know


def add_to_own(*, concern_id: UUID, more: More, request_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Add to a report one raised while signed in, or wrote down for somebody; returns the entry's id.

    Raises `NothingHere` for a report of anybody else's. The same words by the same `request_id` add nothing.
    """
    check_more(more, now)
    part = own_part(concern_id, actor.person_id or UUID(int=0), Moment.now(now))
    concern = Concern.objects.select_related("account_key").get(pk=concern_id)
    with turn(actor=stands_as(concern, part, actor), now=now, always=True) as t:
        return add(t, concern, more, request_id)


def add(t: Turn, concern: Concern, more: More, request_id: UUID) -> UUID:
    """Write an addition within a turn, and tell whoever holds the matter. Whoever calls knows that it is theirs.

    Once for a request and what it says: words that were changed after going back are new, and are kept too.
    """
    told = more.told.at.isoformat() if more.told else ""
    people = [[one.part, dict(one.words)] for one in more.people]
    said = canonical_json([more.danger, told, dict(more.words), people]).decode()
    entry_id = UUID(tag("addition", uuid5(concern.id, f"{request_id}{said}"))[:32])
    if Entry.objects.filter(pk=entry_id).exists():
        return entry_id
    subject, stream = Subject("concern", concern.id), Circle(concern.circle).stream
    at = more.told.at if more.told else t.now
    row = Entry(
        id=entry_id,
        concern=concern,
        kind=EntryKind.TOLD if more.told else EntryKind.MORE,
        happened_at=at,
        happened_to_the=more.told.to_the if more.told else Precision.MINUTE,
        recorded_at=t.now,
        by=t.actor.written,
    )
    text = canonical_json({name: words for name, words in more.words.items() if words.strip()}).decode()
    try:
        promised = promise(row, "words", text, concern.account_key)
    except Shut as shut:
        raise BadInput(f"{shut.sentence} So nothing can be added. Send a new report instead.") from None
    row.save()
    t.record(EntryAdded(row.id), subject, stream=stream, effective=at, commitments=[promised])
    for person in more.people:
        t.record(PersonNamed(store_person(t, concern, person).id), subject, stream=stream)
    keep_clocks(t, concern)
    tell(
        t,
        people=who_holds(concern, t.moment),
        thing_kind="concern",
        thing_id=concern.id,
        stream=stream,
        urgency=Urgency.NOW if more.danger else Urgency.TODAY,
        occasion=f"more-{row.id.hex}",
    )
    return entry_id


def check_more(more: More, now: datetime) -> None:
    """Refuse an addition that says nothing, or that cannot be stored."""
    said = [*more.words.values(), *(word for person in more.people for word in person.words.values())]
    if not any(word.strip() for word in said) and not more.told:
        raise BadInput("Write what you want to add before you send it.", field="words")
    if more.told and more.told.at > now:
        raise BadInput("This is in the future. Say when you were told.", field="told")
    check_words(said)


def who_holds(concern: Concern, moment: Moment) -> set[UUID]:
    """Everybody it was put before; where it waits, whoever was told that something does.

    Whoever has been shut out since is withheld when the message is sent.
    """
    put_before = set(Delivery.objects.filter(concern=concern).values_list("person_id", flat=True))
    if put_before:
        return put_before
    return set(who_may_know(concern, moment))
