"""What a vacancy lacks of what a policy asks, as a table."""

import pytest

from dueregard.work.training.recruiting import Chosen, Noted
from dueregard.work.training.rules.recruiting import (
    EVERYBODY,
    Fault,
    Held,
    Lacks,
    Wanted,
    before_choosing,
    faults,
    wants_reasons,
)

TWO = Wanted(least=2)
TWO_OR_WHY = Wanted(least=2, fewer_with_reason=True)
WHY = frozenset({Noted.EXCEPTION})
ONE_TRAINED = Wanted(courses=("safer",))
ALL_TRAINED = Wanted(courses=("safer",), trained=EVERYBODY)
BOTH_COURSES = Wanted(courses=("safer", "equality"), trained=1)
FEW, UNTRAINED = [Lacks(Fault.FEW)], [Lacks(Fault.UNTRAINED, "safer")]


@pytest.mark.parametrize(
    ("wanted", "held", "lacking"),
    [
        (TWO, Held(2), []),
        (TWO, Held(1), FEW),
        (TWO, Held(1, noted=WHY), FEW),
        (TWO_OR_WHY, Held(1, noted=WHY), []),
        (TWO_OR_WHY, Held(1), FEW),
        (ONE_TRAINED, Held(3, {"safer": 1}), []),
        (ONE_TRAINED, Held(3), UNTRAINED),
        (ONE_TRAINED, Held(0), UNTRAINED),
        (ONE_TRAINED, Held(3, noted=WHY), UNTRAINED),
        (ALL_TRAINED, Held(3, {"safer": 2}), UNTRAINED),
        (ALL_TRAINED, Held(3, {"safer": 3}), []),
        (ALL_TRAINED, Held(0), UNTRAINED),
        (BOTH_COURSES, Held(2, {"equality": 2}), UNTRAINED),
        (Wanted(noted=WHY), Held(0), []),
    ],
)
def test_what_a_panel_lacks_before_it_chooses(wanted: Wanted, held: Held, lacking: list[Lacks]) -> None:
    assert list(before_choosing(wanted, held)) == lacking


@pytest.mark.parametrize(
    ("wanted", "held", "lacking"),
    [
        (TWO, Held(1), FEW),
        (
            Wanted(noted=frozenset({Noted.NEED, Noted.MIXED})),
            Held(2, noted=frozenset({Noted.NEED})),
            [Lacks(Fault.NOT_SAID, note=Noted.MIXED)],
        ),
        (
            Wanted(reasons=frozenset({Chosen.NOT_CHOSEN})),
            Held(2, unreasoned=frozenset({Chosen.NOT_CHOSEN})),
            [Lacks(Fault.NO_REASONS)],
        ),
        (
            Wanted(reasons=frozenset({Chosen.CHOSEN})),
            Held(2, unreasoned=frozenset({Chosen.NOT_CHOSEN, Chosen.WITHDREW})),
            [],
        ),
        (Wanted(), Held(2, through_shut_gates=1), [Lacks(Fault.GATE)]),
    ],
)
def test_what_a_vacancy_that_was_decided_lacks(wanted: Wanted, held: Held, lacking: list[Lacks]) -> None:
    assert list(faults(wanted, held)) == lacking


@pytest.mark.parametrize(
    ("reasons", "outcome", "wants"),
    [
        ({Chosen.CHOSEN}, Chosen.CHOSEN, True),
        ({Chosen.CHOSEN}, Chosen.NOT_CHOSEN, False),
        ({Chosen.CHOSEN, Chosen.NOT_CHOSEN}, Chosen.WITHDREW, False),
    ],
)
def test_of_whom_reasons_are_wanted(reasons: set[Chosen], outcome: Chosen, *, wants: bool) -> None:
    assert wants_reasons([Wanted(), Wanted(reasons=frozenset(reasons))], outcome) is wants
