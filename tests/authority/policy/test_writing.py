"""Values written as TOML read back as they were, and look as in the policies that ship."""

import re
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shipped
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.editing.writing import LONGEST_LINE, write_toml
from dueregard.authority.policy.grammar.document import read_document

KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.dates(min_value=date(1000, 1, 1))
)
ONE_TEXT = re.compile(r'(?:\w+ = |  )"[^"]*",?')
"""A text is never broken up, however long it is."""
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_is_written_reads_back(values: dict[str, Any]) -> None:
    assert tomllib.loads(write_toml(values)) == values


@pytest.mark.parametrize("name", ARCHETYPES)
def test_every_block_that_ships_reads_back_and_fits_the_page(name: str) -> None:
    for fence in read_document(archetype(name).decode()).fences:
        values = tomllib.loads(fence.toml.text)
        written = write_toml(values)
        assert tomllib.loads(written) == values, fence.name
        long = [
            line for line in written.split("\n") if len(line) > LONGEST_LINE and not ONE_TEXT.fullmatch(line)
        ]
        assert long == [], fence.name


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({}, ""),
        (
            {"title": "Lead", "minimum": 1, "accountable": True},
            'title = "Lead"\nminimum = 1\naccountable = true',
        ),
        ({"since": date(2023, 6, 22)}, "since = 2023-06-22"),
        (
            {"measures": {"from": "raised", "to": "opened"}},
            'measures = { from = "raised", to = "opened" }',
        ),
        (
            {"notice": {"readings": [{"within": "5 days"}, {"within": "1 week"}]}, "note": 'Say "so".'},
            'note = "Say \\"so\\"."\n\n[[notice.readings]]\nwithin = "5 days"\n[[notice.readings]]\nwithin = "1 week"',
        ),
        (
            {"scope": {"sites": ["x" * 60, "y" * 60]}},
            '[scope]\nsites = [\n  "' + "x" * 60 + '",\n  "' + "y" * 60 + '",\n]',
        ),
        ({"odd key": "\x7f"}, '"odd key" = "\\u007f"'),
    ],
)
def test_how_it_looks(values: dict[str, Any], written: str) -> None:
    assert write_toml(values) == written
    assert tomllib.loads(written) == values


def test_what_no_policy_can_say_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="NoneType is no value of a policy"):
        write_toml({"a": None})


def test_there_is_something_to_write() -> None:
    assert len(shipped.pack_of("safeguarding-core").controls) > 30
