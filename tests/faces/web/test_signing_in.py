"""Signing in with a password, changing it, and who alone gives no post that opens concerns."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.access.models import Holding
from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import utc_now
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OLD, NEW = "otter lantern gravel", "another lantern gravel"


@pytest.fixture
def tutor() -> Any:
    """The sign-in of a tutor."""
    with inside():
        account = Account.objects.create_account(username="tu", password=OLD)
        person = Person.objects.get(pk=make_person("Tu Tor"))
        give_membership(account=account, person=person, actor=SETUP, now=utc_now())
        yield account


def choose(chosen: str, again: str | None = None) -> Any:
    said = {"username": "tu", "password": OLD, "chosen": chosen}
    return Client().post(reverse("own-password"), said | {"again": chosen if again is None else again})


def enter(username: str, password: str) -> Any:
    return Client().post(reverse("sign-in"), {"username": username, "password": password})


def test_a_password_is_changed_with_the_one_in_use(tutor: Account) -> None:
    assert choose(NEW).headers["Location"] == reverse("sign-in")
    assert enter("tu", NEW).headers["Location"] == reverse("desk-queue")
    assert enter("tu", OLD).status_code == 422
    assert choose("a third lantern gravel").status_code == 422


@pytest.mark.parametrize(
    ("chosen", "again"),
    [
        ("short", "short"),
        ("password1234", "password1234"),
        (NEW, "another thing"),
        ("", ""),
        ("a\0" * 9, "a\0" * 9),
        (OLD, OLD),
    ],
)
def test_a_password_that_will_not_do_is_refused(tutor: Account, chosen: str, again: str) -> None:
    assert choose(chosen, again).status_code == 422
    before = tutor.password
    tutor.refresh_from_db()
    assert tutor.password == before


def test_a_name_nobody_has_and_a_wrong_password_answer_alike(tutor: Account) -> None:
    answers = [
        re.sub(r'(nonce=|value=)"[^"]*"', "", client.content.decode())
        for client in (enter("tu", "wrong"), enter("nobody-at-all", "wrong"))
    ]
    assert answers[0] == answers[1]


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
