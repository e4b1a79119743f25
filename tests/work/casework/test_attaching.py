"""Files of a concern: who may hand one in, to which key and chain it belongs, and what is kept once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from dueregard.authority.access.vocabulary import Circle
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.jobs.occasions import announce
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.mechanisms.files.models import StoredFile
from dueregard.mechanisms.files.operations.finding import note, turn_about
from dueregard.mechanisms.files.operations.withholding import dispose_of_files
from dueregard.mechanisms.files.queries import file_with
from dueregard.mechanisms.files.vocabulary import FileFoundInfected, Found, NotTaken, State
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations import attaching
from dueregard.work.casework.operations.attaching import (
    Handed,
    attach_by_receipt,
    attach_to_own,
    attach_to_record,
)
from dueregard.work.casework.operations.guessing import WrongReceipt
from dueregard.work.casework.operations.handling import take_hand
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.queries.attached import attached, handed_in
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.vocabulary import AboutKind, EntryKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import received, stored, verbs, work

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1, minutes=17, seconds=5)
DRAWING = b"A plan of the yard, drawn on Hollyhock Lane\n"
SHOWS = "The plan he left on the bench"


@dataclass(frozen=True)
class House:
    """A lead and a tutor who reported; and the receipts of the tutor's report and of an anonymous one."""

    lead: UUID
    tutor: UUID
    own: Receipt
    nameless: Receipt


@pytest.fixture
def house(tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        yield House(lead, tutor, reported(ReporterKind.STAFF, tutor), reported(ReporterKind.ANONYMOUS))


def reported(reporter: ReporterKind, person: UUID | None = None) -> Receipt:
    report = Report(
        reporter=reporter, about=AboutKind.LEARNER, account={"seen": "A plan."}, raiser_person_id=person
    )
    actor = Actor.person(person) if person else Actor.outsider()
    return report_concern(report=report, request_id=uuid4(), actor=actor, now=NOON)


def handed(data: bytes = DRAWING, shows: str = SHOWS, request: UUID | None = None) -> Handed:
    return Handed(received(data), shows, request or uuid4())


def by_receipt(receipt: Receipt, given: Handed) -> UUID:
    return attach_by_receipt(reference=receipt.reference, code=receipt.code, handed=given, now=LATER)


def by_tutor(house: House, given: Handed) -> UUID:
    return attach_to_own(
        concern_id=house.own.concern_id, handed=given, actor=Actor.person(house.tutor), now=LATER
    )


def by_lead(house: House, given: Handed) -> UUID:
    return attach_to_record(
        concern_id=house.own.concern_id, handed=given, actor=Actor.person(house.lead), now=LATER
    )


def test_a_file_lies_with_its_concern_and_is_an_entry_of_its_record(house: House) -> None:
    file_id = by_tutor(house, handed())
    row, concern = StoredFile.objects.get(), Concern.objects.get(pk=house.own.concern_id)
    assert (row.id, row.thing_kind, row.thing_id, row.key_id) == (
        file_id, "concern", concern.id, concern.account_key_id,
    )  # fmt: skip
    file = read_concern(concern_id=concern.id, actor=Actor.person(house.lead), now=LATER)
    assert [(w.row.kind, w.row.file_id, dict(w.words)) for w in file.record if isinstance(w.row, Entry)] == [
        (EntryKind.HANDED_IN, file_id, {"words": SHOWS})
    ]
    assert verify().fault is None
    work(LATER)
    assert attached(concern.id)[file_id].state is State.READY
    assert [one.state for one in handed_in(concern.id, Moment.now(LATER))] == [State.READY]
    assert SHOWS.encode() not in b"".join(path.read_bytes() for path in stored())


def test_whoever_holds_the_matter_is_told_once_for_each_form(house: House) -> None:
    def told() -> int:
        return Message.objects.filter(thing_id=house.own.concern_id, mailbox="").count()

    before, form = told(), uuid4()
    by_tutor(house, handed(b"one\n", request=form))
    by_tutor(house, handed(b"two\n", request=form))
    assert told() == before + 1
    by_tutor(house, handed(b"three\n"))
    assert told() == before + 2
    by_lead(house, handed(b"four\n"))
    assert told() == before + 2


def test_the_same_file_with_the_same_form_is_kept_once_and_new_words_are_kept_with_it(house: House) -> None:
    form = uuid4()
    first = by_receipt(house.nameless, handed(request=form))
    again = handed(request=form)
    assert by_receipt(house.nameless, again) == first
    again.received.discard()
    other = handed(shows="He drew it on Monday", request=form)
    assert by_receipt(house.nameless, other) == first
    other.received.discard()
    assert (StoredFile.objects.count(), len(stored())) == (1, 1)
    assert Entry.objects.filter(kind=EntryKind.HANDED_IN, file_id=first).count() == 2
    assert len(handed_in(house.nameless.concern_id, Moment.now(LATER))) == 1
    assert by_receipt(house.nameless, handed()) != first
    assert StoredFile.objects.count() == 2


def test_of_an_anonymous_report_no_time_finer_than_the_hour_is_kept(house: House) -> None:
    work(NOON)  # what was told of the reports themselves
    before = set(LedgerEntry.objects.values_list("id", flat=True))
    file_id = by_receipt(house.nameless, handed())
    work(LATER)
    row, entry = StoredFile.objects.get(), Entry.objects.get(file_id=file_id)
    times = [row.recorded_at, entry.recorded_at, entry.happened_at]
    times += [one.recorded_at for one in row.findings.all()]
    written = LedgerEntry.objects.exclude(id__in=before)
    assert {"files.taken-in", "files.found"} <= set(written.values_list("verb", flat=True))
    times += [one.at for one in written]
    assert {(at.minute, at.second, at.microsecond) for at in times} == {(0, 0, 0)}
    assert (row.by, row.to_the_hour) == ("outsider", True)


def test_nobody_hands_in_to_a_report_of_anybody_else(house: House) -> None:
    stranger = Actor.person(make_person("Str Anger"))
    concern = house.own.concern_id
    lead = Actor.person(house.lead)
    calls: list[tuple[type[Exception], Callable[[], object]]] = [
        (NothingHere, lambda: attach_to_own(concern_id=concern, handed=handed(), actor=stranger, now=LATER)),
        (
            NothingHere,
            lambda: attach_to_record(concern_id=concern, handed=handed(), actor=stranger, now=LATER),
        ),
        (NothingHere, lambda: attach_to_own(concern_id=concern, handed=handed(), actor=lead, now=LATER)),
        (
            WrongReceipt,
            lambda: attach_by_receipt(
                reference=house.own.reference, code=house.nameless.code, handed=handed(), now=LATER
            ),
        ),
    ]
    for refused, call in calls:
        with pytest.raises(refused):
            call()
    assert (StoredFile.objects.exists(), Entry.objects.exists()) == (False, False)


def test_whoever_wrote_it_down_for_somebody_hands_in_for_them(house: House) -> None:
    report = Report(reporter=ReporterKind.PARENT, about=AboutKind.NOT_SURE, account={"told": "A film."})
    typist = Actor.person(house.tutor)
    receipt = report_concern(report=report, request_id=uuid4(), actor=typist, now=NOON)
    attach_to_own(concern_id=receipt.concern_id, handed=handed(), actor=typist, now=LATER)
    assert len(handed_in(receipt.concern_id, Moment.now(LATER))) == 1


def test_whoever_has_their_name_kept_apart_stands_beside_no_file(house: House) -> None:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A plan."},
        raiser={"name": "Tu Tor"},
        raiser_person_id=house.tutor,
        raiser_apart=True,
    )
    tutor = Actor.person(house.tutor)
    receipt = report_concern(report=report, request_id=uuid4(), actor=tutor, now=NOON)
    attach_to_own(concern_id=receipt.concern_id, handed=handed(), actor=tutor, now=LATER)
    assert {StoredFile.objects.get().by, Entry.objects.get().by} == {"outsider"}
    assert not LedgerEntry.objects.filter(actor=tutor.written, subject_id=receipt.concern_id).exists()


