# ruff: noqa: E501  (tables read better with a case a line)
"""Objectives: what the gate refuses, where it says so, and how one stands by what bears it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dueregard.authority.access.controls
import dueregard.authority.policy.controls  # noqa: F401  # registers the kinds, as Django does when it starts
from dueregard.authority.people.controls import OBJECTIVE_KIND
from dueregard.authority.policy.answers import Basis, Bearing, Reading, Status
from dueregard.authority.policy.gate import judge

HEADER = '+++\nlanguage = 1\npolicy = "p"\ntitle = "T"\nnation = "england"\nowner = "role:dsl"\n+++\n\n# C {#c}\n\n'
DSL = '```control role dsl\ntitle = "Lead"\nminimum = 1\n```\n'
BROKEN = '```control role broken\ntitle = "Lead"\n```\n'


def objective(id: str, *borne_by: str, more: str = "") -> str:
    named = ",\n".join(f'  "{one}"' for one in borne_by)
    return f'```control objective {id}\naim = "Shield everybody"\nborne_by = [\n{named}\n]\n{more}```\n'


def problems(*blocks: str) -> list[tuple[int, str, str]]:
    text = f"{HEADER}{DSL}{''.join(blocks)}"
    return [(one.line, one.key, one.message) for one in judge(text.encode(), "p.md").problems]


@pytest.mark.parametrize(
    "blocks",
    [
        [objective("x", "role.dsl")],
        [objective("x")],
        ['```control objective x\naim = "Shield everybody"\n```\n'],
        [objective("x", "objective.y", "role.dsl"), objective("y", "role.dsl")],
        [objective("x", "objective.y", "objective.z"), objective("y", "objective.z"), objective("z")],
        [
            objective(
                "x", "role.dsl", more='audience = { standing = ["learner", "staff"] }\narea = "Leading"\n'
            )
        ],
    ],
)
def test_what_is_clean(blocks: list[str]) -> None:
    assert problems(*blocks) == []


FIRST, SECOND = 18, 19
"""The lines of the first and the second name of the first objective."""
REFUSED = [
    ([objective("x", "role.dls")], FIRST, "objective.x.borne_by.0", "this policy has no 'role.dls'"),
    ([objective("x", "role.dsl", "route.dsl")], SECOND, "objective.x.borne_by.1", "this policy has no 'route.dsl'"),
    ([objective("x", "objective.x")], FIRST, "objective.x.borne_by.0", "cannot bear itself"),
    ([objective("x", "role.dsl", "role.dsl")], SECOND, "objective.x.borne_by.1", "already stands in this list"),
    ([objective("x", "dsl")], FIRST, "objective.x.borne_by.0", "names nothing"),
    ([objective("x", "other/role.dsl")], FIRST, "objective.x.borne_by.0", "names nothing"),
    ([objective("x", more="score = 3\n")], 20, "objective.x.score", "no key 'score'"),
    ([objective("x", more='audience = { faith = "any" }\n')], 20, "objective.x.audience.faith", "faith"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "line", "key", "message"), REFUSED)
def test_what_is_refused_and_where(blocks: list[str], line: int, key: str, message: str) -> None:
    ((found, its_key, said),) = problems(*blocks)
    assert (found, its_key) == (line, key)
    assert message in said


def test_a_circle_is_told_of_each_that_is_in_it_and_of_no_other() -> None:
    found = problems(
        objective("x", "role.dsl", "objective.y"),
        objective("y", "objective.z"),
        objective("z", "objective.x"),
        objective("outside", "objective.x"),
    )
    assert [key for _line, key, _said in found] == [
        "objective.x.borne_by.1",
        "objective.y.borne_by.0",
        "objective.z.borne_by.0",
    ]
    assert found[0][0] == SECOND
    assert all("go round in a circle" in said for _line, _key, said in found)


def test_a_fault_of_what_bears_it_is_told_once() -> None:
    assert {key for _line, key, _said in problems(BROKEN, objective("x", "role.broken"))} == {"role.broken"}


def test_a_chain_as_long_as_a_file_allows_is_judged() -> None:
    ids = [f"o{number}" for number in range(400)]
    chain = [objective(one, f"objective.{after}") for one, after in pairwise(ids)]
    assert problems(*chain, objective(ids[-1])) == []


def bearing(status: Status, title: str = "1 One", basis: Basis | None = None) -> Bearing:
    return Bearing("1", title, "training", Reading(status, "because", basis))


SAID = [
    ([], Status.NOT_SET, "the policy does not say what bears it"),
    ([bearing(Status.MET)], Status.MET, "met: training (“1 One”)"),
    ([bearing(Status.NOT_YET_DUE)], Status.NOT_YET_DUE, "not yet due: training (“1 One”)"),
    ([bearing(Status.NO_DATA), bearing(Status.MET, "2 Two")], Status.NO_DATA, "no data: training (“1 One”); met: training (“2 Two”)"),
    ([bearing(Status.MET), bearing(Status.NOT_MET, "2 Two"), bearing(Status.NOT_MET, "3 Three")], Status.NOT_MET,
     "not met: training (“2 Two”), training (“3 Three”); met: training (“1 One”)"),
    ([bearing(Status.NO_OCCASION), bearing(Status.MET)], Status.MET, "met: training (“1 One”); no occasion: training (“1 One”)"),
    ([bearing(Status.NOT_TESTABLE)], Status.NOT_TESTABLE, "not testable: training (“1 One”)"),
    ([bearing(Status.MET), bearing(Status.MET)], Status.MET, "met: training (“1 One”)"),
]  # fmt: skip


@pytest.mark.parametrize(("bearings", "status", "because"), SAID)
def test_how_one_stands_and_why(bearings: list[Bearing], status: Status, because: str) -> None:
    found = OBJECTIVE_KIND.evidence_from(bearings)
    assert (found.status, found.because) == (status, because)


@given(st.lists(st.tuples(st.sampled_from(Status), st.sampled_from([*Basis, None])), min_size=1))
def test_it_stands_no_better_than_anything_that_bears_it_and_never_as_a_number(
    found: list[tuple[Status, Basis | None]],
) -> None:
    reading = OBJECTIVE_KIND.evidence_from([bearing(status, basis=basis) for status, basis in found])
    assert reading.status is min((status for status, _basis in found), key=lambda one: one.gravity)
    assert reading.count is None
    decisive = {basis for status, basis in found if status is reading.status}
    assert decisive == {reading.basis} or (reading.basis is None and len(decisive) > 1)
