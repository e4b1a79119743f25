# ruff: noqa: E501  (tables read better with a case a line)
"""Figures: every way a policy gives one, what it comes to, and that silence is never filled in."""

from datetime import date
from typing import Any

import pytest

from dueregard.authority.policy.values.figure import Figure, Given
from dueregard.authority.policy.values.figures import Day, Least, Most, Notice, Text, TimeLimit, YesNo
from dueregard.authority.policy.values.resolve import NothingElsewhere, resolve
from dueregard.authority.policy.values.time import Time
from dueregard.authority.policy.values.trouble import Troubles


class Elsewhere:
    """A lookup over two dictionaries."""

    def __init__(
        self, local: dict[str, str] | None = None, figures: dict[str, Figure[Any]] | None = None
    ) -> None:
        self.given = local or {}
        self.figures = figures or {}

    def local(self, address: Any) -> Any:
        return self.given.get(address)

    def inherited(self, address: Any, key: Any) -> Any:
        full = address if address.count(".") > 1 else f"{address}.{key}"
        return (full, self.figures[full]) if full in self.figures else None


NOWHERE = NothingElsewhere()


@pytest.mark.parametrize(
    ("raw", "given", "value"),
    [
        ("24 hours", Given.VALUE, Time.read("24 hours")),
        ({"within": "3 working days"}, Given.VALUE, Time.read({"within": "3 working days"})),
        ({"limit": "24 hours", "aim": "at once"}, Given.VALUE, Time.read("24 hours")),
        ("not set", Given.NOT_SET, None),
        ({"limit": "not set", "aim": "at once"}, Given.NOT_SET, None),
        ("none", Given.NONE, None),
        ("local", Given.LOCAL, None),
    ],
)
def test_what_a_limit_comes_to(raw: Any, given: Any, value: Any) -> None:
    figure = TimeLimit.read(raw)
    resolved = resolve(figure, {}, NOWHERE)
    assert (resolved.given, resolved.value) == (given, value)
    assert TimeLimit.read(figure.plain()) == figure


def test_an_aim_is_beside_the_limit() -> None:
    assert resolve(TimeLimit.read({"limit": "24 hours", "aim": "at once"}), {}, NOWHERE).aim == "at once"


@pytest.mark.parametrize(
    ("kind", "readings", "holds"),
    [
        (TimeLimit, ["24 hours", "3 working days"], Time.read("24 hours")),
        (Notice, [{"at_least_before": "5 days"}, {"at_least_before": "5 working days"}], Time.read({"at_least_before": "5 working days"})),
        (Least, [1, 3], 3),
        (Most, [1, 3], 1),
        (YesNo, [False, True], True),
        (Day, [date(2023, 6, 22), date(2022, 10, 1)], date(2022, 10, 1)),
    ],
)  # fmt: skip
def test_of_a_clash_the_stricter_holds(kind: Any, readings: Any, holds: Any) -> None:
    resolved = resolve(kind.read({"readings": readings}), {}, NOWHERE)
    assert (resolved.value, resolved.clash) == (holds, True)
    assert resolve(kind.read({"readings": readings[::-1]}), {}, NOWHERE).value == holds


def test_the_clause_of_a_reading_is_kept() -> None:
    figure = Notice.read(
        {"readings": [{"at_least_before": "5 days", "clause": "9.2"}, {"at_least_before": "1 month"}]}
    )
    assert [wording.clause for wording in figure.wordings] == ["9.2", ""]
    assert Notice.read(figure.plain()) == figure


CASES = {
    "cases": [
        {"when": {"reporter": "learner"}, "limit": "none"},
        {"when": {"reporter": ["staff", "learner"]}, "limit": "24 hours"},
    ]
}


@pytest.mark.parametrize(
    ("reporter", "given"),
    [("learner", Given.NONE), ("staff", Given.VALUE), ("visitor", Given.NOT_SET), (None, Given.NOT_SET)],
)
def test_the_first_case_that_matches_wins_and_no_case_is_not_set(reporter: Any, given: Any) -> None:
    figure = TimeLimit.read(CASES)
    assert resolve(figure, {"reporter": reporter}, NOWHERE).given is given
    assert TimeLimit.read(figure.plain()) == figure


def test_a_local_value_is_read_as_its_kind() -> None:
    lookup = Elsewhere(local={"core/role.dsl.minimum": "2"})
    assert resolve(Least.read("local"), {}, lookup, "core/role.dsl.minimum").value == 2
    missing = resolve(Least.read("local"), {}, lookup, "core/role.other.minimum")
    assert (missing.given, missing.value) == (Given.LOCAL, None)


