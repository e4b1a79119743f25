"""The page on which a reporter without an account finds their report again and adds to it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Entry
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.rules.guessing import FREE_TRIES
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SECRET = "A drawing of a weapon."
MORE = "It happened again today."


@pytest.fixture
def sent() -> Any:
    """The address of the page, and a receipt."""
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        report = Report(reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account={"seen": SECRET})
        receipt = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON)
        yield reverse("report-again", args=[provider.short_code]), receipt


def ask(where: str, receipt: Receipt, **more: str) -> Any:
    return Client().post(where, {"reference": receipt.reference, "code": receipt.code} | more)


def hidden(response: Any) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', response.content.decode()))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_receipt_shows_how_it_stands_and_no_word_of_what_was_written(sent: tuple[str, Receipt]) -> None:
    page = ask(*sent)
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert "Waiting to be opened" in text(page)
    assert SECRET not in text(page)


def test_more_is_added_once_and_not_shown_back(sent: tuple[str, Receipt]) -> None:
    carried = hidden(ask(*sent))
    said = carried | {"words": MORE, "danger": "no", "step": "add"}
    pages = [Client().post(sent[0], said) for _ in range(2)]
    assert [(page.status_code, dict(page.cookies)) for page in pages] == [(200, {})] * 2
    assert Entry.objects.count() == 1
    assert "The people who help are told that there is more." in text(pages[0])
    assert "You added more" in text(pages[0])
    assert MORE not in text(pages[0])


@pytest.mark.parametrize("words", ["", "  \n", "a\0b", "a" * 1_000_000])
def test_what_cannot_be_added_is_said_beside_the_question(sent: tuple[str, Receipt], words: str) -> None:
    said = hidden(ask(*sent)) | {"words": words, "danger": "no", "step": "add"}
    page = Client().post(sent[0], said)
    assert page.status_code == 422
    assert "There is a problem" in text(page)
    assert words.replace("\0", "") in page.content.decode().replace("\0", "")
    assert Entry.objects.count() == 0


def test_a_wrong_code_and_no_report_get_the_same_answer(sent: tuple[str, Receipt]) -> None:
    where, receipt = sent
    pages = [
        Client().post(where, {"reference": reference, "code": "BBBB-BBBB-BBBB-BBBB"})
        for reference in (receipt.reference, "ZZZZ-ZZZZ")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    assert text(pages[0]).replace(receipt.reference, "ZZZZ-ZZZZ").replace(_nonce(pages[0]), "") == text(
        pages[1]
    ).replace(_nonce(pages[1]), "")


def _nonce(page: Any) -> str:
    found = re.search(r'nonce="([^"]*)"', page.content.decode())
    return found[1] if found else "none"


def test_somebody_who_is_made_to_wait_loses_nothing(
    sent: tuple[str, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    where, receipt = sent
    for _ in range(FREE_TRIES):
        Client().post(where, {"reference": receipt.reference, "code": "BBBB-BBBB-BBBB-BBBB"})
    page = ask(where, receipt, words=MORE, danger="no", step="add", request_id=str(uuid4()))
    assert page.status_code == 429
    assert "Wait half a minute" in text(page)
    kept = hidden(page)
    assert (kept["words"], receipt.code in text(page)) == (MORE, True)
    assert ask(where, receipt, **kept, step="add").status_code == 429
    monkeypatch.setattr("dueregard.work.casework.operations.guessing.has_waited", lambda *_: True)
    again = {name: value for name, value in kept.items() if name not in {"reference", "code"}}
    assert ask(where, receipt, **again, step="add").status_code == 200
    assert Entry.objects.count() == 1
