"""What a handler does with a concern: open it, sort it, add to its record, say which person of the
directory this is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.emergencies import open_to
from ....authority.access.operations import add_party
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import Capability, Circle
from ....authority.identity.queries import details
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import deny
from ....mechanisms.notifications.operations import mark_opened
from ..models import Concern, ConcernPerson, Entry, ReferralStage, Triage
from ..models.record import OfConcern
from ..queries.conduct import posts_of, standing_of, who_appoints
from ..queries.granting import granted
from ..queries.seeing import is_theirs, seen_by
from ..reports import Occurred
from ..rules.conduct import INTO_IT
from ..rules.people import part_of
from ..verbs import EntryAdded, Opened, PersonLinked, Triaged
from ..vocabulary import PersonKind, State, Strand
from .investigating import bar_reporter
from .persons import replace_row, standing_row
from .restricting import restrict, restrict_if_walls_say_so
from .working_copy import bring_up_to_date

WRITES_THE_RECORD = (
    Capability.TRIAGE,
    Capability.DECIDE,
    Capability.REVIEW,
    Capability.CONSULT,
    Capability.SEE_RESTRICTED,
)


_READ_AND_ADD = (
    "You opened this concern in an emergency. You can read it and add to its record, and nothing else."
)
_READ_ONLY = "Somebody let you read this concern until a day. You can read it, and nothing else."
IN_PERSON = frozenset({Capability.CONSULT})
"""What somebody may do in a matter put before them in person: read it and add to its record. Posts decide."""


class Disposed(OutOfTurn):
    """This record was disposed of, so there is nothing in it to read, and nothing can be added to it."""

    code = "record-disposed-of"

    def __init__(self) -> None:
        super().__init__(who_can_help="The certificate says when and why, and which two posts decided it.")


@dataclass(frozen=True, slots=True)
class Hand:
    """A handler at a concern within a turn: what every operation here begins with."""

    t: Turn
    concern: Concern
    who: access.Reader
    for_a_while: bool = False
    """Nothing opens the concern to them but an emergency, or that somebody let them read it."""

    @property
    def subject(self) -> Subject:
        """The concern, as the ledger names it."""
        return Subject("concern", self.concern.id)

    def move(self, state: State | None = None, **working: object) -> None:
        """Bring the desk's working copy up to date."""
        bring_up_to_date(self.t, self.concern, **({"state": state} if state else {}), **working)

    def sorted_as(self) -> Triage | None:
        """The triage that stands, if somebody has sorted the concern."""
        found: Triage | None = (
            Triage.objects.filter(concern=self.concern).known(self.t.moment.known_at).first()
        )
        return found


def take_hand(t: Turn, concern_id: UUID, *capabilities: Capability, for_a_while: bool = False) -> Hand:
    """Load a concern for its handler; raises `NothingHere` for what they may not see, `NotPermitted` for
    what they may not do. `for_a_while`: also somebody may do it who only opened it in an emergency; and read it, who
    was let read it."""
    if t.actor.person_id is None:
        raise NothingHere
    moment = t.moment
    who = access.reader(t.actor.person_id, powers_in_force(moment), moment)
    concern = seen_by(who, concern_id, moment)
    if concern is None:
        raise NothingHere
    if concern.state == State.DISPOSED:
        raise Disposed
    if open_to(who.person_id, concern_id, moment) and not is_theirs(concern_id, who, moment):
        if not for_a_while:
            deny(_READ_AND_ADD).enforce(who_can_help="Whoever the concern was put before can.")
        return Hand(t, concern, replace(who, capabilities=IN_PERSON), for_a_while=True)
    if granted(who.person_id, concern_id, moment) and not is_theirs(concern_id, who, moment):
        if capabilities or not for_a_while:
            deny(_READ_ONLY).enforce(who_can_help="Whoever the concern was put before can do the rest.")
        return Hand(t, concern, replace(who, capabilities=frozenset()), for_a_while=True)
    given = who.capabilities
    if capabilities and not given & set(capabilities) and access.handles_in_person(who, moment, concern_id):
        given |= IN_PERSON
    if capabilities and not given & set(capabilities):
        who.may(capabilities[0]).enforce(who_can_help="Your designated safeguarding lead can.")
    return Hand(t, concern, who)


