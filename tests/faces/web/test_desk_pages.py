"""The desk's pages as a lead meets them: who has it and why, who somebody is, what waits too long."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import ConcernPerson
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def sign_in(person: UUID, provider: Provider) -> Client:
    account = Account.objects.create_account(username=f"a{person}")
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    client = Client()
    client.force_login(account)
    session = client.session
    session["provider"] = str(provider.id)
    session.save()
    return client


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_record_says_who_has_it_why_and_how_far_they_were_told() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        page = text(sign_in(lead, provider).get(reverse("concern", args=[concern])))
    assert "Designated Safeguarding and Prevent Lead (to handle it)" in page
    assert "The person the worry is about" in page
    assert "message recorded, not sent yet" in page
    assert "Why: " in page
    assert "who it goes to" in page


def test_a_lead_says_which_person_of_the_directory_it_is() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        learner = make_person("Kit Marlow")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        client = sign_in(lead, provider)
        address = reverse("link-person", args=[concern, row.id])
        assert "Kit Marlow" in text(client.get(address, {"name": "marlow"}))
        assert client.post(address, {"person": "nobody"}).status_code == 400
        assert client.post(address, {"person": str(learner)}).status_code == 302
        assert "In the directory: Kit Marlow" in text(client.get(reverse("concern", args=[concern])))


def test_who_may_not_see_a_concern_finds_no_page_to_link_people() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        stranger = make_person("Str Anger")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        client = sign_in(stranger, provider)
        assert client.get(reverse("link-person", args=[concern, row.id])).status_code == 404
