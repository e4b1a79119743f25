"""What was put up is weighed in time: its own clock, also once the request was answered for everything else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from assurance.disclosure.asked_for import LATER, House
from dueregard.assurance.disclosure.models import Sheet
from dueregard.assurance.disclosure.operations.clocking import CLOCK
from dueregard.assurance.disclosure.operations.giving import make_copy
from dueregard.assurance.disclosure.vocabulary import SHEET, By
from dueregard.assurance.rights.answering import take_step
from dueregard.assurance.rights.models import RightsRequest
from dueregard.assurance.rights.wants import Step
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.obligations import first_due, owed_about
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.restricting import restrict
from household import SETUP, inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside():
        yield House()


def owed(circle: str = "open") -> list[datetime | None]:
    rows = Obligation.objects.filter(control=CLOCK, circle=circle, closed_at=None)
    return list(rows.values_list("due_at", flat=True))


def reminded() -> list[tuple[str, str]]:
    rows = Message.objects.filter(thing_kind=SHEET, occasion__startswith="weigh").order_by("made_at")
    return list(rows.values_list("occasion", "circle"))


def put_up(house: House) -> Sheet:
    receipt = house.asks()
    return house.put_up(house.worked(house.concern()), receipt)


def test_whoever_weighs_it_is_reminded_until_a_copy_is_made(house: House) -> None:
    sheet = put_up(house)
    [due] = owed()
    assert due
    sweep(now=due - timedelta(days=8))
    assert reminded() == []
    sweep(now=due - timedelta(days=6))
    sweep(now=due + timedelta(hours=1))
    assert reminded() == [("weigh-remind-1", "open"), ("weigh-late-1", "open")]
    assert set(Message.objects.filter(thing_id=sheet.id).values_list("person_id", flat=True)) == {house.hr}
    house.weigh_all(sheet.id)
    make_copy(sheet_id=sheet.id, way=By.PAPER, how_known="x", actor=Actor.person(house.hr), now=LATER)
    assert owed() == []


def test_what_is_restricted_is_weighed_in_time_though_the_request_was_answered(house: House) -> None:
    sheet = put_up(house)
    [due] = owed()
    with turn(actor=SETUP, now=LATER) as t:
        restrict(t, Concern.objects.get(pk=sheet.concern_id))
    take_step(
        row_id=RightsRequest.objects.get().id,
        step=Step.GIVEN,
        words="x",
        actor=Actor.person(house.hr),
        now=LATER,
    )
    assert (owed(), owed("sealed")) == ([], [due])
    assert due
    sweep(now=due + timedelta(hours=1))
    assert reminded() == [("weigh-late-1", "sealed")]


def test_put_up_anew_it_is_owed_by_whoever_weighs_it_now_and_within_a_month_of_no_day(house: House) -> None:
    receipt = house.asks()
    concern = house.worked(house.concern())
    house.put_up(concern, receipt)
    asked = RightsRequest.objects.get()
    take_step(row_id=asked.id, step=Step.ASKED_WHO, words="x", actor=Actor.person(house.hr), now=LATER)
    again = house.put_up(concern, receipt, answerer=house.chair)
    [due] = owed()
    assert due
    assert timedelta(days=28) <= london_day(due) - london_day(LATER) <= timedelta(days=31)
    sweep(now=due + timedelta(hours=1))
    told = Message.objects.filter(thing_kind=SHEET, occasion__startswith="weigh")
    assert [(one.thing_id, one.person_id) for one in told] == [(again.id, house.chair)]


def test_whoever_only_sees_the_record_is_shown_nothing_of_the_clock(house: House) -> None:
    """Somebody may read a record and not know of the request."""
    receipt, concern = house.asks(), house.worked(house.concern())
    before = set(owed_about("concern", concern)), first_due("concern", [concern])
    house.put_up(concern, receipt)
    assert len(owed()) == 1
    assert (set(owed_about("concern", concern)), first_due("concern", [concern])) == before
