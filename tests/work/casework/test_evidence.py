"""A clause's status from the records: met, not met, not set, and the same answer tomorrow for the same day."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.assurance.status.queries import clauses
from dueregard.assurance.status.rules.stands import ControlStatus
from dueregard.authority.policy.answers import Count, Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Occurred, Report
from dueregard.work.casework.vocabulary import AboutKind, Precision, ReporterKind
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.django_db
REPORT = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})
DAY = timedelta(days=1)


def noticed(hours_before: int, *, at_day: int = 0, about: AboutKind = AboutKind.LEARNER) -> None:
    now = NOON + at_day * DAY
    when = Occurred(now - timedelta(hours=hours_before), Precision.MINUTE)
    report = replace(REPORT, noticed=when, about=about)
    report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now)


def reporting_clock(moment: Moment, policy: str = "apprenticeship-provider") -> ControlStatus:
    found = [
        c for clause in clauses(moment) for c in clause.controls if c.address == f"{policy}/clock.report"
    ]
    return found[0]


def test_a_report_within_24_hours_meets_the_clause_and_a_late_one_breaks_it() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        assert reporting_clock(Moment.now(NOON)).reading.status is Status.NO_OCCASION
        noticed(2)
        assert reporting_clock(Moment.now(NOON)).reading.status is Status.MET
        noticed(30, at_day=1)
        late = reporting_clock(Moment.now(NOON + DAY)).reading
        assert (late.status, late.count) == (Status.NOT_MET, Count(1, 2, "concerns"))
        # Asked again later for the first day: what was known then.
        assert reporting_clock(Moment.now(NOON + timedelta(hours=1))).reading.status is Status.MET


def test_a_restricted_matter_moves_no_open_figure() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        noticed(2)
        before = clauses(Moment.now(NOON))
        noticed(90, about=AboutKind.COLLEAGUE)
        assert clauses(Moment.now(NOON)) == before


def test_a_figure_the_policy_does_not_give_is_not_set() -> None:
    with inside():
        make_holder("Of Ficer", "safeguarding-officer")
        adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
        noticed(90)
        assert reporting_clock(Moment.now(NOON), "national-network").reading.status is Status.NOT_SET


def asked(of: object) -> int:
    """How many queries something takes."""
    assert callable(of)
    with CaptureQueriesContext(connection) as queries:
        of()
    return len(queries)


def test_ten_times_the_concerns_take_no_more_questions() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        moment = Moment.now(NOON)
        clauses(moment)  # what the house is like is read once, and stays read
        noticed(2)
        few = asked(lambda: clauses(moment)), asked(lambda: list(owed_now(moment)))
        for _ in range(9):
            noticed(30)
        many = asked(lambda: clauses(moment)), asked(lambda: list(owed_now(moment)))
        assert many == few
