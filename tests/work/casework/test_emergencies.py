"""Emergency access: one open concern, for three hours, seen by others at once and looked at afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access import queries as access
from dueregard.authority.access.emergencies import running, use
from dueregard.authority.access.models import Emergency
from dueregard.authority.access.operations import give_holding, record_relationship, recuse
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.proving import Proof
from dueregard.authority.access.rules import may_look_at_emergency, may_open_in_emergency
from dueregard.authority.access.vocabulary import Capability, Circle, Kinship, Manner, Verdict
from dueregard.authority.identity.models import Account
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn, Refusal
from dueregard.ground.tenancy.operations import here
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.emergencies import (
    end_emergency,
    look_at_emergency,
    open_in_emergency,
    who_is_told,
)
from dueregard.work.casework.operations.handling import (
    Sorted,
    add_entry,
    link_person,
    open_concern,
    take_hand,
    triage,
)
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.emergencies import known_to, running_for, shown, waiting_count
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.tasks import may_be_told_of_emergency
from dueregard.work.casework.vocabulary import PersonKind, Precision, Strand
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

REASON = "A hospital rings: what is Kit allergic to, and who may be told?"
HOUR = timedelta(hours=1)
READS, BOARD, KEEPS = {Capability.CONSULT}, {Capability.SEE_BOARD_FIGURES}, {Capability.ADMINISTER}


SORTED = Sorted(
    danger=False, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="soon", reason="Under 18."
)


class House:
    """A lead, an HR lead who reads other concerns, a head who is accountable, a tutor; one concern with the lead."""

    def __init__(self) -> None:
        self.learner = make_person("Kit Marlow")
        self.lead, self.hr = make_holder("Lea Dee", "dsl"), make_holder("Hen Ree", "hr-lead")
        self.head, self.tutor = make_holder("Di Rector", "head"), make_person("Tu Tor")
        self.concern = concern_about_a_learner(self.learner, policy="safeguarding-core")
        self.reference = self.row.reference

    @property
    def row(self) -> Concern:
        found: Concern = Concern.objects.get(pk=self.concern)
        return found

    def open(self, who: UUID, reference: str = "", at: Any = NOON, reason: str = REASON) -> Emergency:
        proof = Proof(Account(), "", "")
        return open_in_emergency(
            reference=reference or self.reference, reason=reason, proof=proof, actor=Actor.person(who), now=at
        )

    def sees(self, who: UUID, at: Any) -> bool:
        moment = Moment.now(at)
        reader = access.reader(who, powers_in_force(moment), moment)
        return access.visible(Concern.objects.filter(pk=self.concern), reader, moment).exists()

    def set_aside(self, *people: UUID) -> None:
        """These are kept out of the concern, which stays open."""
        with turn(actor=SETUP, now=NOON) as t:
            for one in people:
                recuse(t, thing_kind="concern", thing_id=self.concern, person_id=one, circle=Circle.OPEN)

    def reader(self, who: UUID, at: Any) -> access.Reader:
        moment = Moment.now(at)
        return access.reader(who, powers_in_force(moment), moment)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside():
        yield House()


@pytest.mark.parametrize(
    ("given", "accountable", "watched", "allowed"),
    [
        (READS, False, False, True),
        (set(), True, False, True),
        (READS, False, True, False),
        (set(), True, True, False),
        (KEEPS, False, False, False),
        (BOARD, False, False, False),
        ({Capability.APPOINT, Capability.ADOPT_POLICY}, False, False, False),
        (set(), False, False, False),
    ],
)
def test_who_may_use_it(given: set[Capability], accountable: bool, watched: bool, allowed: bool) -> None:
    assert bool(may_open_in_emergency(given, accountable=accountable, watched=watched)) is allowed


@pytest.mark.parametrize(
    ("own", "opens", "allowed"), [(False, True, True), (True, True, False), (False, False, False)]
)
def test_who_may_look_at_it(own: bool, opens: bool, allowed: bool) -> None:
    assert bool(may_look_at_emergency(own=own, opens=opens)) is allowed


def test_it_opens_one_concern_for_three_hours_and_ends_by_itself(house: House) -> None:
    assert not house.sees(house.hr, NOON)
    house.open(house.hr)
    assert house.sees(house.hr, NOON)
    assert house.sees(house.hr, NOON + 3 * HOUR - timedelta(seconds=1))
    assert not house.sees(house.hr, NOON + 3 * HOUR)
    assert not house.sees(house.tutor, NOON)
    with pytest.raises(NothingHere):
        read_concern(concern_id=house.concern, actor=Actor.person(house.hr), now=NOON + 3 * HOUR)


def test_two_others_are_told_at_once_and_the_record_says_how_many(house: House) -> None:
    row = house.open(house.hr)
    told = Message.objects.filter(thing_id=row.use)
    assert {message.person_id for message in told} == {house.lead, house.head}
    assert {(message.urgency, message.occasion) for message in told} == {("now", "emergency-opened")}
    assert row.told == 2
    assert all(may_be_told_of_emergency(message, NOON) for message in told)


def test_nobody_who_is_kept_out_is_told_and_the_record_says_that_only_one_was(house: House) -> None:
    keeper = make_holder("Hea Dtwo", "head")
    house.set_aside(house.head, keeper)
    row = house.open(house.hr)
    assert who_is_told(house.concern, house.hr, Moment.now(NOON)) == {house.lead}
    assert row.told == 1


def test_where_only_one_would_be_told_everybody_who_handles_concerns_is(house: House) -> None:
    chair = make_holder("Cha Ir", "chair")
    house.set_aside(house.head)
    assert who_is_told(house.concern, house.hr, Moment.now(NOON)) == {house.lead, chair}


def test_somebody_who_became_walled_meanwhile_is_not_written_to(house: House) -> None:
    row = house.open(house.hr)
    record_relationship(
        person_id=house.head, other_id=house.learner, kinship=Kinship.KIN, actor=SETUP, now=NOON
    )
    allowed = {
        message.person_id: bool(may_be_told_of_emergency(message, NOON + HOUR))
        for message in Message.objects.filter(thing_id=row.use)
    }
    assert allowed == {house.lead: True, house.head: False}


def test_what_may_not_be_opened_answers_like_no_concern(house: House) -> None:
    """Restricted, walled, stepped aside from, another provider's, and none at all: one sentence, and nothing kept."""
    kin = make_holder("Kin Folk", "hr-lead")
    ward = make_person("War Dee")
    walled = concern_about_a_learner(ward, policy="safeguarding-core")
    record_relationship(person_id=kin, other_id=ward, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    aside = make_holder("Step Aside", "dsl")
    step_aside(reason="It touches me.", concern_id=house.concern, actor=Actor.person(aside), now=NOON)
    hidden = concern_about_a_learner(make_person("Ot Her"), policy="safeguarding-core")
    from_lead = Actor.person(house.lead)
    sealed = Concern.objects.get(pk=hidden).reference
    seal(hidden, from_lead)
    before = Emergency.objects.count(), LedgerEntry.objects.count(), Message.objects.count()
    said = set()
    for who, reference in (
        (kin, Concern.objects.get(pk=walled).reference),
        (aside, house.reference),
        (house.hr, sealed),
        (house.hr, "BBBB-2222"),
        (house.hr, "not one"),
    ):
        with pytest.raises(BadInput) as refused:
            house.open(who, reference)
        said.add((refused.value.sentence, refused.value.field))
    assert len(said) == 1
    assert (Emergency.objects.count(), LedgerEntry.objects.count(), Message.objects.count()) == before


def seal(concern: UUID, actor: Actor, at: Any = NOON) -> None:
    with turn(actor=actor, now=at) as t:
        restrict(t, take_hand(t, concern).concern)


@pytest.mark.parametrize("who", ["tutor", "keeper", "former"])
def test_nobody_else_may(house: House, who: str) -> None:
    person = make_person("Ada Min")
    if who == "former":
        give_holding(
            person_id=person, role="hr-lead", manner=Manner.ACTING, since=NOON - 2 * HOUR, until=NOON - HOUR,
            actor=SETUP, now=NOON - 2 * HOUR,
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        house.open(person)


def test_it_wants_a_reason_and_says_when_it_is_not_needed(house: House) -> None:
    with pytest.raises(BadInput) as silent:
        house.open(house.hr, reason="  ")
    with pytest.raises(OutOfTurn, match="yours to open"):
        house.open(house.lead)
    house.open(house.hr)
    with pytest.raises(OutOfTurn, match=r"until 15:00"):
        house.open(house.hr, at=NOON + HOUR)
    house.open(house.hr, at=NOON + 4 * HOUR)
    assert silent.value.field == "reason"


def test_it_lets_them_read_and_add_and_nothing_else(house: House) -> None:
    house.open(house.hr)
    me: dict[str, Any] = {"concern_id": house.concern, "actor": Actor.person(house.hr), "now": NOON + HOUR}
    open_concern(**me)
    assert house.row.opened_at is None, "whoever it was put before still has to open it"
    read_concern(**me)
    add_entry(kind="call", words="I rang the ward.", happened=Occurred(NOON, Precision.MINUTE), **me)
    for act in (
        lambda: step_aside(reason="x", **me),
        lambda: link_person(row_id=uuid4(), person_id=house.tutor, **me),
        lambda: triage(sorted_as=SORTED, **me),
    ):
        with pytest.raises(NotPermitted, match="in an emergency"):
            act()
    reads = LedgerEntry.objects.filter(verb="audit.read", actor=me["actor"].written)
    assert [entry.subject_id for entry in reads] == [house.concern]


def test_a_holder_ends_it_early_and_a_stranger_cannot(house: House) -> None:
    row = house.open(house.hr)
    for stranger in (house.tutor, make_person("Some Body")):
        with pytest.raises(NothingHere):
            end_emergency(use_id=row.use, actor=Actor.person(stranger), now=NOON + HOUR)
    end_emergency(use_id=row.use, actor=Actor.person(house.lead), now=NOON + HOUR)
    assert not house.sees(house.hr, NOON + HOUR)
    with pytest.raises(OutOfTurn):
        end_emergency(use_id=row.use, actor=Actor.person(house.head), now=NOON + 2 * HOUR)
    assert running(Moment.now(NOON + HOUR)) == ()


def test_it_ends_when_the_concern_becomes_restricted_and_no_line_changes_that_was_shown(house: House) -> None:
    row = house.open(house.hr)
    moment = Moment.now(NOON + 2 * HOUR)
    chair = make_holder("Cha Ir", "hr-lead")
    before = [one.use for one in known_to(house.reader(chair, moment.as_at), moment, since=NOON)]
    told = waiting_count(house.reader(chair, moment.as_at), moment)
    seal(house.concern, Actor.person(house.lead), NOON + HOUR)
    assert not house.sees(house.hr, NOON + HOUR)
    assert [one.use for one in known_to(house.reader(chair, moment.as_at), moment, since=NOON)] == before
    assert sum(waiting_count(house.reader(chair, moment.as_at), moment)) == sum(told) == 1
    mine = shown((row,), house.reader(house.hr, moment.as_at), moment)[0]
    assert (mine.reference, mine.written, mine.readings) == ("", (), ())


def test_somebody_else_looks_at_it_once(house: House) -> None:
    row = house.open(house.hr)
    found: dict[str, Any] = {"use_id": row.use, "verdict": Verdict.JUSTIFIED, "now": NOON + 5 * HOUR}
    for who in (house.hr, house.head):
        with pytest.raises(NotPermitted):
            look_at_emergency(words="Fine.", actor=Actor.person(who), **found)
    with pytest.raises(BadInput):
        look_at_emergency(words=" ", actor=Actor.person(house.lead), **found)
    look_at_emergency(words="She rang me first.", actor=Actor.person(house.lead), **found)
    with pytest.raises(OutOfTurn):
        look_at_emergency(words="Fine.", actor=Actor.person(house.lead), **found)
    moment = Moment.now(NOON + 6 * HOUR)
    one = shown(
        known_to(house.reader(house.lead, moment.as_at), moment, since=NOON),
        house.reader(house.lead, NOON),
        moment,
    )
    assert [said.words for said in one[0].written] == [REASON, "She rang me first."]
    assert (one[0].row.verdict, one[0].reference) == ("justified", house.reference)
    assert waiting_count(house.reader(house.lead, moment.as_at), moment) == (0, 0)
    assert Obligation.objects.get(about_id=row.use).closed_at == NOON + 5 * HOUR
    assert (verify().fault, verify_rows(), verify_words()) == (None, None, None)


def test_the_clock_of_looking_reminds_and_is_no_policys_to_end(house: House) -> None:
    row = house.open(house.hr)
    reconcile(owed_now(Moment.now(NOON + HOUR)), provider=here(), now=NOON + HOUR)
    assert Obligation.objects.get(about_id=row.use).closed_at is None
    for days, occasion in (
        (2, "emergency-look-remind-1"),
        (3, "emergency-look-late-1"),
        (7, "emergency-look-escalate-1"),
    ):
        sweep(now=NOON + timedelta(days=days))
        told = Message.objects.filter(thing_id=row.use, occasion=occasion)
        assert {message.person_id for message in told} == {house.lead, house.head}


def test_who_sees_it_running(house: House) -> None:
    keeper = make_person("No Post")
    row, at = house.open(house.hr), NOON + HOUR
    seen = {
        who: [one.use for one in running_for(house.reader(who, at), Moment.now(at))]
        for who in (house.lead, house.head, house.tutor, keeper)
    }
    assert seen == {house.lead: [row.use], house.head: [row.use], house.tutor: [], keeper: []}
    assert use(row.use, Moment.now(at)) is not None
    opener, moment = house.reader(house.hr, at), Moment.now(at)
    assert access.handles_in_person(opener, moment)
    assert not access.handles_in_person(opener, moment, house.concern)  # it was not put before them


def test_a_refusal_leaves_nothing(house: House) -> None:
    entries = LedgerEntry.objects.count()
    with pytest.raises(Refusal):
        house.open(house.tutor)
    assert LedgerEntry.objects.count() == entries
