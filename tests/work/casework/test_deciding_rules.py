"""Who must join a decision: any one of, both together, stand-ins, several policies at once."""

from uuid import UUID

import pytest

from dueregard.work.casework.rules.deciding import (
    Assent,
    Demand,
    Seat,
    combine,
    may_join,
    missing_words,
    progress,
)

OFFICER = Assent(UUID(int=1), frozenset({"dso"}))
DIRECTOR = Assent(UUID(int=2), frozenset({"director"}))
BOTH_POSTS = Assent(UUID(int=3), frozenset({"dso", "director"}))
QUALITY = Assent(UUID(int=4), frozenset({"quality-director"}))
TUTOR = Assent(UUID(int=5), frozenset({"tutor"}))

ANY_ONE = Demand((Seat(frozenset({"dso", "director"})),))
JOINT = Demand((Seat(frozenset({"dso"})), Seat(frozenset({"director"}))))
STAND_IN = Demand((Seat(frozenset({"dso"}), frozenset({"quality-director"})),))


@pytest.mark.parametrize(
    ("demand", "joined", "unavailable", "made"),
    [
        (ANY_ONE, [OFFICER], set(), True),
        (ANY_ONE, [TUTOR], set(), False),
        (JOINT, [OFFICER], set(), False),
        (JOINT, [OFFICER, DIRECTOR], set(), True),
        (JOINT, [BOTH_POSTS], set(), False),  # two posts, one head: not a joint decision
        (JOINT, [BOTH_POSTS, OFFICER], set(), True),  # whoever holds both takes the seat that is left
        (JOINT, [OFFICER, BOTH_POSTS], set(), True),
        (STAND_IN, [QUALITY], set(), False),  # the stand-in only stands in
        (STAND_IN, [QUALITY], {"dso"}, True),
        (STAND_IN, [OFFICER], {"dso"}, True),
        (Demand(()), [], set(), True),
    ],
)
def test_made(demand: Demand, joined: list[Assent], unavailable: set[str], made: bool) -> None:
    assert progress(demand, joined, unavailable=unavailable).made is made


def test_consultation_comes_first() -> None:
    demand = Demand(JOINT.seats, consult_first=True, governed_by=("p/decision.refer",))
    ruling = may_join(demand, [], OFFICER, unavailable=set(), consulted=False)
    assert (ruling.allowed, ruling.clause) == (False, "p/decision.refer")
    assert may_join(demand, [], OFFICER, unavailable=set(), consulted=True)


@pytest.mark.parametrize(("joined", "newcomer", "allowed"), [
    ([], OFFICER, True), ([], TUTOR, False), ([OFFICER], OFFICER, False), ([OFFICER], DIRECTOR, True),
])  # fmt: skip
def test_who_may_join(joined: list[Assent], newcomer: Assent, allowed: bool) -> None:
    assert may_join(JOINT, joined, newcomer, unavailable=set(), consulted=False).allowed is allowed


def test_several_policies_ask_for_each_seat_once() -> None:
    wide = Demand((Seat(frozenset({"dso", "head"})),), full_sheet=True, governed_by=("core",))
    both = combine([wide, JOINT])
    assert both.seats == JOINT.seats  # the officer's seat fills the wider one
    assert both.full_sheet
    assert both.governed_by == ("core",)


def test_a_short_sheet_needs_one_sentence_and_a_full_one_four_boxes() -> None:
    assert set(missing_words({}, full=False)) == {"reasons"}
    assert set(missing_words({"reasons": "seen", "told": " "}, full=True)) == {
        "alternatives",
        "consulted",
        "told",
    }
