"""Support that is agreed: in the person's words, looked at again, ended with what changed, and shared by the note."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.policy.answers import Count, Reading, Scope, Status
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.recipients import may_still_be_told
from dueregard.work.casework.controls.support import SUPPORT
from dueregard.work.casework.models import ConcernPerson, Entry
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.support.models import PlanNote, PlanReview, SupportPlan
from dueregard.work.support.operations.notes import read_notes, share_note, take_back_note
from dueregard.work.support.operations.planning import Agreed, begin_plan, read_plans, review_plan
from dueregard.work.support.queries import median_days_to_support
from dueregard.work.support.rules import Looked, Standing, days_to_support, overdue, undated
from dueregard.work.support.vocabulary import Goes
from household import NOON, SETUP, inside, make_person
from work.protection.threatened import TODAY, Crew, acting, concern, crew

GOALS = "I want to come back without being stared at."
DAY = timedelta(days=1)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def agreed(about: UUID, by: UUID, **more: Any) -> SupportPlan:
    said: dict[str, Any] = {
        "goals": GOALS, "offered": "A mentor, from Monday.", "began_on": TODAY, "review_by": TODAY + 14 * DAY,
    }  # fmt: skip
    return begin_plan(concern_id=about, agreed=Agreed(**said | more), **acting(by))


def looked(plan: SupportPlan, by: UUID, goes: Goes = Goes.ON, days: int = 7, **more: Any) -> PlanReview:
    said: dict[str, Any] = {
        "held_on": TODAY + days * DAY, "review_by": TODAY + (days + 14) * DAY, "words": "Comes twice a week.",
    }  # fmt: skip
    return review_plan(plan_id=plan.id, goes=goes, **said | more, **acting(by, days))


def shared(plan: SupportPlan, by: UUID, name: str = "Tu Tor", days: int = 0, **more: Any) -> PlanNote:
    said: dict[str, Any] = {"last_day": TODAY + 7 * DAY, "words": "Let her sit by the door."}
    return share_note(plan_id=plan.id, name=name, **said | more, **acting(by, days))


@pytest.mark.django_db
def test_a_plan_from_its_first_day_to_what_changed(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer, adjustments="More time.", named_adult=us.second)
    looked(plan, us.second)
    looked(plan, us.officer, Goes.ENDED, 21, words="She comes every day.")
    (one,) = read_plans(concern_id=about, **acting(us.officer, 22))
    assert one.words == {
        "goals": GOALS, "offered": "A mentor, from Monday.", "adjustments": "More time.",
    }  # fmt: skip
    assert [(review.goes, words["words"]) for review, words in one.reviews] == [
        ("goes-on", "Comes twice a week."),
        ("ended", "She comes every day."),
    ]
    assert one.ended
    assert Entry.objects.filter(concern=about, kind="support").count() == 3, "the chronology says that it was"
    assert "stared" not in "".join(LedgerEntry.objects.values_list("detail", flat=True))
    with pytest.raises(OutOfTurn):
        looked(plan, us.officer, days=23)
    with pytest.raises(OutOfTurn):
        shared(plan, us.officer, days=23)


@pytest.mark.django_db
def test_whoever_does_not_handle_the_concern_has_no_plan_of_it(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer)
    for person in (us.tutor, us.hr, us.director):
        with pytest.raises(NothingHere):
            read_plans(concern_id=about, **acting(person))
        with pytest.raises(NothingHere):
            agreed(about, person)
        with pytest.raises(NothingHere):
            looked(plan, person)
        with pytest.raises(NothingHere):
            shared(plan, person)


def read(by: UUID, days: int = 0) -> list[str]:
    return [words["words"] for _row, words in read_notes(**acting(by, days))]


@pytest.mark.django_db
def test_a_note_opens_itself_and_nothing_else_until_its_day(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer)
    row = shared(plan, us.officer)
    assert read(us.tutor) == read(us.tutor, 7) == ["Let her sit by the door."]
    assert read(us.tutor, 8) == []
    assert read(us.second) == read(us.hr) == []
    with pytest.raises(NothingHere):
        read_plans(concern_id=about, **acting(us.tutor))
    message = Message.objects.get(thing_id=row.id)
    assert message.person_id == us.tutor
    assert may_still_be_told(message, NOON)
    assert not may_still_be_told(message, NOON + 8 * DAY)


@pytest.mark.django_db
def test_a_wall_that_arises_later_takes_the_note_away_and_nobody_behind_one_is_given_any(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer)
    shared(plan, us.officer)
    kit = make_person("Kit Marlow")
    record_relationship(person_id=us.tutor, other_id=kit, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    row = ConcernPerson.objects.get(concern=about, part="worried-about")
    link_person(concern_id=about, row_id=row.id, person_id=kit, **acting(us.officer))
    assert read(us.tutor) == []
    with pytest.raises(BadInput, match="Nobody of this name"):
        shared(plan, us.officer)


@pytest.mark.django_db
def test_a_note_is_taken_back_at_once_with_a_reason_and_that_it_was_read_stays(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer)
    row, kept = shared(plan, us.officer), shared(plan, us.officer, words="Sit by her.")
    assert len(read(us.tutor)) == 2
    told = Message.objects.count()
    looked(plan, us.officer, Goes.ENDED)
    with pytest.raises(BadInput, match="Say why"):
        taken_back(row, us.second, reason=" ")
    taken_back(row, us.second)
    assert read(us.tutor) == ["Sit by her."]
    read_then = LedgerEntry.objects.filter(subject_id=us.tutor, detail__contains=str(row.id))
    assert read_then.count() == 1
    (one,) = read_plans(concern_id=about, **acting(us.officer))
    assert [(note.id == kept.id, bool(note.taken_back_at), words) for note, words in one.notes] == [
        (True, False, {"words": "Sit by her."}),
        (False, True, {"words": "Let her sit by the door.", "reason": "Her aunt works with him."}),
    ]
    assert Message.objects.count() == told, "whoever could read it is told nothing"
    message = Message.objects.get(thing_id=row.id)
    assert not may_still_be_told(message, NOON)
    assert "aunt" not in "".join(LedgerEntry.objects.values_list("detail", flat=True))


@pytest.mark.django_db
def test_who_takes_a_note_back_and_that_it_is_done_once(us: Crew) -> None:
    about = concern(us.tutor)
    row = shared(agreed(about, us.officer), us.officer)
    for person in (us.tutor, us.hr, us.director):
        with pytest.raises(NothingHere):
            taken_back(row, person)
    with pytest.raises(OutOfTurn, match="its day is over"):
        taken_back(row, us.second, days=8)
    gone = taken_back(row, us.second)
    for again in (row, gone):
        with pytest.raises(OutOfTurn, match="taken back"):
            taken_back(again, us.officer)
    with pytest.raises(NothingHere):
        take_back_note(note_id=about, reason="x", **acting(us.officer))


def taken_back(row: PlanNote, by: UUID, days: int = 0, reason: str = "Her aunt works with him.") -> PlanNote:
    return take_back_note(note_id=row.id, reason=reason, **acting(by, days))


@pytest.mark.django_db
def test_what_is_wanting(us: Crew) -> None:
    about = concern(us.tutor)
    plan = agreed(about, us.officer)
    make_person("Tu Tor")
    acts: list[tuple[str, Callable[[], object]]] = [
        ("own words", lambda: agreed(about, us.officer, goals=" ")),
        ("what is offered", lambda: agreed(about, us.officer, offered="")),
        ("before it began", lambda: agreed(about, us.officer, review_by=TODAY - DAY)),
        ("still to come", lambda: agreed(about, us.officer, began_on=TODAY + DAY)),
        ("offers on the page", lambda: agreed(about, us.officer, governed_by="x/support.x")),
        ("what has changed", lambda: looked(plan, us.officer, words=" ")),
        ("after this one", lambda: looked(plan, us.officer, review_by=TODAY)),
        ("before it began", lambda: looked(plan, us.officer, held_on=TODAY - DAY)),
        ("need to know", lambda: shared(plan, us.officer, words=" ")),
        ("within three months", lambda: shared(plan, us.officer, last_day=TODAY + 100 * DAY)),
        ("within three months", lambda: shared(plan, us.officer, last_day=TODAY - DAY)),
        ("Nobody of this name", lambda: shared(plan, us.officer, "No Body")),
        ("Several people", lambda: shared(plan, us.officer, "Tu Tor")),
    ]
    for sentence, act in acts:
        with pytest.raises(BadInput, match=sentence):
            act()
    assert (SupportPlan.objects.count(), PlanReview.objects.count(), PlanNote.objects.count()) == (1, 0, 0)


def reading(days: int = 0) -> Reading:
    moment = Moment.now(NOON + days * DAY)
    (control,) = in_force("support", moment)
    return SUPPORT.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))


@pytest.mark.django_db
def test_how_the_offer_stands(us: Crew) -> None:
    assert reading().status is Status.NO_OCCASION
    plan = agreed(concern(us.tutor), us.officer)
    assert (reading().status, reading().count) == (Status.MET, Count(1, 1, "plans"))
    assert reading(14).status is Status.MET
    assert (reading(15).status, reading(15).count) == (Status.NOT_MET, Count(0, 1, "plans"))
    looked(plan, us.officer, review_by=None)
    assert reading(15).status is Status.AT_RISK
    looked(plan, us.officer, Goes.ENDED, 16)
    assert "0 run now, of 1" in reading(16).because
    assert reading(16 + 366).status is Status.NO_OCCASION


@pytest.mark.django_db
def test_days_to_support_are_told_of_five_and_of_no_fewer(us: Crew) -> None:
    for _ in range(4):
        agreed(concern(us.tutor), us.officer)
    moment = Moment.now(NOON)
    assert median_days_to_support(moment) is None
    agreed(concern(us.tutor), us.officer)
    assert median_days_to_support(moment) == 0
    assert "half of those who were reported this year had support within 0 days" in reading().because


FIRST = date(2026, 3, 2)
STANDINGS: list[tuple[Standing, int, int]] = [
    (Standing(FIRST, None), 0, 1),
    (Standing(FIRST, FIRST), 1, 0),
    (Standing(FIRST, FIRST + DAY), 0, 0),
    (Standing(FIRST, FIRST, (Looked(FIRST, Goes.ON, FIRST + 9 * DAY),)), 0, 0),
    (Standing(FIRST, FIRST, (Looked(FIRST, Goes.ON),)), 0, 1),
    (Standing(FIRST, FIRST, (Looked(FIRST, Goes.ENDED),)), 0, 0),
]


@pytest.mark.parametrize(("one", "late", "without"), STANDINGS)
def test_what_was_to_be_looked_at(one: Standing, late: int, without: int) -> None:
    assert (overdue([one], FIRST + DAY), undated([one])) == (late, without)


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1)), st.dates(date(2020, 1, 1)))))
def test_no_support_comes_before_it_was_reported(begun: list[tuple[date, date]]) -> None:
    days = days_to_support(begun)
    assert len(days) == len(begun)
    assert all(one >= 0 for one in days)