def test_what_happens_to_the_files_of_a_restricted_matter_is_written_behind_its_door(house: House) -> None:
    by_tutor(house, handed())
    work(LATER)
    assert (verbs(), verbs(Stream.SEALED)) == (["taken-in", "found"], [])
    with turn(actor=Actor.person(house.lead), now=LATER) as t:
        restrict(t, take_hand(t, house.own.concern_id).concern)
    by_receipt(house.own, handed(b"another\n"))
    work(LATER)
    assert Concern.objects.get(pk=house.own.concern_id).circle == Circle.SEALED
    assert (verbs(), verbs(Stream.SEALED)) == (["taken-in", "found"], ["taken-in", "found"])


def test_nothing_is_added_to_what_was_disposed_of_and_its_files_go_with_it(house: House) -> None:
    file_id = by_tutor(house, handed())
    key = Concern.objects.get(pk=house.own.concern_id).account_key
    with turn(actor=SETUP, now=LATER) as t:
        dispose_of_files(t, key, stream=Stream.OPEN)
    assert attached(house.own.concern_id)[file_id].state is State.DISPOSED_OF
    with pytest.raises(BadInput, match="Send a new report instead"):
        by_receipt(house.own, handed(b"late\n"))
    destroy(Concern.objects.get(pk=house.nameless.concern_id).account_key, now=LATER)
    with pytest.raises(BadInput, match="nothing can be added"):
        by_receipt(house.nameless, handed())
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("shows", ["a\0b", "x" * 1_000_001])
def test_words_that_cannot_be_kept_are_refused(house: House, shows: str) -> None:
    with pytest.raises(BadInput):
        by_receipt(house.own, handed(shows=shows))
    with pytest.raises(BadInput):
        by_lead(house, handed(shows=shows))
    assert not StoredFile.objects.exists()


def test_no_more_are_taken_than_anybody_needs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_FILES", 2)
    by_receipt(house.own, handed(b"1\n"))
    by_tutor(house, handed(b"2\n"))
    with pytest.raises(NotTaken, match="There are 2 files"):
        by_receipt(house.own, handed(b"3\n"))
    assert Entry.objects.count() == 2


def test_whoever_holds_a_concern_is_told_that_a_file_is_infected(house: House) -> None:
    file_id = by_tutor(house, handed())
    before = Message.objects.filter(thing_id=house.own.concern_id).count()
    with turn_about(file_with(file_id), LATER) as (t, file):
        note(t, file, Found.INFECTED)
        announce(FileFoundInfected(file.id, file.thing_id), t)
    assert Message.objects.filter(thing_id=house.own.concern_id).count() == before + 1
