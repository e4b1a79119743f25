"""Whoever reads cases, or decides who does, has a second step, set up before anything else opens."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from desk_support import hidden
from dueregard.authority.access.operations import Handler, add_handlers, give_holding
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.identity.models import Account, Authenticator, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Entry as Note
from household import NOON, SETUP, inside, make_holder, make_person
from proving import give_app, shown_by_app_of
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"
POST = """+++
language = 1
policy = "posts"
title = "Posts"
nation = "england"
owner = "role:keeper"
+++

## 1 A post {{#1}}

```control role keeper
title = "Keeper"
minimum = 1
may = ["{power}"]
```
"""


def sign_in_as(person: UUID) -> tuple[Client, Account, str]:
    """The browser, the account, and where the password leads."""
    account = Account.objects.create_account(username="lea", password=PASSWORD)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    client = Client()
    answer = client.post(reverse("sign-in"), {"username": "lea", "password": PASSWORD})
    return client, account, answer.headers["Location"]


WITHOUT = {Capability.SEE_BOARD_FIGURES, Capability.MANAGE_REGISTERS}


@pytest.mark.parametrize("power", Capability)
def test_every_power_over_cases_and_over_who_reads_them_wants_it(power: Capability) -> None:
    with inside():
        adopt(data=POST.format(power=power).encode(), path="posts.md", actor=SETUP, now=NOON)
        there = sign_in_as(make_holder("Lea Dee", "keeper"))[2]
    assert there == reverse("desk-queue" if power in WITHOUT else "second-step")


def test_so_does_a_matter_that_was_put_before_somebody_in_person() -> None:
    with inside():
        boss, concern = make_person("Lea Dee"), concern_about_a_learner()
        with turn(actor=SETUP, now=NOON) as t:
            handler = Handler(boss, "", in_person=True)
            add_handlers(t, thing_kind="concern", thing_id=concern, handlers=[handler])
        assert sign_in_as(boss)[2] == reverse("second-step")


def test_who_only_reports_signs_in_by_the_password() -> None:
    with inside():
        assert sign_in_as(make_person("Tu Tor"))[2] == reverse("desk-queue")


def test_a_lead_without_one_sets_it_up_before_any_page_opens_and_is_then_in() -> None:
    with inside():
        concern_about_a_learner()
        client, account, there = sign_in_as(make_holder("Lea Dee", "dsl"))
        assert "Set up a second step first" in client.get(there).content.decode()
        assert not Authenticator.objects.exists()
        for name in ("desk-queue", "account", "my-reports", "policies"):
            assert client.get(reverse(name)).headers["Location"].startswith(reverse("sign-in"))
        assert "<svg" in client.post(there, {"do": "begin"}).content.decode()
        wrong = client.post(there, {"code": "000000"})
        assert (wrong.status_code, "not the code the app shows" in wrong.content.decode()) == (422, True)
        codes = client.post(there, {"code": shown_by_app_of(account, utc_now())})
        assert "Print these codes" in codes.content.decode()
        assert client.get(reverse("desk-queue")).status_code == 200
        assert Entry.objects.filter(verb="identity.second-step-added").count() == 1


def test_somebody_given_a_post_while_signed_in_is_asked_and_keeps_what_they_typed() -> None:
    with inside():
        person = make_person("Lea Dee")
        client, account, there = sign_in_as(person)
        assert (there, client.get(reverse("my-reports")).status_code) == (reverse("desk-queue"), 200)
        form = hidden(client.get(reverse("somebody-told")))
        give_holding(person_id=person, role="dsl", actor=SETUP, now=utc_now())
        asked = client.post(reverse("entry", args=[concern_about_a_learner()]), form | {"words": "She rang."})
        assert "Set up a second step first" in client.get(reverse("second-step")).content.decode()
        give_app(account)
        code = shown_by_app_of(account, utc_now())
        again = client.post(reverse("second-step"), hidden(asked) | {"code": code})
        assert hidden(again)["words"] == "She rang."
        assert not Note.objects.exists()


def test_the_last_app_of_a_lead_stays() -> None:
    with inside():
        concern_about_a_learner()
        client, account, there = sign_in_as(make_holder("Lea Dee", "dsl"))
        app = give_app(account)
        client.post(there, {"code": shown_by_app_of(account, utc_now())})
        assert "Remove" not in client.get(reverse("account")).content.decode()
        remove = {"password": PASSWORD, "do": f"remove:{app.id}"}
        with time_machine.travel(utc_now() + timedelta(minutes=2), tick=False):
            code = shown_by_app_of(account, utc_now())
            refused = client.post(reverse("account"), remove | {"code": code})
            assert "Set up another first" in refused.content.decode()
            assert client.post(reverse("account"), remove | {"code": code}).status_code == 422
            give_app(account)
            client.post(reverse("account"), remove | {"code": shown_by_app_of(account, utc_now())})
        assert not Authenticator.objects.filter(pk=app.pk).exists()
