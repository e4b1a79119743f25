"""No page of the desk is empty at the invented providers whose policies speak of it, and what is left waits there."""

from datetime import timedelta

import pytest

from dueregard.assurance.disclosure.models import GivenCopy, Sheet
from dueregard.assurance.disclosure.operations.taking_up import read_worksheet
from dueregard.assurance.disclosure.vocabulary import Gives
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House
from dueregard.faces.demo.telling import request_of
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern, Meeting, Mistreatment
from dueregard.work.climate import queries as climate
from dueregard.work.climate.vocabulary import About, Audience, Felt
from dueregard.work.consultation.models import Passing, Talk
from dueregard.work.engagement.models import Ending, Flag, Step
from dueregard.work.engagement.queries import seen
from dueregard.work.engagement.vocabulary import CameOfIt, Outcome
from dueregard.work.liaison.models import Exchange, Fulfilment, Undertaking, Upshot
from dueregard.work.support.queries import plans_of
from household import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NOW = Moment.now(NOON)
TODAY = london_day(NOON)


THREE = [house for house in HOUSES if house.slug in {"larkfield", "brightmere", "northway"}]
"""One whose policy speaks of everything, one whose senior people meet, and one that asks nobody how safe they feel."""


@pytest.mark.parametrize("house", THREE, ids=lambda house: house.slug)
def test_what_happens_besides_concerns_is_there_at_every_provider(house: House) -> None:
    built = build_house(house, now=NOON, with_crew=True)
    with enter(built.provider):
        we_were_in_touch_outside()
        support_was_agreed_and_is_soon_looked_at(built)
        they_feel_safer_than_they_did()
        named = {"larkfield", "brightmere"}
        assert Mistreatment.objects.filter(challenged=True, ended=True).count() == (house.slug in named)
        assert Meeting.objects.known(NOON).filter(held=True).count() == (house.slug == "brightmere")
        assert (Talk.objects.count(), Passing.objects.count()) == ((2, 1) if house is HOUSES[0] else (0, 0))
        if house.slug != "brightmere":  # where everybody whose post it is had a hand in it
            half_of_a_record_is_weighed()
        if house is HOUSES[0]:
            who_stopped_was_reached_on_the_second_day()
        assert verify().fault is None


def we_were_in_touch_outside() -> None:
    assert (Exchange.objects.count(), Upshot.objects.count(), Fulfilment.objects.count()) == (3, 3, 1)
    assert [one.due_on > TODAY for one in Undertaking.objects.order_by("due_on")] == [False, True]


def support_was_agreed_and_is_soon_looked_at(built: Built) -> None:
    concern = Concern.objects.get(request_id=request_of(built.provider, "wages"))
    [plan] = plans_of(concern.id, NOW)
    assert concern.noticed_at is not None
    again = plan.reviews[-1][0].review_by
    assert again is not None
    assert timedelta(0) < again - TODAY < timedelta(days=7)


def they_feel_safer_than_they_did() -> None:
    for placed in climate.controls(NOW):
        every = climate.answers(placed.block.asks, NOW)
        shares = [
            one.share(About.SAFE, Felt.YES)
            for one in every
            if one.audience is Audience.LEARNERS and one.people
        ]
        assert len(set(shares)) > 1
        assert shares[0] > shares[-1]
        [done, due] = climate.follow_ups([placed.address], NOW)[placed.address]
        assert done.done_on is not None
        assert timedelta(0) < due.due_on - TODAY < timedelta(days=7)


def half_of_a_record_is_weighed() -> None:
    [sheet] = Sheet.objects.known(NOON)
    read = read_worksheet(sheet_id=sheet.id, actor=Actor.person(sheet.answerer_id), now=NOON)
    said = [one.said.gives for one in read.rows if one.said]
    assert set(said) == set(Gives)
    assert 0 < len(read.undecided) <= len(said) + 1
    assert not GivenCopy.objects.exists()


def who_stopped_was_reached_on_the_second_day() -> None:
    assert [one.outcome for one in Ending.objects.all()] == [Outcome.BACK]
    assert Flag.objects.count() == len(seen(NOW))
    last = Step.objects.latest("happened_on")
    assert (last.came, last.happened_on - last.episode.noticed_on) == (CameOfIt.REACHED, timedelta(days=2))
