"""A question drawn from memory is the question drawn anew; and memory holds nothing that anybody wrote."""

from typing import Any

import pytest

from dueregard.faces.web.forms import drawing
from dueregard.faces.web.forms.fields import Line, Narrative, OneOf, Pick, RequestId, SomeOf, Tick
from dueregard.faces.web.forms.questions import Questions
from dueregard.faces.web.forms.times import Day, LondonMoment

FRUIT = [("a", "An apple"), ("b", "A <pear>")]


class Asked(Questions):
    """One question of each kind."""

    request_id = RequestId()
    line = Line(label="Line", help_text="On one line.")
    words = Narrative(label="Words", rows=3)
    one = OneOf(label="One", choices=FRUIT, reveals={"b": "why"}, hints={"a": "Red or green."}, initial="a")
    why = Line(label="Why a pear?")
    some = SomeOf(label="Some", choices=FRUIT, required=False)
    pick = Pick(label="Pick", choices=[("", "Choose"), *FRUIT])
    born = Day(label="Born")
    when = LondonMoment(label="When")
    agree = Tick(label="Agree")


REQUEST = {"request_id": "0199f3d2-7c2b-7000-8000-000000000001"}


def fresh(**initial: str) -> Asked:
    return Asked(initial=REQUEST | initial)


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_drawn", {})


def test_from_memory_it_looks_as_drawn_anew() -> None:
    anew = str(fresh())
    assert len(drawing._drawn) == 9, "all but the hidden one"
    assert str(fresh()) == anew


def change(form: Asked, name: str, **to: Any) -> None:
    for attribute, value in to.items():
        setattr(form.fields[name], attribute, value)


@pytest.mark.parametrize(
    ("name", "to", "shows"),
    [
        ("line", {"label": "Our own words"}, "Our own words"),
        ("line", {"help_text": "Say more."}, "Say more."),
        ("line", {"required": False}, "Line (optional)"),
        ("words", {"rows": 9}, 'rows="9"'),
        ("one", {"choices": [("c", "A cherry")]}, "A cherry"),
        ("one", {"hints": {"b": "Green."}}, "Green."),
        ("one", {"initial": "b"}, 'value="b" checked'),
        ("why", {"label": "Why not?"}, "Why not?"),
        ("some", {"choices": [("c", "A cherry")]}, "A cherry"),
    ],
)
def test_what_differs_is_drawn_as_it_is(name: str, to: dict[str, Any], shows: str) -> None:
    before, form = str(fresh()), fresh()
    change(form, name, **to)
    assert shows not in before
    assert shows in str(form)
    assert str(fresh()) == before


def test_what_a_policy_wants_is_drawn_as_wanted() -> None:
    before, form = str(fresh()), fresh()
    form.wanted = {"some"}  # type: ignore[attr-defined]
    assert "our policy asks for this" not in before
    assert "our policy asks for this" in str(form)


def test_nothing_that_anybody_wrote_stays_in_memory() -> None:
    sent = Asked({**REQUEST, "line": "Marigold", "words": "Marigold", "one": "b", "why": "Marigold"})
    assert "Marigold" in str(sent)
    assert "Marigold" in str(fresh(line="Marigold", words="Marigold", why="Marigold", one="b"))
    assert "Marigold" not in str(drawing._drawn)


def test_a_long_list_of_people_is_not_kept() -> None:
    form = fresh()
    change(form, "pick", choices=[(str(n), f"Person {n}") for n in range(40)])
    assert "Person 39" in str(form)
    assert "Person 39" not in str(drawing._drawn)


def test_memory_does_not_grow_without_end() -> None:
    for number in range(600):
        form = fresh()
        change(form, "line", label=f"Line {number}")
        form["line"].gds()  # type: ignore[attr-defined]
    assert len(drawing._drawn) <= drawing._MOST
