"""Registers beside the policies on the desk: what is due, one entry and its history, writing down a look, a list."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from desk_support import sign_in, text
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.governance.models import RegisterLook, ReviewEvent
from household import SETUP, inside, make_person
from work.governance.governing import HEAD, governed
from work.governance.test_registers import OTHER, REGISTERS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE, LIST = "/desk/registers/", "/desk/registers/list/"


def said(day: date | None = None, **more: str) -> dict[str, str]:
    day = day or london_day(utc_now())
    return {
        "looked_on-day": str(day.day),
        "looked_on-month": str(day.month),
        "looked_on-year": str(day.year),
        "saw": "stands",
        "basis": "document seen",
        "words": "Read on the page of the law.",
    } | more


def entry_of(client: Client, title: str) -> str:
    """The address of an entry, as the page of registers links to it."""
    found = re.findall(r'href="(/desk/registers/[0-9a-f-]+/)">(.*?)</a>', page_of(client))
    links = {" ".join(name.split()): there for there, name in found}
    return links[title]


def page_of(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return str(response.content.decode())


def test_somebody_looks_and_it_is_shown_and_taken_away() -> None:
    with governed(REGISTERS) as crew:
        adopt(data=OTHER.encode(), path="other.md", actor=SETUP, now=utc_now())
        provider = _provider()
        board, teacher = sign_in(crew.board, provider), sign_in(make_person("Tu Tor"), provider)
        assert "/desk/registers/" in text(board.get("/desk/policies/"))
        for words in ("The Act, section 26", "Overdue", "Our other policy", "for visitors"):
            assert words.lower() in page_of(board).lower()
        there = entry_of(board, "The Act, section 26")
        page = text(board.get(there))
        assert 'href="https://legislation.gov.uk/ukpga/2015/6/section/26"' in page
        assert "Nobody has looked yet. Look where it lies" in page
        assert board.post(there, said()).headers["Location"] == PAGE
        page = text(board.get(there))
        for words in (
            "It still stands, as the policy names it (seen), Bo Board",
            "in force that day: 1<",
            "Read on the page of the law.",
        ):
            assert words in page
        page = text(teacher.get(there))
        assert "It still stands" in page
        assert "Read on the page of the law." not in page
        assert "Write down a look" not in page
        refused = teacher.post(there, said())
        assert refused.status_code == 403
        assert RegisterLook.objects.count() == 1
        answer: Any = teacher.get(LIST)
        lines = answer.content.decode("utf-8-sig").splitlines()
        today = london_day(utc_now())
        again = today + timedelta(days=100)
        assert lines[0].startswith("Policy,Register,Entry,Site,Where,Last looked at")
        assert (
            f'Care,What it relies on,"The Act, section 26",,legislation.gov.uk/ukpga/2015/6/section/26,{today},seen,'
            f"{again},As it should be"
        ) in lines
        assert "Read on the page" not in "".join(lines)


def test_a_newer_edition_is_new_guidance_and_colours_the_entry() -> None:
    with governed(REGISTERS) as crew:
        board = sign_in(crew.board, _provider())
        assert board.post(entry_of(board, "The guidance, 2023"), said(saw="newer")).status_code == 302
        assert "A newer edition is out" in page_of(board)
        assert ReviewEvent.objects.get().event == "guidance"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "This needs an answer."),
        ({"saw": "older"}, "Choose one of the answers on the page."),
        ({"basis": ""}, "This needs an answer."),
        ({"looked_on-year": "2199"}, "This day is still to come"),
        ({"looked_on-month": "13"}, "This is not a day in the calendar"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(wrong: dict[str, str], words: str) -> None:
    with governed(REGISTERS) as crew:
        board = sign_in(crew.board, _provider())
        there = entry_of(board, "The Act, section 26")
        response: Any = board.post(there, said(words="Kept as typed.") | wrong)
        assert response.status_code == 422
        page = " ".join(response.content.decode().split())
        assert words in page
        assert ("Kept as typed." in page) == ("words" not in wrong)
        assert not RegisterLook.objects.exists()


def test_a_companion_has_a_day_of_its_own() -> None:
    with governed(REGISTERS) as crew:
        board = sign_in(crew.board, _provider())
        there = entry_of(board, "Staff handbook")
        own = {"own_review-day": "1", "own_review-month": "2", "own_review-year": "2031"}
        assert board.post(there, said() | own).status_code == 302
        assert "By its own text it is looked at again by 1 February 2031." in text(board.get(there))


def test_without_registers_the_page_says_what_to_do() -> None:
    with governed(HEAD) as crew:
        board = sign_in(crew.board, _provider())
        assert "No policy in force keeps a register yet." in page_of(board)
        assert board.get(f"/desk/registers/{uuid4()}/").status_code == 404


def test_another_providers_entry_is_as_little_there_as_its_looks() -> None:
    with governed(REGISTERS, "elsewhere") as crew:
        board = sign_in(crew.board, _provider())
        there = entry_of(board, "The Act, section 26")
        assert board.post(there, said()).status_code == 302
    with inside() as provider:
        assert sign_in(make_person("Tu Tor"), provider).get(there).status_code == 404
    with governed(REGISTERS, "quayside") as crew:
        assert "Read on the page" not in text(sign_in(crew.board, _provider()).get(there))


def _provider() -> Provider:
    found: Provider = Provider.objects.get(pk=scope.provider_id())
    return found


DUTIES = HEAD.replace(
    'title = "Board member"', 'title = "Board member"\nduties = ["Doors are locked.", "Keys are counted."]'
)


def test_each_duty_of_a_post_is_a_row_with_its_owner_and_who_holds_it() -> None:
    with governed(DUTIES) as crew:
        page = page_of(sign_in(crew.board, _provider()))
        rows = re.findall(r'rowheader" dir="auto">(.*?)</th>.*?>(.*?)</td>.*?>(.*?)</td>', page, re.DOTALL)
        held = ("Board member", "Bo Board")
        assert rows == [("Doors are locked.", *held), ("Keys are counted.", *held)]
    with inside("elsewhere") as provider:
        adopt(data=DUTIES.encode(), path="care.md", actor=SETUP, now=utc_now())
        page = page_of(sign_in(make_person("Tu Tor"), provider))
        assert page.count("nobody holds this post") == 2
        assert "Bo Board" not in page
