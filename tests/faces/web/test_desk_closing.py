"""The page that tells whoever reported that it has ended, and where they read it."""

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import add_party
from dueregard.authority.access.vocabulary import Part
from dueregard.ground.audit.operations import turn
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_the_record_asks_for_it_and_the_reporter_reads_it() -> None:
    with inside() as provider:
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        concern = concern_about_a_learner()
        with turn(actor=SETUP, now=NOON) as t:
            add_party(t, thing_kind="concern", thing_id=concern, part=Part.RAISER, person_id=tutor)
        client = sign_in(lead, provider)
        there = reverse("closing", args=[concern])
        early = client.post(there, {"closing": "helped"})
        assert (early.status_code, "This has not ended" in early.content.decode()) == (422, True)
        Concern.objects.filter(pk=concern).update(state="closed")
        assert there in text(client.get(reverse("concern", args=[concern])))
        assert client.post(there, {"closing": "nonsense"}).status_code == 422
        assert client.post(there, {"closing": "own-words", "words": ""}).status_code == 422
        assert client.post(there, {"closing": "helped"}).status_code == 302
        assert there not in text(client.get(reverse("concern", args=[concern])))
        theirs = sign_in(tutor, provider)
        assert "Ended: you were answered on" in text(theirs.get(reverse("my-reports")))
        assert "Help has been given." in text(theirs.get(reverse("my-report", args=[concern])))
