"""How sure people feel: answered from the room without an account, and read by whoever looks after training."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import TODAY, sign_in, text
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.drawings import square_code
from dueregard.faces.web.sureness import address_for
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import SureTally
from dueregard.work.training.vocabulary import Side, Sure, SureOf
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import POLICY

pytestmark = [
    pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls"), pytest.mark.usefixtures("it_stays_today"),
]  # fmt: skip
BOTH = {"notice": "fairly", "tell": "very"}
FIGURES = reverse("training-sure", args=["safeguarding"])
ASKING = POLICY + b'\n```control confidence room\ncourses = ["safeguarding"]\n```\n'


@pytest.fixture
def here() -> Iterator[Provider]:
    with inside() as provider:
        adopt(data=ASKING, path="learning.md", actor=SETUP, now=NOON)
        yield provider


def room(provider: Provider, side: Side = Side.BEFORE, days: int = 0, course: str = "safeguarding") -> str:
    return urlsplit(address_for(provider, course, TODAY - timedelta(days=days), side)).path


def tally(day: int, before: int, after: int, sure: Sure) -> None:
    held_on = TODAY - timedelta(days=day)
    for side, people in zip(Side, (before, after), strict=True):
        for of in SureOf:
            SureTally.objects.create(
                course="safeguarding", held_on=held_on, side=side, of=of, sure=sure, people=people
            )


def test_the_room_answers_without_account_name_or_cookie(here: Provider) -> None:
    client = Client()
    for side in Side:
        there = room(here, side)
        page = client.get(there)
        assert (page.status_code, "csrfmiddlewaretoken" in text(page)) == (200, False)
        sent = client.post(there, BOTH)
        assert (sent.status_code, dict(sent.cookies), dict(client.cookies)) == (302, {}, {})
        thanks = text(client.get(sent.headers["Location"]))
        assert ("Thank you" in thanks, "another square" in thanks) == (True, side is Side.BEFORE)
    assert set(SureTally.objects.values_list("side", "of", "sure", "people")) == {
        (side, of, sure, 1) for side in Side for of, sure in (("notice", "fairly"), ("tell", "very"))
    }


def test_somebody_signed_in_answers_as_nobody(here: Provider) -> None:
    ada = make_person("Ada Fenn")
    client = sign_in(ada, here)
    mine = text(client.get(reverse("my-training")))
    assert all(room(here, side) in mine for side in Side)
    page = client.get(room(here))
    assert "Ada" not in text(page)
    assert client.post(room(here), BOTH).status_code == 302
    assert SureTally.objects.count() == 2


@pytest.mark.parametrize("wrong", [{}, {"notice": "very"}, {"notice": "very", "tell": "hugely"}])
def test_half_an_answer_is_asked_again_with_what_was_chosen(here: Provider, wrong: dict[str, str]) -> None:
    page = Client().post(room(here), wrong)
    assert page.status_code == 422
    assert ("checked" in page.content.decode()) is bool(wrong)
    assert not SureTally.objects.exists()


def test_it_is_answered_on_the_day_only_and_at_no_address_but_ours(here: Provider) -> None:
    client, there = Client(), room(here)
    made_up = there.replace("/before/", "/after/")
    for address, status in (
        (room(here, days=1), 409), (room(here, days=-1), 409), (made_up, 404), (there[:-2] + "!/", 404),
        (room(here, course="driving"), 404),
    ):  # fmt: skip
        assert [client.get(address).status_code, client.post(address, BOTH).status_code] == [status] * 2
    assert not SureTally.objects.exists()


def test_whoever_looks_after_training_sees_squares_and_figures_and_none_of_a_small_session(
    here: Provider,
) -> None:
    hr = sign_in(make_holder("Hattie Reed", "hr"), here)
    assert FIGURES in text(hr.get(reverse("training")))
    empty = text(hr.get(FIGURES))
    assert ("No session has figures yet" in empty, "dr-figure" in empty) == (True, False)
    for side in Side:
        assert square_code(address_for(here, "safeguarding", TODAY, side)).path in empty
    tally(3, 8, 6, Sure.LITTLE)
    tally(2, 6, 6, Sure.VERY)
    tally(1, 5, 9, Sure.NOT_AT_ALL)
    page = text(hr.get(FIGURES))
    assert page.count('class="dr-figure"') == 2
    assert ">57</td>" in page  # 8 of the 14 who answered before, the small session left out
    assert page.count("not shown: fewer than six") == 1
    one = f"{FIGURES}?on={TODAY - timedelta(days=2)}"
    assert ">100</td>" in text(hr.get(one))
    for nothing in (TODAY - timedelta(days=1), TODAY, "x"):
        assert hr.get(f"{FIGURES}?on={nothing}").status_code == 404


def test_nobody_else_reads_them(here: Provider) -> None:
    for client in (sign_in(make_person("Ada Fenn"), here), sign_in(make_holder("Lea Dee", "dsl"), here)):
        assert client.get(FIGURES).status_code == 403
    hr = sign_in(make_holder("Hattie Reed", "hr"), here)
    assert hr.get(reverse("training-sure", args=["driving"])).status_code == 404
