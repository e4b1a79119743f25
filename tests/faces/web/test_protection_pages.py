"""Threats on the desk: written down, followed and protected against by those who may; to everybody else not there."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from desk_support import sign_in, text
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.protection.models import ProtectiveMeasure, Threat, ThreatStep
from faces.web.test_routes import answer
from household import inside
from work.protection.threatened import Crew, concern, crew, friend_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def boxes(name: str, day: date | None = None) -> dict[str, Any]:
    day = day or london_day(utc_now())
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def there(about: UUID) -> str:
    return f"/desk/concern/{about}/protection/"


SAID: dict[str, Any] = {
    "source": "received", "what": "He will find me, he wrote.", "threatener": "other", "way": "message",
}  # fmt: skip


def test_a_threat_is_written_down_followed_and_protected_against(us: Crew, provider: Provider) -> None:
    about = concern(us.tutor)
    officer, second = sign_in(us.officer, provider), sign_in(us.second, provider)
    page = text(officer.get(there(about)))
    assert "None is written down that you may see." in page
    assert "<strong>999</strong>" in page
    said = SAID | {"threatener": str(friend_in(about))} | boxes("happened_on")
    assert officer.post(f"{there(about)}new/", said).headers["Location"] == there(about)
    row = Threat.objects.get()
    step = {"happened": "police-told", "words": "Harbour police, 1234."} | boxes("happened_on")
    officer.post(f"{there(about)}{row.id}/happened/", step)
    asked = {"kind": "phone-marker", "standing": "asked", "words": "Her mobile."} | boxes("since")
    officer.post(f"{there(about)}{row.id}/measure/", asked)
    one = ProtectiveMeasure.objects.get()
    moved = {"standing": "in-place", "words": "The officer rang."} | boxes("since")
    second.post(f"{there(about)}measure/{one.id}/", moved)
    page = text(second.get(there(about)))
    for words in (
        "He will find me",
        "Sam Friend",
        "Harbour police, 1234.",
        "The officer rang.",
        "How it stood before",
    ):
        assert words in page
    assert (ThreatStep.objects.count(), ProtectiveMeasure.objects.count()) == (1, 2)


def test_to_everybody_else_it_is_as_little_there_as_what_never_was(us: Crew, provider: Provider) -> None:
    about = concern(us.tutor)
    sign_in(us.officer, provider).post(f"{there(about)}new/", SAID | boxes("happened_on"))
    row = Threat.objects.get()
    for person in (us.tutor, us.hr, us.director):
        client = sign_in(person, provider)
        for path in ("", "new/", f"{row.id}/happened/", f"{row.id}/measure/"):
            said = answer(client.get(there(about) + path))
            assert said[0] == 404
            assert said == answer(client.get(there(uuid4()) + path))


def test_the_record_looks_the_same_with_a_threat_and_without(us: Crew, provider: Provider) -> None:
    about = concern(us.tutor)
    officer, second = sign_in(us.officer, provider), sign_in(us.second, provider)
    pages = ("/desk/", "/desk/figures/", f"/desk/concern/{about}/record/")

    def seen() -> list[str]:
        found = [answer(client.get(page))[1] for client in (officer, second) for page in pages]
        return [re.sub(r"\d+ (?:day|hour|minute|second|time)s?", "", one) for one in found]

    seen()  # so that both stand among those who have opened it
    before = seen()
    officer.post(f"{there(about)}new/", SAID | {"works_here": "on"} | boxes("happened_on"))
    assert Threat.objects.count() == 1
    assert seen() == before
    assert "None is written down that you may see." in text(second.get(there(about)))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"what": ""}, "This needs an answer."),
    ({"source": "police-believe"}, "Say which police believe so"),
    ({"threatener": str(uuid4())}, "Choose one of the answers on the page."),
    (boxes("happened_on", date(2199, 1, 1)), "still to come"),
]


@pytest.mark.parametrize(("more", "sentence"), WRONG)
def test_what_is_wanting_stands_beside_its_box_and_nothing_is_lost(
    us: Crew, provider: Provider, more: dict[str, Any], sentence: str
) -> None:
    about = concern(us.tutor)
    said = SAID | {"who": "A man in a red car"} | boxes("happened_on") | more
    answered = sign_in(us.officer, provider).post(f"{there(about)}new/", said)
    assert answered.status_code == 422
    assert sentence in answered.content.decode()
    assert "A man in a red car" in answered.content.decode()
    assert not Threat.objects.exists()
