"""A file that repeats or contradicts itself: told alike whether its rows are read together or far apart, and in memory
that does not grow with the file."""

import gc
import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.identity.models import Organisation
from dueregard.authority.people.imports import planning
from dueregard.authority.people.imports.files import receive
from dueregard.authority.people.imports.numbers import check_digit_is_right
from dueregard.authority.people.imports.planning import drop_plan, plan_import
from dueregard.authority.people.models import Intake, Number
from household import SETUP
from people_files import ADA, ilr, learner
from people_in import LATER, a_harbour, apply, figures, known, plan

pytestmark = pytest.mark.django_db
HEAD = "Forename,Surname,DOB,Payroll no,ULN,Job title,Start date,Employer,Type\n"
NUMBERS = st.sampled_from(["", "P1", "P2", "P3"])
ULNS = st.sampled_from(["", "1000000043", "7673614579"])
LINES = st.tuples(
    *(st.sampled_from(["Ada", "Ben"]), st.just("Okoro"), st.just("1990-01-02"), NUMBERS, ULNS),
    *(st.sampled_from(["Tutor", "Lead"]), st.sampled_from(["2024-01-01", "2025-01-01"])),
    *(st.sampled_from(["", "Quay Ltd"]), st.sampled_from(["Staff", "Learner"])),
)


@pytest.fixture(autouse=True)
def harbour() -> Iterator[None]:
    with a_harbour():
        yield


def read_at_once(patch: pytest.MonkeyPatch, rows: int) -> None:
    patch.setattr(planning, "_READ_AT_ONCE", rows)


def told(content: str) -> tuple[object, ...]:
    intake = plan(content)
    drop_plan(intake)
    return intake.plan, intake.figures, intake.problems, intake.withheld


@given(lines=st.lists(LINES, max_size=9))
def test_rows_read_far_apart_are_told_as_if_they_were_read_together(lines: list[tuple[str, ...]]) -> None:
    content = HEAD + "".join(f"{','.join(line)}\n" for line in lines)
    together = told(content)
    for rows in (1, 2):
        with pytest.MonkeyPatch.context() as patch:
            read_at_once(patch, rows)
            assert told(content) == together


def test_what_was_read_far_apart_is_applied_as_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    read_at_once(monkeypatch, 1)
    ada = "Ada,Okoro,1990-01-02,P1"
    apply(
        plan(
            f"{HEAD}{ada},,Tutor,2024-01-01,,Staff\nCy,Rowe,,P2,,,,,Staff\n{ada},1000000043,Lead,2025-01-01,,Staff\n"
        )
    )
    assert [given for given, _, _ in known()] == ["Ada", "Cy"]
    [of_payroll, of_uln] = Number.objects.exclude(number="P2").order_by("scheme")
    assert of_payroll.person_id == of_uln.person_id


def test_whoever_is_left_out_or_ended_is_found_in_whatever_part_they_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for_all = [
        ADA | {"LearnRefNumber": f"R{n}", "ULN": "9999999999", "GivenNames": f"Ada {n}"} for n in range(7)
    ]
    apply(plan(ilr(*map(learner, for_all))))
    read_at_once(monkeypatch, 2)
    monkeypatch.setattr("dueregard.authority.people.imports.known._AT_ONCE", 2)
    monkeypatch.setattr(planning, "ROWS_AT_ONCE", 1)
    intake = plan(ilr(*map(learner, for_all[:3])), now=LATER.replace(day=LATER.day + 1), ends_missing=True)
    assert (figures(intake), intake.batches) == ((0, 0, 4, 3, 3), 4)


def test_an_employer_with_a_name_beyond_measure_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "ROWS_AT_ONCE", 1)
    lines = "".join(f"Ada,Okoro {n},1990-01-02,P{n},,,2024-01-01,{'Quay ' * 60},Staff\n" for n in "abc")
    intake = plan(HEAD + lines)
    assert [column for _, column, _, _ in intake.problems] == ["Employer"] * 3
    apply(intake)
    assert Organisation.objects.count() == 1
    assert figures(plan(HEAD + lines, now=LATER.replace(day=LATER.day + 1))) == (0, 0, 0, 3, 3)


def most_held(learners: int) -> int:
    """The most bytes that Python held between two parts of a file that was planned, of learners who differ in all that
    tells them apart."""
    every = (str(number) for number in range(1_000_000_000, 2_000_000_000))
    ulns = filter(check_digit_is_right, every)
    said = (
        ADA | {"LearnRefNumber": f"R{n}", "ULN": uln, "GivenNames": f"Ada{n}"}
        for n, uln in zip(range(learners), ulns, strict=False)
    )
    received = receive(io.BytesIO(ilr(*map(learner, said))))
    held = [0]

    def look(_rows: int) -> None:
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        drop_plan(plan_import(received=received, actor=SETUP, now=LATER, say=look))
    finally:
        tracemalloc.stop()
    return max(held)


def test_ten_times_as_many_learners_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    read_at_once(monkeypatch, 100)
    monkeypatch.setattr(planning, "ROWS_AT_ONCE", 100)
    most_held(100)  # what is made once
    few, many = most_held(200), most_held(2000)
    assert many - few < 100 * 1024  # a number alone would be more
    assert Intake.objects.count() == 0