def open_concern(*, concern_id: UUID, actor: Actor, now: datetime) -> None:
    """Note that a handler has opened the concern. The first time is what *opened by* means on every page.

    Whoever only has emergency access is no handler: those it was put before still have to open it in time.
    """
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, for_a_while=True)
        if hand.for_a_while:
            return
        mark_opened(t, thing_id=concern_id, person_id=hand.who.person_id)
        if hand.concern.opened_at is None:
            t.record(Opened(), hand.subject, stream=Circle(hand.concern.circle).stream)
            hand.move(State.OPENED, opened_at=t.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What triage says: danger first, then which law and which strand, what they wish, how urgent the next step is."""

    danger: bool
    person: PersonKind
    strand: Strand
    urgency: str
    reason: str
    wishes: str = ""
    agreement: str = ""
    capacity: str = ""
    capacity_reason: str = ""


def triage(*, concern_id: UUID, sorted_as: Sorted, actor: Actor, now: datetime) -> Triage:
    """Sort a concern. A second triage replaces the first, which stays readable."""
    if not sorted_as.reason.strip():
        raise BadInput("Say in a sentence why you sort it so.", field="reason")
    if sorted_as.capacity == "doubted" and not sorted_as.capacity_reason.strip():
        raise BadInput("Say why you doubt that they can decide this for themselves.", field="capacity_reason")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.TRIAGE)
        bar_reporter(hand.concern, hand.who, t.moment)
        before = Triage.objects.filter(concern=hand.concern).known(t.moment.known_at).first()
        row = Triage(
            concern=hand.concern,
            strand=sorted_as.strand,
            person=sorted_as.person,
            danger=sorted_as.danger,
            urgency=sorted_as.urgency,
            agreement=sorted_as.agreement,
            capacity=sorted_as.capacity,
            replaces=before,
            recorded_at=t.now,
            by=actor.written,
        )
        words = {
            "reason": sorted_as.reason,
            "wishes": sorted_as.wishes,
            "capacity": sorted_as.capacity_reason,
        }
        promised = seal_words(hand, row, words)
        row.save()
        verb = Triaged(row.id, sorted_as.strand, sorted_as.person, sorted_as.danger)
        t.record(verb, hand.subject, stream=Circle(hand.concern.circle).stream, commitments=[promised])
        hand.move(State.TRIAGED if hand.concern.state in {State.NEW, State.OPENED} else None)
        if sorted_as.person is PersonKind.STAFF:
            restrict(t, hand.concern)
    return row


def add_entry(
    *,
    concern_id: UUID,
    kind: str,
    words: str,
    happened: Occurred,
    actor: Actor,
    now: datetime,
    for_reporter: bool = False,
) -> Entry:
    """Add a dated entry to the record. It cannot be changed afterwards, only added to."""
    if not words.strip():
        raise BadInput("Write what happened before you save it.", field="words")
    if happened.at > now:
        raise BadInput("This is in the future. An entry records what has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD, for_a_while=True)
        if kind in INTO_IT:
            _wait_for_advice(hand)
        return write_entry(hand, kind, words, happened, for_reporter=for_reporter)


def _wait_for_advice(hand: Hand) -> None:
    """Raise `NotPermitted`, which says who can help, while nobody may look into what somebody here is said to have
    done."""
    found = standing_of(hand.concern, hand.t.moment)
    titles = posts_of(who_appoints(hand.concern, hand.t.moment), hand.t.moment)
    found.may_look_into.enforce(
        who_can_help="If it has happened already, write it down as a note. In danger ring 999. "
        f"Whoever manages the case can ask for advice, and so can: {titles or 'whoever appoints people to posts'}."
    )


def write_entry(
    hand: Hand, kind: str, words: str, happened: Occurred, *, for_reporter: bool = False
) -> Entry:
    """Write a dated entry into the record within the turn of a handler."""
    row = Entry(
        concern=hand.concern,
        kind=kind,
        happened_at=happened.at,
        happened_to_the=happened.to_the,
        for_reporter=for_reporter,
        recorded_at=hand.t.now,
        by=hand.t.actor.written,
    )
    promised = seal_words(hand, row, {"words": words})
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(
        EntryAdded(row.id), hand.subject, stream=stream, effective=happened.at, commitments=[promised]
    )
    hand.move()
    return row


def link_person(
    *, concern_id: UUID, row_id: UUID, person_id: UUID, actor: Actor, now: datetime
) -> ConcernPerson:
    """Say which person of the directory somebody in a concern is. Walls follow at once, and may restrict the matter."""
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.TRIAGE)
        old = standing_row(t, hand.concern, row_id)
        if not details([person_id], t.moment):
            raise NothingHere
        if old.person_id:
            raise OutOfTurn("Somebody has said already who this is. Look at the record again.")
        part = part_of(old.part)
        row, promised = replace_row(t, old, person_id=person_id)
        add_party(t, thing_kind="concern", thing_id=concern_id, part=part, person_id=person_id)
        stream = Circle(hand.concern.circle).stream
        t.record(PersonLinked(row.id), hand.subject, stream=stream, commitments=[promised])
        restrict_if_walls_say_so(t, hand.concern, part, person_id)
        hand.move()
    return row


def seal_words(hand: Hand, row: OfConcern | ReferralStage, words: Mapping[str, str]) -> str:
    """Encrypt a row's words under the concern's key; returns the commitment for the ledger, to all the row says."""
    text = canonical_json({name: word for name, word in words.items() if word}).decode()
    return promise(row, "words", text, hand.concern.account_key)
