"""An invitation is a code on paper: it works once, in the hands of one person, and tells nothing to anybody else."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.access.inviting import invite
from dueregard.authority.identity import invitations as identity
from dueregard.authority.identity.codes import SHEET
from dueregard.authority.identity.invitations import GOOD_FOR
from dueregard.authority.identity.models import Account, Authenticator, Invitation, Membership
from dueregard.authority.identity.rules import TRIES_FROM_A_NETWORK
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.register import Line
from dueregard.ground.backups.replaying import AGAIN
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.ground.tenancy.models import Provider
from faces.web.test_routes import tables
from household import NOON, SETUP, inside, make_holder, make_person
from proving import shown_by_app_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OWN = "otter lantern gravel"
KEEPER = """```control role keeper
title = "Technical administrator"
minimum = 1
may = ["administer"]
```

"""


class House:
    """A provider with a head who appoints, a lead, somebody who looks after the machine, and a tutor."""

    def __init__(self, provider: Provider) -> None:
        words = archetype("safeguarding-core").decode()
        first = words.index("```control role")
        adopt(data=(words[:first] + KEEPER + words[first:]).encode(), path="p.md", actor=SETUP, now=NOON)
        self.provider = provider
        self.head, self.lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")
        self.keeper, self.tutor = make_holder("Ada Min", "keeper"), make_person("Tu Tor")
        self.there = reverse("invited", args=[provider.short_code])

    def code(self, person: UUID | None = None) -> str:
        by, now = Actor.person(self.head), utc_now()
        return invite(person_id=person or self.tutor, actor=by, now=now).code

    def typed(self, code: str, client: Client | None = None) -> Any:
        return (client or Client()).post(self.there, {"code": code})


@pytest.fixture
def elsewhere() -> tuple[UUID, str]:
    """Somebody of another provider, and the code of their invitation."""
    with inside("elsewhere"):
        stranger = make_person("Els Where")
        return stranger, identity.invite(person_id=stranger, actor=SETUP, now=utc_now()).code


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        yield House(provider)


def invited() -> Account:
    return Invitation.objects.select_related("account").latest("recorded_at").account


def finish(client: Client, house: House, *, app: bool = True, **said: Any) -> Any:
    code = shown_by_app_of(invited(), utc_now()) if app else ""
    whole = {"do": "set-up", "chosen": OWN, "again": OWN, "code": code, "label": "phone"}
    return client.post(house.there, whole | said)


def test_the_invited_person_sets_up_everything_and_nobody_else_ever_has_it(house: House) -> None:
    head = sign_in(house.head, house.provider)
    page = head.post(reverse("invite", args=[house.lead])).content.decode()
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", page.partition("Type this code")[2])
    assert code
    assert "Lea Dee" in page
    account = invited()
    assert not account.has_usable_password()
    assert not Membership.objects.filter(account=account).exists()
    client = Client()
    assert house.typed(code[0].upper().replace("-", " "), client).headers["Location"] == house.there
    asked = client.get(house.there).content.decode()
    assert account.username in asked
    assert finish(client, house, app=False).status_code == 422
    done = finish(client, house)
    assert len(re.findall(r"<li><code>", done.content.decode())) == SHEET
    assert client.get(reverse("desk-queue")).status_code == 200
    assert Membership.objects.get(account=account).person_id == house.lead
    account.refresh_from_db()
    assert account.check_password(OWN)
    assert "Can sign in." in head.get(reverse("person", args=[house.lead])).content.decode()
    kept = str([entry.__dict__ for entry in Entry.objects.all()] + list(Invitation.objects.values()))
    assert not [word for word in (code[0], code[0].replace("-", ""), account.username) if word in kept]


def test_whatever_is_wrong_with_a_code_the_answer_is_the_same(
    elsewhere: tuple[UUID, str], house: House, subtests: pytest.Subtests
) -> None:
    used = house.code()
    client = Client()
    house.typed(used, client)
    assert finish(client, house, app=False).status_code == 200
    others = [make_person(name) for name in ("Old One", "Taken Back", "Re Placed")]
    with time_machine.travel(utc_now() - GOOD_FOR - timedelta(seconds=1), tick=False):
        old = house.code(others[0])
    taken, replaced = house.code(others[1]), house.code(others[2])
    identity.take_back(person_id=others[1], actor=SETUP, now=utc_now())
    newest = house.code(others[2])
    wrong = {
        "used": used, "old": old, "taken back": taken, "replaced": replaced, "elsewhere": elsewhere[1],
        "guessed": "bbbb-cccc-dddd", "long": "x" * 40, "strange": "ü" * 12, "like one": newest[:-1],
    }  # fmt: skip
    answers = {}
    for what, code in wrong.items():
        with subtests.test(what):
            answer = house.typed(code)
            page = re.sub(r'(nonce=|value=)"[^"]*"', "", answer.content.decode())
            answers[what] = answer.status_code, page
            assert "This code is not good here." in page
    assert set(answers.values()) == {answers["guessed"]}
    assert house.typed(newest).status_code == 302


@pytest.mark.parametrize("code", ["", " ", "\0", "x" * 41])
def test_what_is_no_code_at_all_is_asked_again(house: House, code: str) -> None:
    assert house.typed(code).status_code == 422
    assert Client().post(house.there, {"do": "set-up", "chosen": OWN}).status_code == 409
    assert Client().post(reverse("invited", args=["nowhere"]), {"code": code}).status_code == 404


def test_opening_the_address_changes_nothing_and_sets_no_session(house: House) -> None:
    code = house.code()
    before = tables()
    for scanner in (Client(), Client(headers={"User-Agent": "scanner"})):
        answer = scanner.get(house.there)
        assert (answer.status_code, scanner.head(house.there).status_code) == (200, 405)
        assert set(answer.cookies) <= {"csrftoken"}
    assert tables() == before
    assert house.typed(code).status_code == 302


def test_of_two_who_hold_one_code_one_gets_in_and_the_other_learns_that_it_is_gone(house: House) -> None:
    code, first, second = house.code(), Client(), Client()
    house.typed(code, first)
    house.typed(code, second)
    assert finish(first, house).status_code == 200
    late = finish(second, house, app=False, chosen="another lantern gravel", again="another lantern gravel")
    assert (late.status_code, "the code was used meanwhile" in late.content.decode()) == (409, True)
    assert invited().check_password(OWN)
    assert Membership.objects.count() == 1
    assert second.get(reverse("my-reports")).status_code == 302


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"chosen": "short", "again": "short"}, "chosen"),
        ({"again": "another lantern gravel"}, "again"),
        ({"code": "000000"}, "code"),
        ({"chosen": "a\0" * 9, "again": "a\0" * 9}, "chosen"),
    ],
)
def test_of_what_will_not_do_nothing_is_kept(house: House, said: dict[str, Any], where: str) -> None:
    client = Client()
    house.typed(house.code(), client)
    before = Entry.objects.count()
    answer = finish(client, house, **said)
    assert (answer.status_code, f'id="id_{where}-error"' in answer.content.decode()) == (422, True)
    assert (Membership.objects.count(), Entry.objects.count()) == (0, before)
    assert not Authenticator.objects.exclude(confirmed_at=None).exists()
    assert not invited().has_usable_password()
    assert finish(client, house).status_code == 200


def test_a_page_left_open_for_too_long_asks_for_the_code_again(house: House) -> None:
    client, code = Client(), house.code()
    house.typed(code, client)
    with time_machine.travel(utc_now() + timedelta(minutes=16), tick=False):
        late = finish(client, house, app=False)
        assert (late.status_code, "open for too long" in late.content.decode()) == (409, True)
        assert house.typed(code, client).status_code == 302
        assert finish(client, house).status_code == 200


def test_a_code_typed_where_somebody_is_signed_in_signs_them_out(house: House) -> None:
    client = sign_in(house.head, house.provider)
    house.typed(house.code(), client)
    assert client.get(reverse("people")).status_code == 302


def test_who_may_invite_whom(elsewhere: tuple[UUID, str], house: House) -> None:
    waits = make_person("Wai Ting")
    head = sign_in(house.head, house.provider)
    post = {"form": "post", "role": "dsl", "manner": "substantive"}
    head.post(reverse("person", args=[waits]), post)
    table = [
        (house.head, house.tutor, True), (house.head, house.lead, True), (house.head, house.head, False),
        (house.keeper, house.tutor, True), (house.keeper, house.lead, False), (house.keeper, waits, False),
        (house.keeper, house.head, False), (house.lead, house.tutor, False), (house.tutor, house.tutor, False),
    ]  # fmt: skip
    for by, whom, may in table:
        try:
            invite(person_id=whom, actor=Actor.person(by), now=utc_now())
            assert may, (by, whom)
        except NotPermitted:
            assert not may, (by, whom)
    keeper = sign_in(house.keeper, house.provider)
    assert (
        "Somebody who appoints must invite them"
        in keeper.get(reverse("person", args=[house.lead])).content.decode()
    )
    assert keeper.post(reverse("invite", args=[house.lead])).status_code == 403
    with pytest.raises(BadInput):
        invite(person_id=house.keeper, actor=Actor.person(house.head), now=utc_now())
    with pytest.raises(NothingHere):
        invite(person_id=elsewhere[0], actor=Actor.person(house.head), now=utc_now())


def test_nobody_guesses_on_from_one_network(house: House) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    tries = [house.typed("bbbb-cccc-dddd", client).status_code for _ in range(TRIES_FROM_A_NETWORK + 1)]
    assert (set(tries[:-1]), tries[-1]) == ({422}, 429)
    assert house.typed(house.code(), client).status_code == 429
    assert house.typed(house.code()).status_code == 302


def test_after_a_restore_a_code_that_was_used_is_closed_again(house: House) -> None:
    code, now = house.code(), utc_now()
    invitation = Invitation.objects.latest("recorded_at")
    detail = {"person": str(house.tutor), "how": "used"}
    line = Line(
        house.provider.id, "open", 9, "", "identity.invitation-closed", invitation.id, now, now, detail, []
    )
    for again in (True, False):
        with turn(actor=SETUP, now=now) as t:
            assert AGAIN[line.verb](t, line) is again
    assert house.typed(code).status_code == 422
