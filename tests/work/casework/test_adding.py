"""What is added to a report later, and the concern one person writes down for another."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.queries import verify
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, ConcernPerson, Entry
from dueregard.work.casework.operations.adding import add_to_own
from dueregard.work.casework.operations.reading import read_concern, read_for_own
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.happenings import matter
from dueregard.work.casework.queries.reporter import own_part, own_reports
from dueregard.work.casework.reports import More, Occurred, PersonNamed, Receipt, Report
from dueregard.work.casework.vocabulary import AboutKind, Channel, EntryKind, Precision, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
TOLD = Report(
    reporter=ReporterKind.PARENT,
    about=AboutKind.NOT_SURE,
    account={"told": "A mother rang: her son will not go home."},
    channel=Channel.PHONE,
    told_at=NOON - timedelta(hours=1),
)
REST = More(
    words={"said": "He said he would rather sleep in the van.", "done": "Gave her the lead's number."},
    people=(PersonNamed(Part.RAISER, {"name": "Mo Ther", "reach": "evenings"}),),
)


def write_down(typist: UUID, report: Report = TOLD) -> Receipt:
    adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
    return report_concern(report=report, request_id=uuid4(), actor=Actor.person(typist), now=NOON)


def add(person: UUID, concern: UUID, more: More = REST, request: UUID | None = None) -> UUID:
    return add_to_own(
        concern_id=concern,
        more=more,
        request_id=request or uuid4(),
        actor=Actor.person(person),
        now=LATER,
    )


def _told() -> int:
    """How many messages there are for people; the policy's mailbox hears of the report itself alone."""
    return Message.objects.filter(mailbox="").count()


def test_whoever_writes_it_down_is_not_who_raised_it_and_may_know_only_how_it_stands() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        receipt = write_down(tutor)
        concern = Concern.objects.get()
        assert (concern.by, concern.identity_checked, concern.raiser_key_id) == (
            f"person:{tutor}",
            False,
            None,
        )
        assert (concern.told_at, concern.received_at) == (NOON - timedelta(hours=1), NOON)
        assert own_part(receipt.concern_id, tutor, Moment.now(NOON)) is Part.TYPIST
        assert [one.reference for one in own_reports(tutor, Moment.now(NOON))] == [receipt.reference]
        assert own_reports(lead, Moment.now(NOON)) == ()
        with pytest.raises(NothingHere):
            read_concern(concern_id=receipt.concern_id, actor=Actor.person(tutor), now=NOON)
        with pytest.raises(NothingHere):
            read_for_own(concern_id=receipt.concern_id, actor=Actor.person(lead), now=NOON)


def test_the_rest_is_added_beneath_and_those_who_hold_it_are_told() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        receipt = write_down(tutor)
        before = Concern.objects.values().get()
        entry = add(tutor, receipt.concern_id)
        assert Concern.objects.values().get() == before
        row = Entry.objects.get()
        assert (row.id, row.kind, row.by, row.recorded_at) == (entry, "more", f"person:{tutor}", LATER)
        file = read_concern(concern_id=receipt.concern_id, actor=Actor.person(lead), now=LATER)
        assert file.record[0].words == REST.words
        assert [(one.row.part, one.words["name"]) for one in file.people] == [("raiser", "Mo Ther")]
        assert ConcernPerson.objects.get().key_id != before["account_key_id"]
        told = Message.objects.exclude(occasion="concern-reported").get()
        assert (told.person_id, told.urgency) == (lead, "today")
        assert verify().fault is None


def test_adding_twice_is_one_addition() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        tutor, request = make_person("Tu Tor"), uuid4()
        concern = write_down(tutor).concern_id
        assert add(tutor, concern, request=request) == add(tutor, concern, request=request)
        assert (Entry.objects.count(), ConcernPerson.objects.count(), _told()) == (1, 1, 2)
        add(tutor, concern)
        assert (Entry.objects.count(), _told()) == (2, 3)


