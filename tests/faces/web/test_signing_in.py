"""A sign-in is given once and handed over by hand; the password that comes with it only chooses one's own."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.access.models import Holding
from dueregard.authority.identity.models import Account
from dueregard.authority.identity.signing_in import SignIn, give_sign_in
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OWN = "otter lantern gravel"


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        yield provider


def given() -> SignIn:
    return give_sign_in(person_id=make_person("Tu Tor"), actor=SETUP, now=utc_now())


def choose(made: SignIn, chosen: str, again: str | None = None) -> Any:
    said = {"username": made.username, "password": made.password, "chosen": chosen}
    return Client().post(reverse("own-password"), said | {"again": chosen if again is None else again})


def enter(username: str, password: str) -> Any:
    return Client().post(reverse("sign-in"), {"username": username, "password": password})


def test_what_was_given_opens_nothing_until_it_has_chosen_a_password(house: Any) -> None:
    made = given()
    refused = enter(made.username, made.password)
    assert (refused.status_code, "Choose your own first" in refused.content.decode()) == (422, True)
    assert choose(made, OWN).headers["Location"] == reverse("sign-in")
    assert enter(made.username, OWN).headers["Location"] == reverse("desk-queue")
    assert enter(made.username, made.password).status_code == 422
    assert choose(made, "another lantern gravel").status_code == 422


@pytest.mark.parametrize(
    ("chosen", "again"),
    [
        ("short", "short"),
        ("password1234", "password1234"),
        (OWN, "another thing"),
        ("", ""),
        ("a\0" * 9, "a\0" * 9),
    ],
)
def test_a_password_that_will_not_do_is_refused(house: Any, chosen: str, again: str) -> None:
    made = given()
    assert choose(made, chosen, again).status_code == 422
    assert Account.objects.get(username=made.username).password_given


def test_the_given_password_cannot_be_kept(house: Any) -> None:
    made = given()
    assert choose(made, made.password).status_code == 422


def test_a_name_nobody_has_and_a_wrong_password_answer_alike(house: Any) -> None:
    made = given()
    answers = [
        re.sub(r'(nonce=|value=)"[^"]*"', "", client.content.decode())
        for client in (enter(made.username, "wrong"), enter("nobody-at-all", "wrong"))
    ]
    assert answers[0] == answers[1]


def test_an_appointer_gives_a_sign_in_once_and_sees_it_once(house: Any) -> None:
    client = sign_in(make_holder("Di Rector", "head"), house)
    tutor = make_person("Tu Tor")
    shown = client.post(reverse("sign-up", args=[tutor]))
    username = Account.objects.exclude(username__startswith="a").get().username
    assert username in shown.content.decode()
    page = client.get(reverse("person", args=[tutor])).content.decode()
    assert "Can sign in." in page
    assert username not in page
    again = client.post(reverse("sign-up", args=[tutor]))
    assert again.status_code == 400
    assert "They can sign in already." in again.content.decode()
    assert not [entry for entry in Entry.objects.all() if username in str(entry.__dict__)]


def test_nobody_else_gives_a_sign_in(house: Any) -> None:
    client = sign_in(make_holder("Lea Dee", "dsl"), house)
    assert client.post(reverse("sign-up", args=[make_person("Tu Tor")])).status_code == 403


def test_a_person_of_another_provider_cannot_be_given_one() -> None:
    with inside("elsewhere"):
        stranger = make_person("Els Where")
    with inside():
        with pytest.raises(NothingHere):
            give_sign_in(person_id=stranger, actor=SETUP, now=NOON)
        tutor = make_person("Tu Tor")
        give_sign_in(person_id=tutor, actor=SETUP, now=NOON)
        with pytest.raises(BadInput):
            give_sign_in(person_id=tutor, actor=SETUP, now=NOON)


KEEPER = """
```control role keeper
title = "Technical administrator"
minimum = 1
may = ["administer"]
```
"""


@pytest.mark.parametrize(
    ("by", "role", "given"), [("keeper", "dsl", 0), ("keeper", "keeper", 1), ("head", "dsl", 0)]
)
def test_nobody_alone_gives_a_post_that_opens_concerns(by: str, role: str, given: int) -> None:
    with inside() as provider:
        words = archetype("safeguarding-core").decode()
        first = words.index("```control role")
        adopt(
            data=(words[:first] + KEEPER.lstrip() + "\n" + words[first:]).encode(),
            path="p.md",
            actor=SETUP,
            now=NOON,
        )
        client = sign_in(make_holder("Ada Min", by), provider)
        other = make_person("Tu Tor")
        said = {"form": "post", "role": role, "manner": "substantive"}
        client.post(reverse("person", args=[other]), said)
        assert Holding.objects.filter(person_id=other, role=role).count() == given