def test_a_local_value_that_cannot_be_read_is_not_used() -> None:
    lookup = Elsewhere(local={"core/role.dsl.minimum": "lots"})
    resolved = resolve(Least.read("local"), {}, lookup, "core/role.dsl.minimum")
    assert (resolved.given, resolved.value) == (Given.LOCAL, None)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Day, "2026-11-21", date(2026, 11, 21)),
        (YesNo, "yes", True),
        (Text, "101", "101"),
        (TimeLimit, "1 month", Time.read("1 month")),
    ],
)
def test_what_a_provider_types(kind: Any, typed: Any, value: Any) -> None:
    assert resolve(kind.read("local"), {}, Elsewhere(local={"p/k.i.x": typed}), "p/k.i.x").value == value


def test_a_figure_of_another_policy_is_shown_as_inherited() -> None:
    lookup = Elsewhere(figures={"core/clock.report.limit": TimeLimit.read("24 hours")})
    resolved = resolve(TimeLimit.read({"from": "core/clock.report"}), {}, lookup, "prevent/clock.tell.limit")
    assert (resolved.value, resolved.inherited_from) == (Time.read("24 hours"), "core/clock.report.limit")


def test_a_source_without_a_policy_is_in_the_same_one() -> None:
    lookup = Elsewhere(figures={"prevent/clock.report.limit": TimeLimit.read("24 hours")})
    resolved = resolve(TimeLimit.read({"from": "clock.report"}), {}, lookup, "prevent/clock.tell.limit")
    assert resolved.inherited_from == "prevent/clock.report.limit"


def test_a_policy_that_is_not_there_leaves_it_not_set() -> None:
    resolved = resolve(TimeLimit.read({"from": "core/clock.report"}), {}, NOWHERE, "prevent/clock.tell.limit")
    assert (resolved.given, resolved.value) == (Given.NOT_SET, None)


def test_policies_that_take_it_from_each_other_leave_it_not_set() -> None:
    lookup = Elsewhere(
        figures={
            "a/clock.x.limit": TimeLimit.read({"from": "b/clock.x"}),
            "b/clock.x.limit": TimeLimit.read({"from": "a/clock.x"}),
        }
    )
    assert (
        resolve(TimeLimit.read({"from": "a/clock.x"}), {}, lookup, "c/clock.x.limit").given is Given.NOT_SET
    )


@pytest.mark.parametrize(
    ("kind", "raw", "where"),
    [
        (TimeLimit, "at once", ()),
        (TimeLimit, {"at_least_before": "5 days"}, ()),
        (Notice, "5 days", ()),
        (TimeLimit, {"limit": "24 hours", "from": "core/clock.report"}, ()),
        (TimeLimit, {"aim": "at once"}, ()),
        (TimeLimit, {"limit": "24 hours", "aims": "at once"}, ("aims",)),
        (TimeLimit, {"readings": ["24 hours"]}, ("readings",)),
        (TimeLimit, {"readings": ["24 hours", "24 hours"]}, ("readings",)),
        (Text, {"readings": ["a", "b"]}, ("readings",)),
        (TimeLimit, {"cases": []}, ("cases",)),
        (TimeLimit, {"cases": [{"limit": "1 day"}]}, ("cases", 0)),
        (TimeLimit, {"cases": [{"when": {"a": "b"}, "limit": "1 dya"}]}, ("cases", 0, "limit")),
        (TimeLimit, {"from": "somewhere"}, ("from",)),
        (Least, True, ()),
        (Least, -1, ()),
        (Least, "1", ()),
        (Least, {"limit": 1, "aim": "at once"}, ("aim",)),
        (Day, "2023-06-22", ()),
        (YesNo, 1, ()),
    ],
)
def test_a_figure_is_refused_at_its_key(kind: Any, raw: Any, where: Any) -> None:
    with pytest.raises(Troubles) as refused:
        kind.read(raw)
    assert [trouble.path for trouble in refused.value.found] == [where]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (TimeLimit.read({"limit": "24 hours", "aim": "at once"}), "within 24 hours (aim: at once)"),
        (TimeLimit.read("not set"), "not set (the policy does not say)"),
        (Least.read({"readings": [1, 3]}), "3 (the policy says both 1 and 3; the stricter holds)"),
        (TimeLimit.read(CASES), "no limit (the policy says so) when reporter is learner; within 24 hours when reporter is staff or learner"),
    ],
)  # fmt: skip
def test_a_figure_says_itself(figure: Any, words: Any) -> None:
    assert figure.words() == words
