"""What a printed page of a record says of itself."""

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import Concern
from household import inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def foot(page: str) -> str:
    return page.partition("<footer")[2].partition("</footer>")[0]


def test_every_page_of_a_record_says_whose_it_is_for_whom_and_for_what() -> None:
    with inside() as provider:
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        concern = concern_about_a_learner(kit)
        client = sign_in(lead, provider)
        reference = Concern.objects.get(pk=concern).reference
        for address in (reverse("concern", args=[concern]), reverse("together", args=[concern])):
            printed = foot(text(client.get(address)))
            assert f"Concern {reference}" in printed
            assert "for Lea Dee," in printed
            assert "Use it only to keep somebody safe." in printed
            assert ("Marlow" in printed, "Restricted" in printed) == (False, False)
        assert "for Lea Dee," in foot(text(client.get(reverse("file", args=[kit]))))


def test_a_restricted_record_says_so_on_paper() -> None:
    with inside() as provider:
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        concern = concern_about_a_learner(lead)
        page = text(sign_in(manager, provider).get(reverse("concern", args=[concern])))
    assert "Restricted" in foot(page)
