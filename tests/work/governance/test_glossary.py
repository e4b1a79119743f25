"""What policies mean by their words: each meaning stays that of its policy, whatever others call the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.controls.definition import DefinitionBlock
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.kernel.moments import Moment
from dueregard.work.governance.queries.glossary import meanings
from dueregard.work.governance.rules.glossary import Meaning, glossary
from household import NOON, SETUP, inside
from work.governance.governing import POLICY

MEANS = """
```control definition {id}
term = "{term}"
means = "{means}"
{more}
```
"""


def means(id: str, term: str, meaning: str, more: str = "") -> str:
    return MEANS.format(id=id, term=term, means=meaning, more=more)


def take_on(policy: str, *definitions: str) -> None:
    text = POLICY.replace('"care"', f'"{policy}"').replace('"Care"', f'"{policy.title()}"')
    adopt(data=(text + "".join(definitions)).encode(), path="p.md", actor=SETUP, now=NOON)


@given(st.lists(st.tuples(st.sampled_from(["Harm", "harm", "HARM", "worry"]), st.sampled_from("abc"))))
def test_no_meaning_is_lost_or_merged(said: list[tuple[str, str]]) -> None:
    every = [
        Meaning(policy, policy, "1", DefinitionBlock(term=term, means=str(at)))
        for at, (term, policy) in enumerate(said)
    ]
    found = glossary(every)
    assert sorted(one.block.means for term in found for one in term.meanings) == sorted(
        one.block.means for one in every
    )
    names = [term.term.casefold() for term in found]
    assert names == sorted(set(names))
    for term in found:
        order = [every.index(one) for one in term.meanings]
        assert order == sorted(order)


@pytest.mark.django_db
def test_one_term_of_two_policies_has_two_meanings_each_with_its_source() -> None:
    with inside():
        old = 'source = "A strategy"\nedition = "2011"\nnation = ["england"]\nsuperseded_by = "Another, 2024"'
        take_on("care", means("harm", "harm", "Being hurt."))
        take_on("watch", means("harm", "Harm", "What hurts.", old))
        (term,) = glossary(meanings(Moment.now(NOON)))
        only = [one.block.means for one in meanings(Moment.now(NOON), "watch")]
    assert [(one.policy, one.block.means, one.block.cited) for one in term.meanings] == [
        ("care", "Being hurt.", ""),
        ("watch", "What hurts.", "A strategy, 2011"),
    ]
    assert only == ["What hurts."]


@pytest.mark.django_db
def test_a_part_names_its_whole_within_its_own_policy() -> None:
    with inside():
        take_on("care", means("whole", "a plan", "Of two."), means("one", "first", "A.", 'part_of = "whole"'))
        take_on("watch", means("whole", "a scheme", "Of none."), means("one", "second", "B."))
        found = {one.block.term: one for one in meanings(Moment.now(NOON))}
    assert (found["a plan"].parts, found["first"].whole) == (("first",), "a plan")
    assert (found["a scheme"].parts, found["second"].whole) == ((), "")


@pytest.mark.django_db
def test_the_day_somebody_looked_is_the_providers_own() -> None:
    with inside():
        local = 'source = "A law"\nchecked = "local"'
        take_on("care", means("harm", "harm", "Being hurt.", local))
        assert [one.checked for one in meanings(Moment.now(NOON))] == [None]
        set_local_value(address="care/definition.harm.checked", value="2026-02-01", actor=SETUP, now=NOON)
        assert [one.checked for one in meanings(Moment.now(NOON))] == [date(2026, 2, 1)]
