"""When a step is met: every manner of who, a no, a vote, whoever is barred, and what rests on somebody's word."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.values.steps import Steps
from dueregard.authority.policy.values.who import Named, Who
from dueregard.mechanisms.signoff.rules.meeting import Voice, bars, meet
from dueregard.mechanisms.signoff.rules.standing import stand
from dueregard.mechanisms.signoff.vocabulary import Met, Said

ANN, BEN, CAT = (UUID(int=n) for n in (1, 2, 3))
PEOPLE = {"ann": ANN, "ben": BEN, "cat": CAT}
AUTHOR = Named.read("person:author")


def voices(spoken: str) -> list[Voice]:
    """`a:ann b:ben- c:cat?`: post and person; - is a no, ? on somebody's word."""
    found = []
    for each in spoken.split():
        post, person = each.rstrip("-?").split(":")
        said = Said.NO if "-" in each else Said.YES
        basis = Basis.SOMEBODYS_WORD if "?" in each else Basis.HAPPENED_HERE
        found.append(Voice(Named.read(f"role:{post}"), PEOPLE[person], said, basis))
    return found


def posts(*names: str) -> list[str]:
    return [f"role:{name}" for name in names]


@pytest.mark.parametrize(
    ("who", "spoken", "met", "lacking"),
    [
        ("role:a", "", Met.OPEN, "a"),
        ("role:a", "a:ann", Met.MET, ""),
        ("role:a", "b:ann", Met.OPEN, "a"),
        ("role:a", "a:ann-", Met.REFUSED, ""),
        ("role:a", "a:ann a:ben-", Met.REFUSED, ""),
        ({"any_of": posts("a", "b")}, "b:ben", Met.MET, ""),
        ({"any_of": posts("a", "b")}, "b:ben a:ann-", Met.REFUSED, ""),
        ({"all_of": posts("a", "b")}, "b:ben", Met.OPEN, "a"),
        ({"all_of": posts("a", "b")}, "b:ben a:ann", Met.MET, ""),
        ({"all_of": posts("a", "b")}, "b:ann a:ann", Met.MET, ""),
        ({"all_of": posts("a", "b")}, "b:ben-", Met.REFUSED, ""),
        ({"in_order": posts("a", "b")}, "b:ben", Met.MET, ""),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann", Met.OPEN, "b c"),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann b:ben", Met.MET, ""),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann b:ann", Met.OPEN, "c a b"),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann b:ann b:cat", Met.MET, ""),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann b:ben-", Met.OPEN, "c"),
        ({"k_of": 2, "of": posts("a", "b")}, "a:ann a:ben b:ann", Met.MET, ""),
        ({"k_of": 2, "of": posts("a", "b", "c")}, "a:ann- b:ben-", Met.REFUSED, ""),
        ({"k_of": 3, "of": posts("a", "b", "c")}, "a:ann b:ann c:ann a:ben a:cat", Met.OPEN, "a b c"),
        ({"k_of": 2, "of": ["role:a", {"any_of": posts("b", "c")}]}, "a:ann c:cat", Met.MET, ""),
        ({"all_of": ["role:a", {"k_of": 2, "of": posts("b", "c")}]}, "a:ann b:ben", Met.OPEN, "c"),
    ],
)
def test_it_is_met(who: object, spoken: str, met: Met, lacking: str) -> None:
    found = meet(Who.read(who), voices(spoken), {})
    assert (found.met, " ".join(named.id for named in found.lacking)) == (met, lacking)


@pytest.mark.parametrize(
    ("who", "spoken", "proven"),
    [
        ("role:a", "a:ann", True),
        ("role:a", "a:ann?", False),
        ({"any_of": posts("a", "b")}, "a:ann b:ben?", False),
        ({"k_of": 1, "of": posts("a", "b")}, "a:ann b:ben?", True),
        ({"k_of": 2, "of": posts("a", "b")}, "a:ann b:ben?", False),
    ],
)
def test_a_word_alone_proves_nothing(who: object, spoken: str, proven: bool) -> None:
    found = meet(Who.read(who), voices(spoken), {})
    assert (found.met, found.proven) == (Met.MET, proven)


def test_who_is_only_asked_may_disagree() -> None:
    who = Who.read({"all_of": posts("a", "b")})
    assert meet(who, voices("a:ann- b:ben"), {}, heard_only=True).met is Met.MET


def test_whoever_is_barred_is_not_heard() -> None:
    who = Who.read({"any_of": posts("a"), "not_same": ["person:author"]})
    assert meet(who, voices("a:ann"), {AUTHOR: frozenset({ANN})}).met is Met.OPEN
    assert meet(who, voices("a:ann-"), {AUTHOR: frozenset({ANN})}).met is Met.OPEN
    assert meet(who, voices("a:ann a:ben"), {AUTHOR: frozenset({ANN})}).met is Met.MET


@pytest.mark.parametrize(
    ("who", "barred"),
    [
        ({"any_of": posts("a"), "not_same": ["person:author"]}, {ANN}),
        ({"all_of": ["role:b", {"any_of": posts("a"), "not_same": ["person:author"]}]}, {ANN}),
        (
            {"any_of": [{"all_of": posts("a", "b")}, {"any_of": posts("a"), "not_same": ["person:author"]}]},
            set(),
        ),
        ("role:b", set()),
    ],
)
def test_who_is_barred(who: object, barred: set[UUID]) -> None:
    assert bars(Who.read(who), Named.read("role:a"), {AUTHOR: frozenset({ANN})}) == barred


@given(st.permutations(voices("a:ann b:ann b:cat c:ben-")))
def test_the_order_of_voices_changes_nothing(spoken: list[Voice]) -> None:
    found = meet(Who.read({"k_of": 2, "of": posts("a", "b", "c")}), spoken, {})
    assert (found.met, found.proven) == (Met.MET, True)


STEPS = Steps.read(
    [
        {"verb": "consult", "by": "role:a"},
        {"verb": "check", "by": "role:b"},
        {"verb": "approve", "by": {"any_of": posts("b", "c"), "not_same": ["role:b"]}},
    ]
)


@pytest.mark.parametrize(
    ("said", "turn", "done"),
    [
        ({}, 1, False),
        ({1: "a:ann-"}, 2, False),
        ({2: "b:ben"}, 1, False),
        ({2: "b:ben-"}, 1, False),
        ({1: "a:ann", 2: "b:ben"}, 3, False),
        ({1: "a:ann", 2: "b:ben", 3: "b:ben"}, 3, False),
        ({1: "a:ann", 2: "b:ben", 3: "c:cat"}, None, True),
        ({1: "a:ann", 2: "b:ben-", 3: "c:cat"}, None, False),
    ],
)
def test_steps_go_in_order(said: dict[int, str], turn: int | None, done: bool) -> None:
    found = stand(STEPS, {number: voices(spoken) for number, spoken in said.items()}, {})
    assert (found.turn_of and found.turn_of.number, found.done) == (turn, done)
    assert found.refused == (turn is None and not done)
