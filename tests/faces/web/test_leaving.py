"""A sign-in is ended: at once, on every device; by those who may, and never by whoever may not be who they say."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.access.appointing import appoint
from dueregard.authority.access.inviting import somebody_invites
from dueregard.authority.access.leaving import end_access
from dueregard.authority.access.models import Holding, Proposal
from dueregard.authority.access.rules import may_end_sign_in
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.identity.models import Account, Invitation
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.kernel.refusals import NotPermitted, OutOfTurn
from faces.web.test_letting_in import House, text
from household import inside, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
APPOINTS, KEEPS, LEAD = {Capability.APPOINT}, {Capability.ADMINISTER}, {Capability.TRIAGE}


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        yield House(provider)


def end(by: UUID, whom: UUID, *, with_posts: bool = False) -> None:
    end_access(person_id=whom, with_posts=with_posts, actor=Actor.person(by), now=utc_now())


def posts_of(person: UUID) -> list[str]:
    return [row.role for row in Holding.at(Moment.now(utc_now())) if row.person_id == person]


@pytest.mark.parametrize(
    ("who", "own", "watched", "doubted", "allowed"),
    [
        (APPOINTS, False, False, False, True),
        (KEEPS, False, False, False, True),
        (LEAD, False, False, False, False),
        (LEAD, False, False, True, True),
        (LEAD, True, False, True, False),
        (APPOINTS, True, False, False, False),
        (APPOINTS, False, True, False, False),
        ({Capability.SEE_BOARD_FIGURES}, False, False, True, False),
        (set[Capability](), False, False, True, False),
    ],
)
def test_who_may_end_a_sign_in(
    who: set[Capability], own: bool, watched: bool, doubted: bool, allowed: bool
) -> None:
    assert bool(may_end_sign_in(who, own=own, watched=watched, doubted=doubted)) is allowed


def test_whoever_has_left_is_out_at_once_and_holds_nothing(house: House) -> None:
    here, there = house.client(house.lead), house.client(house.lead)
    head = house.client(house.head)
    assert "End their sign-in" in text(head, "person", house.lead)
    appoint(person_id=house.lead, role="deputy-dsl", actor=Actor.person(house.head), now=utc_now())
    head.post(reverse("end-sign-in", args=[house.lead]), {"do": "left"})
    assert [client.get(reverse("desk-queue")).status_code for client in (here, there)] == [302, 302]
    assert (posts_of(house.lead), Proposal.known_at(utc_now())) == ([], ())
    page = text(head, "person", house.lead)
    assert "Cannot sign in." in page
    assert "End their sign-in" not in page
    assert "Lea Dee, " in text(house.client(house.second), "let-in").partition("ended in the last week")[2]
    with pytest.raises(OutOfTurn):
        end(house.head, house.lead, with_posts=True)
    assert (verify().fault, verify_rows()) == (None, None)


def test_after_a_theft_only_the_sign_in_ends_and_somebody_vouches(house: House) -> None:
    stolen = house.client(house.lead)
    end(house.keeper, house.lead)
    assert stolen.get(reverse("desk-queue")).status_code == 302
    assert posts_of(house.lead) == ["dsl"]
    assert house.come_in(house.vouch(house.second)).get(reverse("desk-queue")).status_code == 200


def test_whoever_is_let_in_again_and_is_not_who_they_say_is_put_out_by_any_colleague(house: House) -> None:
    with pytest.raises(NotPermitted):
        end(house.second, house.lead)
    code = house.vouch(house.head)
    second = house.client(house.second)
    impostor = house.come_in(code)
    account = Account.objects.latest("id")
    assert "End the sign-in of Lea Dee now" in text(second, "let-in")
    with pytest.raises(NotPermitted):
        end(house.lead, house.second)
    assert second.post(reverse("end-sign-in", args=[house.lead])).headers["Location"] == reverse("let-in")
    assert impostor.get(reverse("desk-queue")).status_code == 302
    house.accounts[house.lead] = account
    assert (
        Client()
        .post(reverse("sign-in"), {"username": account.username, "password": "otter lantern gravel"})
        .status_code
        == 422
    )


def test_an_open_code_ends_with_it(house: House) -> None:
    code = house.vouch(house.second)
    end(house.head, house.lead)
    there = reverse("invited", args=[house.provider.short_code])
    assert Client().post(there, {"code": code}).status_code == 422
    assert not Invitation.objects.holding(Moment.now(utc_now())).exists()


def test_what_cannot_be_ended(house: House) -> None:
    with pytest.raises(OutOfTurn, match="last post that gives posts"):
        end(house.keeper, house.head, with_posts=True)
    for by, whom in ((house.head, house.head), (house.tutor, house.lead), (house.lead, house.tutor)):
        with pytest.raises(NotPermitted):
            end(by, whom)
    assert house.client(house.head).get(reverse("desk-queue")).status_code == 200
    with pytest.raises(OutOfTurn):
        end(house.head, make_person("No Body"))


def test_when_nobody_is_left_who_lets_others_in_the_machine_may_invite(house: House) -> None:
    for person in (house.lead, house.second, house.head):
        assert somebody_invites(Moment.now(utc_now()))
        end(house.keeper, person)
    assert not somebody_invites(Moment.now(utc_now()))
