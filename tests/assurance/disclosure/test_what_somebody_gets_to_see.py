"""A record put up for somebody who asks, weighed thing by thing by somebody who had no hand in it, and given."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from assurance.disclosure.asked_for import LATER, House
from dueregard.assurance.disclosure.models import GivenCopy, Sheet, Weighing
from dueregard.assurance.disclosure.operations.giving import copy_by_code, copy_file, make_copy, read_copies
from dueregard.assurance.disclosure.operations.weighing import NotWeighed, give_whole
from dueregard.assurance.disclosure.queries.outside import who_may_weigh
from dueregard.assurance.disclosure.queries.sheets import sheets_for
from dueregard.assurance.disclosure.rules.exemptions import Ground
from dueregard.assurance.disclosure.rules.hiding import WHO
from dueregard.assurance.disclosure.vocabulary import By, Consent, Gives, Sort
from dueregard.assurance.rights.answering import take_step
from dueregard.assurance.rights.asking import Receipt
from dueregard.assurance.rights.models import RightsRequest
from dueregard.assurance.rights.wants import Step, Want
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Kinship, Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.guessing import WrongReceipt
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.refiling import correct_link
from dueregard.work.casework.reports import PersonNamed
from dueregard.work.casework.vocabulary import AboutKind
from household import NOON, SETUP, inside, make_person
from pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside():
        yield House()


def end(house: House, receipt: Receipt, step: Step, by: UUID | None = None) -> None:
    row = RightsRequest.objects.get(reference=receipt.reference)
    take_step(row_id=row.id, step=step, words="Answered.", actor=Actor.person(by or house.hr), now=LATER)


def copied(house: House, sheet: UUID, way: By = By.CODE, by: UUID | None = None) -> GivenCopy:
    actor = Actor.person(by or house.hr)
    return make_copy(sheet_id=sheet, way=way, how_known="Passport.", actor=actor, now=LATER)


def test_everything_is_weighed_and_the_copy_holds_what_is_given_and_nothing_else(house: House) -> None:
    receipt = house.asks()
    sheet = house.put_up(house.worked(house.concern()), receipt)
    assert Message.objects.filter(thing_id=sheet.id).values_list("person_id", flat=True).get() == house.hr
    found = house.read(sheet.id)
    assert [one.item.sort for one in found.rows if one.item.sort is not Sort.HAPPENED] == [
        Sort.WHO_REPORTED, Sort.PERSON, Sort.PERSON, Sort.REPORT,
    ]  # fmt: skip
    assert len(found.undecided) == len(found.rows) == 5
    with pytest.raises(OutOfTurn, match="5 things are not decided"):
        copied(house, sheet.id)
    with pytest.raises(OutOfTurn, match="not decided yet"):
        end(house, receipt, Step.GIVEN)
    house.weigh_all(sheet.id)
    row = copied(house, sheet.id)
    assert (row.whole, row.in_part, row.withheld, row.tells) == (1, 2, 2, True)
    data = copy_file(sheet_id=sheet.id, actor=Actor.person(house.hr), now=LATER).data
    words = words_of_pdf(data)
    assert f"{WHO} told me that Kit drew a weapon [left out]." in words
    assert "Rang Kit. " in words
    for gone in ("Tu Tor", "Tor", "Sam", "Fell", "Pat", "Quay", "900555", "staff room", "Staff", "Lea"):
        assert gone not in words
    assert b"Fell" not in data
    with pytest.raises(OutOfTurn, match="part of what they asked for"):
        end(house, receipt, Step.GIVEN)
    end(house, receipt, Step.IN_PART)
    assert [verify_rows(), verify_words()] == [None, None]


def test_whoever_asked_reads_it_by_their_code_and_nobody_else_does(house: House) -> None:
    receipt, other = house.asks(), house.asks()
    sheet = house.put_up(house.worked(house.concern()), receipt)
    house.weigh_all(sheet.id)
    by: dict[str, Any] = {"reference": receipt.reference, "code": receipt.code, "now": LATER}
    assert read_copies(**by) == ()
    row = copied(house, sheet.id)
    before = LedgerEntry.objects.filter(verb="audit.read", subject_id=sheet.concern_id).count()
    [(got, given)] = read_copies(**by)
    assert (got.id, LedgerEntry.objects.filter(verb="audit.read", subject_id=sheet.concern_id).count()) == (
        row.id, before + 1,
    )  # fmt: skip
    assert "Kit drew a weapon" in str(given.pieces)
    assert "Kit drew a weapon" in words_of_pdf(copy_by_code(copy_id=row.id, **by).data)
    theirs: dict[str, Any] = {"reference": other.reference, "code": other.code, "now": LATER}
    assert read_copies(**theirs) == ()
    with pytest.raises(NothingHere):
        copy_by_code(copy_id=row.id, **theirs)
    with pytest.raises(WrongReceipt):
        read_copies(reference=receipt.reference, code=other.code, now=LATER)


def test_what_goes_on_paper_stands_on_no_page(house: House) -> None:
    receipt = house.asks()
    sheet = house.put_up(house.worked(house.concern()), receipt)
    house.weigh_all(sheet.id)
    copied(house, sheet.id, By.PAPER)
    assert read_copies(reference=receipt.reference, code=receipt.code, now=LATER) == ()


def test_where_nothing_may_be_known_the_page_is_that_of_somebody_of_whom_nothing_is_held(
    house: House,
) -> None:
    receipt = house.asks()
    sheet = house.put_up(house.worked(house.concern()), receipt)
    for row in house.read(sheet.id).rows:
        house.weigh(
            sheet.id, row, gives=Gives.NOT, ground=Ground.CRIME, may_know=False, reason="The police asked."
        )
    made = copied(house, sheet.id)
    assert (made.withheld, made.tells) == (5, False)
    assert read_copies(reference=receipt.reference, code=receipt.code, now=LATER) == ()
    with pytest.raises(OutOfTurn, match="does not say that anything is left out"):
        end(house, receipt, Step.IN_PART)
    end(house, receipt, Step.GIVEN)


def test_a_name_kept_apart_is_shown_to_nobody_and_cannot_be_given(house: House) -> None:
    sheet = house.put_up(house.worked(house.concern(apart=True)), house.asks())
    found = house.read(sheet.id)
    everything = str([(one.item.title, one.item.boxes) for one in found.rows])
    assert "Tor" not in everything
    assert f"{WHO} told me" in everything
    [who] = [one for one in found.rows if one.item.sort is Sort.WHO_REPORTED]
    with pytest.raises(NotWeighed, match="cannot be given"):
        house.weigh(sheet.id, who, gives=Gives.WHOLE, consent=Consent.GIVEN)


def test_only_somebody_outside_the_matter_weighs_it(house: House) -> None:
    concern = house.worked(house.concern())
    row = Concern.objects.get(pk=concern)
    assert set(who_may_weigh(row, Moment.now(LATER))) == {house.hr, house.chair}
    receipt = house.asks()
    for nobody in (house.lead, house.head, house.tutor):
        with pytest.raises(BadInput) as refused:
            house.put_up(concern, receipt, nobody)
        assert refused.value.field == "answerer"
    sheet = house.put_up(concern, receipt)
    for other in (house.lead, house.head, house.chair, house.tutor):
        with pytest.raises(NothingHere):
            house.read(sheet.id, other)
    kit = make_person("Kit Marlow")
    record_relationship(person_id=house.hr, other_id=kit, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    named = house.concern(more=(PersonNamed(Part.WORRIED_ABOUT, {}, kit),))
    assert house.hr not in who_may_weigh(Concern.objects.get(pk=named), Moment.now(LATER))


def test_put_up_for_somebody_else_the_first_reads_it_no_more(house: House) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    first = house.put_up(concern, receipt)
    house.weigh_all(first.id)
    second = house.put_up(concern, receipt, house.chair)
    with pytest.raises(NothingHere):
        house.read(first.id)
    found = house.read(second.id, house.chair)
    assert len(found.undecided) == len(found.rows)


def test_a_restricted_record_is_weighed_from_its_own_door_and_holds_nobody_up(house: House) -> None:
    harmed = PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, house.lead)
    concern = house.concern(about=AboutKind.COLLEAGUE, more=(harmed,))
    assert Concern.objects.get(pk=concern).circle == "sealed"
    row = Concern.objects.get(pk=concern)
    assert who_may_weigh(row, Moment.now(LATER)) == (house.chair,)
    receipt = house.asks()
    with pytest.raises(NothingHere):
        house.put_up(concern, receipt, by=house.lead)
    sheet = house.put_up(concern, receipt, house.chair, by=house.head)
    moment = Moment.now(LATER)
    asked = RightsRequest.objects.get().id
    known = {
        who: [one.row.id for one in sheets_for(asked, reader(who, powers_in_force(moment), moment), moment)]
        for who in (house.lead, house.hr, house.head, house.chair)
    }
    assert known == {house.lead: [], house.hr: [sheet.id], house.head: [sheet.id], house.chair: [sheet.id]}
    assert not LedgerEntry.objects.filter(verb="disclosure.put-up", stream="open").exists()
    end(house, receipt, Step.GIVEN, house.lead)
    house.weigh_all(sheet.id, house.chair)
    copied(house, sheet.id, by=house.chair)


def test_several_are_given_whole_in_one_step_but_nothing_with_somebody_else_in_it(house: House) -> None:
    sheet = house.put_up(house.worked(house.concern()), house.asks())
    rows = {one.item.sort: one.item.id for one in house.read(sheet.id).rows}
    by: dict[str, Any] = {"sheet_id": sheet.id, "actor": Actor.person(house.hr), "now": LATER}
    assert give_whole(thing_ids=[rows[Sort.HAPPENED]], **by) == 1
    for chosen in ([], [rows[Sort.REPORT]], [rows[Sort.HAPPENED], rows[Sort.WHO_REPORTED]]):
        with pytest.raises(BadInput):
            give_whole(thing_ids=chosen, **by)
    with pytest.raises(NothingHere):
        give_whole(thing_ids=[uuid4()], **by)
    assert Weighing.objects.count() == 1


def test_a_passage_that_is_nowhere_and_what_is_missing_are_said_together(house: House) -> None:
    sheet = house.put_up(house.worked(house.concern()), house.asks())
    [report] = [one for one in house.read(sheet.id).rows if one.item.sort is Sort.REPORT]
    with pytest.raises(NotWeighed) as refused:
        house.weigh(sheet.id, report, gives=Gives.IN_PART, passages=("by the red door",), ground=Ground.CRIME)
    assert [field for field, _ in refused.value.wrong] == ["passages", "reason", "may_know", "consent"]


def test_what_was_added_since_has_to_be_decided_too(house: House) -> None:
    concern = house.worked(house.concern())
    sheet = house.put_up(concern, house.asks())
    house.weigh_all(sheet.id)
    house.worked(concern)
    assert len(house.read(sheet.id).undecided) == 1
    with pytest.raises(OutOfTurn, match="1 thing is not decided"):
        copied(house, sheet.id)


def test_a_copy_is_made_once_and_stays(house: House) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    sheet = house.put_up(concern, receipt)
    house.weigh_all(sheet.id)
    with pytest.raises(BadInput, match="made sure"):
        make_copy(sheet_id=sheet.id, way=By.CODE, how_known=" ", actor=Actor.person(house.hr), now=LATER)
    copied(house, sheet.id)
    for again in (
        lambda: copied(house, sheet.id),
        lambda: house.weigh_all(sheet.id),
        lambda: house.put_up(concern, receipt, house.chair),
    ):
        with pytest.raises(OutOfTurn):
            again()
    assert (Sheet.objects.count(), GivenCopy.objects.count()) == (1, 1)


def test_only_a_request_to_see_and_a_reference_of_theirs_is_put_up(house: House) -> None:
    concern = house.worked(house.concern())
    with pytest.raises(BadInput, match="does not ask to see"):
        house.put_up(concern, house.asks(Want.TELL))
    nobodys = Receipt("K7QF-3MWD", "", 0)
    with pytest.raises(BadInput, match="no request with this reference"):
        house.put_up(concern, nobodys)
    with pytest.raises(BadInput, match="one of the people"):
        house.put_up(concern, house.asks(), asks_as=uuid4())
    with pytest.raises((NothingHere, NotPermitted)):
        house.put_up(concern, house.asks(), by=house.hr)


def test_what_turned_out_to_be_about_somebody_else_is_seen_no_more(house: House) -> None:
    wrong, receipt = make_person("Kit Marlow", Standing.LEARNER), house.asks()
    concern = house.worked(house.concern(more=(PersonNamed(Part.HARMED, {"name": "Kit Marlow"}, wrong),)))
    row = ConcernPerson.objects.get(concern=concern, part="harmed").id
    sheet = house.put_up(concern, receipt, asks_as=row)
    house.weigh_all(sheet.id)
    copied(house, sheet.id)
    by: dict[str, Any] = {"reference": receipt.reference, "code": receipt.code, "now": LATER}
    assert len(read_copies(**by)) == 1
    lead: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(house.lead), "now": LATER}
    correct_link(row_id=row, person_id=None, reason="A namesake.", **lead)
    assert read_copies(**by) == ()
    anew = house.put_up(concern, house.asks(), asks_as=row_now(concern))
    house.weigh_all(anew.id)
    assert copied(house, anew.id).whole
    again = house.put_up(concern, house.asks(), asks_as=row_now(concern))
    right = make_person("Kit Marlow", Standing.LEARNER)
    link_person(row_id=row_now(concern), person_id=right, **lead)
    house.weigh_all(again.id)
    correct_link(row_id=row_now(concern), person_id=None, reason="A namesake too.", **lead)
    house.weigh_all(again.id)
    with pytest.raises(OutOfTurn, match="It is not about them"):
        copied(house, again.id)


def row_now(concern: UUID) -> UUID:
    found: UUID = ConcernPerson.objects.filter(concern=concern, part="harmed").known(LATER).get().id
    return found
