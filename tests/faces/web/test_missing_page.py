"""What is missing here, as a page: everybody may read it, those who run the policies may give what is left to them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import left_to_provider
from dueregard.ground.kernel.moments import Moment, utc_now
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        yield provider


def first_phone() -> str:
    left = left_to_provider(Moment.now(utc_now()))
    return next(one.address for one in left if one.key == "channels.phone")


def test_whoever_runs_the_policies_gives_a_number_and_changes_it(house: Any) -> None:
    client = sign_in(make_holder("Lea Dee", "head"), house)
    assert "not given yet" in text(client.get(reverse("missing")))
    for number in ("01632 960001", "01632 960002"):
        there = reverse("give", args=[first_phone()])
        assert client.post(there, {"value": number}).headers["Location"] == reverse("missing")
        assert number in text(client.get(reverse("missing")))
    assert "01632 960001" not in text(client.get(reverse("missing")))


@pytest.mark.parametrize("value", ["", "   ", "x" * 301, "0\0"])
def test_a_value_that_cannot_be_kept_is_said_beside_the_box(house: Any, value: str) -> None:
    client = sign_in(make_holder("Lea Dee", "head"), house)
    answer = client.post(reverse("give", args=[first_phone()]), {"value": value})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_everybody_may_read_it_and_not_everybody_may_give(house: Any) -> None:
    client = sign_in(make_person("Tu Tor"), house)
    page = client.get(reverse("missing"))
    assert "Nobody holds the post Designated Safeguarding Lead." in text(page)
    assert "missing/safeguarding-core" not in page.content.decode()
    assert client.post(reverse("give", args=[first_phone()]), {"value": "1"}).status_code == 403


@pytest.mark.parametrize("address", ["nothing", "safeguarding-core/role.dsl.minimum", "../../x", "ü/ü.ü"])
def test_a_value_nobody_asks_for_is_nothing_here(house: Any, address: str) -> None:
    client: Client = sign_in(make_holder("Lea Dee", "head"), house)
    assert client.get(reverse("missing") + address + "/").status_code == 404
