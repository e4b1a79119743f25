"""What ends a Prevent concern, what asks for another look at it, and when support is looked at again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from desk_support import sign_in, text
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.work.casework.operations.deciding import WordsMissing, decide
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.grounds import Ground, asks_grounds, read_grounds, want_of_grounds
from dueregard.work.casework.rules.looking_again import NEW_FACTS, asks_for_another_look
from dueregard.work.casework.rules.reviews import Review, reviews
from dueregard.work.casework.vocabulary import (
    AboutKind,
    EntryKind,
    Question,
    ReporterKind,
    Stage,
    Strand,
)
from household import NOON, inside, make_holder
from referral_support import adopted

HOUR = timedelta(hours=1)
WORDS = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.")


@given(st.sets(st.sampled_from(Ground)))
def test_no_ideology_is_the_one_ground_that_never_stands_alone(grounds: set[Ground]) -> None:
    assert bool(want_of_grounds(grounds)) == (grounds <= {Ground.NO_IDEOLOGY})
    assert set(read_grounds(" ".join(grounds))) == grounds


ASKS = [
    (Question.CLOSE, "prevent", True),
    (Question.CLOSE, "safeguarding", False),
    (Question.REFER_OUTSIDE, "prevent", False),
]


@pytest.mark.parametrize(("question", "strand", "asked"), ASKS)
def test_grounds_are_asked_of_whoever_closes_a_prevent_concern(
    question: Question, strand: str, asked: bool
) -> None:
    assert asks_grounds(question, {"strand": strand}) is asked


AT = NOON + HOUR
LOOKS: list[tuple[Sequence[tuple[datetime, str]], bool]] = [
    ((), False),
    (((NOON, "note"),), False),
    (((AT, "note"),), False),
    (((AT + HOUR, "note"),), True),
    (((AT + HOUR, "more"),), True),
    (((AT + HOUR, "own-account"),), True),
    (((AT + HOUR, "file-handed-in"),), True),
    (((AT + HOUR, "closing"), (AT + HOUR, "told-reporter")), False),
    (((AT + HOUR, "note"), (AT + 2 * HOUR, "reviewed")), False),
    (((AT + HOUR, "note"), (AT + 2 * HOUR, "reviewed"), (AT + 3 * HOUR, "call")), True),
]


@pytest.mark.parametrize(("entries", "asks"), LOOKS)
def test_what_asks_for_another_look(entries: Sequence[tuple[datetime, str]], asks: bool) -> None:
    assert asks_for_another_look(AT, entries) is asks


def test_what_we_say_ourselves_is_nothing_new() -> None:
    assert not NEW_FACTS & {
        EntryKind.CLOSING,
        EntryKind.TOLD_REPORTER,
        EntryKind.REVIEWED,
        EntryKind.QUESTION,
    }


BEGAN = [
    ([], ()),
    ([(Stage.PANEL, date(2026, 1, 5))], ()),
    (
        [(Stage.ADOPTED, date(2025, 12, 1)), (Stage.SUPPORT, date(2026, 1, 31))],
        (Review(6, date(2026, 7, 31), False), Review(12, date(2027, 1, 31), False)),
    ),
    (
        [(Stage.EXITED, date(2025, 8, 31)), (Stage.SIX_MONTH_REVIEW, date(2026, 3, 1))],
        (Review(6, date(2026, 2, 28), True), Review(12, date(2026, 8, 31), False)),
    ),
]


@pytest.mark.parametrize(("reached", "due"), BEGAN)
def test_when_support_is_looked_at_again(reached: Any, due: tuple[Review, ...]) -> None:
    months = {Stage.SIX_MONTH_REVIEW: 6, Stage.TWELVE_MONTH_REVIEW: 12}
    assert reviews(reached, months=months) == due
    del months[Stage.SIX_MONTH_REVIEW]
    assert reviews(reached, months=months) == due[1:]
    assert reviews(reached, months={}) == ()


def prevent() -> UUID:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A drawing."},
        strand=Strand.PREVENT,
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def closes(concern: UUID, lead: UUID, grounds: str) -> Any:
    return decide(
        concern_id=concern,
        question=Question.CLOSE,
        outcome="concerns-addressed",
        words=WORDS | {"grounds": grounds},
        actor=Actor.person(lead),
        now=NOON + HOUR,
    )


@pytest.mark.django_db
def test_a_prevent_concern_does_not_close_for_want_of_an_ideology() -> None:
    with inside():
        adopted()
        lead, concern = make_holder("Lea Dee", "dsl"), prevent()
        for grounds, sentence in (
            ("", "Say what was found"),
            ("no-ideology", "no reason to close by itself"),
        ):
            with pytest.raises(WordsMissing, match=sentence):
                closes(concern, lead, grounds)
        assert closes(concern, lead, "no-ideology explained").decision.pk


@pytest.mark.django_db
@pytest.mark.urls("dueregard.config.urls")
def test_the_page_asks_for_grounds_shows_the_figures_after_and_asks_again_when_something_is_new() -> None:
    load_shipped_facts(now=NOON)
    with inside() as provider:
        adopted()
        lead, concern = make_holder("Lea Dee", "dsl"), prevent()
        client = sign_in(lead, provider)
        record, sheet = reverse("concern", args=[concern]), reverse("decide", args=[concern])
        assert "This says nothing about this person." not in text(client.get(record))
        sorts = {
            "danger": "no",
            "person": "other-adult",
            "strand": "prevent",
            "urgency": "today",
            "reason": "x",
        }
        assert client.post(reverse("triage", args=[concern]), sorts).status_code == 302
        assert "6,922" not in text(client.get(f"{sheet}?question=no-referral"))
        said = WORDS | {"question": "no-referral", "outcome": "do-not-refer"}
        assert client.post(sheet, said).status_code == 302
        shown = text(client.get(record))
        assert "6,922 people were referred, 893 were discussed at a panel, 512 adopted" in shown
        assert "Something new was written" not in shown
        added = {"kind": "note", "words": "He said it again."}
        assert client.post(reverse("entry", args=[concern]), added).status_code == 302
        assert "Something new was written after this was decided" in text(client.get(record))
        assert client.post(reverse("entry", args=[concern]), added | {"kind": "reviewed"}).status_code == 302
        assert "Something new was written" not in text(client.get(record))
        assert client.get(f"{sheet}?question=close").content.decode().count('name="grounds"') == len(Ground)
