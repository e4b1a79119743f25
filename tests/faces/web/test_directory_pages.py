"""Whom to turn to, as pages: for everybody who works here, for whoever keeps the lists, and the public part."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.kernel import scope
from dueregard.ground.tenancy.models import Provider
from household import make_person
from work.governance.governing import Crew, governed
from work.governance.test_directory import SAID

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
DAY = {"confirmed_on-day": "2", "confirmed_on-month": "3", "confirmed_on-year": "2026"}
NORTH = {
    "called": "The north",
    "region": "north-west",
    "phone": "01632 960001",
    "hours": "Mondays",
    "first": "on",
}
SOUTH = {
    "called": "The south",
    "region": "south-east",
    "email": "south@example.org",
    "population": "apprentices",
}


@pytest.fixture
def crew() -> Iterator[Crew]:
    with governed(SAID) as crew:
        yield crew


def signed_in(person: object) -> Client:
    return sign_in(person, Provider.objects.get(pk=scope.provider_id()))  # type: ignore[arg-type]


def lines(keeper: Client) -> None:
    for said in (NORTH, SOUTH):
        sent = keeper.post(reverse("add-line", args=["care", "coordinators"]), said | DAY)
        assert sent.headers["Location"] == reverse("directory")


def entry(keeper: Client, called: str) -> str:
    page = keeper.get(reverse("directory")).content.decode()
    return str(re.findall(rf'href="(/desk/directory/[^"]+)">{called}<', page)[0])


def test_the_keeper_adds_lines_and_everybody_reads_them(crew: Crew) -> None:
    keeper, tutor = signed_in(crew.writer), signed_in(make_person("Tu Tor"))
    assert "Nobody is listed yet" in text(tutor.get(reverse("directory")))
    lines(keeper)
    page = tutor.get(reverse("directory")).content.decode()
    assert 'href="tel:01632960001"' in page
    assert 'href="mailto:south@example.org"' in page
    assert "2 March 2026, Wyn Writer" in page
    assert page.index("The north") < page.index("The south")
    assert "first to turn to" in page
    assert "/desk/directory/add/" not in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"region": "south-east"}, ["The south"]),
        ({"population": "apprentices"}, ["The north", "The south"]),
        ({"region": "north-west", "population": "apprentices"}, ["The north"]),
        ({"region": "<b>"}, ["The north", "The south"]),
    ],
)
def test_it_is_narrowed_to_a_region_or_a_group(crew: Crew, asked: dict[str, str], shown: list[str]) -> None:
    keeper = signed_in(crew.writer)
    lines(keeper)
    page = keeper.get(reverse("directory"), asked).content.decode()
    assert re.findall(r'">(The (?:north|south))<', page) == shown


def test_what_cannot_be_is_said_beside_its_box_and_nothing_typed_is_lost(crew: Crew) -> None:
    keeper = signed_in(crew.writer)
    for wrong in ({"phone": ""}, {"phone": "ring us"}, {"region": "wales"}, {"confirmed_on-year": "2999"}):
        sent = keeper.post(reverse("add-line", args=["care", "coordinators"]), NORTH | DAY | wrong)
        assert sent.status_code == 422
        assert "There is a problem" in sent.content.decode()
        assert 'value="Mondays"' in sent.content.decode()


def test_a_line_is_checked_again_changed_and_taken_out(crew: Crew) -> None:
    keeper = signed_in(crew.writer)
    lines(keeper)
    there = entry(keeper, "The north")
    page = keeper.get(there).content.decode()
    read = {"read": re.findall(r'name="read" value="([^"]+)"', page)[0]}
    assert keeper.post(there, NORTH | DAY | read | {"hours": "Fridays"}).status_code == 302
    assert "Fridays" in text(keeper.get(reverse("directory")))
    stale = keeper.post(there, NORTH | DAY | read | {"hours": "Sundays"})
    assert stale.status_code in (409, 422)
    assert "Sundays" not in text(keeper.get(reverse("directory")))
    assert keeper.post(f"{there}remove/").status_code == 302
    assert "The north" not in text(keeper.get(reverse("directory")))
    assert keeper.get(there).status_code == 404


def test_others_keep_nothing(crew: Crew) -> None:
    keeper, tutor = signed_in(crew.writer), signed_in(make_person("Tu Tor"))
    lines(keeper)
    there = entry(keeper, "The north")
    for address in (there, reverse("add-line", args=["care", "coordinators"])):
        assert tutor.get(address).status_code == 403
        assert tutor.post(address, NORTH | DAY).status_code == 403
    assert tutor.post(f"{there}remove/").status_code == 403
    assert keeper.get(reverse("add-line", args=["care", "none"])).status_code == 404


@pytest.mark.parametrize(("says", "shown"), [("", False), ("public = true\n", True)])
def test_everybody_sees_what_the_policy_makes_public_and_not_who_checked_it(says: str, shown: bool) -> None:
    with governed(SAID.replace('remind = ["2 weeks"]\n', says)) as crew:
        lines(signed_in(crew.writer))
        provider = Provider.objects.get(pk=scope.provider_id())
        page = text(Client().get(reverse("report-directory", args=[provider.short_code])))
    assert ("The north" in page) is shown
    assert ("Checked on 2 March 2026" in page) is shown
    assert "Wyn Writer" not in page
    assert ("Nobody is listed here yet" in page) is not shown
