"""Whether the person a matter was about is told how it ended, in a sentence they can show, and where they read it."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from assurance.disclosure.asked_for import House
from dueregard.assurance.disclosure.models import OutcomeLetter
from dueregard.assurance.disclosure.operations.ending import (
    Telling,
    decide_letter,
    letter_by_code,
    letter_file,
    read_letters,
)
from dueregard.assurance.disclosure.queries.letters import letters_of
from dueregard.assurance.disclosure.rules.ending import SENTENCES, Ended, may_say
from dueregard.authority.access.vocabulary import Part
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.casework.models import ConcernPerson, Entry
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.reports import PersonNamed
from dueregard.work.casework.vocabulary import PersonKind, Strand
from household import NOON, inside, make_holder
from keeping_support import close
from pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db
ACCUSES = re.compile(
    r"suspect|radical|extrem|terror|threat|risk|offen|guilt|alleg|crim|abus|accus|victim|innocent",
    re.IGNORECASE,
)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside():
        yield House()


def test_no_sentence_accuses_and_each_says_that_it_ended_or_needs_nothing() -> None:
    assert set(SENTENCES) == set(Ended)
    for sentence in SENTENCES.values():
        assert not ACCUSES.search(sentence)
        assert re.search(r"ended|No further action|not borne out", sentence)
    assert may_say(restricted=True) == (Ended.ENDED,)
    assert may_say(restricted=False) == tuple(Ended)


def ended(house: House, concern: UUID | None = None) -> UUID:
    """Closed by the lead."""
    concern = concern or house.worked(house.concern())
    said = Sorted(
        danger=False, person=PersonKind.OTHER_ADULT, strand=Strand.PREVENT, urgency="routine", reason="x"
    )
    triage(concern_id=concern, sorted_as=said, actor=Actor.person(house.lead), now=NOON)
    close(concern, house.lead)
    return concern


def kit_in(concern: UUID) -> UUID:
    found: UUID = ConcernPerson.objects.get(concern=concern, part="worried-about").id
    return found


def decides(
    house: House, concern: UUID, ended: Ended | None, by: UUID | None = None, **more: Any
) -> OutcomeLetter:
    said: dict[str, Any] = {"person_row": kit_in(concern), "reason": "They live alone.", "name": "Kit Marlow"}
    telling = Telling(ended=ended, **said | more)
    return decide_letter(concern_id=concern, telling=telling, actor=Actor.person(by or house.lead), now=NOON)


def test_the_person_reads_it_by_their_code_and_on_paper(house: House) -> None:
    receipt, other = house.asks(), house.asks()
    concern = ended(house)
    row = decides(house, concern, Ended.NO_FURTHER, reference=receipt.reference)
    by: dict[str, Any] = {"reference": receipt.reference, "code": receipt.code, "now": NOON}
    assert [one.sentence for one in read_letters(**by)] == [SENTENCES[Ended.NO_FURTHER]]
    for file in (
        letter_by_code(letter_id=row.id, provider="Harbour Training", **by),
        letter_file(
            concern_id=concern,
            letter_id=row.id,
            provider="Harbour Training",
            actor=Actor.person(house.lead),
            now=NOON,
        ),
    ):
        words = words_of_pdf(file.data)
        assert SENTENCES[Ended.NO_FURTHER] in words
        assert "Kit Marlow" in words
        assert "They live alone." not in words
        assert "Tor" not in words
    theirs: dict[str, Any] = {"reference": other.reference, "code": other.code, "now": NOON}
    assert read_letters(**theirs) == ()
    with pytest.raises(NothingHere):
        letter_by_code(letter_id=row.id, provider="x", **theirs)
    assert Entry.objects.filter(concern=concern, kind="letter").count() == 1
    assert [verify_rows(), verify_words()] == [None, None]


def test_that_it_is_not_safe_is_recorded_with_why_and_can_change(house: House) -> None:
    concern = ended(house)
    decides(house, concern, None, reason="Whoever opens their post hurt them.")
    [(row, words)] = letters_of(concern, Moment.now(NOON))
    assert (row.ended, words["reason"]) == ("", "Whoever opens their post hurt them.")
    assert LedgerEntry.objects.filter(verb="disclosure.letter-decided").count() == 1
    with pytest.raises(NothingHere):
        letter_file(
            concern_id=concern, letter_id=row.id, provider="x", actor=Actor.person(house.lead), now=NOON
        )
    decides(house, concern, Ended.ENDED)
    [(now, _words)] = letters_of(concern, Moment.now(NOON))
    assert (now.ended, now.replaces_id) == ("ended", row.id)
    with pytest.raises(OutOfTurn, match="stands for them already"):
        decides(house, concern, None)


def test_what_cannot_be_said_is_refused(house: House) -> None:
    going_on = house.worked(house.concern())
    with pytest.raises(OutOfTurn, match="has not ended"):
        decides(house, going_on, Ended.ENDED)
    concern = ended(house)
    sam = ConcernPerson.objects.get(concern=concern, part="witness").id
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("reason", {"reason": " "}),
        ("person_row", {"person_row": sam}),
        ("person_row", {"person_row": uuid4()}),
        ("reference", {"reference": "K7QF-3MWD"}),
    ]
    for field, more in wrong:
        with pytest.raises(BadInput) as refused:
            decides(house, concern, Ended.ENDED, **more)
        assert refused.value.field == field
    with pytest.raises((NothingHere, NotPermitted)):
        decides(house, concern, Ended.ENDED, house.tutor)
    assert not OutcomeLetter.objects.exists()


def test_whoever_reported_gets_no_letter_of_it(house: House) -> None:
    told = PersonNamed(Part.HARMED, {}, house.tutor)
    concern = ended(house, house.worked(house.concern(more=(told,))))
    row = ConcernPerson.objects.get(concern=concern, part="harmed").id
    with pytest.raises(BadInput, match="They reported it"):
        decides(house, concern, Ended.ENDED, person_row=row)


def test_whoever_is_kept_out_decides_nothing(house: House) -> None:
    concern = ended(house)
    other = make_holder("Ot Her", "hr-lead")
    with pytest.raises(NothingHere):
        decides(house, concern, Ended.ENDED, other)
