"""Vacancies, panels and candidates: who may, what is refused, what is sealed and for how long, and what it shows."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from checks_support import NOW, TODAY, checked, joins, keeper, saw
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.policy.answers import Status
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.operations import Destroyed, unseal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn, Refusal
from dueregard.work.training.central_record import CheckKind
from dueregard.work.training.controls.recruiting import rules_in_force, still_lacking
from dueregard.work.training.models import Candidate, CandidateDecision, Override, Passage
from dueregard.work.training.operations.candidates import (
    PanelNotReady,
    decide_candidate,
    dispose_of_candidates,
    note_candidate,
    take_on,
)
from dueregard.work.training.operations.checks import take_back_check
from dueregard.work.training.operations.passing import GateShut
from dueregard.work.training.operations.vacancies import (
    note_of_vacancy,
    open_vacancy,
    read_vacancy,
    seat,
    unseat,
)
from dueregard.work.training.queries.judging_vacancies import held
from dueregard.work.training.queries.vacancies import vacancies, vacancy
from dueregard.work.training.recruiting import Chosen, Noted
from dueregard.work.training.vocabulary import GatePassed, Result
from household import SETUP, make_holder, make_person
from recruiting_support import (
    BY,
    INTERVIEWS,
    candidate,
    choosing_house,
    decided,
    opened,
    panel,
    reading,
    trained,
)

pytestmark = pytest.mark.django_db
BY_MOMENT = Moment.now(NOW)
WHY = "The passport comes on Monday; until then they teach nobody alone."


def said(vacancy_id: UUID, what: Noted = Noted.DESCRIPTION, words: str = "") -> None:
    note_of_vacancy(vacancy_id=vacancy_id, what=what, said_of=INTERVIEWS, words=words, **BY)


def test_what_was_decided_is_kept_with_its_reasons_and_read_only_with_an_entry() -> None:
    with choosing_house():
        who, there = keeper(), opened(*panel())
        said(there)
        whom = candidate(there)
        decided(whom, why="Knows the trade.")
        before = Entry.objects.count()
        read = read_vacancy(vacancy_id=there, actor=who, now=NOW)
        assert (list(read.names.values()), list(read.reasons.values())) == (["Cy Hale"], ["Knows the trade."])
        assert Entry.objects.count() == before + 1
        assert "Cy Hale" not in "".join(map(str, Entry.objects.values_list("detail", flat=True)))
        assert reading().status is Status.MET
        assert (verify_rows(), verify_words()) == (None, None)


@pytest.mark.parametrize("role", ["", "dsl"])
def test_nobody_else_reads_or_writes_any_of_it(role: str) -> None:
    with choosing_house():
        other = Actor.person(make_holder("Lea Dee", role) if role else make_person("Lea Dee"))
        there = opened()
        whom = candidate(there)
        by: dict[str, Any] = {"actor": other, "now": NOW}
        for refused in (
            lambda: read_vacancy(vacancy_id=there, **by),
            lambda: open_vacancy(title="x", **by),
            lambda: seat(vacancy_id=there, person_id=make_person("X Y"), **by),
            lambda: unseat(vacancy_id=there, member_id=uuid4(), **by),
            lambda: note_of_vacancy(vacancy_id=there, what=Noted.TOLD_INSIDE, said_of=INTERVIEWS, **by),
            lambda: note_candidate(vacancy_id=there, name="x", **by),
            lambda: decide_candidate(outcome=Chosen.CHOSEN, decided_on=INTERVIEWS, reasons="x", **whom, **by),
            lambda: take_on(person_id=make_person("X Z"), begins_on=INTERVIEWS, **whom, **by),
            lambda: dispose_of_candidates(vacancy_id=there, **by),
        ):
            with pytest.raises(NotPermitted):
                refused()


def test_another_providers_vacancy_is_not_there() -> None:
    with choosing_house("elsewhere"):
        theirs = opened()
    with choosing_house():
        assert vacancies(BY_MOMENT) == []
        for refused in (
            lambda: read_vacancy(vacancy_id=theirs, **BY),
            lambda: seat(vacancy_id=theirs, person_id=make_person("X Y"), **BY),
            lambda: note_candidate(vacancy_id=theirs, name="x", **BY),
        ):
            with pytest.raises(NothingHere):
                refused()


@pytest.mark.parametrize(
    ("seated", "words", "why", "refused"),
    [
        (0, "Clear.", "", PanelNotReady),
        (1, "Clear.", "", PanelNotReady),
        (1, "Clear.", "Everybody else was ill.", None),
        (2, "Clear.", "", None),
        (2, "  ", "", BadInput),
    ],
)
def test_a_panel_decides_only_as_the_policy_asks_or_with_the_reason_why_not(
    seated: int, words: str, why: str, refused: type[Refusal] | None
) -> None:
    with choosing_house():
        there = opened(*panel()[:seated])
        if why:
            said(there, Noted.EXCEPTION, why)
        whom = candidate(there)
        if refused:
            with pytest.raises(refused):
                decided(whom, Chosen.NOT_CHOSEN, why=words)
            decided(whom, Chosen.WITHDREW, why="")  # whoever withdraws waits for no panel
        else:
            decided(whom, Chosen.NOT_CHOSEN, why=words)


@pytest.mark.parametrize(
    ("on", "result", "status"),
    [
        (INTERVIEWS, Result.PASSED, Status.MET),
        (INTERVIEWS, Result.FAILED, Status.NOT_MET),
        (INTERVIEWS + timedelta(days=1), Result.PASSED, Status.NOT_MET),
    ],
)
def test_a_panel_is_trained_by_the_day_of_the_interviews(on: date, result: Result, status: Status) -> None:
    with choosing_house():
        there = opened(trained(make_person("Ada Fenn"), on, result), make_person("Bea Moss"))
        said(there)
        said(there, Noted.EXCEPTION, "The course was full.")
        decided(candidate(there))
        assert reading().status is status


def test_what_is_not_said_of_a_vacancy_shows_and_so_does_its_age() -> None:
    with choosing_house():
        assert reading().status is Status.NO_OCCASION
        decided(candidate(opened(*panel())))
        assert reading().because == "something was not written down in 1 of 1"
        assert reading(timedelta(days=366)).status is Status.NO_OCCASION


def test_whoever_was_chosen_begins_with_what_must_be_there_and_not_before() -> None:
    with choosing_house():
        there = opened(*panel())
        whom = candidate(there)
        new = joins("Cy Hale", since=NOW + timedelta(days=3))
        begin: dict[str, Any] = whom | BY | {"person_id": new, "begins_on": date(2026, 3, 9)}
        with pytest.raises(OutOfTurn, match="Only whoever was chosen"):
            take_on(**begin)
        decided(whom)
        with pytest.raises(BadInput, match="not in the directory"):
            take_on(**begin | {"begins_on": date(2026, 3, 8)})
        with pytest.raises(GateShut, match="identity"):
            take_on(**begin)
        with pytest.raises(GateShut):  # the policy names nobody who may override it
            take_on(**begin, override="We need them on Monday, and I sit with them.")
        checked(new, saw(CheckKind.IDENTITY))
        assert take_on(**begin).missing == 0
        with pytest.raises(OutOfTurn, match="already"):
            take_on(**begin)
        with pytest.raises(OutOfTurn, match="have begun"):
            decided(whom, Chosen.NOT_CHOSEN)


def test_whom_the_gate_names_lets_somebody_begin_with_the_reason_sealed() -> None:
    with choosing_house(override=b"role:hr"):
        there, boss = opened(*panel()), keeper()
        said(there)
        whom = candidate(there)
        decided(whom)
        new = joins("Cy Hale")
        begin: dict[str, Any] = whom | {"person_id": new, "begins_on": INTERVIEWS, "actor": boss, "now": NOW}
        for wrong in ("Please", " x " * 6):
            with pytest.raises(BadInput, match="a little more"):
                take_on(**begin, override=wrong)
        with pytest.raises(GateShut):
            take_on(**begin)
        with pytest.raises(GateShut):  # a process of ours holds no post
            take_on(**begin | BY, override=WHY)
        assert take_on(**begin, override=WHY).missing == 1
        row = Override.objects.get()
        assert (row.role, row.passage, unseal(row, "words", row.key)) == ("hr", None, WHY)
        assert reading().status is Status.MET
        assert (verify_rows(), verify_words()) == (None, None)


def test_a_reason_for_what_is_not_missing_is_not_lost_unseen() -> None:
    with choosing_house(override=b"role:hr"):
        there = opened(*panel())
        whom = candidate(there)
        decided(whom)
        new = joins("Cy Hale")
        checked(new, saw(CheckKind.IDENTITY))
        begin: dict[str, Any] = whom | {"person_id": new, "begins_on": INTERVIEWS, "now": NOW}
        with pytest.raises(BadInput, match="Nothing is missing"):
            take_on(**begin, actor=keeper(), override=WHY)


@pytest.mark.parametrize(("rows", "of"), [((1, 0), 1), ((1, 1), 1), ((0, 0), 0)])
def test_whoever_passed_with_something_missing_under_any_of_their_rows_shows_once(
    rows: tuple[int, int], of: int
) -> None:
    with choosing_house():
        there = opened(*panel())
        said(there)
        whom = candidate(there)
        decided(whom)
        new, again = joins("Cy Hale"), joins("Cyril Hale")
        checked(new, saw(CheckKind.IDENTITY))
        join_duplicates(
            person=Person.objects.get(pk=new), same_as=Person.objects.get(pk=again), actor=SETUP, now=NOW
        )
        take_on(**whom, **BY, person_id=new, begins_on=INTERVIEWS)
        with turn(**BY) as t:
            for person, missing in zip((again, new), rows, strict=True):
                row = Passage(
                    person_id=person, gate="checks/gate.begins", passed_on=INTERVIEWS, missing=missing,
                    recorded_at=t.now, by=t.actor.written,
                )  # fmt: skip
                row.save()
                t.record(GatePassed(row.id, missing), Subject("person", person))
        found = vacancy(there, BY_MOMENT)
        assert found
        assert held(found, (), "checks/gate.begins", BY_MOMENT).through_shut_gates == of


def test_what_whoever_has_begun_still_lacks_is_named() -> None:
    with choosing_house():
        there = opened(*panel())
        whom = candidate(there)
        decided(whom)
        new = joins("Cy Hale")
        seen = checked(new, saw(CheckKind.IDENTITY))
        take_on(**whom, **BY, person_id=new, begins_on=INTERVIEWS)
        found = vacancy(there, BY_MOMENT)
        assert found
        assert still_lacking(found, rules_in_force(BY_MOMENT), BY_MOMENT) == {}
        take_back_check(person_id=new, check_id=seen, actor=SETUP, now=NOW)
        assert still_lacking(found, rules_in_force(BY_MOMENT), BY_MOMENT) == {
            whom["candidate_id"]: ("identity",)
        }


def test_without_a_day_of_interviews_the_panel_is_trained_by_the_first_decision() -> None:
    with choosing_house():
        there = open_vacancy(title="Tutor", **BY).id
        for person in (trained(make_person("Ada Fenn"), TODAY), make_person("Bea Moss")):
            seat(vacancy_id=there, person_id=person, **BY)
        said(there)
        said(there, Noted.EXCEPTION, "The course was full.")
        decided(candidate(there), on=INTERVIEWS)
        assert reading(timedelta(days=9)).because == "the panel was not trained as asked in 1 of 1"


def test_nobody_lets_themselves_begin() -> None:
    with choosing_house():
        there, me = opened(*panel()), keeper()
        whom = candidate(there)
        decided(whom)
        assert me.person_id
        with pytest.raises(NotPermitted):
            take_on(person_id=me.person_id, begins_on=INTERVIEWS, **whom, actor=me, now=NOW)


def test_those_who_were_not_chosen_are_disposed_of_when_their_time_is_over_and_nobody_else() -> None:
    with choosing_house():
        there = opened(*panel())
        chosen, other, waits = (candidate(there, name) for name in ("Cy Hale", "Di Ng", "Ed Poe"))
        decided(chosen)
        decided(other, Chosen.NOT_CHOSEN)
        early, late = NOW + timedelta(days=180), NOW + timedelta(days=190)
        assert dispose_of_candidates(vacancy_id=there, actor=SETUP, now=early) == 0
        assert dispose_of_candidates(vacancy_id=there, actor=SETUP, now=late) == 1
        assert dispose_of_candidates(vacancy_id=there, actor=SETUP, now=late) == 0
        row = Candidate.objects.get(pk=other["candidate_id"])
        with pytest.raises(Destroyed):
            unseal(row, "name", row.key)
        reasons = CandidateDecision.objects.get(candidate=row)
        with pytest.raises(Destroyed):
            unseal(reasons, "words", reasons.key)
        read = read_vacancy(vacancy_id=there, actor=SETUP, now=late)
        assert sorted(read.names.values()) == ["", "Cy Hale", "Ed Poe"]
        assert waits["candidate_id"] in read.names
        assert verify_words() is None


def test_a_panel_that_has_decided_stays_who_it_was() -> None:
    with choosing_house():
        ada, bea = panel()
        there = opened(ada, bea, make_person("Cat Orr"))
        found = vacancy(there, BY_MOMENT)
        assert found
        unseat(vacancy_id=there, member_id=found.panel[-1].id, **BY)
        with pytest.raises(BadInput, match="already"):
            seat(vacancy_id=there, person_id=ada, **BY)
        decided(candidate(there))
        with pytest.raises(OutOfTurn, match="has decided"):
            unseat(vacancy_id=there, member_id=found.panel[0].id, **BY)
