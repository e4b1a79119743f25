"""Signing in by an identity provider that is honest, and by one that lies: every lie gets a plain refusal, and an entry
that says of what kind it was and nothing about anybody."""

import json
import socket
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import text
from dueregard.authority.identity import fetching
from dueregard.authority.identity.fetching import Origin, Unreachable, ask
from dueregard.authority.identity.models import Account, OutsideIdentity, OutsideSignIn, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.tying import SetUp, end_outside, set_up_outside
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.tenancy.models import Provider
from faces.web.test_signing_in import KEEPER
from household import NOON, SETUP, inside, make_holder, make_person
from lying_provider import CLIENT, OTHER_KEY, SECRET, Lies, LyingProvider, lying_provider
from proving import give_app, shown_by_app_of
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"
HERE = "http://localhost:8000"


@pytest.fixture(scope="module")
def _server() -> Iterator[LyingProvider]:
    with lying_provider() as server:
        yield server


@pytest.fixture
def there(_server: LyingProvider, settings: Settings) -> LyingProvider:
    """The identity provider, honest again."""
    settings.ADDRESS = HERE
    _server.lies = Lies()
    _server.asked.clear()
    _server.paths.clear()
    return _server


@pytest.fixture
def house(there: LyingProvider) -> Any:
    """A tutor, and whose provider we are in, which has set the identity provider up."""
    with inside() as provider:
        set_up(there)
        yield provider, make_account(make_person("Tu Tor"), "tu")


def set_up(there: LyingProvider, **said: Any) -> OutsideSignIn:
    words = {"name": "Work", "issuer": there.issuer, "client_id": CLIENT, "secret": SECRET, "tenant": ""}
    typed: dict[str, Any] = words | {"subject_claim": "sub", "proves_twice": False} | said
    return set_up_outside(said=SetUp(**typed), actor=SETUP, now=utc_now())


def make_account(person: Any, name: str) -> Account:
    account = Account.objects.create_account(username=name, password=PASSWORD)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def browser() -> Client:
    return Client(HTTP_HOST="localhost:8000")


def signed_in(account: Account, provider: Provider) -> Client:
    client = browser()
    client.force_login(account)
    session = client.session
    session.update({"provider": str(provider.id), "proven": True})
    session.save()
    return client


def go(client: Client, there: LyingProvider, provider: Provider, **more: str) -> dict[str, str]:
    """Over there, where somebody signs in; gives what the browser brings back."""
    answer = client.post(reverse("outside", args=[provider.short_code]))
    assert answer.status_code == 302, answer.content.decode()
    asked = there.remember(answer.headers["Location"])
    return {"code": "a-code", "state": asked["state"], **more}


def come(client: Client, brought: dict[str, str]) -> Any:
    return client.get(reverse("outside-back"), brought)


def tie(house: Any, there: LyingProvider) -> None:
    """On one's own session, after the password."""
    provider, account = house
    client = signed_in(account, provider)
    said = {"password": PASSWORD, "do": "tie"}
    assert client.post(reverse("account"), said).headers["Location"] == reverse("tie-outside")
    asked = there.remember(client.post(reverse("tie-outside")).headers["Location"])
    back = come(client, {"code": "c", "state": asked["state"]})
    assert back.headers["Location"] == reverse("account")


def refusals() -> list[str]:
    return [
        json.loads(entry.detail)["why"] for entry in Entry.objects.filter(verb="identity.outside-refused")
    ]


def test_whoever_tied_it_themselves_comes_in_and_the_session_remembers_by_what(
    house: Any, there: LyingProvider
) -> None:
    provider, account = house
    client = browser()
    nobody = come(client, go(client, there, provider))
    assert (nobody.status_code, refusals()) == (403, ["unknown"])
    assert "no sign-in here is tied to that" in nobody.content.decode()
    tie(house, there)
    assert come(client, go(client, there, provider)).headers["Location"] == reverse("desk-queue")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert (client.session["opened-by"], client.session["provider"]) == ("outside", str(provider.id))
    assert client.get(reverse("my-reports")).status_code == 200


def test_what_is_asked_there_is_bound_to_us_and_no_secret_is_in_an_address(
    house: Any, there: LyingProvider
) -> None:
    client = browser()
    page = client.get(reverse("outside", args=[house[0].short_code]))
    assert f"form-action 'self' {there.issuer}" in page.headers["Content-Security-Policy"]
    answer = client.post(reverse("outside", args=[house[0].short_code]))
    asked = there.remember(answer.headers["Location"])
    assert asked["redirect_uri"] == HERE + reverse("outside-back")
    assert (asked["scope"], asked["response_type"]) == ("openid", "code")
    come(client, {"code": "c", "state": asked["state"]})
    sent = there.asked[-1]
    proof = urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (proof, asked["code_challenge_method"]) == (asked["code_challenge"], "S256")
    assert (
        b64decode(there.secrets[-1].removeprefix("Basic ")) == b"due-regard:a%20secret%3A%20of%20%2F%20theirs"
    )
    assert SECRET not in answer.headers["Location"]
    assert SECRET.encode() not in bytes(OutsideSignIn.objects.get().secret)


