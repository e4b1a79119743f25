"""Between the password and the desk: nobody is signed in before the second step, and no word is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from desk_support import hidden
from dueregard.authority.identity.codes import SHEET
from dueregard.authority.identity.models import Account, Authenticator, Person, RecoveryCode
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.rules import TRIES_FOR_A_NAME
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern
from household import SETUP, inside, make_person
from proving import shown_by_app_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"


@pytest.fixture
def tutor() -> Any:
    """A tutor who may sign in, and whose provider we are in."""
    with inside() as provider:
        yield provider, make_account("tu")


def make_account(name: str) -> Account:
    person = Person.objects.get(pk=make_person(f"{name.title()} Tor"))
    account = Account.objects.create_account(username=name, password=PASSWORD)
    give_membership(account=account, person=person, actor=SETUP, now=utc_now())
    return account


def password(client: Client, name: str = "tu", **more: str) -> Any:
    return client.post(reverse("sign-in"), {"username": name, "password": PASSWORD, **more})


def set_up(account: Account, client: Client | None = None) -> tuple[Client, list[str]]:
    """Set up an app through the pages; gives the recovery codes that were shown."""
    client = client or Client()
    password(client, account.username)
    begun = client.post(reverse("account"), {"password": PASSWORD, "do": "add"})
    assert begun.headers["Location"] == reverse("add-app")
    shown = client.post(reverse("add-app"), {"code": shown_by_app_of(account, utc_now()), "label": "phone"})
    return client, re.findall(r"<li><code>([^<]*)</code>", shown.content.decode())


def after(seconds: int) -> Any:
    return time_machine.travel(utc_now() + timedelta(seconds=seconds), tick=False)


def give(client: Client, code: str, **more: str) -> Any:
    return client.post(reverse("second-step"), {"code": code, **more})


def test_whoever_has_none_signs_in_as_before_and_sets_one_up(tutor: Any) -> None:
    account = tutor[1]
    client, codes = set_up(account)
    assert len(codes) == SHEET
    page = client.get(reverse("account")).content.decode()
    assert "phone" in page
    assert f"{SHEET} of {SHEET} recovery codes are left" in " ".join(page.split())
    assert not [code for code in codes if code in page]


def test_the_password_alone_opens_nothing_any_more(tutor: Any) -> None:
    provider, account = tutor
    set_up(account)
    client = Client()
    assert password(client).headers["Location"] == reverse("second-step")
    for name in ("my-reports", "account", "desk-queue", "policies"):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("sign-in"))
    said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He hid a drawing."}
    request_id = "b5ad6a54-1111-4222-8333-0123456789ab"
    client.post(
        reverse("report", args=[provider.short_code]), said | {"request_id": request_id, "step": "send"}
    )
    assert Concern.objects.get().by == Actor.outsider().written
    with after(60):
        assert give(client, "000000").status_code == 422
        assert client.get(reverse("account")).status_code == 302
        assert give(client, shown_by_app_of(account, utc_now())).headers["Location"] == reverse("desk-queue")
        assert client.get(reverse("account")).status_code == 200


def test_a_recovery_code_lets_in_once(tutor: Any) -> None:
    codes = set_up(tutor[1])[1]
    for expected in (302, 422):
        client = Client()
        password(client)
        assert give(client, codes[3]).status_code == expected


def test_half_way_is_worth_ten_minutes_and_the_password_it_began_with(tutor: Any) -> None:
    account = tutor[1]
    codes = set_up(account)[1]
    late, changed = Client(), Client()
    password(late)
    with after(11 * 60):
        assert give(late, codes[0]).headers["Location"] == reverse("sign-in")
    password(changed)
    account.set_password("another lantern gravel")
    account.save()
    assert give(changed, codes[1]).headers["Location"] == reverse("sign-in")
    assert RecoveryCode.objects.filter(used_at=None).count() == SHEET


def test_too_many_codes_wait_and_say_until_when(tutor: Any) -> None:
    codes = set_up(tutor[1])[1]
    client = Client()
    password(client)
    answers = [give(client, "wrong-code-0000") for _ in range(TRIES_FOR_A_NAME + 1)]
    assert [answer.status_code for answer in answers] == [422] * TRIES_FOR_A_NAME + [429]
    assert "Try again after" in answers[-1].content.decode()
    assert give(client, codes[0]).status_code == 429
    assert password(Client()).status_code == 429


def test_words_typed_before_a_sign_out_come_through_both_steps(tutor: Any) -> None:
    client, codes = set_up(tutor[1])
    form = hidden(client.get(reverse("account")))
    client.post(reverse("sign-out"))
    page = client.post(reverse("account"), form | {"do": "add", "label": "my words"})
    asked = client.post(reverse("sign-in"), hidden(page) | {"username": "tu", "password": PASSWORD})
    assert "kept" in hidden(asked)
    wrong = client.post(reverse("second-step"), hidden(asked) | {"code": "000000"})
    assert hidden(wrong) == hidden(asked)
    with after(11 * 60):
        lost = client.post(reverse("second-step"), hidden(wrong) | {"code": codes[0]}, follow=True)
        assert "kept" in hidden(lost)
        asked = client.post(reverse("sign-in"), hidden(lost) | {"username": "tu", "password": PASSWORD})
        in_again = client.post(reverse("second-step"), hidden(asked) | {"code": codes[0]})
    assert hidden(in_again)["label"] == "my words"


def test_for_whom_is_chosen_before_the_code_is_asked() -> None:
    with inside():
        account = make_account("tu")
        codes = set_up(account)[1]
    with inside("elsewhere") as elsewhere:
        person = Person.objects.get(pk=make_person("Tu Tor"))
        give_membership(account=account, person=person, actor=SETUP, now=utc_now())
    client, other = Client(), str(elsewhere.id)
    assert password(client).headers["Location"] == reverse("choose-provider")
    assert client.get(reverse("desk-queue")).headers["Location"].startswith(reverse("sign-in"))
    chosen = client.post(reverse("choose-provider"), {"provider": other})
    assert chosen.headers["Location"] == reverse("second-step")
    give(client, codes[0])
    assert client.session["provider"] == other


@pytest.mark.parametrize("do", ["add", "codes", "remove:0", "nonsense", ""])
def test_nothing_changes_without_the_password(tutor: Any, do: str) -> None:
    client, _ = set_up(tutor[1])
    before = list(Authenticator.objects.values()), list(RecoveryCode.objects.values())
    for wrong in ("", "not the password", "\0"):
        assert client.post(reverse("account"), {"password": wrong, "do": do}).status_code == 422
    assert (list(Authenticator.objects.values()), list(RecoveryCode.objects.values())) == before


def test_nobody_removes_an_app_of_somebody_else(tutor: Any) -> None:
    set_up(tutor[1])
    mine = Authenticator.objects.get()
    client, codes = set_up(make_account("ned"))
    said = {"password": PASSWORD, "code": codes[0], "do": f"remove:{mine.id}"}
    assert client.post(reverse("account"), said).status_code == 302
    assert Authenticator.objects.filter(pk=mine.pk).exists()


def test_the_secret_is_shown_while_it_is_set_up_and_never_again(tutor: Any) -> None:
    client = Client()
    password(client)
    client.post(reverse("account"), {"password": PASSWORD, "do": "add"})
    page = client.get(reverse("add-app")).content.decode()
    assert page.count('class="dr-key"') == 1
    assert page.count("<svg") == 1
    assert client.post(reverse("add-app"), {"code": "000000"}).status_code == 422
    client.post(reverse("add-app"), {"code": shown_by_app_of(tutor[1], utc_now())})
    assert client.get(reverse("add-app")).headers["Location"] == reverse("account")
