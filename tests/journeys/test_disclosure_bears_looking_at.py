"""The pages on which somebody gets to see what is held of them: no finding of axe, no sideways scroll, full and
empty."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from assurance.disclosure.asked_for import House
from assurance.disclosure.test_how_a_matter_ended import decides, ended
from dueregard.assurance.disclosure.models import Sheet
from dueregard.assurance.disclosure.rules.ending import Ended
from dueregard.assurance.rights.models import RightsRequest
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.support.operations.facts import So, keep_fact
from dueregard.work.support.vocabulary import SaidBy, Situation
from household import NOON, inside
from journeys.steps import login, sign_in
from journeys.test_support_bears_looking_at import look_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]


def put_up_and_ended() -> tuple[House, UUID, Sheet, Sheet]:
    """A record put up for two requests, one of them weighed, of a matter that ended; and a fact of care."""
    house = House()
    concern = ended(house)
    decides(house, concern, Ended.NO_FURTHER)
    kit = ConcernPerson.objects.get(concern=concern, part="worried-about").id
    so = So(situation=Situation.IN_CARE, person_row=kit, said_by=SaidBy.COUNCIL, since=date(2021, 5, 1))
    keep_fact(concern_id=concern, so=so, actor=Actor.person(house.lead), now=NOON)
    fresh, weighed = house.put_up(concern, house.asks()), house.put_up(concern, house.asks())
    house.weigh_all(weighed.id)
    return house, concern, fresh, weighed


def test_the_pages_of_what_somebody_gets_to_see(somebody: Callable[..., Page]) -> None:
    with inside():
        house, concern, fresh, weighed = put_up_and_ended()
        names = [login(house.lead, "lead"), login(house.hr, "hr")]
        things = {row.item.sort: row.item.id for row in house.read(fresh.id).rows}
        asked = RightsRequest.objects.get(pk=fresh.asked_id).id
    page = somebody()
    sign_in(page, names[0])
    look_at(
        page, *(reverse(name, args=[concern]) for name in ("put-up", "outcome-letter", "plans", "care-fact"))
    )
    page = somebody()
    sign_in(page, names[1])
    look_at(page, reverse("rights-request", args=[asked]), reverse("worksheet", args=[fresh.id]))
    look_at(page, *(reverse("weigh", args=[fresh.id, thing]) for thing in list(things.values())[:2]))
    look_at(page, reverse("worksheet", args=[weighed.id]), reverse("make-copy", args=[weighed.id]))
