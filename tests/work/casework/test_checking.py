"""What is asked before a referral is sent: blank answers stop it and nothing else does, least of all an emergency."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Checklist, Referral, ReferralStage
from dueregard.work.casework.operations.checking import check_referral
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.referring import move_referral
from dueregard.work.casework.rules.checking import Answer, Check, blank, still_blank, why
from dueregard.work.casework.vocabulary import (
    PersonKind,
    Stage,
    Strand,
)
from household import NOON, inside, make_holder
from referral_support import ANSWERED, adopted, answered, referral

HOUR = timedelta(hours=1)
BLANK = [
    ({}, tuple(Check)),
    (ANSWERED, ()),
    (ANSWERED | {"behaviour": "no", "adjustments": "not-known"}, ()),
    (ANSWERED | {"behaviour": ""}, (Check.BEHAVIOUR,)),
    (ANSWERED | {"behaviour": "perhaps"}, (Check.BEHAVIOUR,)),
    (ANSWERED | {why(Check.ANYBODY): "  "}, (Check.ANYBODY,)),
    (ANSWERED | {"adjustments": "", why(Check.ADJUSTMENTS): ""}, (Check.ADJUSTMENTS,)),
]


@pytest.mark.parametrize(("words", "left"), BLANK)
def test_what_is_blank(words: dict[str, str], left: tuple[Check, ...]) -> None:
    assert blank(words) == left


@given(st.sets(st.sampled_from(Check)), st.sampled_from(Answer), st.text(min_size=1).filter(str.strip))
def test_whatever_is_answered_with_a_reason_is_not_blank(
    some: set[Check], answer: Answer, reason: str
) -> None:
    words = {check.value: answer.value for check in some} | {why(check): reason for check in some}
    assert set(blank(words)) == set(Check) - some


def test_the_sentence_names_what_is_blank_and_nothing_else() -> None:
    assert still_blank((Check.BEHAVIOUR,)) == (
        "Before this is sent, five questions are answered. Still blank: whether there is behaviour."
    )
    assert still_blank((Check.LAWFUL, Check.ADJUSTMENTS, Check.ANYBODY)).endswith(
        "lawful expression, reasonable adjustments and whether you would refer anybody else."
    )


def send(one: Referral, lead: UUID) -> ReferralStage:
    return move_referral(
        referral_id=one.id,
        stage=Stage.SENT,
        happened_at=NOON,
        words="",
        actor=Actor.person(lead),
        now=NOON + HOUR,
    )


@pytest.fixture
def lead() -> Any:
    with inside():
        adopted()
        yield make_holder("Lea Dee", "dsl")


@pytest.mark.django_db
def test_nothing_is_sent_while_an_answer_is_blank(lead: UUID) -> None:
    one = referral(lead)
    with pytest.raises(OutOfTurn, match="Still blank: whether there is behaviour, lawful expression"):
        send(one, lead)
    some = ANSWERED | {why(Check.ANYBODY): ""}
    check_referral(referral_id=one.id, words=some, actor=Actor.person(lead), now=NOON)
    with pytest.raises(OutOfTurn, match="Still blank: whether you would refer anybody else"):
        send(one, lead)
    assert not ReferralStage.objects.filter(stage=Stage.SENT).exists()
    answered(one.id, lead, NOON)
    assert send(one, lead).stage == Stage.SENT


@pytest.mark.django_db
@pytest.mark.parametrize("said_by", ["the report", "whoever sorts it"])
def test_an_emergency_waits_for_no_answer(lead: UUID, said_by: str) -> None:
    one = referral(lead, danger=said_by == "the report")
    if said_by == "whoever sorts it":
        danger = Sorted(
            danger=True, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="now", reason="Danger."
        )
        triage(concern_id=one.concern_id, sorted_as=danger, actor=Actor.person(lead), now=NOON)
    assert send(one, lead).stage == Stage.SENT


@pytest.mark.django_db
def test_later_answers_replace_the_first_and_both_are_kept_under_the_key_of_the_account(lead: UUID) -> None:
    one = referral(lead)
    first = answered(one.id, lead, NOON)
    later = ANSWERED | {"behaviour": "not-known"}
    second = check_referral(referral_id=one.id, words=later, actor=Actor.person(lead), now=NOON + HOUR)
    file = read_concern(concern_id=one.concern_id, actor=Actor.person(lead), now=NOON + HOUR)
    stands = [w for w in file.record if isinstance(w.row, Checklist)]
    before = [w for w in file.replaced if isinstance(w.row, Checklist)]
    assert [(w.row.id, w.words) for w in stands] == [(second.id, later)]
    assert [(w.row.id, w.words) for w in before] == [(first.id, ANSWERED)]
    assert b"Because" not in bytes(Checklist.objects.get(pk=second.pk).words)


@pytest.mark.django_db
def test_who_may_not_refer_answers_nothing_and_nothing_is_no_answer(lead: UUID) -> None:
    one = referral(lead)
    with pytest.raises(BadInput):
        check_referral(referral_id=one.id, words={"behaviour": " "}, actor=Actor.person(lead), now=NOON)
    tutor = make_holder("Tu Tor", "tutor")
    with pytest.raises(NothingHere):
        check_referral(referral_id=one.id, words=ANSWERED, actor=Actor.person(tutor), now=NOON)
    assert not Checklist.objects.exists()