def test_words_that_were_changed_after_going_back_are_kept_too() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        tutor, request = make_person("Tu Tor"), uuid4()
        concern = write_down(tutor).concern_id
        said = [
            REST,
            replace(REST, words={"said": "More."}),
            replace(REST, people=()),
            replace(REST, danger=True),
        ]
        assert len({add(tutor, concern, more, request) for more in [*said, REST]}) == 4
        assert Entry.objects.count() == 4


def test_danger_told_later_is_told_now() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        tutor = make_person("Tu Tor")
        add(tutor, write_down(tutor).concern_id, replace(REST, danger=True))
        assert Message.objects.filter(urgency="now").count() == 1


@pytest.mark.parametrize("hours", [-3, 1])
def test_when_we_were_told_may_be_said_later_and_the_earliest_counts(hours: int) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        tutor = make_person("Tu Tor")
        concern = write_down(tutor).concern_id
        at = NOON + timedelta(hours=hours)
        add(tutor, concern, More(words={}, told=Occurred(at, Precision.MINUTE)))
        assert Entry.objects.get().kind == EntryKind.TOLD
        told = matter(Concern.objects.get(), Moment.now(LATER)).happened["told"]
        assert told == min(at, NOON - timedelta(hours=1))
        assert matter(Concern.objects.get(), Moment.now(NOON)).happened["told"] == NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (More(words={}), "Write what you want to add"),
        (More(words={"said": " \n "}), "Write what you want to add"),
        (More(words={"said": "x" * 1_000_001}), "longer than one report can hold"),
        (More(words={"said": "a\0b"}), "cannot be stored"),
        (More(words={}, people=(PersonNamed(Part.RAISER, {"name": "\0"}),)), "cannot be stored"),
        (replace(REST, told=Occurred(LATER + timedelta(minutes=1), Precision.MINUTE)), "in the future"),
    ],
)
def test_what_cannot_be_added_is_said_plainly_and_nothing_is_written(more: More, sentence: str) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        tutor = make_person("Tu Tor")
        concern = write_down(tutor).concern_id
        with pytest.raises(BadInput, match=sentence):
            add(tutor, concern, more)
        assert (Entry.objects.count(), ConcernPerson.objects.count(), _told()) == (0, 0, 1)


def test_nobody_adds_to_what_is_not_theirs_or_was_disposed_of() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        concern = write_down(tutor).concern_id
        for person, one in ((lead, concern), (make_person("Str Anger"), concern), (tutor, uuid4())):
            with pytest.raises(NothingHere):
                add(person, one)
        destroy(Concern.objects.select_related("account_key").get().account_key, now=LATER)
        with pytest.raises(BadInput, match="disposed of"):
            add(tutor, concern)
        assert Entry.objects.count() == 0


def test_what_is_added_to_a_restricted_matter_leaves_nothing_in_the_open() -> None:
    with inside():
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        tutor = make_person("Tu Tor")
        about_lead = replace(TOLD, about=AboutKind.COLLEAGUE, involved=frozenset({lead}))
        concern = write_down(tutor, about_lead).concern_id
        open_before = LedgerEntry.objects.filter(stream="open").count()
        add(tutor, concern)
        assert Concern.objects.get().circle == Circle.SEALED
        assert LedgerEntry.objects.filter(stream="open").count() == open_before
        assert set(Message.objects.values_list("person_id", "circle")) == {(manager, "sealed")}


def test_where_nobody_may_have_it_whoever_was_told_that_something_waits_hears_again() -> None:
    with inside():
        lead, director = make_holder("Lea Dee", "dsl"), make_holder("Di Rector", "managing-director")
        tutor = make_person("Tu Tor")
        about_both = replace(TOLD, about=AboutKind.COLLEAGUE, involved=frozenset({lead, director}))
        concern = write_down(tutor, about_both).concern_id
        waiting = set(Message.objects.values_list("person_id", flat=True))
        add(tutor, concern)
        again = Message.objects.filter(occasion__startswith="more-")
        assert set(again.values_list("person_id", flat=True)) == waiting
        assert not waiting & {lead, director}
