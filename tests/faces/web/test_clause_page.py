"""The page of a clause: why it stands so, whose row is behind it, its year, and what people think."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assurance.status.lapsing import POLICY, learns
from desk_support import sign_in, text
from dueregard.assurance.status.keeping import keep_reading
from dueregard.assurance.status.opinions import opinions
from dueregard.assurance.status.queries import clauses
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day, utc_now
from dueregard.work.casework.operations.handling import open_concern
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE = reverse("clause", args=["learning", "2"])
BOARD = b"""
```control role board
title = "Board member"
minimum = 0
may = ["see-board-figures"]
```
"""
ASKS = (
    POLICY.replace(b"## 2 What", BOARD + b"\n## 2 What")
    .replace(b'every = "12 months"', b'every = "1 week"')
    .replace(b'standing = "staff"', b'standing = "learner"')
)
DAY = timedelta(days=1)


def lapsed() -> None:
    """Somebody who did it in time, and is some days late to do it again: within the days of grace."""
    now = utc_now()
    adopt(data=ASKS, path="learning.md", actor=SETUP, now=NOON)
    person = make_person("Lin Learner", Standing.LEARNER)
    learns(person, on=NOON.date(), now=NOON)
    learns(person, on=london_day(now - 10 * DAY), now=now - 10 * DAY)


def test_a_lapsed_row_is_named_to_whoever_keeps_it_and_the_others_are_told_who_can_help() -> None:
    with inside() as provider:
        lapsed()
        keeper, board = make_holder("Kay Keeper", "hr"), make_holder("Bo Ard", "board")
        give_holding(person_id=keeper, role="board", manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
        shown = text(sign_in(keeper, provider).get(PAGE))
        assert "at risk" in shown
        assert "Lin Learner" in shown
        assert "they owe it themselves" in shown
        seen = text(sign_in(board, provider).get(PAGE))
        assert "Lin Learner" not in seen
        assert "Who is behind this is shown to: HR." in seen
        assert "So few that the number could say who" in seen
        assert sign_in(make_person("Tu Tor"), provider).get(PAGE).status_code == 404


def test_its_year_is_drawn_and_told_from_what_was_kept() -> None:
    with inside() as provider:
        lapsed()
        client = sign_in(make_holder("Bo Ard", "board"), provider)
        assert "Nothing is kept of it yet." in text(client.get(PAGE))
        now = utc_now()
        for days in (1, 4, 10):
            keep_reading(Moment.end_of(london_day(now - days * DAY)), actor=SETUP, now=now)
        shown = text(client.get(PAGE))
        assert shown.count('<rect class="dr-stack dr-stack--grace"') == 1 + 1, "a week, and its legend"
        assert shown.count('<rect class="dr-stack dr-stack--kept"') == 1 + 1
        assert "nothing was kept" in shown


def test_what_changed_stands_on_the_page_of_all_policies() -> None:
    with inside() as provider:
        lapsed()
        client = sign_in(make_holder("Bo Ard", "board"), provider)
        every = reverse("policies")
        assert "Nothing is kept of earlier days yet." in text(client.get(every))
        now = utc_now()
        keep_reading(Moment.end_of(london_day(now - 9 * DAY)), actor=SETUP, now=now)
        shown = text(client.get(every))
        assert "What changed in the last month" in shown
        assert f'<a class="govuk-link" href="{PAGE}">2 What we learn</a>: met → at risk' in shown


def judged(client: Client, words: str) -> int:
    return client.post(PAGE, {"view": "partly", "words": words}).status_code


def test_a_judgement_stands_beside_and_never_over() -> None:
    with inside() as provider:
        lapsed()
        lead = make_holder("Bo Ard", "board")
        client = sign_in(lead, provider)
        before = clauses(Moment.now(utc_now()))
        assert judged(client, " ") == 422
        assert judged(client, "Two were away.") == 302
        assert judged(client, "Two were ill.") == 302
        shown = text(client.get(PAGE))
        assert "judgement</strong>: It is kept in part" in shown
        assert "It is kept in part. Bo Ard" in shown
        assert "Two were ill." in shown
        assert "Two were away." not in shown, "it was said anew"
        now = Moment.now(utc_now())
        assert clauses(now) == before
        (row, words), *_none = opinions("learning", "2", now)
        assert (row.by, words, row.replaces is not None) == (f"person:{lead}", "Two were ill.", True)
        refused = sign_in(make_person("Tu Tor"), provider)
        assert judged(refused, "Me too.") == 404


def test_what_was_typed_about_a_clause_that_went_meanwhile_is_given_back() -> None:
    with inside() as provider:
        lapsed()
        client = sign_in(make_holder("Bo Ard", "board"), provider)
        adopt(data=ASKS.replace(b"{#2}", b"{#9}"), path="learning.md", actor=SETUP, now=utc_now())
        answer = client.post(PAGE, {"view": "partly", "words": "Two were away."})
        assert answer.status_code == 409
        assert "Two were away." in answer.content.decode()
        assert client.get(PAGE).status_code == 404
        assert sign_in(make_person("Tu Tor"), provider).post(PAGE, {"words": "Me."}).status_code == 404


def test_a_restricted_matter_shows_on_no_page_of_clauses_to_whom_it_is_about() -> None:
    """Nor to anybody else: the pages are of the open circle."""
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        open_concern(concern_id=concern_about_a_learner(), actor=Actor.person(lead), now=NOON)
        client = sign_in(board, provider)
        pages = [reverse("policies")]
        pages += [
            reverse("clause", args=[one.policy, one.id])
            for one in clauses(Moment.now(utc_now()))
            if any("clock" in check.address for check in one.controls)
        ]
        before = [main(client, page) for page in pages]
        concern_about_a_learner(board)
        keep_reading(Moment.now(utc_now()), actor=SETUP, now=utc_now())
        keep_reading(Moment.end_of(london_day(utc_now() - DAY)), actor=SETUP, now=utc_now())
        with_it = [main(client, page) for page in pages]
        assert [page.partition("Over the last year")[0] for page in with_it[1:]] == [
            page.partition("Over the last year")[0] for page in before[1:]
        ]
        assert len(pages) > 2


def main(client: Client, page: str) -> str:
    return text(client.get(page)).partition("<main")[2].partition("</main>")[0].partition("csrfmiddleware")[0]
