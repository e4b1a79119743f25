"""Senior people called together over a matter: what each sees, what they advised, and no danger waits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Meeting
from dueregard.work.casework.operations.chronicle import chronicle
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.meetings import call_meeting, hold_meeting
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.referring import move_referral, prepare_referral
from dueregard.work.casework.queries.meetings import who_can_be_called
from dueregard.work.casework.vocabulary import PersonKind, Stage, Strand
from household import NOON, SETUP, inside, make_holder, make_person
from meeting_support import MEETS, may_meet
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
IN_DANGER = Sorted(
    danger=True, person=PersonKind.CHILD, strand=Strand.PREVENT, urgency="now", reason="A knife."
)
HELD: dict[str, Any] = {
    "came": [MEETS],
    "advised": "Ring the council first.",
    "decided": "The lead rings; they know the family.",
}


@pytest.fixture
def provider() -> Iterator[None]:
    with inside():
        may_meet()
        yield


def by(person: UUID, minutes: int) -> dict[str, Any]:
    return {"actor": Actor.person(person), "now": NOON + timedelta(minutes=minutes)}


@pytest.fixture
def lead(provider: None) -> UUID:
    return make_holder("Lea Dee", "dsl")


@pytest.fixture
def director(provider: None) -> UUID:
    return make_holder("Di Rector", MEETS)


def called(concern: UUID, lead: UUID, **more: Any) -> Meeting:
    said: dict[str, Any] = {"posts": [MEETS], "meets_at": NOON + timedelta(hours=1), "reason": "We differ."}
    return call_meeting(concern_id=concern, **said | more, **by(lead, 1))


def held(meeting: Meeting, lead: UUID, minutes: int = 90, **more: Any) -> Meeting:
    said: dict[str, Any] = HELD | {"met_at": NOON + timedelta(hours=1)}
    return hold_meeting(meeting_id=meeting.id, **said | more, **by(lead, minutes))


def people(concern: UUID) -> dict[UUID, bool]:
    found = who_can_be_called(Concern.objects.get(pk=concern), Moment.now(NOON))
    assert found
    return {one.person_id: one.opens for one in found.people}


def test_they_are_called_they_advise_and_the_record_shows_who_decided(lead: UUID, director: UUID) -> None:
    concern = concern_about_a_learner()
    assert people(concern) == {lead: True, director: False}
    row = called(concern, lead)
    assert not Message.objects.filter(occasion__startswith="meeting").exists()
    after = held(row, lead)
    assert (after.replaces_id, after.asked, after.came) == (row.id, MEETS, MEETS)
    file = read_concern(concern_id=concern, **by(lead, 100))
    (happened,) = [one for one in chronicle(file, {}) if isinstance(one.row, Meeting)]
    assert happened.title == "Meeting of senior people, held 4 March 2026, 13:00: managing director"
    assert dict(happened.boxes) == {
        "Why": "We differ.",
        "What they advised": "Ring the council first.",
        "What was decided, by whom and why": "The lead rings; they know the family.",
    }
    assert verify_words() is None
    assert "We differ" not in str(list(Entry.objects.values()))


def test_whoever_opens_the_record_is_told_by_a_pointer_and_nobody_else(lead: UUID, director: UUID) -> None:
    second = make_holder("Se Cond", "dsl")
    called(concern_about_a_learner(), lead, posts=[MEETS, "dsl"])
    told = Message.objects.filter(occasion__startswith="meeting")
    assert [one.person_id for one in told] == [second]


@pytest.mark.parametrize(("minutes", "afterwards"), [(-14, False), (-17, True), (-600, True), (60, False)])
def test_what_is_written_down_afterwards_says_so_and_calls_nobody(
    lead: UUID, director: UUID, minutes: int, afterwards: bool
) -> None:
    make_holder("Se Cond", "dsl")
    concern = concern_about_a_learner()
    row = called(concern, lead, posts=[MEETS, "dsl"], meets_at=NOON + timedelta(minutes=minutes))
    assert Message.objects.filter(occasion__startswith="meeting").exists() is not afterwards
    file = read_concern(concern_id=concern, **by(lead, 100))
    (happened,) = [one for one in chronicle(file, {}) if isinstance(one.row, Meeting)]
    assert ("written down afterwards, for" in happened.title) is afterwards
    assert (row.recorded_at, row.meets_at) == (NOON + timedelta(minutes=1), NOON + timedelta(minutes=minutes))


def test_a_meeting_is_no_way_round_a_wall(lead: UUID, director: UUID) -> None:
    child = make_person("Kit Rector", Standing.LEARNER)
    record_relationship(person_id=director, other_id=child, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    concern = concern_about_a_learner(child)
    assert director not in people(concern)
    with pytest.raises(BadInput) as refused:
        called(concern, lead)
    assert refused.value.field == "posts"


def test_danger_waits_for_no_meeting(lead: UUID, director: UUID) -> None:
    concern = concern_about_a_learner()
    triage(concern_id=concern, sorted_as=IN_DANGER, **by(lead, 1))
    called(concern, lead)
    referral = prepare_referral(
        concern_id=concern, route="prevent", governed_by="", words={"account": "x"}, **by(lead, 2)
    )
    sent = NOON + timedelta(minutes=3)
    move_referral(referral_id=referral.id, stage=Stage.SENT, happened_at=sent, words="", **by(lead, 4))
    assert not Meeting.objects.filter(held=True).exists()


def test_nobody_came_is_written_too(lead: UUID, director: UUID) -> None:
    row = held(called(concern_about_a_learner(), lead), lead, came=[], advised="")
    assert (row.held, row.came) == (True, "")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"posts": []}, "posts"),
        ({"posts": ["company-secretary"]}, "posts"),
        ({"posts": [MEETS, "nobody"]}, "posts"),
        ({"meets_at": NOON + timedelta(days=15)}, "meets"),
    ],
)
def test_what_cannot_be_called(lead: UUID, director: UUID, more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        called(concern_about_a_learner(), lead, **more)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"advised": ""}, "advised"),
        ({"decided": " "}, "decided"),
        ({"came": ["dsl"]}, "came"),
        ({"met_at": NOON + timedelta(days=1)}, "met"),
    ],
)
def test_what_cannot_have_come_of_it(lead: UUID, director: UUID, more: dict[str, Any], field: str) -> None:
    row = called(concern_about_a_learner(), lead)
    with pytest.raises(BadInput) as refused:
        held(row, lead, **more)
    assert refused.value.field == field


def test_once_by_whoever_decides_where_a_policy_says_so(lead: UUID, director: UUID) -> None:
    concern = concern_about_a_learner()
    staff = make_holder("Sta Ff", "designated-staff")
    for nobody in (staff, director):
        with pytest.raises(NothingHere):
            called(concern, nobody)
    row = called(concern, lead)
    held(row, lead)
    with pytest.raises(OutOfTurn):
        held(row, lead)
    with pytest.raises(NothingHere):
        hold_meeting(meeting_id=uuid4(), met_at=NOON, **HELD, **by(lead, 90))


def test_no_policy_no_meeting() -> None:
    with inside("elsewhere"):
        lead = make_holder("Lea Dee", "dsl")
        with pytest.raises(NothingHere):
            called(concern_about_a_learner(), lead)
