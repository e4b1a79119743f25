"""Somebody talks a worry through: a note only its writer reads, counted over all, that may become a concern."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.policy.answers import Count, Reading, Scope, Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import AboutKind, PersonKind, Precision, Strand
from dueregard.work.consultation.controls import CONSULTATION_KIND
from dueregard.work.consultation.models import Passing, Talk
from dueregard.work.consultation.operations.talking import Note, make_concern, note_talk, read_talks
from dueregard.work.consultation.queries import controls, how_many
from dueregard.work.consultation.vocabulary import Asker
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
WHAT = "A learner keeps away from everybody since the summer."


@pytest.fixture(autouse=True)
def _provider() -> Iterator[None]:
    with inside():
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        yield


@pytest.fixture
def lead() -> UUID:
    return make_holder("Lea Dee", "dsl")


def acting(person: UUID, days: int = 1) -> dict[str, Any]:
    return {"actor": Actor.person(person), "now": NOON + timedelta(days=days)}


def noted(by: UUID, days: int = 1, **more: Any) -> Talk:
    said: dict[str, Any] = {
        "talked": Occurred(NOON, Precision.DAY),
        "asker": Asker.STAFF,
        "what": WHAT,
        "advised": "Ask how he is, and come back on Friday.",
    }
    return note_talk(note=Note(**said | more), **acting(by, days))


def concern_of(talk: Talk, by: UUID, **more: Any) -> Concern:
    said: dict[str, Any] = {
        "about": AboutKind.LEARNER,
        "name": "Kit Marlow",
        "seen": WHAT,
        "danger": False,
        "request_id": uuid4(),
    }
    receipt = make_concern(talk_id=talk.id, **said | more, **acting(by, 3))
    found: Concern = Concern.objects.get(pk=receipt.concern_id)
    return found


def reading(days: int = 1) -> Reading:
    moment = Moment.now(NOON + timedelta(days=days))
    [control] = controls(moment)
    return CONSULTATION_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))


def test_only_its_writer_reads_it_and_it_needs_nobody(lead: UUID) -> None:
    second, tutor = make_holder("Se Cond", "dsl"), make_person("Tu Tor")
    talk = noted(lead)
    [read] = read_talks(**acting(lead))
    assert read.words == {
        "asker": "staff",
        "what": WHAT,
        "advised": "Ask how he is, and come back on Friday.",
    }
    assert not read.passed_on
    for other in (second, tutor):
        assert read_talks(**acting(other)) == []
        with pytest.raises(NothingHere):
            read_talks(talk_id=talk.id, **acting(other))
        with pytest.raises(NothingHere):
            concern_of(talk, other)
    with pytest.raises(NothingHere):
        noted(tutor)
    assert ConcernPerson.objects.count() == 0


def test_it_is_sealed_promised_and_read_in_the_record(lead: UUID) -> None:
    talk = noted(lead)
    assert b"summer" not in bytes(talk.words)
    read_talks(**acting(lead))
    verbs = list(Entry.objects.filter(subject_kind__in=("talk", "person")).values_list("verb", flat=True))
    assert verbs.count("consultation.noted") == 1
    assert "summer" not in str(list(Entry.objects.values()))
    assert "staff" not in str(list(Entry.objects.filter(verb="consultation.noted").values_list("detail")))
    assert verify_words() is None


def test_it_becomes_a_concern_that_says_both_times_and_its_writer_may_handle_it(lead: UUID) -> None:
    talk = noted(lead)
    concern = concern_of(talk, lead)
    assert (concern.disclosed_at, concern.disclosed_to_the) == (NOON, "day")
    assert (concern.told_at, concern.received_at) == (NOON, NOON + timedelta(days=3))
    assert (concern.reporter, concern.channel) == ("staff", "in-person")
    [person] = ConcernPerson.objects.filter(concern=concern)
    assert person.part == "worried-about"
    [read] = read_talks(**acting(lead, 4))
    assert read.passed_on
    said = Sorted(danger=False, person=PersonKind.CHILD, strand=Strand.UNKNOWN, urgency="soon", reason="x")
    triage(concern_id=concern.id, sorted_as=said, **acting(lead, 4))
    with pytest.raises(OutOfTurn):
        concern_of(talk, lead)
    assert Concern.objects.count() == 1


def test_nothing_open_tells_that_it_became_one(lead: UUID) -> None:
    """A restricted concern would stand beside nothing."""
    make_holder("Sen Ior", "named-senior-manager")
    concern_of(noted(lead), lead, about=AboutKind.COLLEAGUE, name="")
    passed = Entry.objects.filter(verb="consultation.passed-on")
    assert [one.stream for one in passed] == [Stream.SEALED]
    assert Passing.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"what": " "}, "what"),
        ({"advised": ""}, "advised"),
        ({"talked": Occurred(NOON + timedelta(days=2), Precision.MINUTE)}, "talked"),
    ],
)
def test_what_is_left_out_is_said_at_its_place(lead: UUID, more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        noted(lead, **more)
    assert refused.value.field == field
    assert not Talk.objects.exists()


def test_a_concern_needs_words_and_nothing_is_passed_on_without(lead: UUID) -> None:
    talk = noted(lead)
    with pytest.raises(BadInput):
        concern_of(talk, lead, seen=" ")
    assert not Passing.objects.exists()
    assert not Concern.objects.exists()


def test_what_is_counted_is_counted_over_all(lead: UUID) -> None:
    assert reading().status is Status.NO_OCCASION
    senior = make_holder("Sen Ior", "named-senior-manager")
    for writer in (lead, lead, senior):
        noted(writer)
    found = reading()
    assert (found.status, found.count) == (Status.MET, Count(3, 3, "talks"))
    assert how_many(Moment.now(NOON + timedelta(days=366))) == 0
    assert reading(366).status is Status.NO_OCCASION


def test_nobody_to_talk_to_is_not_met() -> None:
    assert reading().status is Status.NOT_MET


def test_whoever_was_cut_off_makes_one_concern_of_it(lead: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, once = noted(lead), uuid4()
    with monkeypatch.context() as patch:
        patch.setattr(Passing, "save", cut_off)
        with pytest.raises(ConnectionError):
            concern_of(talk, lead, request_id=once)
    assert (Concern.objects.count(), Passing.objects.count()) == (1, 0)
    concern_of(talk, lead, request_id=once)
    assert (Concern.objects.count(), Passing.objects.count()) == (1, 1)


def cut_off(_row: Passing) -> None:
    raise ConnectionError
