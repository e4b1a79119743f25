"""A concern's clocks: owed when it is reported, closed when it is opened, and up the ladder if nobody opens it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Delivery
from dueregard.work.casework.operations.handling import open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.django_db


def reported_under_the_core() -> UUID:
    adopt(data=archetype("safeguarding-core"), path="core.md", actor=SETUP, now=NOON)
    set_local_value(address="safeguarding-core/clock.opened.limit", value="4 hours", actor=SETUP, now=NOON)
    report = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def open_clocks() -> set[str]:
    return set(Obligation.objects.filter(closed_at=None).values_list("control", flat=True))


def test_opening_it_closes_the_clock() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = reported_under_the_core()
        assert Obligation.objects.get(control="clock.opened").due_at == NOON + timedelta(hours=4)
        open_concern(concern_id=concern, actor=Actor.person(lead), now=NOON + timedelta(hours=1))
        assert "clock.opened" not in open_clocks()
        assert "clock.decided" in open_clocks()


def test_nobody_opens_it_and_the_next_on_the_ladder_hears_once() -> None:
    with inside():
        lead, deputy = make_holder("Lea Dee", "dsl"), make_holder("De Puty", "deputy-dsl")
        head = make_holder("He Ad", "head")
        concern = reported_under_the_core()
        late = NOON + timedelta(hours=4, seconds=1)
        assert sweep(now=late - timedelta(minutes=1)).late == 0
        assert sweep(now=late).late == 1
        assert sweep(now=late).late == 0
        given = set(Delivery.objects.filter(concern=concern).values_list("person_id", flat=True))
        assert lead in given
        assert given & {deputy, head}
        told = set(Message.objects.exclude(occasion="concern-reported").values_list("person_id", "urgency"))
        assert (lead, "now") in told
        assert {person for person, _ in told} >= given


def test_without_a_figure_nothing_is_late() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
        report = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})
        report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON)
        assert not Obligation.objects.exclude(due_at=None).exists()
        assert sweep(now=NOON + timedelta(days=400)).late == 0


def test_many_late_at_once_are_each_told_to_their_own_people() -> None:
    """One sweep for four concerns, one of them restricted and one seen to: nobody hears of another's matter."""
    with inside():
        lead, head = make_holder("Lea Dee", "dsl"), make_holder("He Ad", "head")
        first, second, seen_to = (reported_under_the_core() for _ in range(3))
        about_the_lead = Report(
            reporter=ReporterKind.STAFF,
            about=AboutKind.COLLEAGUE,
            involved=frozenset({lead}),
            account={"seen": "A shove."},
        )
        set_local_value(
            address="safeguarding-core/clock.opened-about-staff.limit",
            value="4 hours",
            actor=SETUP,
            now=NOON,
        )
        sealed = report_concern(
            report=about_the_lead, request_id=uuid4(), actor=Actor.outsider(), now=NOON
        ).concern_id
        open_concern(concern_id=seen_to, actor=Actor.person(lead), now=NOON + timedelta(hours=1))
        alone = _told_of(first)
        sweep(now=NOON + timedelta(hours=4, seconds=1))
        assert _told_of(first) == _told_of(second)
        assert _told_of(first) > alone
        assert (lead, "clock-opened-late-1") in _told_of(first)
        assert "clock-opened-late-1" not in {occasion for _, occasion in _told_of(seen_to)}
        assert lead not in {person for person, _ in _told_of(sealed)}
        assert (head, "clock-opened-about-staff-late-1") in _told_of(sealed)
        told = Entry.objects.filter(verb="notifications.told", subject_id=sealed)
        assert set(told.values_list("stream", flat=True)) == {"sealed"}
        assert verify().fault is None


def _told_of(concern: UUID) -> set[tuple[UUID | None, str]]:
    return set(Message.objects.filter(thing_id=concern).values_list("person_id", "occasion"))
