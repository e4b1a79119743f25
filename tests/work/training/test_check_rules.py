"""Which checks are asked of whom, what may be written down, and how each stands on a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from checks_support import confirmed, not_required, saw
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.work.training.central_record import (
    ON_RECORD,
    SAID,
    Barred,
    CheckKind,
    Level,
    Outcome,
    ProviderSort,
    UpdateService,
    WhyNot,
)
from dueregard.work.training.rules.checks import (
    BARS,
    Cell,
    Early,
    Made,
    State,
    judged,
    latest,
    missing_checks,
)
from dueregard.work.training.rules.columns import COLUMNS, Asked, Post, asked, columns
from dueregard.work.training.rules.recording import Said, faults

DAY = date(2026, 3, 6)
TUTOR = Post(Standing.STAFF, Work.DELIVERY, Regulated.YES)
FIVE = {CheckKind.IDENTITY, CheckKind.PROHIBITION, CheckKind.OVERSEAS, CheckKind.RIGHT_TO_WORK}
T, C, A = ProviderSort.TRAINING, ProviderSort.COLLEGE, ProviderSort.ACADEMY
E, W = Nation.ENGLAND, Nation.WALES
DBS, QTS, EWC, S128 = CheckKind.DBS, CheckKind.QUALIFICATIONS, CheckKind.EWC, CheckKind.MANAGEMENT_DIRECTION


@pytest.mark.parametrize(
    ("sort", "nation", "post", "expected"),
    [
        (T, E, TUTOR, FIVE | {DBS, QTS}),
        (None, E, TUTOR, FIVE | {DBS, QTS}),
        (C, E, TUTOR, FIVE | {DBS, QTS}),
        (A, E, TUTOR, FIVE | {DBS, QTS}),
        (C, W, TUTOR, FIVE | {DBS, QTS, EWC}),
        (T, E, Post(Standing.STAFF, Work.IT, Regulated.NO), FIVE),
        (T, W, Post(Standing.STAFF, Work.IT, Regulated.NO), FIVE),
        (A, E, Post(Standing.STAFF, Work.MANAGEMENT, Regulated.NO), FIVE | {S128}),
        (T, E, Post(Standing.STAFF), FIVE | {DBS, QTS}),
        (T, E, Post(Standing.VOLUNTEER, Work.SUPPORT, Regulated.YES), {CheckKind.IDENTITY, DBS}),
        (T, E, Post(Standing.VOLUNTEER, Work.SUPPORT, Regulated.NO), {CheckKind.IDENTITY}),
        (T, E, Post(Standing.BOARD, Work.MANAGEMENT), set()),
        (A, E, Post(Standing.BOARD, Work.MANAGEMENT), {CheckKind.IDENTITY, DBS, S128}),
        (T, E, Post(Standing.AGENCY_STAFF, Work.DELIVERY, Regulated.YES), FIVE | {DBS, QTS}),
    ],
)
def test_what_is_asked_of_whom(
    sort: ProviderSort | None, nation: Nation, post: Post, expected: set[CheckKind]
) -> None:
    assert set(asked([post], columns(sort, nation))) == expected


@pytest.mark.parametrize("standing", [Standing.EMPLOYER_STAFF, Standing.LEARNER])
def test_nothing_is_ever_asked_of_learners_or_an_employers_staff(standing: Standing) -> None:
    ways = product(COLUMNS, [None, *Work], [None, *Regulated])
    assert standing not in ON_RECORD
    assert not any(asked([Post(standing, work, regulated)], [line]) for line, work, regulated in ways)


def test_the_word_of_their_own_employer_is_enough_for_agency_staff_alone() -> None:
    lines = columns(T, E)
    agency = Post(Standing.AGENCY_STAFF, Work.DELIVERY, Regulated.YES)
    assert all(one.confirmed for one in asked([agency], lines).values())
    assert not any(one.confirmed for one in asked([TUTOR], lines).values())
    both = asked([agency, Post(Standing.STAFF, Work.IT, Regulated.NO)], lines)
    assert {kind for kind, one in both.items() if one.confirmed} == {DBS, QTS}


def test_each_line_of_the_table_says_what_asks_for_it_and_every_check_has_a_name() -> None:
    assert all(line.source for line in COLUMNS)
    assert set(SAID) == set(CheckKind)


# How a check stands

CLEAR = Made(DBS, Outcome.SEEN, date(2024, 1, 10), level=Level.ENHANCED, barred=Barred.CHILDREN)
WANTED = Asked(DBS, barred=Barred.CHILDREN)
RIGHT = CheckKind.RIGHT_TO_WORK
EARLY = Early(date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 6))


def years(many: int) -> Callable[[date], date]:
    return lambda day: day.replace(year=day.year + many)


@pytest.mark.parametrize(
    ("made", "more", "state"),
    [
        (None, {}, State.MISSING),
        (CLEAR, {}, State.DONE),
        (CLEAR, {"again": years(3)}, State.DONE),
        (CLEAR, {"again": years(2)}, State.DUE),
        (replace(CLEAR, update=UpdateService.NO_CHANGE, update_on=date(2026, 1, 5)), {"again": years(2)}, State.DONE),
        (replace(CLEAR, update=UpdateService.CHANGED, update_on=date(2026, 1, 5)), {}, State.MISSING),
        (replace(CLEAR, done_on=date(2024, 4, 1)), {"again": years(2)}, State.SOON),
        (replace(CLEAR, level=Level.BASIC), {}, State.MISSING),
        (replace(CLEAR, level=None), {}, State.MISSING),
        (replace(CLEAR, barred=Barred.ADULTS), {}, State.MISSING),
        (replace(CLEAR, barred=Barred.BOTH), {}, State.DONE),
        (replace(CLEAR, outcome=Outcome.WITH_CONTENT), {}, State.UNDECIDED),
        (replace(CLEAR, outcome=Outcome.WITH_CONTENT, decided=True), {}, State.DONE),
        (Made(DBS, Outcome.CONFIRMED, DAY), {}, State.MISSING),
        (Made(DBS, Outcome.CONFIRMED, DAY), {"asks": Asked(DBS, confirmed=True)}, State.DONE),
        (Made(DBS, Outcome.NOT_REQUIRED, DAY), {}, State.NOT_REQUIRED),
        (None, {"early": EARLY}, State.STARTED),
        (None, {"early": EARLY, "day": DAY + timedelta(days=1)}, State.MISSING),
        (replace(CLEAR, level=Level.BASIC), {"early": EARLY}, State.STARTED),
        (None, {"asks": None}, State.NOT_ASKED),
        (CLEAR, {"asks": None}, State.DONE),
    ],
)  # fmt: skip
def test_how_a_certificate_stands(made: Made | None, more: dict[str, Any], state: State) -> None:
    given: dict[str, Any] = {"asks": WANTED, "kind": DBS, "made": made, "day": DAY} | more
    assert judged(**given).state is state


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        (None, State.DONE),
        (DAY + timedelta(days=61), State.DONE),
        (DAY + timedelta(days=60), State.SOON),
        (DAY, State.SOON),
        (DAY - timedelta(days=1), State.RAN_OUT),
    ],
)
def test_only_a_right_to_work_runs_out(ends: date | None, state: State) -> None:
    made = Made(RIGHT, Outcome.SEEN, date(2025, 1, 1), ends)
    assert judged(Asked(RIGHT), RIGHT, made, DAY).state is state
    other = replace(CLEAR, follow_up_on=ends)
    assert judged(WANTED, DBS, other, DAY).state not in BARS


def test_a_start_before_the_certificate_stands_in_for_nothing_else() -> None:
    identity = CheckKind.IDENTITY
    assert judged(Asked(identity), identity, None, DAY, early=EARLY) == Cell(identity, State.MISSING)
    assert judged(WANTED, DBS, None, DAY, early=EARLY).due_on == EARLY.review_on


def test_the_latest_of_a_kind_holds_and_of_one_day_the_one_written_last() -> None:
    first, renewed = replace(CLEAR, done_on=date(2020, 1, 1)), replace(CLEAR, done_on=date(2023, 1, 1))
    again = replace(renewed, barred=Barred.BOTH)
    assert latest([renewed, first]) == {DBS: renewed}
    assert latest([first, renewed, again]) == {DBS: again}


def test_a_gate_asks_what_is_lacking_in_the_order_of_the_record() -> None:
    asks = {kind: Asked(kind) for kind in (RIGHT, DBS, CheckKind.IDENTITY)}
    made = {RIGHT: Made(RIGHT, Outcome.SEEN, DAY, DAY - timedelta(days=1))}
    assert missing_checks(asks, made, DAY) == (CheckKind.IDENTITY, DBS, RIGHT)
    assert missing_checks(asks, made, DAY, EARLY) == (CheckKind.IDENTITY, RIGHT)
    assert missing_checks({}, {}, DAY) == ()


# What may be written down

SOMEBODY = UUID(int=7)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (saw(DBS), []),
        (saw(CheckKind.IDENTITY), []),
        (saw(RIGHT), []),
        (confirmed(DBS), []),
        (not_required(CheckKind.OVERSEAS), []),
        (not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "Held by the unit."), []),
        (not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "  "), ["words"]),
        (replace(not_required(DBS), why_not=None), ["why_not"]),
        (saw(DBS, done_on=DAY + timedelta(days=1)), ["done_on"]),
        (saw(CheckKind.IDENTITY, evidence=None), ["evidence"]),
        (saw(CheckKind.IDENTITY, outcome=Outcome.WITH_CONTENT), ["outcome"]),
        (saw(RIGHT, limited=None), ["limited"]),
        (saw(RIGHT, limited=True), ["follow_up_on"]),
        (saw(RIGHT, limited=True, follow_up_on=DAY + timedelta(days=90)), []),
        (saw(DBS, level=None), ["level"]),
        (saw(DBS, barred=None), ["barred"]),
        (saw(DBS, level=Level.BASIC, barred=None), []),
        (saw(DBS, update_service=UpdateService.NO_CHANGE), ["update_asked_on"]),
        (saw(DBS, outcome=Outcome.WITH_CONTENT), []),
        (saw(DBS, outcome=Outcome.WITH_CONTENT, decided_by=SOMEBODY, decided_on=DAY), []),
        (saw(DBS, outcome=Outcome.WITH_CONTENT, decided_by=SOMEBODY), ["decided_on"]),
        (saw(DBS, decided_by=SOMEBODY, decided_on=DAY), ["outcome"]),
        (saw(DBS, number="1" * 41), ["number"]),
    ],
)
def test_what_may_be_written_down(said: Said, fields: list[str]) -> None:
    assert [field for field, _ in faults(said, DAY)] == fields