LYING = [
    (Lies(claims={"iss": "https://evil.example"}), "issuer"),
    (Lies(claims={"iss": None}), "signature"),
    (Lies(claims={"aud": "another-client"}), "audience"),
    (Lies(claims={"aud": [CLIENT, "another-client"]}), "audience"),
    (Lies(claims={"azp": "another-client"}), "audience"),
    (Lies(claims={"nonce": "of-another-sign-in"}), "nonce"),
    (Lies(claims={"nonce": None}), "nonce"),
    (Lies(claims={"exp": 1_000}), "time"),
    (Lies(claims={"exp": "soon"}), "time"),
    (Lies(claims={"iat": 99_999_999_999}), "time"),
    (Lies(claims={"nbf": 99_999_999_999}), "time"),
    (Lies(claims={"sub": None}), "signature"),
    (Lies(claims={"sub": ""}), "subject"),
    (Lies(claims={"sub": "x" * 256}), "subject"),
    (Lies(algorithm="none"), "algorithm"),
    (Lies(algorithm="HS256"), "algorithm"),
    (Lies(key=OTHER_KEY), "signature"),
    (Lies(kid="another"), "key"),
    (Lies(header={"jwk": {"kty": "oct", "k": "AAAA"}}, key=OTHER_KEY), "signature"),
    (Lies(token=""), "signature"),
    (Lies(token="a.b.c"), "signature"),
    (Lies(token=7), "no-token"),
    (Lies(token=["x"]), "no-token"),
    (Lies(answers={"/token": (500, b"{}")}), "unreachable"),
    (Lies(answers={"/token": (400, b'{"error": "invalid_grant"}')}), "unreachable"),
    (Lies(answers={"/token": (200, b"[]")}), "unreachable"),
    (Lies(answers={"/token": (200, b"not json")}), "unreachable"),
    (Lies(answers={"/token": (200, b"{}")}), "no-token"),
    (Lies(answers={"/token": (302, b"/token")}), "unreachable"),
    (Lies(answers={"/token": (200, b'{"id_token": "' + b"x" * 400_000 + b'"}')}), "unreachable"),
    (Lies(answers={"/token": (200, b"[" * 100_000)}), "unreachable"),
    (Lies(answers={"/keys": (500, b"")}), "unreachable"),
    (Lies(answers={"/keys": (200, b"{}")}), "signature"),
    (Lies(answers={"/keys": (200, b'{"keys": 7}')}), "signature"),
    (Lies(answers={"/keys": (200, b'{"keys": [7]}')}), "signature"),
    (Lies(answers={"/keys": (200, b'{"keys": []}')}), "key"),
    (Lies(answers={"/keys": (200, b'{"keys": [{"kid": "one", "kty": "oct", "k": "AAAA"}]}')}), "algorithm"),
    (Lies(discovery={"issuer": "https://evil.example"}), "unreachable"),
    (Lies(discovery={"token_endpoint": "http://127.0.0.1:9/token"}), "unreachable"),
    (Lies(discovery={"jwks_uri": "https://evil.example/keys"}), "unreachable"),
    (Lies(discovery={"token_endpoint": 7}), "unreachable"),
]


def test_every_lie_gets_a_plain_refusal_and_an_entry_without_a_word_about_anybody(
    house: Any, there: LyingProvider, subtests: pytest.Subtests
) -> None:
    tie(house, there)
    for number, (lie, why) in enumerate(LYING):
        there.lies = Lies()
        client = browser()
        brought = go(client, there, house[0])
        there.lies = lie
        with subtests.test(f"{why} {number}"):
            before = len(refusals())
            answer = come(client, brought)
            assert (answer.status_code, refusals()[before:]) == (403, [why])
            assert "_auth_user_id" not in client.session
            assert "tell whoever looks after your computers" in " ".join(answer.content.decode().split())
    entry = Entry.objects.filter(verb="identity.outside-refused").first()
    assert entry is not None
    assert (entry.actor, set(json.loads(entry.detail)), entry.subject_kind) == (
        "outsider",
        {"why"},
        "outside-sign-in",
    )


