"""Who and when: what is read and refused, who is meant, and what holds for which facts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.values.trouble import Troubles
from dueregard.authority.policy.values.when import Fact, When, own_word, yes_no
from dueregard.authority.policy.values.who import Manner, Named, Prefix, Who

DSL, DEPUTY, LEAD = (Named(Prefix.ROLE, name) for name in ("dsl", "deputy", "lead"))


@pytest.mark.parametrize(
    ("raw", "manner", "members", "words"),
    [
        ("role:dsl", Manner.ANY_OF, (DSL,), "the dsl"),
        ({"any_of": ["role:dsl", "role:deputy"]}, Manner.ANY_OF, (DSL, DEPUTY), "the dsl or the deputy"),
        ({"all_of": ["role:dsl", "role:lead"]}, Manner.ALL_OF, (DSL, LEAD), "the dsl and the lead together"),
        (
            {"k_of": 2, "of": ["role:dsl", "role:deputy", "role:lead"]},
            Manner.K_OF,
            (DSL, DEPUTY, LEAD),
            "at least 2 of the dsl, the deputy, the lead",
        ),
        (
            {"in_order": ["role:dsl", "role:lead"]},
            Manner.IN_ORDER,
            (DSL, LEAD),
            "the dsl, failing whom the lead",
        ),
    ],
)
def test_who_reads_and_says_itself(raw: Any, manner: Any, members: Any, words: Any) -> None:
    who = Who.read(raw)
    assert (who.manner, who.flatten(), who.words()) == (manner, members, words)
    assert Who.read(who.plain()) == who


def test_roles_are_those_who_may_act_and_not_those_ruled_out() -> None:
    who = Who.read(
        {"any_of": ["role:dsl", {"all_of": ["role:lead", "contact:police"]}], "not_same": ["role:deputy"]}
    )
    assert who.roles() == {"dsl", "lead"}
    assert [rung.roles() for rung in who.rungs()] == [{"dsl", "lead"}]


def test_an_order_has_a_rung_for_each() -> None:
    rungs = Who.read({"in_order": ["role:dsl", {"any_of": ["role:lead", "role:deputy"]}]}).rungs()
    assert [rung.roles() for rung in rungs] == [{"dsl"}, {"lead", "deputy"}]


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ("dsl", ()),
        ("role:DSL", ()),
        ("staff:dsl", ()),
        (7, ()),
        ({}, ()),
        ({"any_of": []}, ("any_of",)),
        ({"any_of": "role:dsl"}, ("any_of",)),
        ({"any_of": ["role:dsl"], "all_of": ["role:lead"]}, ()),
        ({"k_of": 2, "of": ["role:dsl"]}, ("k_of",)),
        ({"k_of": 0, "of": ["role:dsl"]}, ("k_of",)),
        ({"of": ["role:dsl"]}, ()),
        ({"any_of": ["role:dsl", "role:dsl"]}, ("any_of",)),
        ({"any_of": ["role:dsl", "nobody"]}, ("any_of", 1)),
        ({"any_of": [{"any_of": [{"any_of": [{"any_of": [{"any_of": ["role:a"]}]}]}]}]}, ("any_of", 0) * 4),
    ],
)
def test_who_is_refused_at_its_key(raw: Any, where: Any) -> None:
    with pytest.raises(Troubles) as refused:
        Who.read(raw)
    assert [trouble.path for trouble in refused.value.found] == [where]


FACTS = {
    "reporter": Fact("who reports", ("staff", "learner")),
    "danger": yes_no("there is danger now"),
    "population": own_word("the group they belong to"),
}


@pytest.mark.parametrize(
    ("raw", "facts", "holds"),
    [
        ({}, {}, True),
        ({"reporter": "staff"}, {"reporter": "staff"}, True),
        ({"reporter": "staff"}, {"reporter": "learner"}, False),
        ({"reporter": "staff"}, {}, False),
        ({"reporter": "unknown"}, {}, True),
        ({"reporter": "unknown"}, {"reporter": None}, True),
        ({"reporter": ["staff", "learner"]}, {"reporter": "learner"}, True),
        ({"danger": True}, {"danger": True}, True),
        ({"danger": True}, {"danger": False}, False),
        ({"danger": True}, {}, False),
        ({"danger": False}, {}, False),
        ({"reporter": "staff", "danger": True}, {"reporter": "staff", "danger": False}, False),
        ({"not": {"reporter": "staff"}}, {"reporter": "learner"}, True),
        ({"not": {"reporter": "staff"}}, {"reporter": "staff"}, False),
        ({"any": [{"reporter": "staff"}, {"danger": True}]}, {"danger": True}, True),
        ({"any": [{"reporter": "staff"}, {"danger": True}]}, {"reporter": "learner"}, False),
        ({"all": [{"reporter": "staff"}, {"danger": True}]}, {"reporter": "staff"}, False),
        ({"population": "military"}, {"population": "military"}, True),
    ],
)
def test_what_holds(raw: Any, facts: Any, holds: Any) -> None:
    when = When.read(raw)
    assert when.matches(facts) is holds
    assert When.read(when.plain()).matches(facts) is holds
    assert when.check(FACTS) == []


@given(
    st.dictionaries(
        st.sampled_from(["reporter", "danger"]), st.sampled_from(["staff", "unknown", True, None])
    )
)
def test_not_is_the_contrary_whatever_is_unknown(facts: Any) -> None:
    test = {"reporter": "staff", "danger": True}
    assert When.read(test).matches(facts) is not When.read({"not": test}).matches(facts)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({"reporters": "staff"}, ("reporters",)),
        ({"reporter": "stuff"}, ("reporter",)),
        ({"danger": "maybe"}, ("danger",)),
        ({"any": [{"danger": True}, {"reporter": ["staff", "dog"]}]}, ("any", 1, "reporter")),
        ({"not": {"reporter": "dog"}}, ("not", "reporter")),
    ],
)
def test_facts_and_answers_nobody_declared(raw: Any, where: Any) -> None:
    assert [trouble.path for trouble in When.read(raw).check(FACTS)] == [where]


@pytest.mark.parametrize(
    "raw", ["staff", {"reporter": []}, {"reporter": 3}, {"any": []}, {"any": {"danger": True}}, {"not": [1]}]
)
def test_no_condition_at_all(raw: Any) -> None:
    with pytest.raises(Troubles):
        When.read(raw)


def test_conditions_do_not_nest_for_ever() -> None:
    raw: dict[str, object] = {"danger": True}
    for _ in range(10):
        raw = {"not": raw}
    with pytest.raises(Troubles, match="too deeply"):
        When.read(raw)


def test_conditions_read_as_sentences() -> None:
    raw = {"reporter": ["staff", "learner"], "danger": True, "not": {"population": "military"}}
    assert When.read(raw).words(FACTS) == (
        "when there is danger now and who reports is staff or learner "
        "and it is not so that the group they belong to is military"
    )
