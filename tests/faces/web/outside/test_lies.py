"""An identity provider that lies: every lie gets a plain refusal, and an entry that says of what kind it was and
nothing about anybody."""

import json
from typing import Any

import pytest

from dueregard.ground.audit.models import Entry
from lying_provider import CLIENT, OTHER_KEY, Lies, LyingProvider
from outside_support import browser, come, go, refusals, set_up, tie

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


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
