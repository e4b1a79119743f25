"""Taking part, on the desk: a tutor notes it and tries, the lead tutor is told and sees it, and nobody else does."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from desk_support import hidden, sign_in, text
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from dueregard.work.engagement.models import Ending, Episode, Flag, Step
from household import inside, make_person
from work.engagement.reaching import WHO, Crew, crew

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
LIST, NEW = "/desk/taking-part/", "/desk/taking-part/new/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def today() -> date:
    return london_day(utc_now())


def noted(client: Client, sort: str = "stopped", **more: Any) -> Any:
    said = {"sort": sort, "who": WHO, "what": ""} | boxes("noticed_on", today())
    return client.post(NEW, said | more)


def test_a_learner_who_stops_coming_from_noticing_to_being_back(us: Crew, provider: Provider) -> None:
    tutor, lead = sign_in(us.tutor, provider), sign_in(us.lead_tutor, provider)
    assert "Nothing is noted. When a learner stops coming" in text(tutor.get(LIST))
    assert noted(tutor).headers["Location"] == LIST
    one = Episode.objects.get()
    page = text(tutor.get(LIST))
    assert WHO in page
    assert "Due in" in page
    there = f"{LIST}{one.id}/"
    tried = {"came": "no-answer", "way": "phone", "words": "Rang twice."} | boxes("happened_on", today())
    assert tutor.post(f"{there}tried/", tried).headers["Location"] == there
    page = text(tutor.get(there))
    assert "The policy has these told: the Lead tutor and the Non-engagement contacts together." in page
    assert "Rang twice." in page
    assert "Somebody tried to reach them, by telephone" in page
    for _twice in range(2):
        tutor.post(f"{there}tell/", hidden(tutor.get(there)))
        assert Flag.objects.count() == 1
    page = text(lead.get(there))
    assert "Told on" in page
    assert "Tell them" not in page
    end = {"outcome": "back", "words": "New shifts."} | boxes("ended_on", today())
    assert lead.post(f"{there}end/", end).headers["Location"] == there
    page = text(tutor.get(there))
    assert "They take part again" in page
    assert "What you can do" not in page
    assert [model.objects.count() for model in (Step, Ending)] == [1, 1]


def test_a_worry_about_them_becomes_a_report_of_whoever_says_it(us: Crew, provider: Provider) -> None:
    tutor = sign_in(us.tutor, provider)
    noted(tutor)
    one = Episode.objects.get()
    there = f"{LIST}{one.id}/worry/"
    page = tutor.get(there)
    assert "In danger ring 999 first." in text(page)
    unsaid = tutor.post(there, hidden(page) | {"seen": "  "})
    assert unsaid.status_code == 422
    sent = tutor.post(there, hidden(page) | {"seen": "She is afraid to come."})
    assert sent.headers["Location"] == "/desk/my-reports/"
    concern = Concern.objects.get()
    assert concern.reference in text(tutor.get("/desk/my-reports/"))
    after = text(tutor.get(f"{LIST}{one.id}/"))
    assert "It is with somebody who can help" in after
    assert concern.reference not in after
    assert "afraid" not in after


def test_who_comes_here(us: Crew, provider: Provider) -> None:
    noted(sign_in(us.tutor, provider))
    there = f"{LIST}{Episode.objects.get().id}/"
    other, learner = sign_in(us.other, provider), sign_in(us.learner, provider)
    assert WHO not in text(other.get(LIST))
    for path in ("", "tried/", "end/", "worry/"):
        assert other.get(there + path).status_code == 404
    for path in (LIST, NEW, there):
        assert learner.get(path).status_code == 404
    assert "taking-part" not in text(learner.get("/desk/my-reports/"))
    assert "/desk/taking-part/" in text(other.get("/desk/my-reports/"))


def test_without_a_policy_that_speaks_of_it_nothing_is_offered(provider: Provider) -> None:
    client = sign_in(make_person("Tu Tor"), provider)
    assert client.get(LIST).status_code == 404
    assert "taking-part" not in text(client.get("/desk/my-reports/"))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"who": ""}, "This needs an answer."),
    ({"sort": "no-access"}, "This needs an answer."),
    ({"sort": "nonsense"}, "Choose one of the answers on the page."),
    ({"noticed_on-day": "31", "noticed_on-month": "2"}, "not a day in the calendar"),
]


@pytest.mark.parametrize(("more", "sentence"), WRONG)
def test_what_was_typed_wrongly_stands_there_again(
    us: Crew, provider: Provider, more: dict[str, Any], sentence: str
) -> None:
    answered = noted(sign_in(us.tutor, provider), **{"what": "Ring after five."} | more)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert sentence in page
    assert "Ring after five." in page
    assert not Episode.objects.exists()


def test_a_day_to_come_is_refused_beside_its_box(us: Crew, provider: Provider) -> None:
    answered = noted(sign_in(us.tutor, provider), **boxes("noticed_on", today() + timedelta(days=2)))
    assert answered.status_code == 422
    assert "still to come" in answered.content.decode()


def test_lost_access_names_the_modules_and_a_break_its_end(us: Crew, provider: Provider) -> None:
    client = sign_in(us.tutor, provider)
    noted(client, "no-access", topics=["prevent", "safeguarding"])
    noted(client, "break", **boxes("back_by", today() + timedelta(days=30)))
    modules, pause = Episode.objects.order_by("-sort")  # no-access, then break
    assert modules.topics.split() == ["safeguarding", "prevent"] or modules.topics.split() == [
        "prevent",
        "safeguarding",
    ]
    page = text(client.get(f"{LIST}{modules.id}/"))
    assert "Prevent" in page
    assert "worry/" not in page
    assert client.get(f"{LIST}{modules.id}/worry/").status_code == 404
    assert "Means to come back by" in text(client.get(f"{LIST}{pause.id}/"))
    kept = {"kind": "review", "way": "in-person", "words": "x"} | boxes("happened_on", today())
    client.post(f"{LIST}{pause.id}/tried/", kept)
    assert (Step.objects.get().kind, Step.objects.get().came) == ("review", "")
