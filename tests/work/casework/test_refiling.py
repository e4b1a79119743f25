"""What was filed in error: it moves in one step, leaves no word behind, and can be moved back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import is_walled, reader
from dueregard.authority.access.vocabulary import Circle
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.promising import promised
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern, ConcernPerson, Entry
from dueregard.work.casework.operations.finding import file_of_person
from dueregard.work.casework.operations.handling import add_entry, link_person
from dueregard.work.casework.operations.reading import File, read_concern
from dueregard.work.casework.operations.refiling import correct_link, move_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=2)
LATER = NOON + timedelta(hours=3)
WORDS = "His mother rang about the bruise."


def note(concern: UUID, who: UUID, kind: EntryKind = EntryKind.CALL) -> Entry:
    return add_entry(
        concern_id=concern,
        kind=kind,
        words=WORDS,
        happened=Occurred(BEFORE, Precision.DAY),
        actor=Actor.person(who),
        now=NOON,
        for_reporter=kind == EntryKind.TOLD_REPORTER,
    )


def move(entry: Entry, wrong: UUID, right: UUID, who: UUID) -> Entry:
    return move_entry(
        concern_id=wrong,
        entry_id=entry.id,
        reference=Concern.objects.get(pk=right).reference,
        reason="Two learners called Kit.",
        actor=Actor.person(who),
        now=LATER,
    )


def read(concern: UUID, who: UUID, moment: Moment | None = None) -> File:
    return read_concern(concern_id=concern, actor=Actor.person(who), now=LATER, moment=moment)


def words_in(file: File) -> str:
    rows = [worded.words for worded in (*file.record, *file.replaced)]
    return repr([*rows, *(trace.words for trace in file.refiled)])


def test_its_words_stand_on_the_right_record_with_their_dates_and_not_on_the_wrong_one() -> None:
    with inside():
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        entry = note(wrong, lead)
        move(entry, wrong, right, second)
        left, came = read(wrong, lead), read(right, lead)
        in_the_past = read(wrong, lead, Moment.now(NOON + timedelta(hours=1)))
    assert WORDS not in words_in(left) + words_in(in_the_past)
    assert [(trace.row.way, dict(trace.words)) for trace in left.refiled] == [("away", {})]
    (moved,), (trace,) = came.record, came.refiled
    assert isinstance(moved.row, Entry)
    assert (moved.words["words"], moved.row.happened_at, moved.row.kind) == (WORDS, BEFORE, EntryKind.CALL)
    assert (trace.row.first_written_at, trace.row.first_written_by) == (NOON, f"person:{lead}")
    assert (trace.row.by, trace.words["reason"]) == (f"person:{second}", "Two learners called Kit.")


def test_the_audit_record_promises_the_words_where_they_now_stand() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        moved = move(note(wrong, lead), wrong, right, lead)
        assert verify_words() is None
        key = moved.concern.account_key
        row = Entry.objects.get(pk=moved.pk)
        promise = promised(row, "words", key)
        filed = LedgerEntry.objects.get(verb="casework.entry-filed-here")
        assert promise in filed.commitments


def test_it_is_moved_back_in_the_same_way_and_keeps_its_first_date() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        moved = move(note(wrong, lead), wrong, right, lead)
        move(moved, right, wrong, lead)
        back, left = read(wrong, lead), read(right, lead)
    assert WORDS in words_in(back)
    assert WORDS not in words_in(left)
    assert {trace.row.first_written_at for trace in back.refiled if trace.row.way == "here"} == {NOON}


def test_what_one_reporter_could_read_no_reporter_reads_afterwards() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        move(note(wrong, lead, EntryKind.TOLD_REPORTER), wrong, right, lead)
        assert not Entry.objects.known(LATER).filter(for_reporter=True).exists()
        assert Entry.objects.known(LATER).get(concern_id=right).kind == EntryKind.NOTE


def test_an_entry_that_went_behind_the_restricted_door_says_only_that_it_went() -> None:
    with inside():
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        wrong, about_lead = concern_about_a_learner(), concern_about_a_learner(lead)
        with pytest.raises(BadInput):
            move(note(wrong, lead), wrong, about_lead, lead)
        open_verbs = LedgerEntry.objects.filter(stream=Stream.OPEN, subject_id=about_lead)
        assert not open_verbs.exists()
        assert read(about_lead, manager).record == ()


def test_only_once_only_theirs_and_only_with_a_reason() -> None:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        of_others = Entry(id=uuid4())
    with inside():
        lead, stranger = make_holder("Lea Dee", "dsl"), make_person("Str Anger")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        entry = note(wrong, lead)
        for who, what, refusal in (
            (stranger, entry, NothingHere),
            (lead, of_others, NothingHere),
            (lead, note(right, lead), NothingHere),
        ):
            with pytest.raises(refusal):
                move(what, wrong, right, who)
        with pytest.raises(BadInput):
            move(entry, wrong, wrong, lead)
        move(entry, wrong, right, lead)
        with pytest.raises(OutOfTurn):
            move(entry, wrong, right, lead)
        with pytest.raises(BadInput):
            move_entry(
                concern_id=wrong,
                entry_id=entry.id,
                reference="",
                reason=" ",
                actor=Actor.person(lead),
                now=LATER,
            )


def test_somebody_taken_for_the_wrong_person_leaves_that_file_and_walls_follow_at_once() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        make_holder("Ma Nager", "named-senior-manager")
        kit, other = make_person("Kit Marlow"), make_holder("Kit Marlowe", "designated-staff")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        actor = Actor.person(lead)
        # The colleague reads cases, so the concern is restricted the moment it is about them: the lead keeps it.
        linked = link_person(concern_id=concern, row_id=row.id, person_id=other, actor=actor, now=NOON)
        assert walled(concern, other)
        assert file(lead, other, Circle.SEALED) == ({concern}, 0)
        put_right = correct_link(
            concern_id=concern, row_id=linked.id, person_id=kit, reason="Not her.", actor=actor, now=LATER
        )
        assert not walled(concern, other)
        assert file(lead, other, Circle.SEALED) == (set(), 1)
        assert file(lead, kit, Circle.SEALED) == ({concern}, 0)
        assert {trace.words["reason"] for trace in read(concern, lead).refiled} == {"Not her."}
        with pytest.raises(OutOfTurn):
            correct_link(
                concern_id=concern, row_id=linked.id, person_id=None, reason="x", actor=actor, now=LATER
            )
        with pytest.raises(BadInput):
            correct_link(
                concern_id=concern, row_id=put_right.id, person_id=kit, reason="x", actor=actor, now=LATER
            )
        back = correct_link(
            concern_id=concern, row_id=put_right.id, person_id=None, reason="x", actor=actor, now=LATER
        )
        assert back.person_id is None
        assert file(lead, kit, Circle.SEALED) == (set(), 1)


def walled(concern: UUID, person: UUID) -> bool:
    moment = Moment.now(LATER)
    return is_walled(concern, reader(person, powers_in_force(moment), moment), moment)


def file(who: UUID, person: UUID, circle: Circle) -> tuple[set[UUID], int]:
    shown = file_of_person(person_id=person, circle=circle, actor=Actor.person(who), now=LATER)
    return {line.id for line in shown.lines}, len(shown.gone)


def test_who_links_somebody_second_is_told_to_look_again() -> None:
    with inside():
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        linked = link_person(
            concern_id=concern, row_id=row.id, person_id=kit, actor=Actor.person(lead), now=NOON
        )
        for stale in (row.id, linked.id):
            with pytest.raises(OutOfTurn):
                link_person(
                    concern_id=concern, row_id=stale, person_id=kit, actor=Actor.person(lead), now=NOON
                )
