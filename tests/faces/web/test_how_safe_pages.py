"""Whether people feel safe, on pages: answered without an account, the same page after every answer, shown late."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.climate_words import address_for
from dueregard.faces.web.drawings import square_code
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.climate.models import ClimateTally, FollowUp
from dueregard.work.climate.rules import week_of
from dueregard.work.climate.vocabulary import About, Audience, Felt
from faces.web.test_liaison_pages import boxes
from household import NOON, SETUP, inside, make_holder, make_person
from work.climate.asking import TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE = "/desk/climate/"


@pytest.fixture
def here() -> Iterator[Provider]:
    with inside() as provider:
        adopt(data=TEXT.encode(), path="care.md", actor=SETUP, now=NOON)
        yield provider


def room(here: Provider, audience: str = "learners") -> str:
    return reverse("how-safe", args=[here.short_code, audience])


def test_somebody_without_an_account_answers_and_leaves_no_cookie_and_no_entry(here: Provider) -> None:
    client, entries = Client(), Entry.objects.count()
    assert "I feel safe here" in text(client.get(room(here)))
    answer = client.post(room(here), {"safe": "no", "turn": "partly"}, follow=True)
    assert "Your answers are counted, without your name." in text(answer)
    assert not client.cookies
    assert Entry.objects.count() == entries
    assert sorted(ClimateTally.objects.values_list("audience", "of", "felt", "people")) == [
        ("learners", "safe", "no", 1),
        ("learners", "turn", "partly", 1),
    ]


def test_what_follows_is_the_same_whatever_was_answered_and_says_how_to_report_and_whom_to_ring(
    here: Provider,
) -> None:
    pages = {
        re.sub(
            r'nonce="[^"]*"', "", text(Client().post(room(here), {"safe": felt, "turn": felt}, follow=True))
        )
        for felt in ("yes", "no")
    }
    (page,) = pages
    assert reverse("report-first", args=[here.short_code]) in page
    assert 'href="tel:999"' in page
    assert 'href="tel:08001111"' in page


@pytest.mark.parametrize("said", [{}, {"safe": "yes"}, {"safe": "yes", "turn": "perhaps"}])
def test_half_an_answer_is_asked_for_again(here: Provider, said: dict[str, str]) -> None:
    answer = Client().post(room(here), said)
    assert answer.status_code == 422
    assert not ClimateTally.objects.exists()


def test_nobody_answers_for_whom_no_policy_asks(here: Provider) -> None:
    for audience in ("visitors", "x"):
        assert Client().get(room(here, audience)).status_code == 404
        assert Client().post(room(here, audience), {"safe": "yes", "turn": "yes"}).status_code == 404


def tally(weeks_ago: int, felt: Felt, people: int, audience: Audience = Audience.LEARNERS) -> None:
    week = week_of(london_day(utc_now()) - timedelta(days=7 * weeks_ago))
    for of in About:
        ClimateTally.objects.create(audience=audience, week=week, of=of, felt=felt, people=people)


def test_figures_appear_for_six_and_squares_are_there_to_print(here: Provider) -> None:
    board = sign_in(make_holder("Bo Ard", "board"), here)
    empty = text(board.get(PAGE))
    assert empty.count("No figures yet.") == 2
    for audience in Audience:
        assert square_code(address_for(here, audience)).path in empty
    tally(1, Felt.YES, 9)
    tally(1, Felt.NO, 3)
    tally(1, Felt.NO, 5, Audience.STAFF)
    page = text(board.get(PAGE))
    assert ">75</td>" in page
    assert (page.count("No figures yet."), page.count('class="dr-figure"')) == (1, 2)


def test_somebody_decides_what_is_done_and_writes_down_that_it_was(here: Provider) -> None:
    board = sign_in(make_holder("Bo Ard", "board"), here)
    tally(1, Felt.NO, 6)
    page = text(board.get(PAGE))
    begins = week_of(london_day(utc_now()) - timedelta(days=7))
    address = next(part.split('"')[0] for part in page.split('href="') if part.startswith(f"{PAGE}learners/"))
    assert address.split("/")[-2] <= begins.isoformat()
    due = london_day(utc_now()) + timedelta(days=9)
    said = {"words": "Light the car park.", "post": "board"} | boxes("due_on", due)
    half = board.post(address, said | {"words": ""})
    assert (half.status_code, FollowUp.objects.count()) == (422, 0)
    assert board.post(address, said).status_code == 302
    row = FollowUp.objects.get()
    finish = reverse("climate-finish", args=[row.id])
    page = text(board.get(PAGE))
    assert "Light the car park." in page
    assert finish in page
    today = london_day(utc_now())
    done = {"words": "Two lamps."} | boxes("done_on", today)
    assert board.post(finish, done).status_code == 302
    page = text(board.get(PAGE))
    assert "Two lamps." in page
    assert finish not in page


def test_whoever_the_policy_does_not_name_reads_at_most(here: Provider) -> None:
    tally(1, Felt.NO, 6)
    tutor = sign_in(make_person("Tu Tor"), here)
    assert tutor.get(PAGE).status_code == 404
    begins = week_of(london_day(utc_now())).isoformat()
    assert tutor.get(f"{PAGE}learners/{begins}/").status_code == 404
    assert tutor.get(f"{PAGE}learners/x/").status_code == 404
