"""The pages that put right what was filed in error."""

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import Concern, ConcernPerson, Entry
from household import inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_an_entry_is_moved_from_the_record_to_where_it_belongs() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        client = sign_in(lead, provider)
        client.post(reverse("entry", args=[wrong]), {"kind": "call", "words": "Her tutor rang."})
        address = reverse("move-entry", args=[wrong, Entry.objects.get().id])
        assert address in text(client.get(reverse("concern", args=[wrong])))
        lost = client.post(address, {"reference": "ZZZZ-ZZZZ", "reason": "Two tabs."})
        assert (lost.status_code, "Two tabs." in lost.content.decode()) == (422, True)
        reference = Concern.objects.get(pk=right).reference
        assert client.post(address, {"reference": reference, "reason": "Two tabs."}).status_code == 302
        left, came = (text(client.get(reverse("concern", args=[one]))) for one in (wrong, right))
        assert client.post(address, {"reference": reference, "reason": "Again."}).status_code == 422
    assert ("Her tutor rang." in left, "Two tabs." in left) == (False, False)
    assert "Something had been filed here in error" in left
    assert ("Her tutor rang." in came, "Two tabs." in came, "First written" in came) == (True, True, True)


def test_the_wrong_person_is_put_right_with_the_words_kept_while_one_searches() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        kit, other = make_person("Kit Marlow"), make_person("Kit Marlowe")
        concern = concern_about_a_learner(other)
        row = ConcernPerson.objects.get()
        client = sign_in(lead, provider)
        address = reverse("relink-person", args=[concern, row.id])
        assert address in text(client.get(reverse("concern", args=[concern])))
        page = text(client.post(address, {"reason": "Same name.", "name": "marlow", "find": "yes"}))
        assert ("Same name." in page, str(kit) in page, "There is a problem" in page) == (True, True, False)
        assert client.post(address, {"reason": "Same name.", "person": "nobody-here"}).status_code == 422
        said = {"reason": "Same name.", "name": "marlow", "person": str(kit)}
        assert client.post(address, said).status_code == 302
        assert "In the directory: Kit Marlow<" in text(client.get(reverse("concern", args=[concern])))
        gone = text(client.get(reverse("file", args=[other])))
    assert "A concern that had been filed here in error was taken out" in gone
