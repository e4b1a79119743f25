"""A matter about somebody in a post does not go to whoever deputises for them, by any way, before the next rung."""

from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle, Manner, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.routing import climb
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.happenings import matter
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)


def send(about: UUID, *, named: bool) -> Concern:
    """A report that says whom it is about, or that ticks who is involved."""
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.COLLEAGUE if named else AboutKind.NOT_SURE,
        account={"seen": "He was alone with her again."},
        people=(PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, about),) if named else (),
        involved=frozenset() if named else frozenset({about}),
    )
    sent = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON)
    return Concern.objects.get(pk=sent.concern_id)


@pytest.mark.parametrize("named", [True, False])
def test_the_deputy_of_the_person_concerned_hears_nothing(named: bool) -> None:
    with inside():
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        lead, senior = make_holder("Lea Dee", "dsl"), make_holder("Se Nior", "named-senior-manager")
        deputy = make_holder("De Puty", "dsl", manner=Manner.DEPUTY)
        concern = send(lead, named=named)
        had = set(Delivery.objects.filter(concern=concern).values_list("person_id", flat=True))
        assert had == {senior}
        assert set(Message.objects.values_list("person_id", flat=True)) == {senior}
        for walled in (lead, deputy):
            who = reader(walled, powers_in_force(NOW), NOW)
            assert queue(who, NOW, Circle.OPEN).lines == ()
        with pytest.raises(NothingHere):
            read_concern(concern_id=concern.id, actor=Actor.person(lead), now=NOON)
        climbed = climb(concern, matter(concern, NOW).facts, NOW)
        assert deputy not in {put.holder.person_id for put in climbed}


def test_with_nobody_else_it_waits_rather_than_reach_the_deputy() -> None:
    with inside():
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        lead = make_holder("Lea Dee", "dsl")
        make_holder("De Puty", "dsl", manner=Manner.DEPUTY)
        concern = send(lead, named=True)
        assert (Delivery.objects.count(), concern.circle) == (0, Circle.SEALED)


def test_a_deputy_whom_the_policy_names_in_a_post_of_their_own_has_it_there() -> None:
    with inside():
        adopt(data=archetype("values-led-trainer"), path="p.md", actor=SETUP, now=NOON)
        officer, deputy = make_holder("Of Ficer", "dso"), make_holder("De Puty", "deputy-dso")
        concern = send(officer, named=True)
        (row,) = Delivery.objects.filter(concern=concern, purpose="receive")
        assert (row.person_id, row.rung) == (deputy, 1)
