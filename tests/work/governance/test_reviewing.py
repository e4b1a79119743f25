"""When a policy is looked at again: by turn, by the day its text gives, after what happened; owed, told and shown."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from dueregard.authority.policy.answers import Scope, Status
from dueregard.authority.policy.queries import in_force
from dueregard.authority.policy.values.time import Time
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, from_london, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.governance.controls.review import REVIEW_KIND
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.reviewing import note_event, record_review
from dueregard.work.governance.rules.reviewing import Happened, Looked, again
from dueregard.work.governance.vocabulary import Event, Found
from household import NOON
from work.governance.governing import Crew, at, changed, governed, put, signs

TODAY = london_day(NOON)
YEAR, TWO_MONTHS = Time.read("12 months"), Time.read("2 months")


def _due_on(day: date, asked: Time) -> date:
    return day + timedelta(days=30 * asked.span.amount)


@pytest.mark.parametrize(
    ("reviewed", "review_by", "events", "owed", "rewritten"),
    [
        (None, 100, [-1, 20], ["event 80", "day 100"], True),
        (None, None, [0], ["turn 360"], True),
        (None, None, [], ["turn 360"], False),
        (None, 100, [], ["day 100"], False),
        (None, 500, [], ["turn 360"], False),
        (50, 100, [], ["turn 410"], False),
        (-10, 100, [], ["day 100"], False),
        (None, None, [20], ["event 80", "turn 360"], False),
        (30, None, [20], ["turn 390"], False),
        (30, None, [20, 40, 50], ["event 100", "event 110", "turn 390"], False),
        (None, 10, [-5], ["day 10"], False),
        (30, None, [30], ["turn 390"], False),
    ],
)
def test_what_is_owed(
    reviewed: int | None, review_by: int | None, events: list[int], owed: list[str], rewritten: bool
) -> None:
    looked = Looked(TODAY, rewritten, _day(reviewed), None, _day(review_by))
    happened = [Happened(str(at), Event.GUIDANCE, TODAY + timedelta(days=at)) for at in events]
    found = again(looked, happened, YEAR, TWO_MONTHS, _due_on)
    assert [f"{one.occasion.partition('-')[0]} {(one.by - TODAY).days}" for one in found] == owed
    assert [one.after_event for one in found] == [said.startswith("event") for said in owed]


def test_its_turn_runs_from_when_the_text_was_made() -> None:
    made = TODAY - timedelta(days=300)
    (one,) = again(Looked(TODAY, False, None, made, None), [], YEAR, None, _due_on)
    assert (one.by - TODAY).days == 60


def test_a_text_that_dates_itself_in_the_future_stops_no_review() -> None:
    ahead = TODAY + timedelta(days=13_000)
    (one,) = again(Looked(TODAY, False, None, ahead, None), [], YEAR, None, _due_on)
    assert (one.by - TODAY).days == 360


def _day(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)


def status(day: date) -> tuple[Status, str]:
    moment = Moment.end_of(day)
    (control,) = in_force("review", moment)
    found = REVIEW_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found.status, found.because


def owe(now: datetime) -> None:
    provider = Provider.objects.get(pk=scope.provider_id())
    reconcile(owed_now(Moment.now(now)), provider=provider, now=now)


def noon(day: date) -> datetime:
    return from_london(day, time(12))


def reviewed(crew: Crew, day: date, **more: Any) -> None:
    said: dict[str, Any] = {
        "policy": "care",
        "found": Found.STANDS,
        "words": "Read with the board.",
        "done_on": day,
    }
    record_review(**said | more, actor=Actor.person(crew.director), now=noon(day))


@pytest.mark.django_db
def test_it_turns_by_itself() -> None:
    with governed() as crew:
        end_of_year = date(2026, 12, 31)
        assert status(TODAY)[0] is Status.NOT_YET_DUE
        assert status(end_of_year)[0] is Status.NOT_YET_DUE
        late = end_of_year + timedelta(days=1)
        assert status(late) == (
            Status.NOT_MET,
            "a review (the day its text gives) was due by 31 December 2026",
        )
        reviewed(crew, late)
        assert status(late)[0] is Status.MET
        assert status(date(2028, 1, 1))[0] is Status.MET
        assert status(date(2028, 1, 2)) == (
            Status.NOT_MET,
            "a review (every 12 months) was due by 1 January 2028",
        )


@pytest.mark.django_db
def test_new_guidance_asks_for_it() -> None:
    with governed() as crew:
        director, day = Actor.person(crew.director), TODAY + timedelta(days=10)
        note_event(event=Event.GUIDANCE, happened_on=day, actor=director, now=noon(day))
        note_event(event=Event.SITE, happened_on=day, actor=director, now=noon(day))
        note_event(event=Event.INCIDENT, happened_on=day, policy="care", actor=director, now=noon(day))
        assert status(date(2026, 5, 14))[0] is Status.NOT_YET_DUE
        assert status(date(2026, 5, 15))[0] is Status.NOT_MET
        reviewed(crew, date(2026, 5, 15), found=Found.CHANGES)
        assert status(date(2026, 5, 15))[0] is Status.MET


@pytest.mark.django_db
def test_a_new_edition_of_substance_is_a_review() -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        signs(row, crew.director, "director", minute=11)
        publish(
            changes="Clearer.", begun=row.begun, since=None, actor=Actor.person(crew.director), now=at(20)
        )
        assert status(TODAY)[0] is Status.MET
        assert status(date(2026, 9, 4))[0] is Status.MET
        assert status(date(2026, 9, 5))[0] is Status.NOT_MET


@pytest.mark.django_db
def test_it_is_owed_and_told() -> None:
    with governed() as crew:
        owe(NOON)
        (row,) = Obligation.objects.filter(policy="care", closed_at=None)
        assert row.due_at
        assert london_day(row.due_at) == date(2026, 12, 31)
        sweep(now=noon(date(2026, 11, 29)))
        assert not Message.objects.filter(thing_kind="policy").exists()
        sweep(now=noon(date(2026, 12, 1)))
        told = Message.objects.filter(thing_kind="policy")
        assert [one.person_id for one in told] == [crew.director]
        reviewed(crew, date(2026, 12, 2))
        owe(noon(date(2026, 12, 3)))
        (row,) = Obligation.objects.filter(policy="care", closed_at=None)
        assert row.due_at
        assert london_day(row.due_at) == date(2027, 12, 2)


@pytest.mark.django_db
def test_bad_reviews() -> None:
    with governed() as crew:
        with pytest.raises(BadInput, match="what was looked at"):
            reviewed(crew, TODAY, words=" ")
        said: dict[str, Any] = {
            "found": Found.STANDS,
            "words": "x",
            "actor": Actor.person(crew.director),
            "now": NOON,
        }
        for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=4000)):
            with pytest.raises(BadInput):
                record_review(policy="care", done_on=day, **said)
            with pytest.raises(BadInput):
                note_event(event=Event.SITE, happened_on=day, actor=Actor.person(crew.director), now=NOON)
        with pytest.raises(NothingHere):
            record_review(policy="cure", done_on=TODAY, **said)
        board = Actor.person(crew.board)
        with pytest.raises(NotPermitted):
            record_review(policy="care", done_on=TODAY, **said | {"actor": board})
        with pytest.raises(NotPermitted):
            note_event(event=Event.SITE, happened_on=TODAY, actor=board, now=NOON)
