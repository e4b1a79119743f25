"""Somebody sees where they are signed in and ends what they do not know; what was ended is really gone."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.models import Account, OpenSession, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.sessions import device_of
from dueregard.ground.kernel.moments import utc_now
from household import SETUP, inside, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"


@pytest.fixture
def house() -> Any:
    with inside():
        for name in ("tu", "ned"):
            account = Account.objects.create_account(username=name, password=PASSWORD)
            person = Person.objects.get(pk=make_person(f"{name.title()} Tor"))
            give_membership(account=account, person=person, actor=SETUP, now=utc_now())
        yield


def signed_in(name: str = "tu", agent: str = "") -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post(reverse("sign-in"), {"username": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("my-reports")).status_code == 200


def ids(name: str) -> list[str]:
    return [str(row.id) for row in OpenSession.objects.filter(account__username=name).order_by("began_at")]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, "Safari on an iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/139.0 Safari/537.36 Edg/139.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("", "A browser on a device we do not know"),
        ("<script>" * 99, "A browser on a device we do not know"),
    ],
)
def test_a_device_is_named_in_plain_words_and_no_more(agent: str, said: str) -> None:
    assert device_of(agent) == said


def test_each_is_listed_and_no_page_holds_the_key_of_one(house: Any) -> None:
    phone, desk = signed_in(agent=PHONE), signed_in()
    page = desk.get(reverse("account")).content.decode()
    assert "Safari on an iPhone" in page
    assert page.count("here, now") == 1
    assert page.count("last used") == 1
    for client in (phone, desk):
        assert str(client.cookies[settings.SESSION_COOKIE_NAME].value) not in page


def test_one_that_is_ended_is_gone_and_the_others_stay(house: Any) -> None:
    phone, tablet, desk = signed_in(), signed_in(), signed_in()
    key = phone.cookies[settings.SESSION_COOKIE_NAME].value
    desk.post(reverse("end-session"), {"session": ids("tu")[0]})
    assert [is_in(client) for client in (phone, tablet, desk)] == [False, True, True]
    assert not Session.objects.filter(pk=key).exists()
    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = str(key)
    assert not is_in(again)


def test_all_others_end_at_once_and_only_ones_own(house: Any) -> None:
    others, desk, ned = [signed_in() for _ in range(3)], signed_in(), signed_in("ned")
    desk.post(reverse("end-session"), {"session": ids("ned")[0]})
    desk.post(reverse("end-session"), {"session": "others"})
    assert [is_in(client) for client in (*others, desk, ned)] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("which", ["", "0", "\0", "here"])
def test_what_is_no_session_ends_none(house: Any, which: str) -> None:
    other, desk = signed_in(), signed_in()
    assert desk.post(reverse("end-session"), {"session": which}).status_code == 302
    assert (is_in(other), is_in(desk)) == (True, True)


def test_signing_out_leaves_nothing_behind(house: Any) -> None:
    client = signed_in()
    client.post(reverse("sign-out"))
    assert (OpenSession.objects.count(), Session.objects.count()) == (0, 0)
