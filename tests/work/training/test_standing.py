"""What the policies ask of everybody in an audience, read off the records of a provider."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.authority.access.operations import record_absence
from dueregard.authority.identity.models import Person
from dueregard.authority.people.operations import end_span, record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis, Reading, Scope, Status
from dueregard.authority.policy.kinds import KINDS, AnswersEvidence, AnswersReady
from dueregard.authority.policy.queries import shelf
from dueregard.authority.policy.values.time import Time
from dueregard.authority.policy.values.when import When
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, end_of_day, from_london, london_day
from dueregard.ground.kernel.refusals import BadInput, NotPermitted
from dueregard.ground.kernel.scope import provider_id
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import Calendar
from dueregard.work.training.models import Completion
from dueregard.work.training.operations.completing import correct_completion
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.operations.exempting import end_exemption, exempt_person
from dueregard.work.training.operations.passing import GateShut, override_gate, pass_gate
from dueregard.work.training.queries.standing import standing
from dueregard.work.training.rules.requirements import Requirement, cuts, state_of
from dueregard.work.training.vocabulary import Mode, Result
from household import NOON, SETUP, inside, make_holder, make_person
from work.training.learning import TODAY, did, learning_house

pytestmark = pytest.mark.django_db


def reading(control: str, at: datetime | Moment = NOON) -> Reading:
    moment = at if isinstance(at, Moment) else Moment.now(at)
    found = next(one for one in shelf(moment).controls() if one.address == f"learning/{control}")
    kind = KINDS.get(found.kind)
    assert isinstance(kind, AnswersEvidence)
    return kind.evidence(found, Scope(provider_id(), Stream.OPEN, moment))


def lacks(control: str, at: datetime = NOON) -> list[str]:
    found = next(one for one in shelf(Moment.now(at)).controls() if one.address == f"learning/{control}")
    kind = KINDS.get(found.kind)
    assert isinstance(kind, AnswersReady)
    return [lack.sentence for lack in kind.ready(found, Scope(provider_id(), Stream.OPEN, Moment.now(at)))]


@pytest.fixture
def house() -> Iterator[tuple[UUID, UUID]]:
    with learning_house() as (_provider, ada, bo):
        yield ada, bo


def test_it_goes_from_not_yet_due_to_overdue_and_back(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    month = end_of_day(date(2026, 4, 4))
    assert reading("training.yearly").status is Status.NOT_YET_DUE
    assert reading("training.yearly", month).status is Status.NOT_YET_DUE
    grace = reading("training.yearly", month + timedelta(days=1))
    assert (grace.status, grace.because) == (Status.AT_RISK, "2 of 2 late, within the days of grace")
    late = reading("training.yearly", month + timedelta(days=15))
    assert (late.status, late.because) == (Status.NOT_MET, "2 of 2 overdue")

    did(ada, bo)
    met = reading("training.yearly", month + timedelta(days=15))
    assert (met.status, met.basis, met.count and (met.count.n, met.count.of)) == (
        Status.MET, Basis.DOCUMENT_SEEN, (2, 2),
    )  # fmt: skip
    year = end_of_day(date(2027, 3, 4))
    assert reading("training.yearly", year).because == "all have done it, 2 of them again soon"
    assert reading("training.yearly", year + timedelta(days=1)).status is Status.AT_RISK


def test_what_was_failed_only_attended_or_belongs_to_a_past_date_counts_for_nothing(
    house: tuple[UUID, UUID],
) -> None:
    late = end_of_day(date(2026, 5, 1))
    ada, bo = house
    did(ada, result=Result.FAILED)
    did(bo, result=Result.ATTENDED)
    assert reading("training.yearly", late).because == "2 of 2 overdue"
    done = did(ada, bo, now=late - timedelta(days=1), on=date(2026, 4, 30))
    assert reading("training.yearly", late).status is Status.MET
    assert reading("training.yearly", late - timedelta(days=2)).status is Status.NOT_MET  # as it was then
    correct_completion(completion_id=done[0].id, withdraw=True, actor=SETUP, now=late)
    assert reading("training.yearly", late).because == "1 of 2 overdue"
    assert verify_rows() is None


def test_whoever_left_is_away_or_exempt_owes_nothing_and_what_they_did_stays(
    house: tuple[UUID, UUID],
) -> None:
    ada, bo = house
    late = end_of_day(date(2026, 5, 1))
    by: dict[str, Any] = {"actor": SETUP, "now": NOON}
    row = exempt_person(
        person_id=ada, control="learning/training.yearly", reason="On a year's leave.", until=None, **by
    )
    assert reading("training.yearly", late).because == "1 of 1 overdue"
    record_absence(person_id=bo, since=NOON, until=None, actor=SETUP, now=NOON)
    assert reading("training.yearly", late).status is Status.NO_OCCASION
    end_exemption(exemption_id=row.id, actor=SETUP, now=NOON + timedelta(days=1))
    assert reading("training.yearly", late).because == "1 of 1 overdue"
    assert (verify_rows(), verify_words()) == (None, None)
    with pytest.raises(BadInput, match="why"):
        exempt_person(person_id=ada, control="x", reason=" ", until=None, actor=SETUP, now=NOON)


def test_who_is_exempt_from_one_thing_still_owes_another(house: tuple[UUID, UUID]) -> None:
    ada, _bo = house
    exempt_person(
        person_id=ada, control="learning/reading.part-one", reason="x", until=None, actor=SETUP, now=NOON
    )
    assert reading("training.yearly", end_of_day(date(2026, 5, 1))).because == "2 of 2 overdue"


def test_time_to_learn_runs_from_the_first_of_several_ways_to_belong(house: tuple[UUID, UUID]) -> None:
    """Whoever takes on a second post in February joined in January all the same."""
    ada, _bo = house
    later = end_of_day(date(2026, 4, 4))
    record_span(person_id=ada, standing=Standing.STAFF, since=later, actor=SETUP, now=later)
    assert reading("training.yearly", end_of_day(date(2026, 5, 1))).because == "2 of 2 overdue"


def test_whoever_joined_as_a_day_began_has_that_whole_day_too(house: tuple[UUID, UUID]) -> None:
    """As whoever comes by an import does, which knows days and no hours."""
    began = from_london(date(2026, 2, 4), time())
    for person in house:
        record_span(person_id=person, standing=Standing.STAFF, since=began, actor=SETUP, now=NOON)
    assert reading("training.yearly").because == "2 of 2 still have time"


def test_what_was_done_since_says_nothing_of_a_past_day(house: tuple[UUID, UUID]) -> None:
    late, now = end_of_day(date(2026, 5, 1)), end_of_day(date(2026, 5, 9))
    did(*house, now=now, on=date(2026, 5, 8))
    assert reading("training.yearly", Moment(late, now)).status is Status.NOT_MET
    assert reading("training.yearly", now).status is Status.MET


def test_a_new_edition_is_to_be_read_by_exactly_those_it_concerns(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    asked: dict[str, Any] = {"document": "part-one", "title": "Part one", "actor": SETUP}
    assert reading("reading.part-one").status is Status.NOT_SET
    assert lacks("reading.part-one") == ["Nobody has said which edition of Part one is to be read."]
    adopt_edition(edition="2025", since=NOON, now=NOON, **asked)
    read: dict[str, Any] = {"course": "part-one", "result": Result.READ}
    did(ada, bo, edition="2025", **read)
    assert reading("reading.part-one").status is Status.MET

    autumn = end_of_day(date(2026, 9, 1))
    adopt_edition(edition="2026", since=autumn, now=autumn, **asked)
    assert reading("reading.part-one", autumn).because == "2 of 2 still have time"
    did(ada, edition="2026", now=autumn, on=date(2026, 9, 1), **read)
    later = reading("reading.part-one", autumn + timedelta(days=40))
    assert (later.status, later.because) == (Status.NOT_MET, "1 of 2 overdue")
    assert reading("reading.part-one", autumn - timedelta(days=1)).status is Status.MET
    with pytest.raises(BadInput, match="in force already"):
        adopt_edition(
            edition="2026", since=autumn + timedelta(days=1), now=autumn + timedelta(days=1), **asked
        )


def test_nobody_passes_a_gate_with_something_missing(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    adopt_edition(document="part-one", title="Part one", edition="2025", since=NOON, actor=SETUP, now=NOON)
    hr = Actor.person(make_holder("H R", "hr"))
    passing: dict[str, Any] = {
        "gate": "learning/gate.probation",
        "passed_on": TODAY,
        "actor": hr,
        "now": NOON,
    }
    did(ada)
    with pytest.raises(GateShut, match=r"probation is confirmed this is missing: part one\."):
        pass_gate(person_id=ada, **passing)
    with pytest.raises(NotPermitted, match="lets nobody through"):
        override_gate(person_id=ada, reason="They begin on Monday, and I sit with them.", **passing)
    with pytest.raises(GateShut, match="safeguarding, part one"):
        pass_gate(person_id=bo, **passing)
    assert reading("gate.probation").status is Status.NO_OCCASION
    did(ada, course="part-one", result=Result.READ, edition="2025")
    pass_gate(person_id=ada, **passing)
    assert reading("gate.probation").because == "nobody passed with anything missing"


def test_a_gate_wants_the_edition_in_force_and_stays_shut_while_none_is_named(
    house: tuple[UUID, UUID],
) -> None:
    ada, _bo = house
    passing: dict[str, Any] = {
        "gate": "learning/gate.probation", "actor": Actor.person(make_holder("H R", "hr")), "now": NOON,
    }  # fmt: skip
    did(ada)
    did(ada, course="part-one", result=Result.READ, edition="2019")
    with pytest.raises(GateShut, match="nobody has said which edition"):
        pass_gate(person_id=ada, passed_on=TODAY, **passing)
    adopt_edition(document="part-one", title="Part one", edition="2025", since=NOON, actor=SETUP, now=NOON)
    with pytest.raises(GateShut, match=r"missing: part one\."):
        pass_gate(person_id=ada, passed_on=TODAY, **passing)
    did(ada, course="part-one", result=Result.READ, edition="2025")
    pass_gate(person_id=ada, passed_on=TODAY, **passing)


def test_what_it_rests_on_is_what_the_audience_did_last(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    days_ago = [TODAY - timedelta(days=n) for n in range(3)]
    did(ada, bo, on=days_ago[2], basis=Basis.HAPPENED_HERE)
    did(make_person("Una Reed", Standing.VOLUNTEER), basis=Basis.SOMEBODYS_WORD)
    assert reading("training.yearly").basis is Basis.HAPPENED_HERE
    did(bo, on=days_ago[1], basis=Basis.SOMEBODYS_WORD)
    assert reading("training.yearly").basis is Basis.SOMEBODYS_WORD
    did(bo, on=days_ago[0], basis=Basis.DOCUMENT_SEEN)
    assert reading("training.yearly").basis is Basis.DOCUMENT_SEEN


def test_nobody_writes_it_down_without_a_post_nor_decides_in_their_own_favour(
    house: tuple[UUID, UUID],
) -> None:
    ada, _bo = house
    hr = make_holder("H R", "hr")
    adopt_edition(document="part-one", title="Part one", edition="2025", since=NOON, actor=SETUP, now=NOON)
    without: dict[str, Any] = {"actor": Actor.person(ada), "now": NOON}
    done = did(ada, actor=Actor.person(hr))[0]
    asked: dict[str, Any] = {"gate": "learning/gate.probation", "passed_on": TODAY}
    exempt: dict[str, Any] = {"control": "learning/training.yearly", "reason": "x", "until": None}
    read: dict[str, Any] = {"course": "part-one", "result": Result.READ, "edition": "2025"}
    for refused in (
        lambda: did(ada, actor=Actor.person(ada)),
        lambda: did(hr, actor=Actor.person(ada), **read),
        lambda: correct_completion(completion_id=done.id, withdraw=True, **without),
        lambda: adopt_edition(document="part-one", title="Part one", edition="2026", since=NOON, **without),
        lambda: exempt_person(person_id=ada, **exempt, **without),
        lambda: pass_gate(person_id=ada, **asked, **without),
        lambda: exempt_person(person_id=hr, **exempt, actor=Actor.person(hr), now=NOON),
        lambda: pass_gate(person_id=hr, **asked, actor=Actor.person(hr), now=NOON),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert Completion.objects.count() == 1
    did(ada, actor=Actor.person(ada), **read)  # what somebody has read they say themselves
    pass_gate(person_id=ada, **asked, actor=Actor.person(hr), now=NOON)


def test_a_course_is_given_in_each_of_the_ways_the_policy_names(house: tuple[UUID, UUID]) -> None:
    assert reading("course.safeguarding").status is Status.NO_OCCASION
    did(house[0], mode=Mode.DISTANCE)
    assert reading("course.safeguarding").because == "in the last year nobody took it face to face"
    did(house[1], mode=Mode.FACE_TO_FACE)
    assert reading("course.safeguarding").status is Status.MET


def test_nothing_is_recorded_of_a_day_to_come_nor_of_nobody() -> None:
    with inside():
        with pytest.raises(BadInput, match="not come yet"):
            did(make_person("Ada Fenn"), on=TODAY + timedelta(days=1))
        with pytest.raises(BadInput, match="at least one person"):
            did()


_times = st.sampled_from([None, "1 week", "1 month", "12 months"])
_long_ago = st.integers(-500, 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=_times, every=_times, grace=_times, remind=_times, any_one=st.booleans(),
    joined=_long_ago, done=st.lists(st.tuples(st.sampled_from(["x", "y"]), _long_ago), max_size=3),
)  # fmt: skip
def test_everybody_is_judged_by_all_that_is_recorded_of_them(
    house: tuple[UUID, UUID],
    first: str | None, every: str | None, grace: str | None, remind: str | None, any_one: bool,
    joined: int, done: list[tuple[str, int]],
) -> None:  # fmt: skip
    times = {"first": first, "every": every, "grace": grace, "remind": remind}
    read: Any = {name: Time.read(time) if time else None for name, time in times.items()}
    asked = Requirement("learning/training.z", ("x", "y"), any_one=any_one, **read)
    person = make_person("Ada Fenn", Standing.VOLUNTEER)
    since = NOON + timedelta(days=joined)
    span = record_span(person_id=person, standing=Standing.BOARD, since=since, actor=SETUP, now=NOON)
    for course, ago in done:
        did(person, course=course, on=TODAY + timedelta(days=ago))
    one = standing(asked, When.read({"standing": "board-member"}), Moment.now(NOON))[person]
    last: dict[str, date] = {}
    for course, ago in done:
        last[course] = max(last.get(course, date.min), TODAY + timedelta(days=ago))
    calendar = Calendar(BankHolidays(Nation.ENGLAND, frozenset(), frozenset()))
    assert one.state == state_of(asked, london_day(since), last, cuts(asked, TODAY, lambda _: calendar))
    end_span(span=span, until=NOON, actor=SETUP, now=NOON)
    assert Person.objects.filter(pk=person).exists()
