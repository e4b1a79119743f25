"""A file is planned, then exactly that plan is applied; nothing of it shows before all of it does."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection

from dueregard.authority.identity.models import Organisation, Person, PersonDetails
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.imports.applying import HELD, carry_on
from dueregard.authority.people.imports.beginning import (
    AnotherImport,
    NothingToApply,
    PlanChanged,
    begin,
    taken_up,
)
from dueregard.authority.people.imports.planning import drop_plan
from dueregard.authority.people.models import Intake, Number, Span, StagedChanges
from dueregard.authority.people.queries import spans_of
from dueregard.authority.people.vocabulary import ImportDropped
from dueregard.ground.audit.batches import OvertakenByOthers
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter, here
from household import NOON, SETUP
from people_files import ADA, BEN, DELIVERY, ilr, learner
from people_in import LATER, a_harbour, apply, figures, known, plan

pytestmark = pytest.mark.django_db
STAFF = "Forename,Surname,DOB,Payroll no,Job title,Start date,End date\n"


@pytest.fixture(autouse=True)
def harbour() -> Iterator[None]:
    with a_harbour():
        yield


def brought(content: bytes | str, *, now: datetime = LATER, ends_missing: bool = False) -> tuple[int, ...]:
    """Plan and apply; added, changed, ended, unchanged, matched."""
    intake = plan(content, now=now, ends_missing=ends_missing)
    apply(intake, now=now)
    return figures(intake)


def held(number: str) -> list[tuple[datetime, datetime | None]]:
    """The spans of whoever has this number."""
    moment = Moment.now(LATER + timedelta(days=9))
    person = Number.objects.known(moment.known_at).get(number=number).person_id
    rows = Span.objects.known(moment.known_at).filter(person_id=person).order_by("since")
    return list(rows.values_list("since", "until"))


def test_learners_come_in_with_their_numbers_and_enrolment() -> None:
    assert brought(ilr(learner(), learner(BEN))) == (2, 0, 0, 0, 0)
    assert known() == [("Ben", "O'Neill-Ŵyn", date(2008, 2, 29)), ("Ada", "Okoro", date(2008, 2, 29))]
    person = Number.objects.get(number=ADA["ULN"]).person_id
    [span] = spans_of([person], Moment.now(LATER + timedelta(hours=1)))[person]
    assert (span.standing, span.since.isoformat()) == ("learner", "2025-08-31T23:00:00+00:00")
    assert (verify_rows(), verify_words()) == (None, None)


def test_the_same_file_twice_changes_nothing() -> None:
    brought(ilr(learner(), learner(BEN)))
    before = [model.objects.count() for model in (Person, PersonDetails, Number, Span, Organisation)]
    assert brought(ilr(learner(), learner(BEN)), now=LATER + timedelta(days=1)) == (0, 0, 0, 2, 2)
    assert [model.objects.count() for model in (Person, PersonDetails, Number, Span, Organisation)] == before


def test_the_same_table_without_numbers_twice_adds_nobody_twice() -> None:
    table = "Forename,Surname,Type,DOB\nAda,Okoro,Staff,1990-01-02\nBen,Lind,Governor,\n"
    assert brought(table) == (2, 0, 0, 0, 0)
    again = plan(table, now=LATER + timedelta(days=1))
    assert (figures(again), again.problems) == ((0, 0, 0, 2, 0), [])
    moved = plan(table.replace("Staff", "Volunteer"), now=LATER + timedelta(days=1))
    assert figures(moved) == (0, 0, 0, 2, 0)
    assert [(row, severity) for row, _, severity, _ in moved.problems] == [(2, "warning")]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (ADA | {"FamilyName": "Lind"}, (0, 1, 0, 0, 1)),
        (ADA | {"DateOfBirth": "2008-03-01"}, (0, 1, 0, 0, 1)),
        (ADA | {"Email": "ada@example.org"}, (0, 1, 0, 0, 1)),
        (ADA | {"GivenNames": ""}, (0, 0, 0, 1, 1)),
        (ADA | {"LearnRefNumber": "NEW1"}, (0, 1, 0, 0, 1)),
        (ADA | {"ULN": "9999999999"}, (0, 0, 0, 1, 1)),
        (ADA | {"FamilyName": "Lind", "DateOfBirth": "1999-01-01"}, (0, 0, 0, 0, 0)),
        (ADA | {"ULN": "7673614579", "LearnRefNumber": "NEW1"}, (1, 0, 0, 0, 0)),
    ],
)
def test_what_a_second_file_changes_is_told_and_recognised_by_number(
    changed: dict[str, str], expected: tuple[int, ...]
) -> None:
    brought(ilr(learner()))
    assert brought(ilr(learner(changed)), now=LATER + timedelta(days=1)) == expected


def test_numbers_of_two_people_in_one_row_change_neither() -> None:
    brought(ilr(learner(), learner(BEN)))
    crossed = plan(
        ilr(learner(ADA | {"LearnRefNumber": BEN["LearnRefNumber"]})), now=LATER + timedelta(days=1)
    )
    assert figures(crossed) == (0, 0, 0, 0, 0)
    assert [(row, severity) for row, _, severity, _ in crossed.problems] == [(1, "error")]


def test_a_number_that_two_people_of_a_file_have_is_given_to_neither() -> None:
    intake = plan(ilr(learner(), learner(BEN | {"ULN": ADA["ULN"]})))
    assert (figures(intake), [row for row, *_ in intake.problems]) == ((2, 0, 0, 0, 0), [1, 2])
    assert intake.problems[1][3].startswith("The ULN of this row stands in row 1 too")
    apply(intake)
    assert len(known()) == 2
    assert set(Number.objects.values_list("number", flat=True)) == {"REF0001", "REF0002"}
    assert Intake.objects.get(pk=intake.pk).withheld == []


def test_a_contested_number_is_no_change_when_the_same_file_comes_again() -> None:
    contested = ilr(learner(), learner(BEN | {"ULN": ADA["ULN"]}))
    apply(plan(contested))
    assert figures(plan(contested, now=LATER + timedelta(days=1))) == (0, 0, 0, 2, 2)


def test_two_people_with_no_other_number_are_both_left_out() -> None:
    both = STAFF + "Ada,Okoro,1990-01-02,P1,,,\nBen,Lind,1991-01-02,P1,,,\nCy,Rowe,1992-01-02,P2,,,\n"
    intake = plan(both)
    assert (figures(intake), intake.withheld[0]) == ((1, 0, 0, 0, 0), 2)
    assert [(row, severity) for row, _, severity, _ in intake.problems] == [(2, "error"), (3, "error")]
    apply(intake)
    assert [family for _, family, _ in known()] == ["Rowe"]


def test_somebody_on_several_lines_is_one_person_in_several_places() -> None:
    table = (
        STAFF
        + "Ada,Okoro,1990-01-02,P1,Tutor,2024-01-01,2024-12-31\nAda,Okoro,1990-01-02,P1,Lead,2025-01-01,\n"
        * 2
    )
    assert brought(table) == (1, 0, 0, 0, 0)
    assert len(held("P1")) == 2
    assert brought(table, now=LATER + timedelta(days=1))[:3] == (0, 0, 0)


def test_an_end_in_the_file_ends_and_is_told_apart() -> None:
    brought(STAFF + "Ada,Okoro,1990-01-02,P1,Tutor,2024-01-01,\n")
    later = LATER + timedelta(days=1)
    assert brought(STAFF + "Ada,Okoro,1990-01-02,P1,Tutor,2024-01-01,2026-03-01\n", now=later) == (
        0,
        0,
        1,
        0,
        1,
    )
    [(_, until)] = held("P1")
    assert until is not None
    assert until.isoformat() == "2026-03-02T00:00:00+00:00"


def test_nobody_is_ended_by_absence_unless_somebody_says_so() -> None:
    brought(ilr(learner(), learner(BEN)))
    later = LATER + timedelta(days=1)
    assert figures(plan(ilr(learner()), now=later)) == (0, 0, 0, 1, 1)
    assert brought(ilr(learner()), now=later, ends_missing=True) == (0, 0, 1, 1, 1)
    assert [until is None for _, until in held(ADA["ULN"])] == [True]
    assert [until is None for _, until in held(BEN["ULN"])] == [False]


def test_nobody_is_ended_by_absence_from_a_file_with_rows_that_could_not_be_read() -> None:
    brought(ilr(learner(), learner(BEN)))
    bad = ilr(learner(), learner(BEN | {"DateOfBirth": "soon"}))
    intake = plan(bad, now=LATER + timedelta(days=1), ends_missing=True)
    with pytest.raises(NothingToApply):
        apply(intake, now=LATER + timedelta(days=1))


def test_employers_come_once_and_are_found_again() -> None:
    said = "<EmpId>100000001</EmpId><DateEmpStatApp>2024-01-01</DateEmpStatApp>"
    job = f"<LearnerEmploymentStatus>{said}</LearnerEmploymentStatus>"
    content = ilr(learner(ADA, DELIVERY + job), learner(BEN, DELIVERY + job))
    brought(content)
    [employer] = Organisation.objects.all()
    assert (employer.name, employer.kind) == ("Employer 100000001", "employer")
    assert brought(content, now=LATER + timedelta(days=1)) == (0, 0, 0, 2, 2)


def test_a_plan_is_the_same_for_the_same_file_and_records_and_no_other() -> None:
    content = ilr(learner(), learner(BEN))
    first, second = plan(content), plan(content, now=LATER + timedelta(hours=1))
    assert first.plan == second.plan
    assert len({first.plan, plan(ilr(learner())).plan, plan(content, ends_missing=True).plan}) == 3


def test_a_plan_is_refused_once_the_records_have_changed() -> None:
    intake = plan(ilr(learner()))
    record_person(given_names="Cara", family_name="Else", actor=SETUP, now=NOON)
    with pytest.raises(PlanChanged):
        begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER)
    again = plan(ilr(learner()))
    with pytest.raises(PlanChanged):
        begin(intake=again, plan="another", actor=SETUP, now=LATER)
    assert known() == []


def test_while_one_is_applied_another_is_refused() -> None:
    first, second = plan(ilr(learner())), plan(ilr(learner(BEN)))
    begun = begin(intake=first, plan=first.plan, actor=SETUP, now=LATER)
    with pytest.raises(AnotherImport):
        begin(intake=second, plan=second.plan, actor=SETUP, now=LATER)
    carry_on(intake=begun, actor=SETUP, clock=lambda: LATER)
    with pytest.raises(PlanChanged):
        begin(intake=second, plan=second.plan, actor=SETUP, now=LATER + timedelta(minutes=1))


class PowerLost(BaseException):
    """Somebody pulled the plug."""


def test_cut_off_at_ninety_per_cent_nothing_shows_and_what_is_taken_up_ends_as_if_it_had_not_been(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dueregard.authority.people.imports.planning.ROWS_AT_ONCE", 1)
    people = [
        learner(ADA | {"ULN": "9999999999", "LearnRefNumber": f"R{n}", "GivenNames": f"Ada {chr(97 + n)}"})
        for n in range(10)
    ]
    intake = plan(ilr(*people))
    assert intake.batches == 10

    def pull(done: int, of: int) -> None:
        if done == 9:
            raise PowerLost

    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER, apart=False)
    with pytest.raises(PowerLost):
        carry_on(intake=begun, actor=SETUP, clock=lambda: LATER, say=pull)
    assert (known(), PersonDetails.objects.filter(batch_id=intake.id).count()) == ([], 9)
    assert taken_up(intake=intake, now=LATER + HELD / 2) is None

    left = taken_up(intake=plan(ilr(*people), now=LATER + HELD), now=LATER + HELD)
    assert left is not None
    assert left.done == 9
    carry_on(intake=left, actor=SETUP, clock=lambda: LATER + HELD)
    assert len(known(LATER + HELD)) == 10
    assert (verify_rows(), verify_words()) == (None, None)


def test_somebody_who_changes_the_same_records_meanwhile_is_not_written_over() -> None:
    brought(ilr(learner()))
    later = LATER + timedelta(days=1)
    intake = plan(ilr(learner(ADA | {"FamilyName": "Lind"})), now=later)
    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=later)
    record_person(given_names="Cara", family_name="Else", actor=SETUP, now=later)
    with pytest.raises(OvertakenByOthers):
        carry_on(intake=begun, actor=SETUP, clock=lambda: later)
    assert [name for _, name, _ in known(later)] == ["Okoro"]
    assert Intake.objects.get(pk=intake.pk).state == "dropped"
    assert (verify_rows(), verify_words()) == (None, None)


def test_what_was_staged_is_gone_once_it_was_applied_or_not_wanted() -> None:
    intake, unwanted = plan(ilr(learner())), plan(ilr(learner(BEN)))
    assert b"Okoro" not in b"".join(bytes(row.changes) for row in StagedChanges.objects.all())
    drop_plan(unwanted)
    apply(intake)
    assert StagedChanges.objects.count() == 0
    assert not DataKey.objects.filter(holds="import").exclude(wrapped=None).exists()


def test_a_file_that_stops_is_not_applied() -> None:
    intake = plan(ilr(learner())[:-20])
    with pytest.raises(NothingToApply):
        begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER)


def test_the_audit_record_tells_of_an_import_and_names_nobody() -> None:
    brought(ilr(learner()))
    said = {entry.verb: entry.detail for entry in Entry.objects.filter(subject_kind="import")}
    assert said == {
        "people.import-begun": '{"batches":1}',
        "people.import-applied": '{"added":1,"changed":0,"ended":0}',
    }


def test_reports_go_through_between_two_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dueregard.authority.people.imports.planning.ROWS_AT_ONCE", 1)
    intake = plan(ilr(learner(), learner(BEN)))
    took: list[int] = []

    def take_a_turn(done: int, of: int) -> None:
        with turn(actor=SETUP, now=LATER):
            took.append(done)

    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER)
    carry_on(intake=begun, actor=SETUP, clock=lambda: LATER, say=take_a_turn)
    assert took == [1, 2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends_missing", [False, True])
def test_whoever_writes_on_another_connection_between_two_batches_stops_neither(
    monkeypatch: pytest.MonkeyPatch, ends_missing: bool
) -> None:
    """SQLite refuses to write where a reading was left open before somebody else wrote."""
    monkeypatch.setattr("dueregard.authority.people.imports.planning.ROWS_AT_ONCE", 1)
    provider = here()
    wrote: list[bool] = []

    def write_elsewhere(*_: object) -> None:
        thread = Thread(target=_take_a_turn, args=(provider, wrote))
        thread.start()
        thread.join()

    if ends_missing:
        brought(ilr(*(learner(ADA | {"LearnRefNumber": f"R{n}", "ULN": "9999999999"}) for n in range(3))))
        save = StagedChanges.save

        def save_and_wait(row: StagedChanges) -> None:
            save(row)
            write_elsewhere()

        monkeypatch.setattr(StagedChanges, "save", save_and_wait)
    more = (learner(ADA | {"LearnRefNumber": f"N{n}", "ULN": "9999999999"}) for n in range(3))
    intake = plan(
        ilr(learner(BEN), learner(), *more), ends_missing=ends_missing, now=LATER + timedelta(days=1)
    )
    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER + timedelta(days=1), apart=False)
    carry_on(intake=begun, actor=SETUP, clock=lambda: LATER + timedelta(days=1), say=write_elsewhere)
    assert len(wrote) >= 2
    assert Intake.objects.get(pk=intake.pk).state == "applied"


def _take_a_turn(provider: Provider, wrote: list[bool]) -> None:
    try:
        with enter(provider), turn(actor=SETUP, now=LATER + timedelta(days=1)) as t:
            t.record(ImportDropped(), Subject("import", uuid7()))
        wrote.append(True)
    finally:
        connection.close()
