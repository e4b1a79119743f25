"""Passkeys: what is believed of an answer and what is not, what is kept, and what a copy of one opens."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.identity.ceremonies import NotGenuine, read
from dueregard.authority.identity.challenges import GOOD_FOR
from dueregard.authority.identity.codes import SHEET
from dueregard.authority.identity.guessing import TooManyTries
from dueregard.authority.identity.models import Account, Challenge, Passkey, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.passkeys import (
    MOST_PASSKEYS,
    CopySuspected,
    Here,
    add_passkey,
    ask_anybody,
    ask_owner,
    begin_passkey,
    is_shown,
    owner_shown,
    passkeys,
    remove_passkey,
)
from dueregard.authority.identity.rules import TRIES_FROM_A_NETWORK, Site, site_of
from dueregard.authority.identity.second_steps import has_second_step, recovery_codes_left, ways_to_prove
from dueregard.ground.audit.models import Entry
from dueregard.ground.crypto.accounts import open_passkey
from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput
from household import SETUP, inside, make_person
from soft_passkey import ATTESTED, PRESENT, VERIFIED, SoftPasskey, text

pytestmark = pytest.mark.django_db
NOW = utc_now()
HERE = Here(Site("localhost", "http://localhost:8000"), "a-session", "")
Who = tuple[Account, Actor]


def make_account(name: str = "lea") -> Who:
    person: UUID = make_person(f"{name.title()} Dee")
    account = Account.objects.create_account(username=name)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=NOW)
    return account, Actor.person(person)


@pytest.fixture
def lea() -> Any:
    with inside():
        yield make_account()


def enrol(who: Who, passkey: SoftPasskey, label: str = "my telephone", **lies: Any) -> list[str]:
    asked = begin_passkey(account=who[0], here=HERE, now=NOW)
    sent = passkey.make(asked, **lies)
    return add_passkey(account=who[0], sent=sent, label=label, here=HERE, actor=who[1], now=NOW)


def enrolled(who: Who, **of: Any) -> SoftPasskey:
    passkey = SoftPasskey(**of)
    enrol(who, passkey)
    return passkey


def alone(passkey: SoftPasskey, here: Here = HERE, **lies: Any) -> Account | None:
    """Signing in by a passkey that says itself whose it is."""
    return owner_shown(sent=passkey.sign(ask_anybody(here=HERE, now=NOW), **lies), here=here, now=NOW)


def proves(who: Who, passkey: SoftPasskey, **lies: Any) -> bool:
    """Proving oneself where one is known already."""
    sent = passkey.sign(ask_owner(account=who[0], here=HERE, now=NOW), **lies)
    return is_shown(account=who[0], sent=sent, here=HERE, now=NOW)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://desk.example.org", Site("desk.example.org", "https://desk.example.org")),
        ("https://desk.example.org:443", Site("desk.example.org", "https://desk.example.org")),
        ("https://Desk.Example.org:8443/", Site("desk.example.org", "https://desk.example.org:8443")),
        ("http://localhost:8000", Site("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", Site("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", Site("localhost", "http://localhost:8000")),
        ("http://desk.example.org", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
        ("http://127.0.0.1:99999", None),
        ("", None),
    ],
)
def test_passkeys_belong_to_a_name_and_are_made_for_no_number(address: str, site: Site | None) -> None:
    assert site_of(address) == site


def test_one_that_was_set_up_opens_the_account_alone_and_proves_its_owner(lea: Who) -> None:
    passkey = SoftPasskey()
    assert len(enrol(lea, passkey)) == SHEET
    assert (alone(passkey), proves(lea, passkey)) == (lea[0], True)
    row = passkeys(lea[0])[0]
    assert (row.label, row.counter, row.used_at) == ("my telephone", 2, NOW)
    assert enrol(lea, SoftPasskey()) == []


def test_what_we_ask_wants_the_owner_made_sure_of_and_names_nobody(lea: Who) -> None:
    made = begin_passkey(account=lea[0], here=HERE, now=NOW)
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert str(lea[0].id) not in json.dumps(made)
    passkey = enrolled(lea)
    asked = ask_anybody(here=HERE, now=NOW)
    assert (asked["userVerification"], asked.get("allowCredentials")) == ("required", None)
    own = ask_owner(account=lea[0], here=HERE, now=NOW)
    assert [one["id"] for one in own["allowCredentials"]] == [text(passkey.id)]
    again = begin_passkey(account=lea[0], here=HERE, now=NOW)
    assert [one["id"] for one in again["excludeCredentials"]] == [text(passkey.id)]


LIES: list[dict[str, Any]] = [
    {"origin": "http://localhost:8001"},
    {"origin": "https://localhost:8000"},
    {"origin": "http://evil.localhost:8000"},
    {"origin": "http://localhost:8000.evil.example"},
    {"origin": ""},
    {"rp_id": "evil.example"},
    {"challenge": text(bytes(32))},
    {"challenge": ""},
    {"framed": True},
    {"flags": PRESENT},
    {"flags": VERIFIED},
    {"flags": 0},
]


@pytest.mark.parametrize(
    "lie", [*LIES, {"kind": "webauthn.create"}, {"signature": b"no signature"}, {"signature": b""}]
)
def test_an_answer_that_is_wrong_anywhere_opens_nothing(lea: Who, lie: dict[str, Any]) -> None:
    passkey = enrolled(lea)
    assert (alone(passkey, **lie), proves(lea, passkey, **lie)) == (None, False)
    assert (alone(passkey), proves(lea, passkey)) == (lea[0], True)


@pytest.mark.parametrize(
    "lie",
    [
        *({**lie, **({"flags": lie["flags"] | ATTESTED} if "flags" in lie else {})} for lie in LIES),
        {"kind": "webauthn.get"},
        {"algorithm": -65535},
        {"flags": PRESENT | VERIFIED},
    ],
)
def test_nothing_is_set_up_from_an_answer_that_is_wrong_anywhere(lea: Who, lie: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Nothing was set up"):
        enrol(lea, SoftPasskey(), **lie)
    assert (Passkey.objects.count(), has_second_step(lea[0])) == (0, False)


def test_an_answer_opens_once(lea: Who) -> None:
    passkey = enrolled(lea, counter=None)
    sent = passkey.sign(ask_anybody(here=HERE, now=NOW))
    assert [owner_shown(sent=sent, here=HERE, now=NOW) for _ in range(2)] == [lea[0], None]
    own = passkey.sign(ask_owner(account=lea[0], here=HERE, now=NOW))
    assert [is_shown(account=lea[0], sent=own, here=HERE, now=NOW) for _ in range(2)] == [True, False]
    asked = begin_passkey(account=lea[0], here=HERE, now=NOW)
    second = SoftPasskey().make(asked)
    add_passkey(account=lea[0], sent=second, label="", here=HERE, actor=lea[1], now=NOW)
    with pytest.raises(BadInput):
        add_passkey(account=lea[0], sent=second, label="", here=HERE, actor=lea[1], now=NOW)


def test_an_answer_is_good_for_minutes_in_its_own_session_and_for_what_was_asked(lea: Who) -> None:
    passkey = enrolled(lea)
    late = passkey.sign(ask_anybody(here=HERE, now=NOW))
    assert owner_shown(sent=late, here=HERE, now=NOW + GOOD_FOR) is None
    assert alone(passkey, here=replace(HERE, session="another")) is None
    assert alone(passkey, here=replace(HERE, site=Site("localhost", "http://localhost:9000"))) is None
    for_proof = passkey.sign(ask_owner(account=lea[0], here=HERE, now=NOW))
    assert owner_shown(sent=for_proof, here=HERE, now=NOW) is None
    to_sign_in = passkey.sign(ask_anybody(here=HERE, now=NOW))
    assert not is_shown(account=lea[0], sent=to_sign_in, here=HERE, now=NOW)
    assert alone(passkey) == lea[0]


def test_the_passkey_of_somebody_else_proves_nobody_but_them(lea: Who) -> None:
    ned = make_account("ned")
    passkey = enrolled(ned)
    assert not proves(lea, passkey)
    asked_as_ned = ask_owner(account=ned[0], here=HERE, now=NOW)
    assert not is_shown(account=lea[0], sent=passkey.sign(asked_as_ned), here=HERE, now=NOW)
    hers = enrolled(lea)
    assert alone(passkey, handle=hers.handle) is None
    assert alone(passkey, handle=None) is None
    passkey.id = hers.id  # her id, signed by another key
    assert alone(passkey, handle=hers.handle) is None
    assert alone(hers) == lea[0]


def test_one_that_is_known_already_is_nobody_elses(lea: Who) -> None:
    passkey = enrolled(lea)
    with pytest.raises(BadInput, match="set up already"):
        enrol(make_account("ned"), passkey)
    assert Passkey.objects.count() == 1


def test_a_passkey_that_counts_back_may_be_a_copy_and_opens_nothing_ever_again(lea: Who) -> None:
    passkey = enrolled(lea)
    copy = replace(passkey)
    assert alone(passkey) == lea[0]
    with pytest.raises(CopySuspected, match="may be a copy"):
        alone(copy)
    with pytest.raises(CopySuspected):
        alone(passkey)
    with pytest.raises(CopySuspected):
        proves(lea, passkey)
    assert [entry.subject_id for entry in Entry.objects.filter(verb="identity.passkey-doubted")] == [
        lea[1].person_id
    ]
    # It is no way to sign in, and yet the password alone opens nothing.
    assert (ways_to_prove(lea[0]), has_second_step(lea[0])) == (0, True)


def test_one_that_does_not_count_is_believed_and_one_that_stops_counting_is_not(lea: Who) -> None:
    synced, counting = enrolled(lea, counter=None), enrolled(lea)
    assert [alone(synced), alone(synced), alone(counting)] == [lea[0]] * 3
    with pytest.raises(CopySuspected):
        alone(counting, counter=0)


def test_nothing_of_it_is_in_clear_and_a_row_moved_to_another_account_does_not_open(lea: Who) -> None:
    passkey = enrolled(lea)
    kept = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in (value for row in cursor.fetchall() for value in row):
                kept += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    public = passkey.key.public_key().public_numbers().x.to_bytes(32, "big")
    for one in (passkey.id, passkey.id.hex().encode(), text(passkey.id).encode(), public, passkey.handle):
        assert one is not None
        assert one not in kept
    row, ned = Passkey.objects.get(), make_account("ned")[0]
    with pytest.raises(Unreadable):
        open_passkey(bytes(row.credential), row=row.id, account=ned.id)


def test_the_last_one_of_somebody_who_must_have_one_stays(lea: Who) -> None:
    account, actor = lea
    first, _second = enrolled(lea), enrolled(lea)
    one, two = passkeys(account)
    assert ways_to_prove(account) == 2
    remove_passkey(account=account, passkey=one, needed=True, actor=actor, now=NOW)
    assert alone(first) is None
    with pytest.raises(BadInput, match="the last one"):
        remove_passkey(account=account, passkey=two, needed=True, actor=actor, now=NOW)
    assert recovery_codes_left(account) == SHEET
    remove_passkey(account=account, passkey=two, needed=False, actor=actor, now=NOW)
    assert (has_second_step(account), recovery_codes_left(account)) == (False, 0)


def test_nobody_sets_up_more_than_there_can_be(lea: Who) -> None:
    for _ in range(MOST_PASSKEYS):
        enrolled(lea)
    with pytest.raises(BadInput, match="Remove one first"):
        begin_passkey(account=lea[0], here=HERE, now=NOW)


def test_false_answers_from_one_network_are_looked_at_no_more_after_a_while(lea: Who) -> None:
    passkey, here = enrolled(lea), replace(HERE, network="192.0.2.7")
    for _ in range(TRIES_FROM_A_NETWORK):
        assert owner_shown(sent="{}", here=here, now=NOW) is None
    with pytest.raises(TooManyTries):
        alone(passkey, here=here)
    assert alone(passkey) == lea[0]


def test_what_was_asked_and_never_answered_is_forgotten(lea: Who) -> None:
    for minutes in range(12):
        ask_anybody(here=HERE, now=NOW + timedelta(minutes=minutes))
    assert Challenge.objects.count() == 5


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)


@given(st.text() | ANYTHING.map(json.dumps) | st.dictionaries(
    st.sampled_from(["id", "rawId", "type", "response"]), ANYTHING, max_size=4).map(json.dumps))  # fmt: skip
def test_whatever_a_stranger_sends_is_either_an_answer_or_none(sent: str) -> None:
    for new in (False, True):
        with pytest.raises(NotGenuine):
            read(sent, new=new)


def test_an_answer_longer_than_any_is_not_even_read() -> None:
    with pytest.raises(NotGenuine):
        read("[" * 1_000_000)
