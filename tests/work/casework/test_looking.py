"""When a person will really look: from hours and cover alone, the same for every report, and overdue when it is."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.operations import record_absence
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.jobs.operations import beat
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.mechanisms.clocks.operations.calendars import record_closure, set_hours
from dueregard.mechanisms.clocks.rules.calendars import Opening, week
from dueregard.mechanisms.clocks.rules.cover import Presence
from dueregard.work.casework.operations.handling import open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.looking import look_from, numbers, when_looked
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.rules.looking import Look, When, is_overdue, next_look
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder
from mechanisms.clocks.calendars import OFFICE, london

LEAD, DEPUTY = UUID(int=1), UUID(int=2)
ALWAYS = london("2026-01-01 00:00")
BOTH = (Presence(LEAD, ALWAYS), Presence(DEPUTY, ALWAYS))
OFFICE_WEEK = week([[Opening(time(9), time(17))]] * 5 + [[], []])
REPORT = Report(
    reporter=ReporterKind.LEARNER, about=AboutKind.LEARNER, account={"seen": "A drawing of a weapon."}
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return london(f"2026-11-{day} {hour:02}:{minute:02}")


def away(who: UUID, since: datetime, until: datetime | None = None) -> Presence:
    return Presence(who, since, until)


@pytest.mark.parametrize(
    ("held", "absent", "now", "expected"),
    [
        # Monday 23 November 2026, open from nine to five
        (BOTH[:1], [], at(23, 10), Look(When.TODAY, at(23, 10), at(23, 17))),
        (BOTH[:1], [], at(23, 7), Look(When.TODAY, at(23, 9), at(23, 17))),
        (BOTH[:1], [], at(23, 16), Look(When.TODAY, at(23, 16), at(23, 17))),
        (BOTH[:1], [], at(23, 16, 1), Look(When.LATER, at(24, 9), at(24, 17))),
        (BOTH[:1], [], at(23, 18), Look(When.CLOSED, at(24, 9), at(24, 17))),
        (BOTH[:1], [], at(27, 18), Look(When.CLOSED, at(30, 9), at(30, 17))),
        # away: the deputy is there, or nobody is
        (BOTH, [away(LEAD, at(23, 0), at(25, 0))], at(23, 10), Look(When.TODAY, at(23, 10), at(23, 17))),
        (BOTH[:1], [away(LEAD, at(23, 0), at(25, 0))], at(23, 10), Look(When.LATER, at(25, 9), at(25, 17))),
        (BOTH[:1], [away(LEAD, at(24, 0), at(25, 0))], at(23, 18), Look(When.LATER, at(25, 9), at(25, 17))),
        (BOTH[:1], [away(LEAD, at(23, 12), at(24, 0))], at(23, 10), Look(When.TODAY, at(23, 10), at(23, 12))),
        (BOTH[:1], [away(LEAD, at(23, 0))], at(23, 10), Look(When.NOBODY)),
        ([], [], at(23, 10), Look(When.NOBODY)),
        ([Presence(LEAD, ALWAYS, at(23, 0))], [], at(23, 10), Look(When.NOBODY)),
        # somebody takes the post up on Thursday
        ([Presence(LEAD, at(26, 0))], [], at(23, 10), Look(When.LATER, at(26, 9), at(26, 17))),
    ],
)
def test_when_somebody_will_be_there(
    held: tuple[Presence, ...], absent: list[Presence], now: datetime, expected: Look
) -> None:
    assert next_look(held, absent, OFFICE, now) == expected


@pytest.mark.parametrize(("hour", "day"), [(10, 23), (16, 23), (18, 24)])
def test_without_opening_hours_it_is_a_day_and_no_hour(hour: int, day: int) -> None:
    look = next_look(BOTH, [], replace(OFFICE, hours=None), at(23, hour))
    assert look.when is When.SOME_DAY
    assert look.since is not None
    assert look.since.day == at(day, 12).day


def test_over_the_clock_change_it_is_nine_in_london() -> None:
    look = next_look(BOTH, [], OFFICE, london("2026-10-23 18:00"))
    assert look == Look(When.CLOSED, london("2026-10-26 09:00"), london("2026-10-26 17:00"))


@pytest.mark.parametrize(
    ("promised", "due", "overdue"),
    [
        (Look(When.TODAY, at(23, 9), at(23, 17)), [], False),
        (Look(When.TODAY, at(20, 9), at(20, 17)), [], True),
        (Look(When.NOBODY), [], False),
        (Look(When.NOBODY), [at(23, 9)], True),
        (Look(When.NOBODY), [at(23, 12)], False),
    ],
)
def test_it_is_overdue_by_the_policy_s_time_or_by_what_was_promised(
    promised: Look, due: list[datetime], overdue: bool
) -> None:
    assert is_overdue(promised, due, at(23, 10)) is overdue


def sent(report: Report = REPORT, now: datetime = NOON) -> Receipt:
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now)


def begin(policy: str = "apprenticeship-provider") -> None:
    adopt(data=archetype(policy), path="a.md", actor=SETUP, now=NOON)
    set_hours(week=OFFICE_WEEK, actor=SETUP, now=NOON)


@pytest.mark.django_db
def test_a_report_to_a_lead_who_is_there_is_looked_at_today() -> None:
    with inside():
        begin()
        make_holder("Lea Dee", "dsl")
        looking = when_looked(sent().concern_id, Moment.now(NOON))
        assert looking is not None
        assert (looking.look.when, looking.look.until) == (When.TODAY, NOON + timedelta(hours=5))
        assert (looking.overdue, looking.unheard) == (False, True)  # no worker runs
        beat("worker", now=NOON)
        assert not heard_of(sent())


def heard_of(receipt: Receipt, now: datetime = NOON) -> bool:
    looking = when_looked(receipt.concern_id, Moment.now(now))
    assert looking is not None
    return looking.unheard


@pytest.mark.django_db
def test_closures_and_absences_are_counted_and_a_deputy_covers() -> None:
    with inside():
        begin()
        lead = make_holder("Lea Dee", "dsl")
        record_absence(person_id=lead, since=NOON - timedelta(hours=1), until=None, actor=SETUP, now=NOON)
        assert look_from(NOON, Moment.now(NOON)).when is When.NOBODY
        make_holder("De Puty", "dsl", manner=Manner.DEPUTY)
        assert look_from(NOON, Moment.now(NOON)).when is When.TODAY
        today = NOON.date()
        record_closure(first_day=today, last_day=today, actor=SETUP, now=NOON)
        assert look_from(NOON, Moment.now(NOON)) == Look(
            When.CLOSED, NOON + timedelta(hours=21), NOON + timedelta(hours=29)
        )


@pytest.mark.django_db
def test_it_is_the_same_whatever_the_report_is_about() -> None:
    """About the lead, who alone is there: the sentence does not tell that it went to somebody who is away."""
    with inside():
        begin()
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        record_absence(person_id=manager, since=NOON - timedelta(hours=1), until=None, actor=SETUP, now=NOON)
        about_lead = replace(REPORT, about=AboutKind.COLLEAGUE, involved=frozenset({lead}))
        moment = Moment.now(NOON)
        said = [when_looked(sent(report).concern_id, moment) for report in (REPORT, about_lead)]
        assert said[0] == said[1]


@pytest.mark.django_db
def test_unopened_it_is_overdue_after_what_was_promised_and_opened_nothing_is_said() -> None:
    with inside():
        begin()
        lead = make_holder("Lea Dee", "dsl")
        concern = sent().concern_id
        later = {
            hours: when_looked(concern, Moment.now(NOON + timedelta(hours=hours))) for hours in (4, 5, 48)
        }
        assert {hours: looking and looking.overdue for hours, looking in later.items()} == {
            4: False, 5: True, 48: True,
        }  # fmt: skip
        open_concern(concern_id=concern, actor=Actor.person(lead), now=NOON)
        assert when_looked(concern, Moment.now(NOON + timedelta(hours=48))) is None


@pytest.mark.django_db
def test_a_policy_s_own_time_for_opening_counts() -> None:
    with inside():
        begin("safeguarding-core")
        make_holder("Lea Dee", "dsl")
        concern = sent(replace(REPORT, danger=True)).concern_id
        before = when_looked(concern, Moment.now(NOON + timedelta(minutes=1)))
        after = when_looked(concern, Moment.now(NOON + timedelta(days=14)))
        assert (before and before.overdue, after and after.overdue) == (False, True)


@pytest.mark.django_db
def test_only_numbers_given_for_a_post_are_shown() -> None:
    with inside():
        begin("values-led-trainer")
        moment = Moment.now(NOON)
        assert numbers(moment) == ()
        for contact in ("dso", "regional-coordinator"):
            address = f"values-led-trainer/contact.{contact}.channels.phone"
            set_local_value(address=address, value="01632 960 001", actor=SETUP, now=NOON)
        assert [(one.title, one.number) for one in numbers(moment)] == [
            ("Designated Safeguarding Officer", "01632 960 001")
        ]
