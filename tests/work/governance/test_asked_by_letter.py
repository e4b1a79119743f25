"""Whoever has the next word on a draft is written to, once for each step, and nobody who may not say it."""

from uuid import UUID

import pytest

from dueregard.authority.access.operations import give_holding
from dueregard.ground.kernel.actors import Actor
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.signoff.vocabulary import Said
from dueregard.work.governance.operations.asking import ask_who_came_since
from dueregard.work.governance.operations.drafting import save_draft
from dueregard.work.governance.operations.signing import call_back, put_forward
from dueregard.work.governance.vocabulary import Change
from household import NOON, SETUP, make_holder, make_person
from work.governance.governing import POLICY, at, governed, put, signs, written

pytestmark = pytest.mark.django_db
SIX = POLICY.replace('every = "12 months"', 'every = "6 months"')


def told() -> list[UUID | None]:
    return list(Message.objects.order_by("made_at", "id").values_list("person_id", flat=True))


def test_each_is_told_when_it_is_their_turn_and_once() -> None:
    with governed() as crew:
        row = put(crew, SIX)
        assert told() == [crew.writer]
        signs(row, crew.writer, "writer")
        assert told()[0] == crew.writer
        assert sorted(map(str, told()[1:])) == sorted([str(crew.director), str(crew.board)])
        signs(row, crew.director, "director", minute=20)
        assert len(told()) == 3


def test_the_author_is_not_asked_for_what_they_may_not_say() -> None:
    with governed() as crew:
        row = written(crew, SIX, by=crew.director)
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=Actor.person(crew.writer), now=at(5))
        signs(row, crew.writer, "writer")
        assert told() == [crew.writer, crew.board]


def test_a_no_asks_nobody_further_and_the_next_text_asks_anew() -> None:
    with governed() as crew:
        row = put(crew, SIX)
        signs(row, crew.writer, "writer")
        signs(row, crew.board, "board", Said.NO, minute=20, words="Too often.")
        assert len(told()) == 3
        call_back(begun=row.begun, actor=Actor.person(crew.writer), now=at(21))
        writer = Actor.person(crew.writer)
        newer = save_draft(
            draft_id=row.id, text=POLICY.replace('"12 months"', '"9 months"'), actor=writer, now=at(22)
        )
        put_forward(begun=newer.begun, change=Change.SUBSTANCE, actor=writer, now=at(23))
        assert told()[3:] == [crew.writer]


def test_who_comes_into_the_post_while_it_waits_is_told_once() -> None:
    with governed() as crew:
        ask_who_came_since(actor=SETUP, now=at(1))
        row = put(crew, SIX)
        ask_who_came_since(actor=SETUP, now=at(6))
        assert told() == [crew.writer]
        another = make_holder("Ann Other", "writer")
        to_come = make_person("Til Later")
        give_holding(person_id=to_come, role="writer", since=at(30), actor=SETUP, now=NOON)
        for minute in (7, 8):
            ask_who_came_since(actor=SETUP, now=at(minute))
        assert told() == [crew.writer, another]
        ask_who_came_since(actor=SETUP, now=at(31))
        assert told() == [crew.writer, another, to_come]
        signs(row, crew.writer, "writer", minute=40)
        assert len(told()) == 5
        ask_who_came_since(actor=SETUP, now=at(41))
        assert len(told()) == 5
