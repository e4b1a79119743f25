"""The one step a record asks for next, from danger to the end."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from dueregard.faces.web.desk.next_step import next_step
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Action, Concern, Decision, Referral, Triage
from dueregard.work.casework.vocabulary import Question, Stage, State

pytestmark = pytest.mark.urls("dueregard.config.urls")

SORTED = Triage(id=uuid4(), provider_id=uuid4())
REFERS = Decision(id=uuid4(), provider_id=uuid4(), question=Question.REFER_OUTSIDE, outcome="refer")
REFUSES = Decision(id=uuid4(), provider_id=uuid4(), question=Question.REFER_OUTSIDE, outcome="do-not-refer")
WATCHES = Decision(
    id=uuid4(), provider_id=uuid4(), question=Question.MONITOR, outcome="monitor", next_date=date(2026, 3, 4)
)
REFERRAL = Referral(id=uuid4(), provider_id=uuid4())
TO_DO = Action(id=uuid4(), provider_id=uuid4(), due_on=date(2026, 3, 3))
DONE = Action(id=uuid4(), provider_id=uuid4(), due_on=date(2026, 3, 2), done_at=utc_now())


@pytest.mark.parametrize(
    ("rows", "stage", "button"),
    [
        ([], None, "Sort"),
        ([SORTED], None, "Decide"),
        ([SORTED, REFERS], None, "Prepare a referral"),
        ([SORTED, REFERS, REFERRAL], Stage.DRAFTED, "It was sent"),
        ([SORTED, REFERS, REFERRAL], Stage.SENT, "They answered"),
        ([SORTED, REFERS, REFERRAL, TO_DO], Stage.SENT, "See what"),
        ([SORTED, REFERS, REFERRAL, TO_DO], Stage.DRAFTED, "It was sent"),
        ([SORTED, REFERS, REFERRAL, DONE], Stage.NO_FEEDBACK, "Close it"),
        ([SORTED, REFUSES], None, "Close it"),
        ([SORTED, WATCHES], None, "Add to the record"),
    ],
)
def test_what_comes_next(rows: Sequence[Any], stage: Stage | None, button: str) -> None:
    asked = _next(rows, stages={REFERRAL.id: stage} if stage else {})
    assert asked.button == button
    assert asked.address


def test_the_questions_come_before_what_is_sent_and_not_after() -> None:
    rows = [SORTED, REFERS, REFERRAL]
    asked = _next(rows, stages={REFERRAL.id: Stage.DRAFTED}, unasked={REFERRAL.id})
    assert asked.button == "Answer the five questions"
    assert _next(rows, stages={REFERRAL.id: Stage.SENT}, unasked={REFERRAL.id}).button == "They answered"


def test_a_decision_that_waits_comes_before_what_follows_from_it() -> None:
    asked = _next([SORTED, REFERS, TO_DO], made={REFERS.id: False})
    assert (asked.button, asked.address) == ("Read the decision", f"#row-{REFERS.id}")


@pytest.mark.parametrize(("called", "rings"), [(None, True), (utc_now(), False)])
def test_danger_is_rung_for_before_it_is_sorted(called: Any, rings: bool) -> None:
    assert ("999" in _next([], danger=True, emergency_called_at=called).says) is rings


def test_what_has_ended_asks_for_nothing_but_to_tell_who_reported() -> None:
    assert _next([SORTED, REFUSES], state=State.CLOSED).address == ""
    asked = _next([SORTED, REFUSES], state=State.CLOSED, untold=True)
    assert asked.button == "Tell them that it has ended"


def _next(
    rows: Sequence[Any],
    *,
    made: Any = None,
    stages: Any = None,
    untold: bool = False,
    unasked: Any = (),
    **concern: Any,
) -> Any:
    of = Concern(id=uuid4(), provider_id=uuid4(), **({"state": State.OPENED, "danger": False} | concern))
    all_made = {row.id: True for row in rows if isinstance(row, Decision)}
    return next_step(
        of, rows, made=all_made | (made or {}), stages=stages or {}, untold=untold, unasked=unasked
    )
