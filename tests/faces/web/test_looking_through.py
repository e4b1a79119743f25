"""What does not fit in the policies, as a page and on the command line."""

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.faces.cli.main import dueregard
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.ground.tenancy.operations import here
from household import NOON, make_person
from work.governance.governing import POLICY, governed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
BROKEN = POLICY.replace(
    "Everybody is asked", "As [said](#7), by the Prevent duty guidance of 2015, everybody is asked"
)


def test_each_thing_stands_with_its_clause_and_who_can_mend_it() -> None:
    with governed(BROKEN) as crew:
        load_shipped_facts(now=NOON)
        page = text(sign_in(crew.writer, here()).get(reverse("look-through")))
        assert "It links to “7”, and this policy has no such clause." in page
        assert "It names Prevent duty guidance of 2015" in page
        assert "The Director, who owns this policy" in page
        assert "Dara" not in page


def test_whoever_neither_mends_nor_answers_for_it_is_told_who_can_help() -> None:
    with governed(BROKEN):
        client = sign_in(make_person("Tu Tor"), here())
        assert client.get(reverse("look-through")).status_code == 403
        assert reverse("look-through") not in text(client.get(reverse("policies")))


def test_the_command_line_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with governed(BROKEN):
        pass
    done = CliRunner().invoke(dueregard, ["policy", "audit", "--provider", "harbour", "--json"])
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    links = [one for one in document["findings"] if one["what"] == "dead-link"]
    assert links == [
        {
            "policy": "care",
            "clause": "2",
            "title": "2 How it is signed",
            "what": "dead-link",
            "grave": "to put right",
            "sentence": "It links to “7”, and this policy has no such clause.",
            "who_mends": "the Director, who owns this policy",
        }
    ]
    assert CliRunner().invoke(dueregard, ["policy", "audit", "--provider", "harbour"]).exit_code == 0
    nothing = CliRunner().invoke(dueregard, ["policy", "audit", "--provider", "harbour", "--policy", "no"])
    assert nothing.exit_code != 0
