"""One box to find by: a reference as it is read out, or a name. It never tells what somebody may not see."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text, undrawn
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.ground.audit.models import Entry
from dueregard.work.casework.models import Concern
from dueregard.work.casework.rules.receipts import reference_in
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
NO_SUCH = "No concern that you may open has this reference."
NEVER = "BBBB-2222"


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("K7QF-3MWD", "K7QF-3MWD"),
        ("k7qf3mwd", "K7QF-3MWD"),
        (" k7 qf \u2013 3m.wd ", "K7QF-3MWD"),
        ("BCDF-GHJK", "BCDF-GHJK"),
        (
            "K7QF-3MW0",
            "K7QF3MW0",
        ),  # no reference of ours holds a nought: it is sought as typed, and never found
        ("K7QF", "K7QF"),
        ("K7QF-3MWD-9", "K7QF3MWD9"),
        ("Kit Marlow", None),
        ("Schwartz", None),
        ("", None),
        ("--", None),
    ],
)
def test_a_reference_is_known_however_it_is_typed(typed: str, reference: str | None) -> None:
    assert reference_in(typed) == reference


def reference_of(concern: UUID) -> str:
    reference: str = Concern.objects.get(pk=concern).reference
    return reference


def sought(client: Client, words: str) -> Any:
    return client.post(reverse("find"), {"sought": words})


def readings() -> int:
    return Entry.objects.filter(verb="audit.read").count()


def test_a_reference_leads_to_the_door_and_nothing_is_read_yet() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern = concern_about_a_learner()
        reference = reference_of(concern)
        for typed in (reference, reference.lower().replace("-", ""), " ".join(reference)):
            response = sought(client, typed)
            assert (response.status_code, response.headers["Location"]) == (
                302,
                reverse("door", args=[concern]),
            )
        assert "Open the record?" in text(client.get(response.headers["Location"]))
        assert readings() == 0
        assert reverse("find") in text(client.get(reverse("desk-queue")))


def test_the_same_box_finds_people_by_name() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner(make_person("Kit Marlow"))
        assert "Kit Marlow" in text(sought(client, "marl"))
        assert "Nobody in the directory has this name" in text(sought(client, "nobody here"))


def test_what_may_not_be_seen_is_answered_like_what_never_was() -> None:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        of_others = reference_of(concern_about_a_learner())
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        kin = make_person("Kit Dee")
        record_relationship(person_id=lead, other_id=kin, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        walled, about_lead = (reference_of(concern_about_a_learner(one)) for one in (kin, lead))
        client = sign_in(lead, provider)

        def answer(reference: str) -> tuple[int, str]:
            response = sought(client, reference)
            said = response.content.decode().replace(reference, "")
            return response.status_code, re.sub(r"\d\d:\d\d", "", undrawn(said))

        assert NO_SUCH in answer(NEVER)[1]
        assert answer(of_others) == answer(walled) == answer(about_lead) == answer(NEVER)
        assert readings() == 0


def test_a_restricted_concern_is_found_by_whoever_it_was_put_before() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(make_holder("Ma Nager", "named-senior-manager"), provider)
        concern = concern_about_a_learner(lead)
        assert sought(client, reference_of(concern)).headers["Location"] == reverse("door", args=[concern])


@pytest.mark.parametrize("words", ["\0", "K7QF\0", "K" * 101, "🙂" * 50, "%_\\'\"", "\u202e7"])
def test_strange_words_find_nothing_and_break_nothing(words: str) -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        assert sought(client, words).status_code in {200, 422}
