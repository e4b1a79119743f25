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
    offered,
    progress,
)
from dueregard.work.casework.vocabulary import Question

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


DSL, HEAD, DEPUTY = frozenset({"dsl"}), frozenset({"head"}), frozenset({"deputy-dsl"})
CORE, PREVENT, HOST = frozenset({"core"}), frozenset({"prevent"}), frozenset({"host"})
LEAD = Assent(UUID(int=6), DSL)
CHIEF = Assent(UUID(int=7), HEAD)
SECOND = Assent(UUID(int=8), DEPUTY)
LEAD_AND_HEAD = Assent(UUID(int=9), DSL | HEAD)


@pytest.mark.parametrize(
    ("policies", "people", "made"),
    [
        # The same seat of two policies: one person fills both.
        ([[Seat(DSL, serves=CORE)], [Seat(DSL, serves=PREVENT)]], [LEAD], True),
        # A wider seat of one is filled by the narrower of the other, never the other way round.
        ([[Seat(DSL | DEPUTY, serves=CORE)], [Seat(DSL, serves=PREVENT)]], [LEAD], True),
        ([[Seat(DSL | DEPUTY, serves=CORE)], [Seat(DSL, serves=PREVENT)]], [SECOND], False),
        # Seats that overlap: whoever holds the post both name fills both; else it takes two.
        ([[Seat(DSL | DEPUTY, serves=CORE)], [Seat(DSL | HEAD, serves=PREVENT)]], [LEAD], True),
        ([[Seat(DSL | DEPUTY, serves=CORE)], [Seat(DSL | HEAD, serves=PREVENT)]], [CHIEF], False),
        ([[Seat(DSL | DEPUTY, serves=CORE)], [Seat(DSL | HEAD, serves=PREVENT)]], [CHIEF, SECOND], True),
        # Seats of different names ask for two heads, also where one person holds both posts.
        ([[Seat(DSL, serves=CORE)], [Seat(HEAD, serves=PREVENT)]], [LEAD_AND_HEAD], False),
        ([[Seat(DSL, serves=CORE)], [Seat(HEAD, serves=PREVENT)]], [LEAD_AND_HEAD, LEAD], True),
        # Two seats of one policy are never one, however many policies there are.
        ([[Seat(DSL, serves=CORE), Seat(DSL, serves=CORE)]], [LEAD], False),
        ([[Seat(DSL, serves=CORE), Seat(HEAD, serves=CORE)], [Seat(DSL, serves=PREVENT)]], [LEAD], False),
        ([[Seat(DSL, serves=CORE), Seat(HEAD, serves=CORE)], [Seat(DSL, serves=PREVENT)]], [LEAD, CHIEF], True),
        # Three policies, one post.
        ([[Seat(DSL, serves=CORE)], [Seat(DSL, serves=PREVENT)], [Seat(DSL, serves=HOST)]], [LEAD], True),
        # Of two lists of stand-ins only whom both name; a policy that names none leaves it to the other.
        ([[Seat(DSL, DEPUTY | HEAD, CORE)], [Seat(DSL, DEPUTY, PREVENT)]], [SECOND], True),
        ([[Seat(DSL, DEPUTY | HEAD, CORE)], [Seat(DSL, DEPUTY, PREVENT)]], [CHIEF], False),
        ([[Seat(DSL, HEAD, CORE)], [Seat(DSL, serves=PREVENT)]], [CHIEF], True),
    ],
)  # fmt: skip
def test_the_seats_of_several_policies(policies: list[list[Seat]], people: list[Assent], made: bool) -> None:
    for order in (policies, policies[::-1]):
        demand = combine([Demand(tuple(seats)) for seats in order])
        unavailable = {"dsl"} if LEAD not in people and LEAD_AND_HEAD not in people else set()
        assert progress(demand, people, unavailable=unavailable).made is made


def test_each_seat_says_which_policies_it_serves() -> None:
    demands = [Demand((Seat(DSL | HEAD, serves=CORE),)), Demand((Seat(DSL, serves=PREVENT),))]
    assert [seat.serves for seat in combine(demands).seats] == [CORE | PREVENT]


def test_outcomes_and_what_is_recorded_add_up() -> None:
    one = Demand((), outcomes=("refer", "do-not-refer"), records=("told-parents",))
    other = Demand((), outcomes=("do-not-refer", "refer-to-channel"), records=("told-parents", "reported"))
    both = combine([one, other])
    assert (both.outcomes, both.records) == (
        ("refer", "do-not-refer", "refer-to-channel"),
        ("told-parents", "reported"),
    )
    assert offered(both, Question.CLOSE) == both.outcomes
    assert "support-given" in offered(combine([]), Question.CLOSE)
    assert offered(combine([]), Question.CONDUCT) == ("low-level-concern", "allegation", "neither")


@pytest.mark.parametrize(
    ("words", "empty"),
    [
        ({}, {"whether-told"}),
        ({"whether-told": "perhaps"}, {"whether-told"}),
        ({"whether-told": "yes"}, set()),
        ({"whether-told": "no"}, {"why-told"}),
        ({"whether-told": "no", "why-told": " "}, {"why-told"}),
        ({"whether-told": "no", "why-told": "It would put her in danger."}, set()),
    ],
)
def test_what_is_written_down_either_way(words: dict[str, str], empty: set[str]) -> None:
    assert set(missing_words({"reasons": "a"} | words, full=False, records=["told"])) == empty


def test_a_short_sheet_needs_one_sentence_and_a_full_one_four_boxes() -> None:
    assert set(missing_words({}, full=False)) == {"reasons"}
    assert set(missing_words({"reasons": "seen", "told": " "}, full=True)) == {
        "alternatives",
        "consulted",
        "told",
    }
