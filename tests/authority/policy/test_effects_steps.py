"""Effects fall on work, doors and organisations; steps carry them."""

from typing import Any

import pytest

from dueregard.authority.policy.values.effect import Effect, Effects
from dueregard.authority.policy.values.steps import Steps, StepVerb
from dueregard.authority.policy.values.trouble import Troubles
from dueregard.authority.policy.values.walk import walk


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"task": "ring the cover", "to": "role:dsl"}, "the dsl gets a task: ring the cover"),
        (
            {"notice": "it is late", "to": {"any_of": ["role:a", "role:b"]}},
            "the a or the b is told: it is late",
        ),
        ({"shut_gate": "new-starts"}, "nothing goes further until it is put right (new starts)"),
        ({"standing": "suspended", "of": "subcontractor"}, "the subcontractor is marked suspended"),
    ],
)
def test_the_four_effects(raw: Any, words: Any) -> None:
    effect = Effect.read(raw)
    assert effect.words() == words
    assert effect.plain() == raw


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({}, ()),
        ("notice", ()),
        ({"task": "ring"}, ()),
        ({"task": "ring", "notice": "late", "to": "role:dsl"}, ()),
        ({"standing": "suspended"}, ()),
        ({"standing": "suspended", "of": "learner"}, ("of",)),
        ({"standing": "suspended", "of": "staff"}, ("of",)),
        ({"standing": "dismissed", "of": "employer"}, ("standing",)),
        ({"score": 3}, ("score",)),
    ],
)
def test_no_effect_falls_on_a_person_or_nowhere(raw: Any, where: Any) -> None:
    with pytest.raises(Troubles) as refused:
        Effect.read(raw)
    assert refused.value.found[0].path == where


def test_one_effect_or_several() -> None:
    one, other = {"task": "ring", "to": "role:dsl"}, {"shut_gate": "starts"}
    assert Effects.read(one).plain() == [one]
    assert Effects.read([one, other]).plain() == [one, other]
    assert not Effects()


STEP = {
    "verb": "approve",
    "by": {"k_of": 2, "of": ["role:a", "role:b"]},
    "needs": ["summary"],
    "within": "2 days",
    "late": {"notice": "late", "to": "role:c"},
    "conditions": ["member of staff present"],
}


def test_steps_keep_their_order_and_everybody_in_them_is_found() -> None:
    steps = Steps.read([STEP, {"verb": "sign", "by": "role:d"}])
    assert [step.verb for step in steps.items] == [StepVerb.APPROVE, StepVerb.SIGN]
    assert Steps.read(steps.plain()) == steps
    named = {
        (path, tuple(who.roles()))
        for path, who in walk(steps)
        if hasattr(who, "roles") and len(who.roles()) == 1
    }
    assert named == {((0, "late", "to"), ("c",)), ((1, "by"), ("d",))}


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ([], ()),
        ([{"by": "role:a"}], (0,)),
        ([{"verb": "fire", "by": "role:a"}], (0, "verb")),
        ([{"verb": "sign", "by": "role:a", "within": "soon"}], (0, "within")),
        ([{"verb": "sign", "by": "role:a", "late": {"task": "x"}}], (0, "late")),
    ],
)
def test_steps_are_refused_at_their_key(raw: Any, where: Any) -> None:
    with pytest.raises(Troubles) as refused:
        Steps.read(raw)
    assert [trouble.path for trouble in refused.value.found] == [where]
