"""Passwords cannot be guessed in a hurry, by anybody, from however many places at once; nobody learns who exists."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from dueregard.authority.identity.guessing import TooManyTries, check_password
from dueregard.authority.identity.models import Account, PasswordTries
from dueregard.authority.identity.rules import (
    PERIOD,
    TRIES_FOR_A_NAME,
    TRIES_FROM_A_NETWORK,
    network_of,
)
from dueregard.ground.kernel.moments import utc_now

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "three words together"
NOW = utc_now()


class Counting(MD5PasswordHasher):
    """A fast hasher that says how many passwords were looked at."""

    looked_at = 0

    def encode(self, password: str, salt: str) -> str:
        """Count, and hash."""
        type(self).looked_at += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _fast(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    Counting.looked_at = 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "network"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("127.0.0.1", "", ""),
        ("127.0.0.1", "unknown", ""),
        ("", "", ""),
    ],
)
def test_only_what_our_own_proxy_says_counts_as_whence_somebody_came(
    peer: str, forwarded: str, network: str
) -> None:
    assert network_of(peer, forwarded) == network


def _guess(name: str, password: str = "wrong", network: str = "", after: timedelta = timedelta()) -> str:
    try:
        return (
            "in"
            if check_password(username=name, password=password, network=network, now=NOW + after)
            else "wrong"
        )
    except TooManyTries:
        return "wait"


@pytest.mark.long
@pytest.mark.parametrize(("name", "guesses"), [("lea", 10_000), ("nobody-of-this-name", 1_000)])
def test_ten_thousand_guesses_look_at_ten_passwords_whether_or_not_the_name_is_anybodys(
    name: str, guesses: int
) -> None:
    Account.objects.create_account(username="lea", password=PASSWORD)
    Counting.looked_at = 0
    answers = [_guess(name, f"guess {number}", f"192.0.2.{number % 250}") for number in range(guesses)]
    assert answers == ["wrong"] * TRIES_FOR_A_NAME + ["wait"] * (guesses - TRIES_FOR_A_NAME)
    assert Counting.looked_at == TRIES_FOR_A_NAME
    assert _guess(name, PASSWORD) == "wait"
    assert _guess(name, PASSWORD, after=PERIOD + timedelta(seconds=1)) == ("in" if name == "lea" else "wrong")


def test_a_password_that_is_right_uses_no_try_up() -> None:
    Account.objects.create_account(username="lea", password=PASSWORD)
    assert {_guess("lea", PASSWORD, "192.0.2.7") for _ in range(3 * TRIES_FOR_A_NAME)} == {"in"}


def test_one_network_cannot_go_through_the_names_and_others_are_not_kept_out_by_it() -> None:
    Account.objects.create_account(username="lea", password=PASSWORD)
    for number in range(TRIES_FROM_A_NETWORK):
        assert _guess(f"name-{number}", network="192.0.2.7") == "wrong"
    assert _guess("lea", PASSWORD, network="192.0.2.7") == "wait"
    assert _guess("lea", PASSWORD, network="192.0.2.8") == "in"


def test_nothing_that_was_typed_and_no_address_is_in_the_counters() -> None:
    _guess("somebody@example.org", network="192.0.2.7")
    kept = str(list(PasswordTries.objects.values()))
    assert len(PasswordTries.objects.all()) == 2
    assert "somebody" not in kept
    assert "192.0.2" not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_looks_than_one() -> None:
    """Each with a connection of its own, as in processes of their own: the count is the database's."""
    Account.objects.create_account(username="lea", password=PASSWORD)
    answers: list[str] = []

    def guess() -> None:
        answers.extend(_guess("lea") for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 80
    assert 0 < answers.count("wrong") <= TRIES_FOR_A_NAME


@pytest.mark.parametrize("page", ["sign-in", "own-password"])
def test_the_page_says_until_when_and_the_same_for_a_name_nobody_has(page: str) -> None:
    Account.objects.create_account(username="lea-7q4z", password=PASSWORD)
    chosen = {"chosen": "a quiet green kettle", "again": "a quiet green kettle"}
    said = {}
    for name in ("lea-7q4z", "noone-7q4z"):
        for _ in range(TRIES_FOR_A_NAME):
            assert (
                Client().post(reverse(page), {"username": name, "password": "no", **chosen}).status_code
                == 422
            )
        answer = Client().post(
            reverse(page),
            {"username": name, "password": PASSWORD, "kept": "typed", **chosen},
        )
        assert answer.status_code == 429
        # The second name is locked a moment later, which may be the next minute.
        said[name] = re.sub(r"\d\d:\d\d", "", answer.content.decode().replace(name, ""))
        assert "Try again after" in said[name]
        assert ('value="typed"' in said[name]) is (page == "sign-in")
    if page == "sign-in":
        strip = [words.split("<main")[1].split("csrfmiddlewaretoken")[0] for words in said.values()]
        assert strip[0] == strip[1]


@pytest.mark.parametrize("page", ["sign-in", "own-password"])
def test_nobody_learns_from_answer_or_time_who_has_a_sign_in_or_was_invited_to_one(page: str) -> None:
    """A name somebody has, nobody has, an invited person will have, and one that was shut: one answer, one look."""
    Account.objects.create_account(username="lea-7q4z", password=PASSWORD)
    Account.objects.create_account(username="new-7q4z")
    Account.objects.create_account(username="old-7q4z", password=PASSWORD, is_active=False)
    chosen = {"chosen": "a quiet green kettle", "again": "a quiet green kettle"}
    answers, looks = {}, {}
    tries = [(name, "no") for name in ("lea-7q4z", "new-7q4z", "old-7q4z", "noone-7q4z")]
    for name, password in [*tries, ("old-7q4z", PASSWORD), ("new-7q4z", "!")]:
        Counting.looked_at = 0
        said = {"username": name, "password": password, **chosen}
        answer = Client().post(reverse(page), said)
        text = re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())
        answers[name, password] = answer.status_code, text
        looks[name, password] = Counting.looked_at
    assert set(answers.values()) == {answers["noone-7q4z", "no"]}
    assert set(looks.values()) == {1}
