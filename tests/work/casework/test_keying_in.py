"""Paper forms: a number is known by itself, is one report, and both times are kept."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.keying_in import key_in
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.papers import make_number, number_printed, request_of
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, Channel, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
REPORT = Report(
    reporter=ReporterKind.LEARNER,
    about=AboutKind.LEARNER,
    account={"seen": "He gave his bike away."},
    channel=Channel.LETTER,
    told_at=NOON - timedelta(days=2),
)


def number(seed: int = 1) -> str:
    return make_number(Random(seed).choice)


def house() -> tuple[UUID, Actor]:
    adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
    return make_holder("Lea Dee", "dsl"), Actor.person(make_person("Tu Tor"))


def test_it_goes_its_way_with_the_time_on_the_paper_and_the_time_of_keying() -> None:
    with inside():
        lead, typist = house()
        receipt = key_in(number=number(), report=REPORT, actor=typist, now=NOON)
        concern = Concern.objects.get(pk=receipt.concern_id)
        assert (concern.told_at, concern.received_at) == (NOON - timedelta(days=2), NOON)
        assert (concern.by, concern.channel) == (typist.written, "letter")
        assert lead in set(Delivery.objects.values_list("person_id", flat=True))
        file = read_concern(concern_id=concern.id, actor=Actor.person(lead), now=NOON)
        assert dict(file.account) == {"seen": "He gave his bike away.", "paper": number()}
        assert verify().fault is None


@pytest.mark.parametrize(
    "spelled", [str, str.lower, lambda said: said.replace("-", " "), lambda said: f" {said}."]
)
def test_one_number_is_one_concern_however_it_is_typed_and_by_whomever(spelled: Callable[[str], str]) -> None:
    with inside():
        _lead, typist = house()
        key_in(number=number(), report=REPORT, actor=typist, now=NOON)
        for again in (typist, Actor.person(make_person("An Other"))):
            with pytest.raises(BadInput, match="keyed in already") as refused:
                key_in(number=spelled(number()), report=REPORT, actor=again, now=NOON)
            assert refused.value.field == "number"
        key_in(number=number(2), report=REPORT, actor=typist, now=NOON)
        assert Concern.objects.count() == 2


@pytest.mark.parametrize("typed", ["", "BBBB-BBBB-BBBB", "K7QF", "one", "BBBB-BBBB-BBBB-BBBB", "\u0660"])
def test_a_number_that_was_never_printed_is_said_so(typed: str) -> None:
    with inside():
        _lead, typist = house()
        with pytest.raises(BadInput, match="No form with this number was printed here"):
            key_in(number=typed, report=REPORT, actor=typist, now=NOON)
        assert not Concern.objects.exists()


def test_a_number_of_another_provider_is_none_of_ours() -> None:
    with inside("elsewhere"):
        theirs = number()
        assert number_printed(theirs) == theirs
    with inside():
        assert number_printed(theirs) is None


@settings(max_examples=60)
@given(seed=st.integers(), at=st.integers(0, 11), letter=st.sampled_from("BCDFGHJKMNPQRSTVWXZ23456789"))
def test_one_letter_wrong_is_another_number(seed: int, at: int, letter: str) -> None:
    with inside(f"p{uuid4().hex[:12]}"):
        printed = number(seed).replace("-", "")
        wrong = printed[:at] + letter + printed[at + 1 :]
        assert (number_printed(wrong) is not None) is (wrong == printed)
        assert request_of(number(seed)) == request_of(number(seed))
