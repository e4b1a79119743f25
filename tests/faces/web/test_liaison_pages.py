"""Those we work with, on the desk: one body and its history, what came of it, what was agreed, and who reads."""

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
from dueregard.work.liaison.models import Exchange, Fulfilment, Undertaking, Upshot
from household import SETUP, inside, make_person
from work.governance.governing import HEAD, Crew, governed
from work.liaison.outside import POLICE, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE, LIST = "/desk/working-with/", "/desk/working-with/list/"
ABOUT, THEY_SAID = "The new estate by the quay", "Groups hand out leaflets there"


def provider() -> Provider:
    found: Provider = Provider.objects.get(pk=scope.provider_id())
    return found


def boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def said(crew: Crew, **more: Any) -> dict[str, Any]:
    begun = {
        "way": "call",
        "ours": str(crew.board),
        "theirs": "The duty officer",
        "about": ABOUT,
        "said": THEY_SAID,
        "came": "",
    }
    return begun | boxes("happened_on", london_day(utc_now())) | more


def page_of(client: Client, title: str) -> str:
    """The address of a body, as the page of all links to it."""
    found = re.findall(r'href="(/desk/working-with/[0-9a-f-]+/)">(.*?)</a>', text(client.get(PAGE)))
    return {name: there for there, name in found}[title]


def test_somebody_is_in_touch_says_what_changed_and_what_was_agreed_is_done() -> None:
    with governed(TEXT) as crew:
        board, writer = sign_in(crew.board, provider()), sign_in(crew.writer, provider())
        assert PAGE in text(board.get("/desk/policies/"))
        there = page_of(board, "The council")
        assert "Nobody was in touch yet. Ring them before you need them" in text(board.get(there))
        assert board.post(there, said(crew)).headers["Location"] == there
        row = Exchange.objects.get()
        page = text(board.get(there))
        for words in (
            "A call, Bo Board",
            "With: The duty officer",
            ABOUT,
            THEY_SAID,
            "What changed is not known yet",
        ):
            assert words in page
        came = {"came": "changed", "changed": "Our map has it now.", "why_nothing": ""}
        assert board.post(f"{PAGE}said/{row.id}/", came).headers["Location"] == there
        due = boxes("due_on", london_day(utc_now()) + timedelta(days=3))
        agreed = {"words": "Walk the quay.", "post": "writer"} | due
        assert board.post(f"{PAGE}said/{row.id}/agreed/", agreed).headers["Location"] == there
        finish = f"{PAGE}done/{Undertaking.objects.get().id}/"
        assert "Walk the quay." in text(writer.get(PAGE))
        assert "Walk the quay." in text(writer.get(finish))
        done = {"words": "Walked it."} | boxes("done_on", london_day(utc_now()))
        assert writer.post(finish, done).headers["Location"] == there
        page = text(board.get(there))
        for words in ("Something changed", "Our map has it now.", "Agreed: Policy writer, by", "Walked it."):
            assert words in page
        assert (Upshot.objects.count(), Fulfilment.objects.count()) == (1, 1)
        assert "Walk the quay." not in text(writer.get(PAGE))


