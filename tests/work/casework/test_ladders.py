"""Who gets a concern: tables of ladders, holders, walls and absences."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.work.casework.rules.ladders import Holder, Reached, reach

LEAD, DEPUTY, HEAD, HR = (UUID(int=n) for n in range(1, 5))
HOLDERS = {
    "dsl": [Holder(LEAD, "dsl"), Holder(DEPUTY, "dsl", steps_in=True)],
    "head": [Holder(HEAD, "head")],
    "hr": [Holder(HR, "hr")],
    "vacant": [],
}


def people(reached: Reached | None) -> tuple[int, set[UUID]] | None:
    return (reached.rung, {holder.person_id for holder in reached.people}) if reached else None


@pytest.mark.parametrize(
    ("ladder", "shut_out", "away", "expected"),
    [
        ([["dsl"], ["head"]], set(), set(), (0, {LEAD})),
        ([["dsl"], ["head"]], set(), {LEAD}, (0, {DEPUTY})),  # cover steps in
        ([["dsl"], ["head"]], {LEAD}, set(), (0, {DEPUTY})),  # and round the person concerned
        ([["dsl"], ["head"]], {LEAD, DEPUTY}, set(), (1, {HEAD})),
        ([["dsl"], ["head"]], {LEAD}, {DEPUTY}, (1, {HEAD})),
        ([["dsl"], ["head"]], {LEAD, HEAD}, {DEPUTY}, (0, {DEPUTY})),  # away is better than nobody
        ([["dsl"], ["head"]], {LEAD, DEPUTY, HEAD}, set(), None),  # every rung is the person concerned
        ([["vacant"], ["hr"]], set(), set(), (1, {HR})),
        ([["vacant"]], set(), set(), None),
        ([], set(), set(), None),
        ([["dsl", "hr"]], set(), set(), (0, {LEAD, HR})),  # and/or: both are told
        ([["dsl", "hr"]], {LEAD, DEPUTY}, set(), (0, {HR})),
    ],
)
def test_the_first_rung_with_somebody_who_may_have_it(
    ladder: list[list[str]], shut_out: set[UUID], away: set[UUID], expected: tuple[int, set[UUID]] | None
) -> None:
    assert people(reach(ladder, HOLDERS, shut_out=shut_out, away=away)) == expected


SECOND = UUID(int=5)
TWO_LEADS = {**HOLDERS, "dsl": [Holder(LEAD, "dsl"), Holder(SECOND, "dsl"), Holder(DEPUTY, "dsl", True)]}
OWN_POST = {**HOLDERS, "deputy": [Holder(DEPUTY, "deputy")]}


@pytest.mark.parametrize(
    ("holders", "ladder", "concerned", "away", "expected"),
    [
        (HOLDERS, [["dsl"], ["head"]], {LEAD}, set(), (1, {HEAD})),  # the deputy works for them
        (HOLDERS, [["dsl"]], {LEAD}, set(), None),
        (OWN_POST, [["dsl"], ["deputy"], ["head"]], {LEAD}, set(), (1, {DEPUTY})),  # named in a post of their own
        (HOLDERS, [["dsl"], ["head"]], {HR}, {LEAD}, (0, {DEPUTY})),  # it is about somebody else: cover steps in
        (TWO_LEADS, [["dsl"], ["head"]], {LEAD}, set(), (0, {SECOND})),
        (TWO_LEADS, [["dsl"], ["head"]], {LEAD}, {SECOND}, (1, {HEAD})),
        (HOLDERS, [["dsl"], ["head"]], {DEPUTY}, set(), (0, {LEAD})),  # about the deputy: the lead has it
    ],
)  # fmt: skip
def test_nobody_steps_in_for_the_person_it_is_about(
    holders: dict[str, list[Holder]],
    ladder: list[list[str]],
    concerned: set[UUID],
    away: set[UUID],
    expected: tuple[int, set[UUID]] | None,
) -> None:
    found = reach(ladder, holders, shut_out=concerned, away=away, concerned=concerned)
    assert people(found) == expected


def test_stepping_up_starts_above_the_rung_that_did_not_answer() -> None:
    assert people(reach([["dsl"], ["head"]], HOLDERS, shut_out=set(), away=set(), start=1)) == (1, {HEAD})


_ids = st.sampled_from([LEAD, DEPUTY, HEAD, HR])


@given(
    st.lists(st.lists(st.sampled_from(sorted(HOLDERS)), max_size=3), max_size=4),
    st.frozensets(_ids),
    st.frozensets(_ids),
)
def test_nobody_walled_ever_gets_it_and_nobody_able_is_passed_over(
    ladder: list[list[str]], shut_out: frozenset[UUID], away: frozenset[UUID]
) -> None:
    reached = reach(ladder, HOLDERS, shut_out=shut_out, away=away)
    able = {h.person_id for rung in ladder for role in rung for h in HOLDERS[role]} - shut_out
    got = {holder.person_id for holder in reached.people} if reached else set()
    assert not got & shut_out
    assert bool(got) == bool(able)
    if able - away:
        assert not got & away
