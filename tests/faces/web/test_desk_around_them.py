"""The pages for people round the person."""

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import ConcernPerson
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = {"part": "parent-or-carer", "name": "Ma Marlow", "reach": "After six.", "may_we_speak": "ask-first"}


def test_somebody_is_added_and_the_answer_stands_first() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client = sign_in(lead, provider)
        there = reverse("add-to-concern", args=[concern])
        lost = client.post(there, SAID)
        assert (lost.status_code, "Ma Marlow" in lost.content.decode()) == (422, True)
        assert "Say who said so" in lost.content.decode()
        assert client.post(there, SAID | {"part": "nobody"}).status_code == 422
        assert client.post(there, SAID | {"said_by": "Kit"}).status_code == 302
        page = text(client.get(reverse("concern", args=[concern])))
        row = ConcernPerson.objects.get(part="parent-or-carer")
        again = {"may_we_speak": "no", "said_by": "Kit"}
        assert client.post(reverse("change-person", args=[concern, row.id]), again).status_code == 302
        later = text(client.get(reverse("concern", args=[concern])))
    answer, part = page.index("Ask the person this is about first"), page.index("Parent or carer")
    assert answer < part < page.index("Ma Marlow") < page.index("How to reach them: After six.")
    assert "Said by Kit, " in page
    assert later.index("Do not speak to them") < later.index("Before:")
    assert "After six." in later
