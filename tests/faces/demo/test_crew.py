"""Who works and learns at an invented provider besides its cast: how they came, what they learnt, what was checked."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from dueregard.authority.access.models import Absence
from dueregard.authority.identity.models import Alias
from dueregard.authority.identity.queries import details
from dueregard.authority.people.imports.numbers import trouble_of_uln
from dueregard.authority.people.imports.rows import Scheme
from dueregard.authority.people.models import Intake, Number, Span
from dueregard.authority.people.vocabulary import IntakeState, Standing
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.joining import LEARNERS, STARTERS, TEAM, learners_of, staff_of
from dueregard.faces.demo.learning import new_edition_on
from dueregard.faces.demo.people import HOUSES
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.tenancy.operations import enter
from dueregard.work.training.central_record import CheckKind, Found
from dueregard.work.training.controls.in_force import required_at
from dueregard.work.training.models import Exemption, Passage, SpotCheck
from dueregard.work.training.queries.central_record import grid, may_not_teach
from dueregard.work.training.queries.standing import figures, turned
from dueregard.work.training.rules.checks import State as Checked
from dueregard.work.training.vocabulary import State
from household import NOON

pytestmark = pytest.mark.django_db
HOUSE = HOUSES[0]
TODAY = london_day(NOON)
NOW = Moment.now(NOON)
GUIDANCE = "apprenticeship-provider/reading.kcsie-part-one"
YEARLY = "apprenticeship-provider/training.yearly"
NAMES = {member.key: f"{named.given} {named.family}" for member, named in staff_of(HOUSE, TODAY)}


def names(people: set[UUID]) -> set[str]:
    return {row.full_name for row in details(people, NOW).values()}


def figures_at(control: str, day: date) -> dict[State, int]:
    moment = Moment.end_of(day)
    asked = required_at(control, moment).asked
    return dict(figures([turned(asked.requirement, asked.audience, moment)], moment)[0].states)


def test_a_year_of_people_training_and_checks() -> None:
    built = build_house(HOUSE, now=NOON, stories=(), with_crew=True)
    with enter(built.provider):
        people_came_by_files()
        the_new_edition_was_read_week_by_week()
        what_was_learnt()
        what_was_checked(built)
        assert verify().fault is None


def people_came_by_files() -> None:
    told = [(row.kind, row.state, row.figures["added"], row.figures["changed"] + row.figures["ended"], row.problems)
            for row in Intake.objects.order_by("begun_at")]  # fmt: skip
    assert [one[:4] for one in told] == [
        ("csv", IntakeState.APPLIED, len(TEAM), 0),
        ("ilr", IntakeState.APPLIED, LEARNERS, 0),
        ("csv", IntakeState.APPLIED, len(STARTERS), 1),
    ]
    assert not any(
        loses for *_, problems in told for _row, _column, loses, _said in problems if loses == "error"
    )
    ulns = Number.objects.filter(scheme=Scheme.ULN).values_list("number", flat=True)
    assert not any(map(trouble_of_uln, ulns))
    twice = Alias.at(NOW)
    assert len(twice) == 1
    assert names({twice[0].person_id, twice[0].same_as_id}) == {NAMES["studies"]}
    here = names(
        set(Span.objects.holding(NOW).filter(standing=Standing.STAFF).values_list("person_id", flat=True))
    )
    assert NAMES["leaves"] not in here
    assert {NAMES["early"], NAMES["unchecked"]} <= here
    assert names({row.person_id for row in Absence.at(NOW)}) == {NAMES["away"]}
    posts = Span.objects.known(NOON).filter(position__in=("Trainer", "Lead trainer")).order_by("since")
    assert [row.position for row in posts if row.person_id == Passage.objects.get().person_id] == [
        "Trainer", "Lead trainer",
    ]  # fmt: skip


def the_new_edition_was_read_week_by_week() -> None:
    """The picture of it dips and recovers."""
    adopted = new_edition_on(TODAY)
    assert adopted == date(2025, 9, 1)
    shares = []
    for days in (-1, 0, 29, 60):
        found = figures_at(GUIDANCE, adopted + timedelta(days=days))
        shares.append(100 * found.get(State.KEPT, 0) // sum(found.values()))
    before, dip, month_end, after = shares
    assert (before, dip) == (100, 0)
    assert dip < month_end < 50 < 80 < after < 100


def what_was_learnt() -> None:
    assert figures_at(YEARLY, TODAY)[State.LATE] == 1
    assert names(set(Exemption.objects.holding(NOW).values_list("person_id", flat=True))) == {NAMES["exempt"]}
    passed = Passage.objects.get()  # the other came to the gate, and it was shut
    assert (names({passed.person_id}), passed.missing) == ({NAMES["leads"]}, 0)


def what_was_checked(built: Built) -> None:
    lacking = may_not_teach(NOW)
    assert [(line.name, line.lacks) for line in lacking] == [(NAMES["unchecked"], (CheckKind.DBS,))]
    lines = {line.name: line for line in grid(NOW).lines}
    assert lines[NAMES["early"]].cells[CheckKind.DBS].state is Checked.STARTED
    assert lines[NAMES["limited"]].cells[CheckKind.RIGHT_TO_WORK].state is Checked.SOON
    unsaid = {name for name, line in lines.items() if line.regulated is None}
    assert unsaid & set(NAMES.values()) == {NAMES["associate"]}
    found = list(SpotCheck.objects.known(NOON).values_list("found", flat=True))
    assert sorted(found) == [*[Found.RIGHT] * 9, Found.WRONG]
    assert built.people.keys() == {cast.login for cast in HOUSE.cast}


@pytest.mark.parametrize(
    ("today", "adopted"),
    [
        (date(2026, 11, 22), date(2026, 9, 1)),
        (date(2026, 3, 4), date(2025, 9, 1)),
        (date(2026, 9, 1), date(2026, 5, 1)),
        (date(2026, 10, 30), date(2026, 7, 1)),
        (date(2026, 10, 31), date(2026, 9, 1)),
        (date(2026, 8, 1), date(2026, 4, 1)),
    ],
)
def test_there_is_always_time_to_read_and_somebody_who_had_read_before(today: date, adopted: date) -> None:
    assert new_edition_on(today) == adopted
    assert 60 <= (today - adopted).days <= 320


def test_nobody_has_the_name_of_another() -> None:
    crews = [house for house in HOUSES if house.has_crew]
    everybody = [
        f"{one.given} {one.family}"
        for house in crews
        for one in (*(named for _, named in staff_of(house, TODAY)), *learners_of(house, TODAY)[:-1])
    ]
    cast = [cast.name for house in HOUSES for cast in house.cast]
    assert len({*everybody, *cast}) == len(everybody) + len(cast)