def test_keys_may_be_changed_over_there_from_one_sign_in_to_the_next(
    house: Any, there: LyingProvider
) -> None:
    tie(house, there)
    there.lies = Lies(key=OTHER_KEY, publishes=OTHER_KEY)
    client = browser()
    assert come(client, go(client, there, house[0])).status_code == 302


def test_what_comes_back_is_good_once_in_its_own_browser_and_for_ten_minutes(
    house: Any, there: LyingProvider
) -> None:
    tie(house, there)
    client, other = browser(), browser()
    brought = go(client, there, house[0])
    assert come(browser(), brought).headers["Location"] == reverse("sign-in")
    go(other, there, house[0])
    assert come(other, brought).status_code == 403
    assert come(client, brought).status_code == 403  # over there the last nonce is the other browser's
    brought = go(client, there, house[0])
    assert come(client, brought).headers["Location"] == reverse("desk-queue")
    client.post(reverse("sign-out"))
    assert come(client, brought).headers["Location"] == reverse("sign-in")
    late = go(client, there, house[0])
    with time_machine.travel(utc_now() + timedelta(minutes=11), tick=False):
        assert come(client, late).status_code == 403


def test_who_came_back_with_nothing_is_told_so_and_nothing_of_it_is_repeated(
    house: Any, there: LyingProvider
) -> None:
    client = browser()
    brought = go(client, there, house[0])
    answer = come(client, {"error": "<b>evil words</b>", "state": brought["state"]})
    assert (answer.status_code, "evil words" in answer.content.decode()) == (403, False)


def test_a_lead_is_asked_for_our_second_step_unless_theirs_is_taken_and_was_shown(
    there: LyingProvider,
) -> None:
    with inside() as provider:
        set_up(there)
        account = make_account(make_holder("Lea Dee", "dsl"), "lea")
        concern_about_a_learner()
        tie((provider, account), there)
        give_app(account)
        for twice, ways, asked in (
            (False, ["pwd", "mfa"], True),
            (True, ["pwd"], True),
            (True, "mfa", True),
            (True, None, True),
            (True, ["pwd", "mfa"], False),
        ):
            set_up(there, proves_twice=twice, secret="")
            there.lies = Lies(claims={"amr": ways})
            client = browser()
            leads_to = come(client, go(client, there, provider)).headers["Location"]
            assert leads_to == reverse("second-step" if asked else "desk-queue")
            assert (client.get(reverse("desk-queue")).status_code == 200) is not asked
        there.lies, client = Lies(), browser()
        come(client, go(client, there, provider))
        # One provider's word is worth nothing at another: there is no choosing after it.
        assert client.get(reverse("choose-provider")).headers["Location"] == reverse("second-step")
        code = shown_by_app_of(account, utc_now())
        assert client.post(reverse("second-step"), {"code": code}).headers["Location"] == reverse(
            "desk-queue"
        )


def test_an_identity_is_tied_to_one_sign_in_on_ones_own_session_after_a_proof(
    house: Any, there: LyingProvider
) -> None:
    provider, account = house
    client = signed_in(account, provider)
    assert client.get(reverse("tie-outside")).headers["Location"] == reverse("account")
    assert client.post(reverse("tie-outside")).headers["Location"] == reverse("account")
    tie(house, there)
    ned = make_account(make_person("Ned Roe"), "ned")
    other = signed_in(ned, provider)
    other.post(reverse("account"), {"password": PASSWORD, "do": "tie"})
    asked = there.remember(other.post(reverse("tie-outside")).headers["Location"])
    refused = come(other, {"code": "c", "state": asked["state"]})
    assert (refused.status_code, "tied to a sign-in already" in refused.content.decode()) == (403, True)
    assert OutsideIdentity.objects.known(utc_now()).get().account == account
    client.post(reverse("account"), {"password": PASSWORD, "do": "untie"})
    outside = browser()
    assert come(outside, go(outside, there, provider)).status_code == 403


def test_by_subject_and_issuer_alone_and_never_by_a_mail_address(house: Any, there: LyingProvider) -> None:
    tie(house, there)
    there.lies = Lies(claims={"sub": "another", "email": "tu@example.org", "preferred_username": "tu"})
    client = browser()
    assert come(client, go(client, there, house[0])).status_code == 403
    assert refusals() == ["unknown"]


def test_of_a_tenant_only_its_own_people_by_the_id_that_stays(house: Any, there: LyingProvider) -> None:
    set_up(there, tenant="ours", subject_claim="oid")
    there.lies = Lies(claims={"tid": "ours", "oid": "an-object"})
    tie(house, there)
    client = browser()
    assert come(client, go(client, there, house[0])).status_code == 302
    for claims, why in (({"tid": "theirs", "oid": "an-object"}, "tenant"), ({"oid": "an-object"}, "tenant")):
        there.lies = Lies(claims=claims)
        client = browser()
        assert come(client, go(client, there, house[0])).status_code == 403
        assert refusals()[-1] == why


