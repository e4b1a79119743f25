"""The second person who appoints: named from the machine once, and invited by the first."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.access.models import Holding
from dueregard.authority.identity.models import Invitation, PersonDetails
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.cli.main import dueregard
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def named(name: str) -> tuple[int, str]:
    done = CliRunner().invoke(dueregard, ["second", "--provider", "harbour", "--name", name])
    return done.exit_code, done.output + getattr(done.exception, "sentence", "")


@pytest.mark.parametrize(
    ("policy", "post"), [("safeguarding-core", "chair"), ("values-led-trainer", "director")]
)
def test_while_one_alone_appoints_a_second_is_named_and_the_machine_gets_no_code(
    policy: str, post: str
) -> None:
    """They get a post that nobody holds where there is one, so that each policy ends with two."""
    with inside() as provider:
        adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
        first = make_holder("Di Rector", "head" if post == "chair" else post)
        status, said = named("Chas Hair")
        assert status == 0, said
        second = PersonDetails.objects.get(family_name="Hair").person_id
        assert Holding.objects.get(person_id=second).role == post
        assert not Invitation.objects.exists()
        assert "invited by the other one" in said
        sheet = sign_in(first, provider).post(reverse("invite", args=[second]))
        assert "Chas Hair" in sheet.content.decode()
        status, said = named("Th Ird")
        assert (status, "only while one person alone appoints" in said) == (1, True)


def test_with_nobody_who_appoints_there_is_no_second() -> None:
    with inside():
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        assert named("Chas Hair")[0] == 1
