"""Deciding about records whose time is over, holding them, and disposing of them by two."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conduct_support import concern_about_a_colleague
from dueregard.assurance.rights.choosing import Choice
from dueregard.assurance.rights.disposing import agree, disagree
from dueregard.assurance.rights.filing import Said, file_record
from dueregard.assurance.rights.holding import hold, lift
from dueregard.assurance.rights.keeping_words import HeldOn, RecordClass, StaffMatter, Why
from dueregard.assurance.rights.models import Disposal, Hold, Look, Period
from dueregard.assurance.rights.periods import set_period
from dueregard.assurance.rights.queries.disposals import disposals, entry_of
from dueregard.assurance.rights.queries.keeping import closed_records
from dueregard.assurance.rights.reading import read_kept
from dueregard.assurance.rights.reminding import KEEPING, remind_of_keeping
from dueregard.assurance.rights.reviewing import look_at_record
from dueregard.assurance.rights.rules.keeping import Stands
from dueregard.assurance.status.keeping import keep_reading
from dueregard.assurance.status.past import kept_on, stood
from dueregard.assurance.status.rules.documents import write
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import Reader, reader
from dueregard.authority.access.vocabulary import Circle, Kinship, Part
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.fields import SealedField
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import Destroyed, key_of, unseal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.recipients import may_still_be_told
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.finding import file_of_person
from dueregard.work.casework.operations.handling import Disposed, add_entry
from dueregard.work.casework.operations.joining import join_concerns, read_matter
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.queries.figures import reported
from dueregard.work.casework.reports import Occurred, PersonNamed
from dueregard.work.casework.vocabulary import PersonKind, Precision, Question, State
from household import NOON, SETUP, inside, make_holder, make_person
from keeping_support import (
    FULL,
    REASON,
    YEAR,
    close,
    closed,
    disposed_of,
    kept_at,
    learner_born,
    would_dispose,
)
from mechanisms.files.cabinet import stored
from work_casework_support import concern_about_a_learner

DAY = timedelta(days=1)
LATER = NOON + YEAR
"""A year after what was closed at noon."""


class House:
    """Two who decide on concerns, a tutor, and the closed record of a grown-up learner who was not referred."""

    def __init__(self) -> None:
        self.learner = learner_born(date(2000, 1, 2))
        self.lead, self.second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        self.tutor = make_person("Tu Tor")
        self.concern = closed(self.lead, self.learner)

    def reader(self, who: UUID, at: datetime = LATER) -> Reader:
        return reader(who, powers_in_force(Moment.now(at)), Moment.now(at))

    def listed(
        self, who: UUID, at: datetime = LATER, circle: Circle = Circle.OPEN
    ) -> list[tuple[UUID, Stands]]:
        found = closed_records(self.reader(who, at), Moment.now(at), circle)
        return [(one.concern.id, one.now.stands) for one in found]

    def by(self, who: UUID | None = None, at: datetime = LATER) -> dict[str, Any]:
        return {"concern_id": self.concern, "actor": Actor.person(who or self.lead), "now": at}

    def hold(self, on: HeldOn = HeldOn.CONCERN, **more: Any) -> list[Hold]:
        said: dict[str, Any] = {"on": on, "post": "dsl", "reason": "A claim."}
        return hold(**said | more, **self.by())


@pytest.fixture
def house(db: None, tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES = tmp_path
    with inside():
        yield House()


def same_human(one: UUID, other: UUID) -> None:
    people = Person.objects.in_bulk([one, other])
    join_duplicates(person=people[one], same_as=people[other], actor=SETUP, now=NOON)


def nothing_wrong() -> bool:
    return (verify().fault, verify_rows(), verify_words()) == (None, None, None)


def readable(concern: UUID) -> list[str]:
    """Every sealed column of a row about a concern that still opens, of every table there is."""
    found = []
    for model in apps.get_models():
        for column in (one for one in model._meta.concrete_fields if isinstance(one, SealedField)):
            for row in model._default_manager.exclude(**{column.name: None}):
                about = {
                    getattr(row, name, None)
                    for name in ("pk", "concern_id", "thing_id", "one_id", "other_id")
                }
                about.add(getattr(getattr(row, "file", None), "thing_id", None))
                key = key_of(row, column.name)
                if concern in about and key:
                    try:
                        unseal(row, column.name, key)
                        found.append(f"{model._meta.label}.{column.name}")
                    except Destroyed:
                        pass
    return found


# When it is over


def test_it_comes_up_when_its_time_is_over_and_not_before(house: House) -> None:
    found = kept_at(house.concern, NOON)
    assert (found.lasts.record_class, found.due.on) == (RecordClass.NOT_REFERRED_ADULT, date(2027, 3, 4))
    assert house.listed(house.lead, NOON) == [(house.concern, Stands.LATER)]
    assert house.listed(house.lead) == [(house.concern, Stands.DUE)]
    assert house.listed(house.tutor) == []
    assert house.listed(house.lead, circle=Circle.SEALED) == []


def test_who_is_walled_from_a_record_finds_no_line_of_it(house: House) -> None:
    record_relationship(
        person_id=house.second, other_id=house.learner, kinship=Kinship.KIN, actor=SETUP, now=NOON
    )
    assert house.listed(house.second) == []
    with pytest.raises(NothingHere):
        would_dispose(house.concern, house.second, at=LATER)
    with pytest.raises(NothingHere):
        hold(on=HeldOn.CONCERN, post="dsl", reason="x", **house.by(house.second))


def test_an_open_matter_is_on_no_list_and_cannot_go(house: House) -> None:
    concern = concern_about_a_learner(house.learner)
    assert [one for one, _ in house.listed(house.lead)] == [house.concern]
    with pytest.raises(OutOfTurn, match="goes on"):
        would_dispose(concern, house.lead, at=LATER, why=Why.ASKED)


def test_age_comes_from_the_directory_and_else_from_how_it_was_sorted(house: House) -> None:
    child = closed(house.lead, learner_born(date(2010, 2, 3)), person=PersonKind.OTHER_ADULT)
    assert kept_at(child, NOON).lasts.record_class is RecordClass.NOT_REFERRED_CHILD
    unlinked = closed(house.lead, person=PersonKind.UNKNOWN)
    assert kept_at(unlinked, NOON).lasts.record_class is RecordClass.AGE_NOT_KNOWN
    told = closed(house.lead, person=PersonKind.CHILD)
    assert kept_at(told, NOON).lasts.record_class is RecordClass.NOT_REFERRED_CHILD


def test_what_the_provider_says_of_a_class_counts_from_then_on(house: House) -> None:
    head = make_holder("Di Rector", "managing-director")
    by: dict[str, Any] = {"record_class": RecordClass.NOT_REFERRED_ADULT, "actor": Actor.person(head)}
    set_period(months=24, reason="Our insurer asks for it.", **by, now=NOON + DAY)
    assert kept_at(house.concern, NOON).due.on == date(2027, 3, 4)  # as known before
    assert kept_at(house.concern, LATER).due.on == date(2028, 3, 4)
    set_period(months=None, reason="Not settled.", **by, now=NOON + 2 * DAY)
    assert kept_at(house.concern, LATER).now.stands is Stands.NOT_SET
    assert Period.objects.count() == 2
    for months, reason in ((24, " "), (24, "x" * 501), (1201, "x"), (-1, "x")):
        with pytest.raises(BadInput):
            set_period(months=months, reason=reason, **by, now=LATER)
    with pytest.raises(NotPermitted):
        set_period(months=1, reason="x", **by | {"actor": Actor.person(house.tutor)}, now=LATER)
    assert nothing_wrong()


def test_what_only_a_person_can_say(house: House) -> None:
    def said(**more: Any) -> RecordClass:
        file_record(said=Said(reason="Seen on the file.", **more), **house.by())
        return kept_at(house.concern, LATER).lasts.record_class

    assert said(abuse=True) is RecordClass.ABUSE
    assert said(transferred_on=date(2026, 9, 1)) is RecordClass.TRANSFERRED
    assert said() is RecordClass.NOT_REFERRED_ADULT
    for wrong in (
        {"transferred_on": LATER.date() + DAY, "reason": "x"},
        {"staff_matter": StaffMatter.LOW_LEVEL, "reason": "x"},
        {"reason": " "},
    ):
        with pytest.raises(BadInput):
            file_record(said=Said(**wrong), **house.by())
    assert nothing_wrong()


# Keeping and holding


def test_it_is_kept_until_a_day_and_comes_up_again(house: House) -> None:
    until = date(2028, 1, 1)
    look_at_record(chosen=Choice(keep_until=until, reason=REASON), **house.by())
    assert house.listed(house.lead) == [(house.concern, Stands.LATER)]
    assert house.listed(house.lead, datetime(2028, 1, 1, 12, tzinfo=NOON.tzinfo)) == [
        (house.concern, Stands.DUE)
    ]
    assert not Disposal.objects.exists()
    for wrong in (
        Choice(keep_until=LATER.date(), reason="x"),
        Choice(keep_until=date(2199, 1, 1), reason="x"),
        Choice(keep_until=until, reason=""),
        Choice(reason="x"),
        Choice(keep_until=until, why=Why.ASKED, reason="x"),
    ):
        with pytest.raises(BadInput):
            look_at_record(chosen=wrong, **house.by())
    assert nothing_wrong()


def test_a_hold_goes_before_everything_until_it_is_lifted_or_over(house: House) -> None:
    [row] = house.hold(until=date(2027, 4, 1))
    assert house.listed(house.lead) == [(house.concern, Stands.HELD)]
    for why in Why:
        with pytest.raises(OutOfTurn, match="legal hold"):
            would_dispose(house.concern, house.lead, at=LATER, why=why)
    assert house.listed(house.lead, LATER + 40 * DAY) == [(house.concern, Stands.DUE)]
    lift(hold_id=row.id, post="dsl", reason="Settled.", **house.by(at=LATER + DAY))
    assert house.listed(house.lead, LATER + 2 * DAY) == [(house.concern, Stands.DUE)]
    with pytest.raises(OutOfTurn, match="no more"):
        lift(hold_id=row.id, post="dsl", reason="Settled.", **house.by(at=LATER + 2 * DAY))
    for wrong in ({"post": "head"}, {"until": date(2026, 1, 1)}, {"reason": ""}):
        with pytest.raises(BadInput):
            house.hold(**wrong)
    with pytest.raises((NotPermitted, NothingHere)):
        hold(on=HeldOn.CONCERN, post="", reason="x", **house.by(house.tutor))
    assert nothing_wrong()


def test_a_hold_on_a_person_lies_on_everything_about_them_also_by_another_row(house: House) -> None:
    twin = learner_born(date(2000, 1, 2), "Marlow-Fell")
    same_human(house.learner, twin)
    other, stranger = closed(house.lead, twin), closed(house.lead, learner_born(date(1999, 1, 1), "Else"))
    [row] = house.hold(HeldOn.PERSON)
    stands = dict(house.listed(house.lead))
    assert stands == {house.concern: Stands.HELD, other: Stands.HELD, stranger: Stands.DUE}
    assert not Entry.objects.filter(stream="open", subject_id=row.id).exists()
    lift(hold_id=row.id, post="dsl", reason="Settled.", **house.by(at=LATER + DAY))
    assert set(dict(house.listed(house.lead, LATER + 2 * DAY)).values()) == {Stands.DUE}
    unlinked = closed(house.lead)
    with pytest.raises(BadInput, match="directory"):
        hold(
            concern_id=unlinked,
            on=HeldOn.PERSON,
            post="dsl",
            reason="x",
            actor=Actor.person(house.lead),
            now=LATER,
        )
    assert nothing_wrong()


def test_a_hold_from_a_matter_somebody_is_kept_out_of_holds_and_tells_them_nothing(house: House) -> None:
    hidden = concern_about_a_colleague(
        house.lead,
        people=(
            PersonNamed(Part.SAID_TO_HAVE_HARMED, {"name": "Lea Dee"}, house.lead),
            PersonNamed(Part.HARMED, {"name": "Kit"}, house.learner),
        ),
    )
    put: dict[str, Any] = {"on": HeldOn.PERSON, "post": "dsl", "reason": "Police ask about Lea Dee."}
    hold(concern_id=hidden, actor=Actor.person(house.second), now=LATER, **put)
    assert house.listed(house.lead) == [(house.concern, Stands.HELD)]
    opened = read_kept(**house.by())
    [row] = opened.kept.holds
    assert row.id not in opened.reasons
    with pytest.raises(NotPermitted, match="Somebody else"):
        lift(hold_id=row.id, post="dsl", reason="x", **house.by())
    assert house.listed(house.lead) == [(house.concern, Stands.HELD)]
    assert read_kept(**house.by(house.second)).reasons[row.id] == "Police ask about Lea Dee."
    lift(hold_id=row.id, post="dsl", reason="Settled.", **house.by(house.second, LATER + DAY))
    assert house.listed(house.lead, LATER + 2 * DAY) == [(house.concern, Stands.DUE)]
    assert nothing_wrong()


# Going, by two


def test_two_people_dispose_of_it_and_nothing_of_it_can_be_read(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    stays = closed(house.lead, house.learner)
    by_then: dict[str, Any] = {"actor": Actor.person(house.lead), "now": LATER}
    before, kept = len(stored()), set(readable(stays))
    assert {"casework.Concern.account", "casework.Triage.words", "files.StoredFile.sealed"} <= set(
        readable(house.concern)
    )
    house.hold(until=date(2027, 3, 5))  # over by then; its words go too
    at = LATER + 5 * DAY
    with django_capture_on_commit_callbacks(execute=True):
        row = disposed_of(house.concern, house.lead, house.second, at=at)
    assert readable(house.concern) == []
    assert set(readable(stays)) == kept
    assert len(stored()) == before // 2
    assert (row.entries, row.files, row.letters, row.people) == (4, 1, 0, 1)
    assert (row.first_id, row.second_id, row.record_class) == (house.lead, house.second, "not-referred-adult")
    assert Entry.objects.get(pk=entry_of(row).pk).verb == "rights.record-disposed-of"
    assert nothing_wrong()
    assert Concern.objects.get(pk=house.concern).state == State.DISPOSED
    assert not Obligation.objects.filter(about_id=house.concern, closed_at=None).exists()
    for attempt in (
        lambda: read_concern(concern_id=house.concern, **by_then),
        lambda: add_entry(
            kind="note",
            words="x",
            happened=Occurred(NOON, Precision.DAY),
            concern_id=house.concern,
            **by_then,
        ),
        lambda: house.hold(),
    ):
        with pytest.raises(Disposed):
            attempt()


def test_it_is_in_no_list_search_or_figure_any_more(house: House) -> None:
    other = closed(house.lead, house.learner)
    by: dict[str, Any] = {"actor": Actor.person(house.lead), "now": LATER}
    join_concerns(
        concern_id=other, reference=Concern.objects.get(pk=house.concern).reference, reason="One.", **by
    )
    assert reported(NOON - DAY, LATER, Moment.now(LATER)).total == 2
    disposed_of(house.concern, house.lead, house.second, at=LATER)
    assert reported(NOON - DAY, LATER, Moment.now(LATER)).total == 1
    assert [one for one, _ in house.listed(house.lead)] == [other]
    lines = file_of_person(person_id=house.learner, circle=Circle.OPEN, **by).lines
    assert [line.id for line in lines] == [other]
    matter = read_matter(concern_id=other, **by)
    assert [file.concern.id for file in matter.files] == [other]
    moment = Moment.now(LATER + DAY)
    assert [row.concern_id for row in disposals(house.reader(house.second), moment, Circle.OPEN)] == [
        house.concern
    ]
    assert disposals(house.reader(house.tutor), moment, Circle.OPEN) == []


def test_nobody_agrees_with_themselves_also_by_another_row_of_theirs(house: House) -> None:
    look = would_dispose(house.concern, house.lead, at=LATER)
    assert house.listed(house.lead) == [(house.concern, Stands.WAITS)]
    assert list(
        Message.objects.filter(occasion=f"disposal-{look.id}").values_list("person_id", flat=True)
    ) == [house.second]
    twin = make_holder("Lea Dee-Fell", "dsl")
    same_human(house.lead, twin)
    for who in (house.lead, twin):
        with pytest.raises(NotPermitted) as refused:
            agree(look_id=look.id, **house.by(who, LATER + DAY))
        assert "Somebody else" in refused.value.sentence
        assert refused.value.who_can_help
    with pytest.raises((NotPermitted, NothingHere)):
        agree(look_id=look.id, **house.by(house.tutor))
    assert not Disposal.objects.exists()


def reopened(house: House) -> None:
    decide(question=Question.MONITOR, outcome="monitor", words=FULL, **house.by(at=LATER + DAY))


def closed_anew(house: House) -> None:
    reopened(house)
    close(house.concern, house.lead, at=LATER + DAY)


def of_another_class(house: House) -> None:
    file_record(said=Said(abuse=True, reason="Seen on the file."), **house.by(at=LATER + DAY))


def answered(house: House) -> None:
    disagree(look_id=Look.objects.get().id, reason="Keep it.", **house.by(house.second, LATER + DAY))


def taken_back(house: House) -> None:
    disagree(look_id=Look.objects.get().id, reason="A slip.", **house.by(at=LATER + DAY))


@pytest.mark.parametrize(
    "meanwhile", [reopened, closed_anew, House.hold, of_another_class, answered, taken_back]
)
def test_what_happened_meanwhile_stops_it(house: House, meanwhile: Any) -> None:
    look = would_dispose(house.concern, house.lead, at=LATER)
    meanwhile(house)
    keys = DataKey.objects.filter(wrapped=None).count()
    with pytest.raises(OutOfTurn):
        agree(look_id=look.id, **house.by(house.second, LATER + 2 * DAY))
    assert (Disposal.objects.count(), DataKey.objects.filter(wrapped=None).count()) == (0, keys)
    assert nothing_wrong()


def test_after_fourteen_days_the_first_looks_again(house: House) -> None:
    look = would_dispose(house.concern, house.lead, at=LATER)
    with pytest.raises(OutOfTurn, match="14 days"):
        agree(look_id=look.id, **house.by(house.second, LATER + 15 * DAY))
    again = would_dispose(house.concern, house.second, at=LATER + 15 * DAY)
    assert agree(look_id=again.id, **house.by(house.lead, LATER + 15 * DAY)).first_id == house.second


def test_two_who_agree_at_once_make_one_certificate(house: House) -> None:
    third = make_holder("Thi Rd", "dsl")
    look = would_dispose(house.concern, house.lead, at=LATER)
    agree(look_id=look.id, **house.by(house.second))
    with pytest.raises(Disposed):
        agree(look_id=look.id, **house.by(third))
    assert Disposal.objects.count() == 1


def test_before_its_time_it_goes_only_when_it_was_asked_for(house: House) -> None:
    with pytest.raises(OutOfTurn, match="not over") as refused:
        would_dispose(house.concern, house.lead, at=NOON + DAY)
    assert refused.value.who_can_help
    row = disposed_of(house.concern, house.lead, house.second, at=NOON + DAY, why=Why.ASKED)
    assert (row.why, row.due_on) == ("asked-for", date(2027, 3, 4))


def test_lists_take_as_many_questions_for_three_as_for_one(house: House) -> None:
    def asked() -> int:
        who = house.reader(house.lead)
        with CaptureQueriesContext(connection) as seen:
            closed_records(who, Moment.now(LATER), Circle.OPEN)
        return len(seen)

    asked()
    one = asked()
    for _ in range(2):
        closed(house.lead, learner_born(date(2001, 1, 1)))
    asked()
    assert asked() == one


# Past days, and two at once


def test_a_past_day_is_answered_by_what_was_kept_and_says_so(house: House) -> None:
    day = london_day(NOON)
    keep_reading(Moment.end_of(day), actor=SETUP, now=NOON + DAY)
    kept = kept_on(day, Stream.OPEN)
    assert kept
    assert (write(stood(day).clauses), stood(day).from_kept) == (kept.text, False)
    disposed_of(house.concern, house.lead, house.second, at=LATER)
    after = stood(day)
    assert (write(after.clauses), after.from_kept) == (kept.text, True)
    assert after.difference
    assert after.difference.since
    assert after.difference.since.verb == "audit.words-disposed-of"


@pytest.mark.django_db(transaction=True)
def test_two_agree_in_the_same_moment_on_two_connections(tmp_path: Path, settings: Settings) -> None:
    settings.FILES = tmp_path
    with inside() as provider:
        house = House()
        third = make_holder("Thi Rd", "dsl")
        look = would_dispose(house.concern, house.lead, at=LATER)
    said, start = ["", ""], threading.Barrier(2)

    def run(number: int, who: UUID) -> None:
        try:
            with enter(provider):
                start.wait()
                agree(look_id=look.id, **house.by(who, LATER + DAY))
                said[number] = "gone"
        except OutOfTurn as refused:
            said[number] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((house.second, third))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["gone", "record-disposed-of"]
    with enter(provider):
        assert Disposal.objects.count() == 1
        assert nothing_wrong()


# Being told


def test_whoever_decides_is_told_once_a_month_that_some_wait_and_nobody_else(house: House) -> None:
    told = Message.objects.filter(thing_kind=KEEPING).order_by("made_at", "id")
    remind_of_keeping(now=NOON)
    assert not told.exists()
    for at in (LATER, LATER + DAY):
        remind_of_keeping(now=at)
        assert set(told.values_list("person_id", "circle")) == {(house.lead, "open"), (house.second, "open")}
    assert told.all().count() == 2
    assert not [
        word for one in told for word in (one.occasion, str(one.thing_id)) if str(house.concern) in word
    ]
    first = told[0]
    assert may_still_be_told(first, LATER).allowed
    later = LATER + 40 * DAY
    remind_of_keeping(now=later)
    assert told.all().count() == 4
    look_at_record(chosen=Choice(keep_until=date(2030, 1, 1), reason=REASON), **house.by(at=later))
    assert not may_still_be_told(first, later).allowed
    remind_of_keeping(now=later + 40 * DAY)
    assert told.all().count() == 4
    assert nothing_wrong()
