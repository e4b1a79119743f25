"""A second tab after signing out: what was typed in it is not saved, not lost, and nobody else's."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import hidden, undrawn
from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Entry
from household import SETUP, inside, make_holder
from proving import step_after_password
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
TYPED = {"kind": "call", "words": 'She said "no" & left.\nThen she rang.'}
SECRET = "a-long-enough-password-4711"


def account_of(person: Any, name: str = "lea") -> Account:
    account = Account.objects.create_account(username=name)
    account.set_password(SECRET)
    account.save()
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def typed_after_signing_out(there: str, **provider: str) -> tuple[Client, Any]:
    """What a tab of Lea's shows when she sends a form after signing out in another one."""
    client = Client()
    answer = client.post(reverse("sign-in"), {"username": "lea", "password": SECRET})
    if provider:
        answer = client.post(reverse("choose-provider"), provider)
    step_after_password(client, answer)
    form = hidden(client.get(there))
    client.post(reverse("sign-out"))
    return client, client.post(there, form | TYPED)


def signing_in(page: Any, name: str = "lea") -> dict[str, str]:
    return hidden(page) | {"username": name, "password": SECRET}


def test_words_are_carried_through_signing_in_and_sent_only_when_asked() -> None:
    with inside() as provider:
        account_of(make_holder("Lea Dee", "dsl"))
        there = reverse("entry", args=[concern_about_a_learner()])
        client, page = typed_after_signing_out(there)
        assert page.status_code == 403
        assert "not saved yet. Nothing is lost." in page.content.decode()
        wrong = client.post(reverse("sign-in"), signing_in(page) | {"password": "wrong"})
        assert (wrong.status_code, hidden(wrong)) == (422, hidden(page))
        again = step_after_password(client, client.post(reverse("sign-in"), signing_in(wrong)))
        assert f'action="{there}"' in again.content.decode()
        assert not Entry.objects.exists()
        assert hidden(again).items() >= TYPED.items()
        assert client.session["provider"] == str(provider.id)
        assert client.post(there, hidden(again)).status_code == 302
        assert Entry.objects.count() == 1


def test_nobody_else_at_the_computer_reads_or_sends_them() -> None:
    with inside():
        account_of(make_holder("Lea Dee", "dsl"))
        account_of(make_holder("Ned Oak", "dsl"), "ned")
        client, page = typed_after_signing_out(reverse("entry", args=[concern_about_a_learner()]))
        assert "rang" not in undrawn(page.content.decode())
        answer = step_after_password(client, client.post(reverse("sign-in"), signing_in(page, "ned")))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk-queue"))
        assert answer.content == b""


def test_whoever_works_for_two_providers_chooses_the_one_they_wrote_for_on_the_way() -> None:
    with inside() as provider:
        account = account_of(make_holder("Lea Dee", "dsl"))
        there = reverse("entry", args=[concern_about_a_learner()])
    with inside("elsewhere") as elsewhere:
        other = Person.objects.get(pk=make_holder("Lea Dee", "dsl"))
        give_membership(account=account, person=other, actor=SETUP, now=utc_now())
    for chosen, offered in ((provider, True), (elsewhere, False)):
        client, page = typed_after_signing_out(there, provider=str(provider.id))
        asked = client.post(reverse("sign-in"), signing_in(page))
        answer = client.post(reverse("choose-provider"), hidden(asked) | {"provider": str(chosen.id)})
        answer = step_after_password(client, answer)
        assert (hidden(answer).items() >= TYPED.items()) is offered
        assert (answer.status_code == 200) is offered


@pytest.mark.parametrize("kept", ["", "AA", "A", "ö", "\x00", "\ud800", "AQ" * 40, "=" * 9])
def test_nothing_is_carried_that_we_did_not_close_ourselves(kept: str) -> None:
    with inside():
        account_of(make_holder("Lea Dee", "dsl"))
        said = {"username": "lea", "password": SECRET, "kept": kept.encode("utf-8", "surrogatepass")}
        client = Client()
        answer = step_after_password(client, client.post(reverse("sign-in"), said))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk-queue"))


@pytest.mark.parametrize(
    "writer", ["", "0", f"{UUID(int=0)}/{UUID(int=0)}", f"{UUID(int=0)}/{UUID(int=0)}:x"]
)
def test_nothing_is_kept_for_a_writer_we_did_not_name_ourselves(writer: str) -> None:
    answer = Client().post(reverse("entry", args=[UUID(int=0)]), TYPED | {"writer": writer})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("sign-in"))


def test_a_button_without_words_leads_to_the_sign_in_page_like_any_address() -> None:
    answer = Client().post(reverse("sign-out"))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("sign-in"))