def test_ended_it_opens_nothing_and_set_up_anew_it_knows_who_was_tied(
    house: Any, there: LyingProvider
) -> None:
    tie(house, there)
    client = browser()
    brought = go(client, there, house[0])
    end_outside(actor=SETUP, now=utc_now())
    assert come(client, brought).headers["Location"] == reverse("sign-in")
    assert client.post(reverse("outside", args=[house[0].short_code])).status_code == 404
    set_up(there)
    assert come(client, go(client, there, house[0])).status_code == 302


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"issuer": "http://login.example.org"}, "issuer"),
        ({"issuer": "https://user:word@login.example.org"}, "issuer"),
        ({"issuer": "ftp://127.0.0.1"}, "issuer"),
        ({"issuer": "https://127.0.0.1:99999"}, "issuer"),
        ({"issuer": "nonsense"}, "issuer"),
        ({"issuer": "https://login.microsoftonline.com/common/v2.0"}, "issuer"),
        ({"issuer": "https://login.microsoftonline.com/t/v2.0"}, "tenant"),
        ({"secret": ""}, "secret"),
    ],
)
def test_what_cannot_be_believed_is_not_set_up(
    there: LyingProvider, said: dict[str, str], field: str
) -> None:
    with inside(), pytest.raises(BadInput) as refusal:
        set_up(there, **said)
    assert refusal.value.field == field
    assert there.paths == []


def test_its_secret_is_sent_to_nobody_else_by_typing_another_address(
    house: Any, there: LyingProvider
) -> None:
    with pytest.raises(BadInput) as refusal:
        set_up(there, issuer="http://127.0.0.1:9", secret="")
    assert refusal.value.field == "secret"


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1", "https://10.0.0.1", "https://169.254.169.254", "https://[::1]", "https://[fe80::1]",
     "https://[::ffff:10.0.0.1]", "https://192.168.1.1:8443", "https://localhost", "https://0.0.0.0"],
)  # fmt: skip
def test_nothing_inside_the_network_is_ever_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("it was connected to")

    name = urlsplit(address).hostname
    found = "127.0.0.1" if name == "localhost" else name
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (found, 443))])
    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(Unreachable):
        ask(Origin(address), f"{address}/x")


def test_a_real_provider_asks_nothing_without_tls_and_no_place_of_another_origin(
    there: LyingProvider,
) -> None:
    with pytest.raises(Unreachable):
        ask(Origin(there.issuer), f"{there.issuer}/keys")
    with pytest.raises(Unreachable):
        ask(Origin(there.issuer, on_this_machine=True), "http://127.0.0.1:9/keys")
    assert there.paths == []


def test_one_that_answers_drop_by_drop_is_not_waited_for(
    there: LyingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.2)
    there.lies = Lies(slow=0.05, answers={"/keys": (200, b" " * 100_000)})
    with pytest.raises(Unreachable, match="slowly"):
        ask(Origin(there.issuer, on_this_machine=True), f"{there.issuer}/keys")


def test_it_is_set_up_on_a_page_by_whoever_looks_after_the_machine_and_the_secret_is_never_shown(
    there: LyingProvider,
) -> None:
    with inside() as provider:
        words = archetype("safeguarding-core").decode()
        first = words.index("```control role")
        adopt(
            data=(words[:first] + KEEPER.lstrip() + "\n" + words[first:]).encode(),
            path="p.md",
            actor=SETUP,
            now=NOON,
        )
        keeper = signed_in(make_account(make_holder("Ada Min", "keeper"), "ada"), provider)
        lead = signed_in(make_account(make_holder("Lea Dee", "dsl"), "lea"), provider)
        assert lead.get(reverse("outside-set-up")).status_code == 404
        typed = {
            "name": "Work",
            "issuer": there.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "subject_claim": "sub",
        }
        wrong = keeper.post(reverse("outside-set-up"), typed | {"issuer": "http://127.0.0.1:9"})
        assert (wrong.status_code, "letter by letter" in " ".join(wrong.content.decode().split())) == (
            422,
            True,
        )
        assert keeper.post(reverse("outside-set-up"), typed).status_code == 302
        page = text(keeper.get(reverse("outside-set-up")))
        assert there.issuer in page
        assert SECRET not in page
        assert "Sign in with Work" in text(browser().get(reverse("sign-in")))
        keeper.post(reverse("outside-set-up"), {"do": "end"})
        assert "Sign in with Work" not in text(browser().get(reverse("sign-in")))