def test_others_see_that_and_when_and_no_words() -> None:
    with governed(TEXT) as crew:
        board, tutor = sign_in(crew.board, provider()), sign_in(make_person("Tu Tor"), provider())
        there = page_of(board, "The police")
        board.post(there, said(crew))
        row = Exchange.objects.get()
        agreed = {"words": "Walk the quay.", "post": "writer"} | boxes("due_on", london_day(utc_now()))
        board.post(f"{PAGE}said/{row.id}/agreed/", agreed)
        page = text(tutor.get(there))
        assert "A call, Bo Board" in page
        for words in (ABOUT, THEY_SAID, "The duty officer", "Walk the quay.", "Write it down"):
            assert words not in page
        assert "Walk the quay." not in text(tutor.get(PAGE))
        answer: Any = tutor.get(LIST)
        lines = answer.content.decode("utf-8-sig").splitlines()
        today = london_day(utc_now())
        assert f"Care,The police,Police,{today},A call,not known yet,1,0" in lines
        one = Undertaking.objects.get()
        for refused in (
            there,
            f"{PAGE}said/{row.id}/",
            f"{PAGE}said/{row.id}/agreed/",
            f"{PAGE}done/{one.id}/",
        ):
            assert tutor.post(refused, said(crew)).status_code == 403
        assert Exchange.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"theirs": ""}, "This needs an answer."),
        ({"way": "smoke"}, "Choose one of the answers on the page."),
        ({"ours": "nobody"}, "Choose one of the answers on the page."),
        ({"came": "changed", "changed": ""}, "This needs an answer."),
        ({"came": "nothing", "changed": "x", "why_nothing": " "}, "This needs an answer."),
        ({"happened_on-year": "2199"}, "This day is still to come"),
        ({"about": "\0"}, "cannot be kept"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(wrong: dict[str, str], words: str) -> None:
    with governed(TEXT) as crew:
        board = sign_in(crew.board, provider())
        response: Any = board.post(page_of(board, "The council"), said(crew) | wrong)
        assert response.status_code == 422
        page = " ".join(response.content.decode().split())
        assert words in page
        assert THEY_SAID in page
        assert not Exchange.objects.exists()


def test_the_box_warns_and_what_is_typed_as_markup_stays_words() -> None:
    with governed(TEXT) as crew:
        board = sign_in(crew.board, provider())
        there = page_of(board, "The council")
        assert "Never a person: no name, no initials" in text(board.get(there))
        board.post(there, said(crew, theirs="<script>alert(1)</script>"))
        assert b"<script>alert(1)" not in board.get(there).content


def test_without_bodies_the_page_says_what_to_do() -> None:
    with governed(HEAD) as crew:
        board = sign_in(crew.board, provider())
        assert "No policy in force names anybody outside with whom you work." in text(board.get(PAGE))
        for nowhere in (f"{uuid4()}/", f"said/{uuid4()}/", f"said/{uuid4()}/agreed/", f"done/{uuid4()}/"):
            assert board.get(f"{PAGE}{nowhere}").status_code == 404


def test_another_providers_log_is_as_little_there_as_its_words() -> None:
    with governed(TEXT, "elsewhere") as crew:
        board = sign_in(crew.board, provider())
        there = page_of(board, "The council")
        board.post(there, said(crew))
        row = Exchange.objects.get()
    with inside("here") as ours:
        outsider = sign_in(make_person("Tu Tor"), ours)
        for nowhere in (there, f"{PAGE}said/{row.id}/"):
            assert outsider.get(nowhere).status_code == 404


def test_a_mistake_is_taken_back_and_stays_to_be_seen() -> None:
    with governed(TEXT) as crew:
        board, writer = sign_in(crew.board, provider()), sign_in(crew.writer, provider())
        there = page_of(board, "The council")
        board.post(there, said(crew))
        row = Exchange.objects.get()
        step = f"/desk/working-with/said/{row.id}/mistake/"
        empty = board.post(step, {"words": ""})
        assert (empty.status_code, "needs an answer" in empty.content.decode()) == (422, True)
        assert board.post(step, {"words": "It was the police."}).headers["Location"] == there
        page = text(board.get(there))
        for one in ("Written down by mistake", "It was the police.", ABOUT):
            assert one in page
        assert "Nobody was in touch yet" in page
        assert "It was the police." not in text(sign_in(make_person("Tu Tor"), provider()).get(there))
        again = board.post(step, {"words": "x"})
        assert again.status_code == 404
        assert writer.get(there).status_code == 200


def test_a_body_that_the_policy_names_no_more_stays_with_what_was_written() -> None:
    with governed(TEXT) as crew:
        board = sign_in(crew.board, provider())
        there = page_of(board, "The police")
        board.post(there, said(crew))
        later = TEXT.replace('edition = "1"', 'edition = "2"').replace(POLICE, "")
        adopt(data=later.encode(), path="care.md", actor=SETUP, now=utc_now())
        assert "Not named any more" in text(board.get(PAGE))
        page = text(board.get(page_of(board, "The police")))
        assert ABOUT in page
        assert "names it no more" in page
        assert "Write down that we were in touch" not in page
