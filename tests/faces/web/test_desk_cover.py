"""The page that shows cover four weeks ahead, and the sentence on the queue."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.models import Absence, Proposal
from dueregard.authority.access.operations import record_absence
from dueregard.ground.kernel.moments import LONDON, utc_now
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def boxes(name: str, days: int) -> dict[str, str]:
    at = utc_now().astimezone(LONDON) + timedelta(days=days)
    parts = {"day": at.day, "month": at.month, "year": at.year, "hour": 0, "minute": 0}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def away(person: UUID, first: int, last: int) -> dict[str, str]:
    return (
        {"form": "away", "away-person": str(person)} | boxes("away-since", first) | boxes("away-until", last)
    )


def test_an_absence_shows_on_the_page_and_on_the_queue_of_every_holder() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        client = sign_in(lead, provider)
        title = "Designated Safeguarding and Prevent Lead"
        assert f"{title} (" not in text(client.get(reverse("desk-queue")))
        assert client.post(reverse("cover"), away(lead, 1, 6)).status_code == 302
        assert Absence.objects.get().person_id == lead
        assert f"{title} (" in text(client.get(reverse("desk-queue")))
        assert title in text(client.get(reverse("cover")))


def test_a_holder_writes_down_their_own_absence_and_nobody_elses() -> None:
    with inside() as provider:
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        concern_about_a_learner()
        client = sign_in(lead, provider)
        assert client.post(reverse("cover"), away(other, 1, 2)).status_code == 422
        backwards = client.post(reverse("cover"), away(lead, 4, 2))
        assert (backwards.status_code, "The return must be after" in backwards.content.decode()) == (
            422,
            True,
        )
        assert "Somebody acts in a post" not in text(client.get(reverse("cover")))
        said = {"form": "cover", "cover-role": "dsl", "cover-person": str(other)}
        said |= boxes("cover-since", 1) | boxes("cover-until", 3)
        assert client.post(reverse("cover"), said).status_code == 403
        assert not Absence.objects.exists()


def test_whoever_gives_posts_lets_somebody_act_for_a_time() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        head, tutor = make_holder("Ma Nager", "managing-director"), make_holder("Tu Tor", "lead-tutor")
        concern_about_a_learner()
        client = sign_in(head, provider)
        said = {"form": "cover", "cover-role": "dsl", "cover-person": str(tutor)} | boxes("cover-since", 1)
        assert client.post(reverse("cover"), said | boxes("cover-until", 1)).status_code == 422
        assert client.post(reverse("cover"), said | boxes("cover-until", 3)).status_code == 302
        assert Proposal.objects.get(person_id=tutor, role="dsl").manner == "acting"


def test_the_page_is_not_there_for_whoever_holds_no_post() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        client = sign_in(make_person("Str Anger"), provider)
        assert client.get(reverse("cover")).status_code == 404
        assert reverse("cover") not in text(client.get(reverse("my-reports")))


def test_an_absence_ends_when_they_are_back_or_is_taken_back_before_it_began() -> None:
    with inside() as provider:
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        concern_about_a_learner()
        record_absence(
            person_id=lead, since=utc_now() - timedelta(days=1), until=None, actor=SETUP, now=utc_now()
        )
        client, theirs = sign_in(lead, provider), sign_in(other, provider)
        client.post(reverse("cover"), away(lead, 5, 9))
        assert len(standing_absences()) == 2
        for row in standing_absences():
            back = {"form": "back", "absence": str(row.id)}
            assert theirs.post(reverse("cover"), back).status_code == 409
            assert client.post(reverse("cover"), back).status_code == 302
            assert client.post(reverse("cover"), back).status_code == 409
        assert client.post(reverse("cover"), {"form": "back", "absence": "nonsense"}).status_code == 409
        assert standing_absences() == []
        assert Absence.objects.filter(withdrawn=True).count() == 1


def standing_absences() -> list[Absence]:
    return list(Absence.objects.known(utc_now()).exclude(until__lte=utc_now()))


def test_nobody_lets_themselves_act_in_a_post() -> None:
    with inside() as provider:
        head = make_holder("Ma Nager", "managing-director")
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        said = {"form": "cover", "cover-role": "dsl", "cover-person": str(head)}
        said |= boxes("cover-since", 1) | boxes("cover-until", 3)
        assert sign_in(head, provider).post(reverse("cover"), said).status_code == 422
