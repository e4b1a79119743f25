"""Kinds and their register, and the order of gravity in which a clause shows its controls."""

from typing import Any

import pytest

from dueregard.authority.policy.answers import Reading, Status
from dueregard.authority.policy.kinds import AnswersEvidence, Question, Registry, answered


def test_a_kind_is_registered_once(kinds: Any) -> None:
    post = kinds.get("post")
    with pytest.raises(TypeError, match="registered twice"):
        kinds.register(post)
    assert kinds.names == ("approval", "post")


def test_the_nearest_name_is_offered(kinds: Any) -> None:
    assert (kinds.nearest("aproval"), kinds.nearest("zebra")) == ("approval", "")


def test_a_question_nobody_wrote_is_not_answered(kinds: Any) -> None:
    assert answered(kinds.get("post")) == {Question.CHECK, Question.WORDS}
    assert not isinstance(kinds.get("post"), AnswersEvidence)


def test_a_question_with_a_method_is_answered(kinds: Any) -> None:
    class Watched(type(kinds.get("post"))):  # type: ignore[misc]
        name = "watched"

        def evidence(self, block: Any, scope: Any) -> Any:
            return Reading(Status.NO_OCCASION, "nothing fell due")

    assert answered(Watched()) == {Question.CHECK, Question.WORDS, Question.EVIDENCE}
    assert isinstance(Watched(), AnswersEvidence)


def test_gravity_is_the_order_of_the_design() -> None:
    assert [status.value for status in sorted(Status, key=lambda status: status.gravity)] == [
        "not met",
        "at risk",
        "not set",
        "no data",
        "not yet due",
        "met",
        "no occasion",
        "kept by hand",
        "not testable",
    ]


def test_an_empty_register_names_nothing() -> None:
    assert (Registry().names, list(Registry()), Registry().get("role")) == ((), [], None)
