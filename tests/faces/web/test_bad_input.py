"""Whatever is sent, the answer is a page with a plain sentence, and what was typed is still there."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.queries import find
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]

WORDS = "I saw him hide a drawing."


def report(**more: Any) -> dict[str, Any]:
    plain = {"request_id": str(uuid4()), "reporter": "staff", "about": "learner", "danger": "no"}
    return {**plain, "seen": WORDS, "step": "send"} | more


def at(day: str, month: str, year: str, hour: str, minute: str) -> dict[str, str]:
    parts = {"day": day, "month": month, "year": year, "hour": hour, "minute": minute}
    return {f"happened-{part}": value for part, value in parts.items()}


def send(provider: Provider, said: dict[str, Any]) -> Any:
    return Client(raise_request_exception=False).post(reverse("report", args=[provider.short_code]), said)


@pytest.fixture
def provider() -> Any:
    with inside() as found:
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        yield found


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"seen": ""}, ""),
        ({"seen": "  \n "}, ""),
        ({"seen": "a" * 1_000_000}, "a" * 1_000_000),
        ({"seen": f"{WORDS}\0"}, WORDS),
        ({"about": "the moon"}, WORDS),
        ({"reporter": "0"}, WORDS),
        ({"danger": "perhaps"}, WORDS),
        ({"involved": "nobody"}, WORDS),
        ({"recording": "rumour"}, WORDS),
        ({"request_id": ""}, WORDS),
        ({"request_id": "' OR 1=1"}, WORDS),
        ({"who": "x" * 5_000}, WORDS),
        (at("29", "3", "2026", "1", "30"), WORDS),  # no such minute: the clocks go forward
        (at("25", "10", "2026", "1", "30"), WORDS),  # twice: the clocks go back
        (at("1", "1", "99999999", "1", "30"), WORDS),
        (at("31", "2", "2026", "", ""), WORDS),
    ],
)
def test_a_report_that_cannot_be_kept_says_so_and_loses_nothing(
    provider: Provider, more: dict[str, str], kept: str
) -> None:
    response = send(provider, report(**more))
    page = response.content.decode()
    assert (response.status_code, Concern.objects.count()) == (422, 0)
    assert "There is a problem" in page
    assert kept in page


@pytest.mark.parametrize("words", ["رأيت شيئا Ελληνικά 中文 🙂", "\u202eabc\u202c \u200bzero", "é" * 99_999])
def test_every_script_is_kept(provider: Provider, words: str) -> None:
    assert send(provider, report(seen=words)).status_code == 200
    assert Concern.objects.count() == 1


def test_an_empty_request_is_answered(provider: Provider) -> None:
    assert send(provider, {}).status_code == 422


def test_sending_again_makes_one_concern(provider: Provider) -> None:
    said = report()
    pages = [send(provider, said) for _ in range(3)]
    back = send(provider, said | {"step": "change"})
    assert [page.status_code for page in (*pages, back)] == [200] * 4
    assert WORDS not in back.content.decode()
    assert Concern.objects.count() == 1


def test_a_wrong_name_and_a_wrong_password_answer_the_same() -> None:
    Account.objects.create_account(username="known", password="correct horse battery")
    pages = []
    for name in ("known", "inknown"):
        response = Client().post(reverse("sign-in"), {"username": name, "password": "wrong"})
        assert response.status_code == 422
        main = response.content.decode().partition("<main")[2]
        pages.append(main.replace(f'value="{name}"', "").split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "query", ["x", "~", "2026-03-04~x", "0001-01-01T00:00:00+14:00~" + "0" * 32, "\0", "é~é"]
)
@pytest.mark.parametrize("name", ["desk-queue", "desk-restricted"])
def test_a_place_in_the_queue_that_is_none(name: str, query: str) -> None:
    assert desk(reverse(name), {"after": query}) in {200, 400}


@pytest.mark.parametrize("day", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "\0", "20260304", "1e9"])
def test_a_day_of_the_record_that_is_none(day: str) -> None:
    assert desk("concern", {"at": day}) in {200, 400, 404}


@pytest.mark.parametrize("name", ["Dee", "\0", "Dee\0"])
def test_a_name_nobody_can_have_finds_nobody(name: str) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        found = find(name, Moment.now(utc_now()))
        assert [row.family_name for row in found] == (["Dee"] if name == "Dee" else [])


def desk(there: str, query: dict[str, str]) -> int:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        account = Account.objects.create_account(username="lead")
        give_membership(account=account, person=Person.objects.get(pk=lead), actor=SETUP, now=utc_now())
        client = Client(raise_request_exception=False)
        client.force_login(account)
        session = client.session
        session.update({"provider": str(provider.id), "proven": True})
        session.save()
        there = reverse("concern", args=[concern]) if there == "concern" else there
        status: int = client.get(there, query).status_code
        return status
