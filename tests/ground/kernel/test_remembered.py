"""A reading is answered once within a scope, and asked anew when a fact is written or a turn fails."""

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from household import NOON, SETUP, inside

pytestmark = pytest.mark.django_db
asked: list[str] = []


@scope.remembered
def reading(what: str) -> str:
    asked.append(what)
    return what


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_it_is_asked_once_a_scope_and_always_outside_any() -> None:
    for slug in ("harbour", "elsewhere"):
        with inside(slug):
            assert reading("a") == reading("a") == "a"
    assert reading("a") == "a"
    assert reading("a") == "a"
    assert asked == ["a"] * 4


def test_a_fact_written_is_seen_at_the_same_moment() -> None:
    with inside():
        assert shelf(Moment.now(NOON)).editions == ()
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        assert len(shelf(Moment.now(NOON)).editions) == 1


def fail() -> None:
    with turn(actor=SETUP, now=NOON):
        reading("a")
        raise ZeroDivisionError


def test_what_a_failed_turn_read_is_forgotten() -> None:
    with inside():
        with pytest.raises(ZeroDivisionError):
            fail()
        reading("a")
        assert asked == ["a", "a"]


def test_no_more_is_kept_than_a_page_asks_for() -> None:
    with inside():
        for number in range(200):
            reading(str(number))
        assert len(scope._answers.get() or ()) <= scope._MOST
