"""Setting an identity provider up, and ending it."""

from typing import Any

import pytest
from django.urls import reverse

from desk_support import text
from dueregard.authority.identity.tying import end_outside
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput
from faces.web.test_signing_in import KEEPER
from household import NOON, SETUP, inside, make_holder, make_person
from lying_provider import CLIENT, SECRET, LyingProvider
from outside_support import browser, come, go, make_account, set_up, signed_in, tie

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


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


def test_where_no_post_looks_after_the_machine_whoever_gives_posts_sets_it_up(there: LyingProvider) -> None:
    with inside() as provider:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        gives = signed_in(make_account(make_holder("Hea Dee", "head"), "hea"), provider)
        tutor = signed_in(make_account(make_person("Tu Tor"), "tu"), provider)
        page = text(gives.get(reverse("people")))
        assert "Signing in by your organisation" in page
        first = gives.get(reverse("outside-set-up"))
        assert (first.status_code, "Not in use" in text(first)) == (200, True)
        assert tutor.get(reverse("outside-set-up")).status_code == 404
        empty = gives.post(reverse("outside-set-up"), {"name": "Work"})
        assert (empty.status_code, empty.content.decode().count("This needs an answer")) == (422, 8)
