"""A block as a form: sent back as it was shown it is the same, and every fault is said at its question."""

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shipped  # noqa: F401  # registers the kinds
from dueregard.authority.access.controls.role import RoleBlock
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.blocks import Block
from dueregard.authority.policy.editing.answering import answered, at_questions, sent
from dueregard.authority.policy.editing.asking import Asked, Shape, questions
from dueregard.authority.policy.editing.controls import replace_control
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.grammar.document import read_document
from dueregard.authority.policy.kinds import KINDS
from dueregard.mechanisms.clocks.controls import ClockBlock
from dueregard.work.casework.controls.route import RouteBlock
from dueregard.work.training.controls.training import TrainingBlock

NAMES = ["role:dsl", "role:deputy", "body:board"]


def one(block: type[Block], key: str, **values: Any) -> Asked:
    return next(asked for asked in questions(block, values, NAMES) if asked.key == key)


def says(block: type[Block], before: dict[str, Any], **form: list[str]) -> Any:
    asked = questions(block, before, NAMES)
    boxes = {key.replace("__", "-"): said for key, said in form.items()}
    return answered(asked, sent(asked) | boxes, before)


@pytest.mark.parametrize("name", ARCHETYPES)
def test_every_block_that_ships_comes_back_as_it_was_shown(name: str) -> None:
    for fence in read_document(archetype(name).decode()).fences:
        kind: Any = KINDS.get(fence.kind)
        values = tomllib.loads(fence.toml.text)
        asked = questions(kind.Block, values, NAMES)
        assert {one.key for one in asked} >= values.keys()
        assert answered(asked, sent(asked), values) == (values, {}), fence.name
        again = [tuple(said) for said in sent(questions(kind.Block, values, NAMES)).values()]
        assert again == [tuple(said) for said in sent(asked).values()]


@pytest.mark.parametrize(
    ("block", "values", "shape", "said", "given"),
    [
        (RoleBlock, {"title": "Lead"}, Shape.WORDS, ("Lead",), ""),
        (RoleBlock, {"minimum": 2}, Shape.FIGURE, ("2",), "value"),
        (RoleBlock, {"minimum": "local"}, Shape.FIGURE, (), "local"),
        (RoleBlock, {"body": True}, Shape.FLAG, ("true",), ""),
        (RoleBlock, {"duties": ["a", "b"]}, Shape.LIST, ("a", "b"), ""),
        (RoleBlock, {"deputises_for": "role:dsl"}, Shape.WHO, ("role:dsl",), ""),
        (RoleBlock, {"deputises_for": {"any_of": ["role:x"]}}, Shape.WHO, ("role:x",), ""),
        (RoleBlock, {"deputises_for": {"all_of": ["role:x"]}}, Shape.WRITTEN, None, ""),
        (ClockBlock, {"limit": "24 hours"}, Shape.TIME, ("24 hours",), "value"),
        (ClockBlock, {"limit": {"clear": "5 days"}}, Shape.TIME, ("5 days",), "value"),
        (ClockBlock, {"limit": {"limit": "1 day", "aim": "at once"}}, Shape.TIME, ("1 day",), "value"),
        (ClockBlock, {"limit": {"limit": "local", "aim": {"within": "1 day"}}}, Shape.TIME, (), "local"),
        (ClockBlock, {"limit": {"cases": [], "aim": "at once"}}, Shape.WRITTEN, None, ""),
        (ClockBlock, {"limit": {"limit": "1 day", "aim": {"soon": "1 day"}}}, Shape.WRITTEN, None, ""),
        (ClockBlock, {"limit": "not set"}, Shape.TIME, (), "not set"),
        (
            ClockBlock,
            {"applies": {"strand": "prevent"}},
            Shape.WRITTEN,
            ('applies = { strand = "prevent" }',),
            "",
        ),
        (ClockBlock, {"remind": ["1 day"]}, Shape.LIST, ("1 day",), ""),
        (RouteBlock, {"ladder": ["role:deputy", "role:dsl"]}, Shape.RUNGS, ("role:deputy", "role:dsl"), ""),
        (RouteBlock, {"call": "999"}, Shape.CHOICE, ("999",), ""),
        (RouteBlock, {"reporter_may_investigate": False}, Shape.CHOICE, ("false",), ""),
        (TrainingBlock, {"accepts": ["attended", "passed"]}, Shape.CHOICES, ("attended", "passed"), ""),
        (TrainingBlock, {"accepts": ["passed", "attended"]}, Shape.WRITTEN, None, ""),
        (RoleBlock, {"title": 7}, Shape.WRITTEN, ("title = 7",), ""),
    ],
)
def test_a_question_has_the_shape_of_its_value(
    block: type[Block], values: dict[str, Any], shape: Shape, said: tuple[str, ...] | None, given: str
) -> None:
    asked = one(block, next(iter(values)), **values)
    assert (asked.shape, asked.given) == (shape, given)
    assert said is None or asked.said == said


def test_help_comes_from_what_the_code_says_of_the_key() -> None:
    assert one(RouteBlock, "copy_to").help == "Who else is told."
    assert one(ClockBlock, "limit").required
    assert not one(ClockBlock, "owes").required


