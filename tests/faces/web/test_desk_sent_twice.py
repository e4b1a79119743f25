"""A form of the desk that is sent twice, by a double click or by going back, is written once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from desk_support import sign_in
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Action, Entry
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_an_entry_sent_twice_is_one_entry_of_whoever_sent_it() -> None:
    with inside() as provider:
        lead, other = (sign_in(make_holder(name, "dsl"), provider) for name in ("Lea Dee", "Ot Her"))
        one, two = concern_about_a_learner(), concern_about_a_learner()
        said = {"kind": "note", "words": "She rang.", "once": str(uuid4())}
        for client, concern, entries in ((lead, one, 1), (lead, one, 1), (lead, two, 2), (other, one, 3)):
            assert client.post(reverse("entry", args=[concern]), said).status_code == 302
            assert Entry.objects.count() == entries
        assert lead.post(reverse("entry", args=[one]), said | {"once": str(uuid4())}).status_code == 302
        assert lead.post(reverse("entry", args=[one]), said | {"once": ""}).status_code == 302
        assert Entry.objects.count() == 5


def test_what_was_refused_may_be_sent_again() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        address = reverse("entry", args=[concern_about_a_learner()])
        said = {"kind": "note", "words": "", "once": str(uuid4())}
        refused = client.post(address, said)
        assert refused.status_code == 422
        assert said["once"] in refused.content.decode()
        assert client.post(address, said | {"words": "She rang."}).status_code == 302
        assert Entry.objects.count() == 1
        assert client.post(address, said | {"once": "nothing"}).status_code == 422


def test_an_action_sent_twice_is_one_and_its_owner_is_told_once() -> None:
    with inside() as provider:
        lead: UUID = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        address = reverse("action", args=[concern_about_a_learner()])
        due = london_day(utc_now()) + timedelta(days=2)
        day = {"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year}
        said = {"what": "Ring home.", "owner": str(lead), "once": str(uuid4())} | day
        for _ in range(2):
            assert client.post(address, said).status_code == 302
        assert Action.objects.count() == 1
        assert Message.objects.filter(occasion__startswith="action-").count() == 1
