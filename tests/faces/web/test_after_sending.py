"""After Send: everything is stored, at most two things may be added, and there is a second chance to note the code."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.vocabulary import Closing, State
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = {"reporter": "learner", "about": "learner", "danger": "no", "seen": "He keeps to himself."}


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        yield provider, make_holder("Lea Dee", "dsl")


def send(provider: Provider, **more: str) -> Any:
    there = reverse("report", args=[provider.short_code])
    return Client().post(there, SAID | {"request_id": str(uuid4()), "step": "send"} | more)


def boxes(page: Any) -> set[str]:
    """The open questions of the page, and not what it carries."""
    found = set(re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', page.content.decode()))
    return found & {"full_name", "when", "whose_words"}


def receipt(page: Any) -> dict[str, str]:
    reference, code = re.findall(r"<code>([^<]*)</code>", page.content.decode())
    return {"reference": reference, "code": code}


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, {"when", "whose_words"}),
        ({"seen": "Yesterday I saw a drawing."}, set()),
        ({"who": "J. F."}, {"when", "whose_words"}),
        ({"who": "J. F.", "reporter": "employer"}, {"when", "whose_words"}),
        ({"who": "J. F.", "reporter": "anonymous"}, {"when", "whose_words"}),
        ({"who": "J. F.", "reporter": "staff"}, {"full_name", "when"}),
    ],
)
def test_it_is_stored_first_and_then_two_things_are_asked_at_most(
    house: Any, more: dict[str, str], asked: set[str]
) -> None:
    page = send(house[0], **more)
    assert Concern.objects.count() == 1
    assert boxes(page) == asked
    assert ("You wrote J. F." in text(page)) is ("full_name" in asked)


def test_an_answer_is_an_addition_and_what_was_written_stays(house: Any) -> None:
    provider, lead = house
    carried = receipt(send(provider))
    there = reverse("report-again", args=[provider.short_code])
    said = carried | {
        "step": "suggested",
        "request_id": str(uuid4()),
        "when": "On Monday.",
        "whose_words": "",
    }
    for _ in range(2):
        assert "Added." in text(Client().post(there, said))
    file = read_concern(concern_id=Concern.objects.get().id, actor=Actor.person(lead), now=utc_now())
    assert dict(file.account) == {"seen": SAID["seen"]}
    assert [dict(one.words) for one in file.record] == [{"when": "On Monday."}]


def test_all_left_empty_adds_nothing_and_shows_how_it_stands(house: Any) -> None:
    provider, _lead = house
    carried = receipt(send(provider))
    said = carried | {"step": "suggested", "request_id": str(uuid4()), "when": "", "whose_words": " "}
    page = text(Client().post(reverse("report-again", args=[provider.short_code]), said))
    assert ("Added." in page, "Waiting to be opened" in page) == (False, True)
    assert not Entry.objects.exists()


def test_what_is_too_long_stands_beside_its_question_with_nothing_lost(house: Any) -> None:
    provider, _lead = house
    carried = receipt(send(provider))
    said = carried | {
        "step": "suggested",
        "request_id": str(uuid4()),
        "when": "x" * 201,
        "whose_words": "Mine.",
    }
    page = Client().post(reverse("report-again", args=[provider.short_code]), said)
    assert (page.status_code, boxes(page)) == (422, {"when", "whose_words"})
    assert ("x" * 201 in page.content.decode(), "Mine." in page.content.decode()) == (True, True)
    assert re.search(r"<button[^>]*suggested", page.content.decode())


def test_a_note_is_tried_and_what_was_noted_wrongly_is_shown_once_more(house: Any) -> None:
    provider, _lead = house
    carried = receipt(send(provider))
    there = reverse("report-noted", args=[provider.short_code])
    first = Client().post(there, carried)
    shown = first.content.decode().replace(f'value="{carried["code"]}"', "")
    assert (first.status_code, carried["code"] in shown) == (200, False)
    wrong = Client().post(there, carried | {"typed": "BBBB"})
    assert (wrong.status_code, receipt(wrong)) == (422, carried)
    right = Client().post(there, carried | {"typed": carried["code"].lower().replace("-", " ")})
    assert "Your note is right" in text(right)
    assert dict(right.cookies) == {}


def test_thank_you_is_one_tap_once_it_has_ended_and_not_before(house: Any) -> None:
    provider, lead = house
    carried = receipt(send(provider))
    there = reverse("report-again", args=[provider.short_code])
    assert "If you want to say thank you" not in text(Client().post(there, carried))
    early = Client().post(there, carried | {"step": "thank"})
    assert (early.status_code, Entry.objects.count()) == (200, 0)
    concern = Concern.objects.get()
    Concern.objects.update(state=State.CLOSED)
    said = {"closing": Closing.ENDED.value}
    handler = sign_in(lead, provider)
    assert handler.post(reverse("closing", args=[concern.id]), said).status_code == 302
    assert "One tap, and you need write nothing." in text(Client().post(there, carried))
    for _ in range(2):
        assert "You said thank you." in text(Client().post(there, carried | {"step": "thank"}))
    record = text(handler.get(reverse("concern", args=[concern.id])))
    assert record.count("Thank you.") == 1


def test_thank_you_for_ones_own_report(house: Any) -> None:
    provider, lead = house
    tutor = make_person("Tu Tor")
    mine = sign_in(tutor, provider)
    sent = SAID | {"reporter": "staff", "request_id": str(uuid4()), "step": "send"}
    mine.post(reverse("report", args=[provider.short_code]), sent)
    Concern.objects.update(state=State.CLOSED)
    own = reverse("my-report", args=[Concern.objects.get().id])
    assert (mine.post(own, {"step": "thank"}).status_code, Entry.objects.count()) == (302, 0)
    said = {"closing": Closing.ENDED.value}
    sign_in(lead, provider).post(reverse("closing", args=[Concern.objects.get().id]), said)
    assert "One tap" in text(mine.get(own))
    assert mine.post(own, {"step": "thank"}).status_code == 302
    assert "You said thank you." in text(mine.get(own))


@pytest.mark.parametrize("carried", [{}, {"reference": "BBBB-BBBB"}, {"reference": "<b>", "code": "äöü"}])
def test_without_a_receipt_there_is_no_note_to_try(house: Any, carried: dict[str, str]) -> None:
    provider, _lead = house
    there = reverse("report-noted", args=[provider.short_code])
    answer = Client().post(there, carried)
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("report-again", args=[provider.short_code]),
    )
    assert Client().get(there).status_code == 302
