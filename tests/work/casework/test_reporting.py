"""A concern from the form to the people its policy names: about a learner, about a colleague, about the lead."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.operations import record_absence, record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle, Kinship, Manner, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.handling import open_concern
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.receipts import show
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.reporter import own_reports
from dueregard.work.casework.reports import PersonNamed, Receipt, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)
SECRET = "He showed me a video he should not have had."
ABOUT_LEARNER = Report(
    reporter=ReporterKind.STAFF,
    about=AboutKind.LEARNER,
    account={"seen": SECRET},
    people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}),),
)


def adopted(name: str) -> None:
    adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)


def send(report: Report, request: UUID | None = None) -> Receipt:
    return report_concern(report=report, request_id=request or uuid4(), actor=Actor.outsider(), now=NOON)


def reached(receipt: Receipt) -> set[UUID]:
    return set(Delivery.objects.filter(concern_id=receipt.concern_id).values_list("person_id", flat=True))


def seen_by(person: UUID, circle: Circle) -> int:
    return len(queue(reader(person, powers_in_force(NOW), NOW), NOW, circle).lines)


def test_the_same_form_with_other_words_is_a_report_of_its_own_and_no_word_is_taken_for_one_that_was_kept() -> (
    None
):
    with inside():
        adopted("safeguarding-core")
        make_holder("Lea Dee", "dsl")
        form = uuid4()
        first, again = send(ABOUT_LEARNER, form), send(ABOUT_LEARNER, form)
        assert (again.concern_id, again.again) == (first.concern_id, True)
        more = replace(ABOUT_LEARNER, account={"seen": f"{SECRET} He has a knife."})
        other, once = send(more, form), send(more, form)
        assert (other.again, once.again, once.concern_id) == (False, True, other.concern_id)
        danger = send(replace(ABOUT_LEARNER, danger=True), form)
        assert len({first.concern_id, other.concern_id, danger.concern_id}) == 3
        assert send(ABOUT_LEARNER, form).concern_id == first.concern_id


def test_a_concern_about_a_learner_goes_to_the_lead() -> None:
    with inside():
        adopted("apprenticeship-provider")
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        receipt = send(ABOUT_LEARNER)
        assert reached(receipt) == {lead}
        assert (seen_by(lead, Circle.OPEN), seen_by(tutor, Circle.OPEN)) == (1, 0)
        assert set(Message.objects.filter(mailbox="").values_list("person_id", flat=True)) == {lead}
        assert read_concern(concern_id=receipt.concern_id, actor=Actor.person(lead), now=NOON).account == {
            "seen": SECRET
        }
        with pytest.raises(NothingHere):
            read_concern(concern_id=receipt.concern_id, actor=Actor.person(tutor), now=NOON)
        assert verify().fault is None


def test_a_concern_about_a_colleague_goes_to_hr_and_is_restricted() -> None:
    with inside():
        adopted("military-estate-trainer")
        officer, hr = make_holder("Of Ficer", "dso"), make_holder("H Ar", "hr-advisor")
        receipt = send(replace(ABOUT_LEARNER, about=AboutKind.COLLEAGUE))
        assert hr in reached(receipt)
        assert Concern.objects.get(pk=receipt.concern_id).circle == Circle.SEALED
        assert (seen_by(hr, Circle.OPEN), seen_by(hr, Circle.SEALED)) == (0, 1)
        assert seen_by(officer, Circle.OPEN) == 0


@pytest.mark.parametrize("how", ["named", "kin", "subordinate"])
def test_it_goes_round_the_lead_when_the_lead_is_concerned(how: str) -> None:
    with inside():
        adopted("apprenticeship-provider")
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        subject = lead if how == "named" else make_person("So Mebody")
        if how != "named":
            kinship = Kinship.KIN if how == "kin" else Kinship.LINE_MANAGES
            record_relationship(person_id=subject, other_id=lead, kinship=kinship, actor=SETUP, now=NOON)
        person = PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, subject)
        receipt = send(replace(ABOUT_LEARNER, about=AboutKind.COLLEAGUE, people=(person,)))
        assert lead not in reached(receipt)
        assert manager in reached(receipt)
        assert seen_by(lead, Circle.OPEN) + seen_by(lead, Circle.SEALED) == 0
        assert lead not in set(Message.objects.values_list("person_id", flat=True))


def test_when_the_lead_is_the_only_holder_it_is_kept_and_waits() -> None:
    with inside():
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        receipt = send(replace(ABOUT_LEARNER, involved=frozenset({lead})))
        assert (receipt.reached, reached(receipt)) == (0, set())
        assert Concern.objects.get().circle == Circle.SEALED
        assert Message.objects.count() == 0
        assert show(reference=receipt.reference, code=receipt.code, now=NOON).standing.put_before == 0


def test_a_report_nobody_can_receive_is_never_refused() -> None:
    with inside():
        adopted("apprenticeship-provider")
        assert send(ABOUT_LEARNER).reached == 0


def test_sending_twice_is_one_concern_and_the_same_receipt() -> None:
    with inside():
        adopted("apprenticeship-provider")
        make_holder("Lea Dee", "dsl")
        request = uuid4()
        assert send(ABOUT_LEARNER, request) == send(ABOUT_LEARNER, request)
        assert Concern.objects.count() == 1


def test_cover_receives_while_the_lead_is_away() -> None:

    with inside():
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        deputy = make_holder("De Puty", "dsl", manner=Manner.DEPUTY)
        record_absence(person_id=lead, since=NOON - timedelta(days=1), until=None, actor=SETUP, now=NOON)
        assert reached(send(ABOUT_LEARNER)) == {deputy}


def test_the_receipt_opens_the_status_however_it_is_typed_and_a_wrong_one_nothing() -> None:
    with inside():
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        receipt = send(ABOUT_LEARNER)
        typed = receipt.code.lower().replace("-", " ")
        assert show(reference=receipt.reference, code=typed, now=NOON).standing.opened_at is None
        open_concern(concern_id=receipt.concern_id, actor=Actor.person(lead), now=NOON)
        assert show(reference=receipt.reference, code=receipt.code, now=NOON).standing.opened_at == NOON
        with pytest.raises(BadInput, match="No report has"):
            show(reference=receipt.reference, code="BBBB-BBBB-BBBB-BBBB", now=NOON)


def test_the_ledger_holds_no_word_of_it_and_the_row_none_in_clear() -> None:
    with inside():
        adopted("apprenticeship-provider")
        make_holder("Lea Dee", "dsl")
        send(ABOUT_LEARNER)
        everything = repr(
            [*LedgerEntry.objects.values(), *Concern.objects.values(), *Message.objects.values()]
        )
        for word in ("Marlow", "video"):
            assert word not in everything


def test_an_anonymous_report_keeps_no_precise_time() -> None:
    with inside():
        adopted("apprenticeship-provider")
        at = NOON + timedelta(minutes=37, seconds=12)
        report = replace(ABOUT_LEARNER, reporter=ReporterKind.ANONYMOUS)
        # Even when a page forgot itself and handed the name down.
        tutor = make_person("Tu Tor")
        report = replace(report, raiser={"name": "Tu Tor"}, raiser_person_id=tutor)
        receipt = report_concern(report=report, request_id=uuid4(), actor=Actor.person(tutor), now=at)
        concern = Concern.objects.get()
        assert (concern.by, concern.raiser_key_id) == ("outsider", None)
        assert own_reports(tutor, NOW) == ()
        assert Concern.objects.get().received_at == NOON
        assert receipt.concern_id.int >> 80 == int(NOON.timestamp() * 1000)
        latest = LedgerEntry.objects.filter(subject_id=receipt.concern_id).latest("seq")
        assert latest.at == NOON
        assert latest.id.int >> 80 == int(NOON.timestamp() * 1000)
        show(reference=receipt.reference, code=receipt.code, now=at)
        assert LedgerEntry.objects.filter(subject_id=receipt.concern_id).latest("seq").at == NOON


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ({"seen": "  "}, "Write what worries you"),
        ({}, "Write what worries you"),
        ({"seen": "x" * 1_000_001}, "longer than one report can hold"),
        ({"seen": "a\0b"}, "cannot be stored"),
    ],
)
def test_what_cannot_be_stored_is_said_plainly_and_nothing_is_written(
    account: dict[str, str], sentence: str
) -> None:
    with inside():
        adopted("apprenticeship-provider")
        with pytest.raises(BadInput, match=sentence):
            send(replace(ABOUT_LEARNER, account=account))
        assert Concern.objects.count() == 0


def test_a_failing_ledger_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with inside():
        adopted("apprenticeship-provider")
        make_holder("Lea Dee", "dsl")
        monkeypatch.setattr("dueregard.ground.audit.operations.leaf_hash", lambda entry: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send(ABOUT_LEARNER)
        assert (Concern.objects.count(), Delivery.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_reading_at_a_past_day_shows_what_was_known_then() -> None:
    with inside():
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        receipt = send(ABOUT_LEARNER)
        later = NOON + timedelta(days=3)
        with pytest.raises(NothingHere):
            read_concern(
                concern_id=receipt.concern_id,
                actor=Actor.person(lead),
                now=later,
                moment=Moment.now(NOON - timedelta(days=1)),
            )
