"""What is asked and which clauses answer it, as a page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.assurance.status.keeping import keep_reading
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.operations import here
from household import NOON, SETUP, inside, make_holder, make_person
from work.governance.governing import POLICY, governed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
CLAIMING = POLICY.replace(
    "```control review yearly\n", '```control review yearly\nmeets = ["PDG-08", "X-1"]\n'
)


def test_the_board_sees_how_each_claim_stands_and_a_tutor_that_it_is_claimed() -> None:
    with governed(CLAIMING) as crew:
        keep_reading(Moment.now(NOON), actor=SETUP, now=NOON)
        there = reverse("coverage")
        page = text(sign_in(crew.board, here()).get(there))
        assert "Of 28 things that are asked, clauses in force claim 1." in page
        assert "not yet due" in page
        assert reverse("clause", args=["care", "3"]) in page
        assert not re.search(r"\d ?%|per ?cent", re.sub("<svg.*?</svg>", "", page))
        tutor = sign_in(make_person("Tu Tor"), here())
        seen = text(tutor.get(there))
        assert "Of 28 things that are asked, clauses in force claim 1." in seen
        assert "not yet due" not in seen
        assert reverse("clause", args=["care", "3"]) not in seen
        assert '<strong class="dr-id">X-1</strong>' in seen
        assert there in text(tutor.get(reverse("policies")))


def test_another_list_is_chosen_by_name_and_one_that_is_none_is_not_there() -> None:
    with governed(CLAIMING) as crew:
        client = sign_in(crew.board, here())
        page = text(client.get(reverse("coverage"), {"catalogue": "kcsie"}))
        assert "statutory or by funding agreement" in page
        assert "No clause in force claims any of it." in page
        for wrong in ("nothing", "kcsie'--", "values-led-trainer"):
            assert client.get(reverse("coverage"), {"catalogue": wrong}).status_code == 404


def test_before_any_policy_is_in_force_it_says_what_to_do() -> None:
    with inside() as provider:
        page = text(sign_in(make_holder("Lea Dee", "dsl"), provider).get(reverse("coverage")))
        assert "No policy is in force yet, so nothing is claimed." in page


def test_it_asks_as_much_for_a_policy_that_claims_everything() -> None:
    """The answers lie in the policies, and what was kept in one row."""
    everything = ", ".join(f'"PDG-{number:02}"' for number in range(1, 29))
    with governed(CLAIMING) as crew:
        client = sign_in(crew.board, here())
        counts = []
        for text_ in (CLAIMING, CLAIMING.replace('"PDG-08", "X-1"', everything)):
            adopt(data=text_.encode(), path="care.md", actor=SETUP, now=NOON)
            client.get(reverse("coverage"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("coverage"))
            counts.append(len(asked))
        assert counts[0] == counts[1]