@pytest.mark.parametrize(
    ("block", "form", "value"),
    [
        (RoleBlock, {"title": ["Lead "]}, {"title": "Lead"}),
        (RoleBlock, {"minimum__given": ["value"], "minimum": ["3"]}, {"minimum": 3}),
        (RoleBlock, {"minimum__given": ["not set"], "minimum": ["3"]}, {"minimum": "not set"}),
        (RoleBlock, {"body": ["on"]}, {"body": True}),
        (RoleBlock, {"duties": ["one\r\n\r\n two "]}, {"duties": ["one", "two"]}),
        (
            RoleBlock,
            {"deputises_for": ["role:dsl", "role:deputy"]},
            {"deputises_for": {"any_of": ["role:dsl", "role:deputy"]}},
        ),
        (
            ClockBlock,
            {"limit": ["5 days"], "limit__given": ["value"], "limit__rule": ["clear"]},
            {"limit": {"clear": "5 days"}},
        ),
        (
            ClockBlock,
            {
                "limit": ["2 days"],
                "limit__given": ["value"],
                "limit__aim": ["at once"],
                "limit__aim-rule": ["clear"],
            },
            {"limit": {"limit": "2 days", "aim": "at once"}},
        ),
        (
            ClockBlock,
            {"limit__given": ["local"], "limit__aim": ["1 day"], "limit__aim-rule": ["within"]},
            {"limit": {"limit": "local", "aim": {"within": "1 day"}}},
        ),
        (ClockBlock, {"applies": ['applies = { strand = "x" }']}, {"applies": {"strand": "x"}}),
        (RouteBlock, {"ladder": ["role:dsl", "", "role:deputy"]}, {"ladder": ["role:dsl", "role:deputy"]}),
        (RouteBlock, {"reporter_may_investigate": ["true"]}, {"reporter_may_investigate": True}),
    ],
)
def test_what_is_typed_becomes_plain_values(
    block: type[Block], form: dict[str, list[str]], value: dict[str, Any]
) -> None:
    assert says(block, {}, **form) == (value, {})


def test_what_was_taken_away_is_left_out_and_what_nobody_asked_about_stays() -> None:
    before = {"title": "Lead", "minimum": 1, "strange": [1]}
    assert says(RoleBlock, before, minimum=[""], minimum__given=[""]) == (
        {"title": "Lead", "strange": [1]},
        {},
    )


def test_another_limit_leaves_what_is_aimed_at_and_an_aim_taken_away_leaves_the_limit() -> None:
    before = {"limit": {"limit": "24 hours", "aim": {"by_end_of": "1 day"}}}
    assert says(ClockBlock, before, limit=["48 hours"])[0] == {
        "limit": {"limit": "48 hours", "aim": {"by_end_of": "1 day"}}
    }
    assert says(ClockBlock, before, limit__aim=[""])[0] == {"limit": "24 hours"}


def test_what_cannot_be_read_is_said_at_its_question() -> None:
    _, wrong = says(RoleBlock, {}, minimum__given=["value"], minimum=["two"])
    assert wrong == {"minimum": "Write a whole number, in figures."}
    _, wrong = says(RoleBlock, {}, minimum__given=["value"])
    assert wrong == {"minimum": "Give the value, or choose why there is none."}
    _, wrong = says(ClockBlock, {}, limit__aim=["at once"])
    assert wrong.keys() == {"limit"}
    for written in ("applies = [", "limit = 1", "applies = 1\nlimit = 2"):
        assert says(ClockBlock, {}, applies=[written])[1].keys() == {"applies"}


def test_a_day_is_read_and_a_bad_one_said() -> None:
    definition: Any = KINDS.get("definition")
    assert says(definition.Block, {}, checked=["2026-04-30"], checked__given=["value"])[0] == {
        "checked": date(2026, 4, 30)
    }
    assert says(definition.Block, {}, checked=["30/4"], checked__given=["value"])[1].keys() == {"checked"}


def test_the_gate_speaks_at_the_question() -> None:
    text = archetype("safeguarding-core").decode()
    fence = next(fence for fence in read_document(text).fences if fence.kind == "role")
    values = tomllib.loads(fence.toml.text) | {"minimum": -1, "may": ["fly"]}
    spoilt = replace_control(text, fence.kind, fence.id, values).text
    found = at_questions(judge(spoilt.encode(), "x.md").problems, fence.name)
    assert found.keys() == {"minimum", "may"}
    assert at_questions(judge(spoilt.encode(), "x.md").problems, fence.name[:-1]) == {}


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "minimum", "minimum-given", "duties", "body", "deputises_for", "may", "meets"]
        ),
        st.lists(st.text(max_size=12), max_size=3),
    )
)
def test_whatever_is_sent_is_read_or_said(form: dict[str, list[str]]) -> None:
    values, wrong = answered(questions(RoleBlock, {}, NAMES), form, {})
    assert not values.keys() & wrong.keys()
    asked = questions(RoleBlock, values, NAMES)
    assert answered(asked, sent(asked), values) == (values, {})
